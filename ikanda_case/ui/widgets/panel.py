"""A titled sheet of paper on the desk."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel

_FRAME = 1
_LIST_END = 5
_HEAD_AIR = 10


class Panel(QFrame):
    """Title, note and a quiet action above; `body` and `foot` are filled by the view.

    `flush` is for lists that run from edge to edge; else the body has the panel's margin.
    """

    acted = Signal()

    def __init__(
        self,
        look: Look,
        title: str = "",
        *,
        note: str = "",
        action: str = "",
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self.setAccessibleName(title)
        self._title = PlainLabel(title, role="section")
        self._note = PlainLabel(note, role="text2")
        self.action = Button(look, action, kind="ghost", parent=self)
        self.action.clicked.connect(self.acted)
        self.action.setVisible(bool(action))
        self.head = QHBoxLayout()
        """Title and note, then whatever the view adds, then the action."""
        self.body = QVBoxLayout()
        self.foot = QHBoxLayout()
        self._lay_out(flush=flush)
        if title:
            self._put_head()

    def _lay_out(self, *, flush: bool) -> None:
        self.body.setSpacing(GAP_8)
        side = 0 if flush else GAP_16
        self.body.setContentsMargins(side, 0 if flush else GAP_12, side, 0 if flush else GAP_12)
        self.foot.setContentsMargins(GAP_16, 0, GAP_16, 0)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(_FRAME, _FRAME, _FRAME, _LIST_END if flush else _FRAME)
        lines.setSpacing(0)
        lines.addLayout(self.head)
        lines.addLayout(self.body, 1)
        lines.addLayout(self.foot)

    def _put_head(self) -> None:
        self.head.setContentsMargins(GAP_16, _HEAD_AIR, GAP_12, _HEAD_AIR - 2)
        self.head.setSpacing(GAP_8)
        self.head.addWidget(self._title)
        self.head.addWidget(self._note)
        self.head.addStretch(1)
        self.head.addWidget(self.action)

    def set_title(self, title: str, note: str = "") -> None:
        """Other words above; only for a panel that was made with a title."""
        self._title.setText(title)
        self._note.setText(note)
        self.setAccessibleName(title)

    def add_to_head(self, widget: QWidget) -> None:
        """A tag, a count or a button between title and action."""
        self.head.insertWidget(self.head.count() - 1, widget)


class Rule(QFrame):
    """A hair line between parts of a panel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "rule")
        self.setFixedHeight(1)
