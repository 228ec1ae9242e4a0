"""The program's mark, name and purpose above the door."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.ui.look.icons import MARK
from ikanda_case.ui.look.measures import GAP_12
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.label import PlainLabel

_MARK = 24


class Heading(QWidget):
    """No name of an office or a person: nothing is known before a file is open."""

    def __init__(
        self, look: Look, name: str, purpose: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        mark = PlainLabel()
        mark.setPixmap(look.icons.mark(_MARK, self.devicePixelRatioF()))
        mark.setObjectName(MARK)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(name, role="title"))
        words.addWidget(PlainLabel(purpose, role="text2"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP_12)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
