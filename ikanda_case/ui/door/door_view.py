"""What the views of the door share: heading, notices, one card and a sentence, in the middle."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ikanda_case.ui.door.heading import Heading
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_12, GAP_16, GAP_24
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.banner import BannerSlot
from ikanda_case.ui.widgets.label import PlainLabel

_WIDTH = 848
_LEAST = 240


class DoorView(QWidget):
    """A view scrolls where the window is too small for it."""

    acted = Signal(object)
    """The Notice whose action was pressed."""

    def __init__(self, look: Look, words: Words, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words = words
        self._banner = BannerSlot(look)
        self._banner.acted.connect(self.acted)
        self._column = QWidget()

    def _stand(self, card: QFrame, sentence: str, *, under_way: QWidget | None = None) -> None:
        """Lay the view out, once; `under_way` tells of long work, above the card."""
        words = self._words
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, GAP_24, 0, GAP_24)
        column.setSpacing(GAP_12)
        column.addStretch(2)
        column.addWidget(Heading(self._look, words("app_name"), words("subtitle")))
        column.addWidget(self._banner)
        if under_way is not None:
            column.addWidget(under_way)
        column.addWidget(card)
        column.addWidget(PlainLabel(sentence, role="caption", wrap=True))
        column.addStretch(5)
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(GAP_24, 0, GAP_24, 0)
        line.addStretch(1)
        line.addWidget(self._column)
        line.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card keeps its width where there is room."""
        super().resizeEvent(event)
        room = self.width() - 2 * GAP_24 - GAP_16
        self._column.setFixedWidth(max(_LEAST, min(self._look.measures.px(_WIDTH), room)))
