"""The last thing that was done, above the status bar, with the way to undo it."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel

_KEPT = 50


class MessageLine(QFrame):
    """One message until the next act; no time limit (WCAG 2.2.1). Spoken politely."""

    undone = Signal()
    """The person took the last act back."""

    def __init__(
        self,
        look: Look,
        name: str,
        *,
        undo_words: str,
        undo_key: str = "",
        close_words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`undo_key` is only shown; the shortcut itself lives in a menu. `name` is read aloud."""
        super().__init__(parent)
        self._undo: Callable[[], None] | None = None
        self._said: deque[str] = deque(maxlen=_KEPT)
        self.setAccessibleName(name)
        set_role(self, "raised")
        self._words = ElidedLabel()
        self._button = Button(look, undo_words, kind="ghost", parent=self)
        self._button.clicked.connect(self.undo)
        self._key = PlainLabel(undo_key, role="caption")
        self._close = Button(look, close_words, kind="icon", icon="dismiss", parent=self)
        self._close.clicked.connect(self.clear)
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP_16, 1, GAP_8, 1)
        line.setSpacing(GAP_12)
        line.addWidget(self._words, 1)
        line.addWidget(self._button)
        line.addWidget(self._key)
        line.addWidget(self._close)
        self._close.setVisible(bool(close_words))
        self.hide()

    @property
    def recent(self) -> tuple[str, ...]:
        """What was said last, newest first."""
        return tuple(reversed(self._said))

    @property
    def can_undo(self) -> bool:
        """Whether the last act can be taken back."""
        return self._undo is not None

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Show and speak these words; `undo` takes the act back."""
        self._undo = undo
        self._said.append(words)
        self._words.setText(words)
        self._button.setVisible(undo is not None)
        self._key.setVisible(undo is not None and bool(self._key.text()))
        self.show()
        announcement = QAccessibleAnnouncementEvent(self, words)
        announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(announcement)

    def undo(self) -> None:
        """Take the last act back, once."""
        undo, self._undo = self._undo, None
        if undo is None:
            return
        self.clear()
        undo()
        self.undone.emit()

    def clear(self) -> None:
        """Say nothing more; what was said stays in `recent`."""
        self._undo = None
        self._words.clear()
        self.hide()

    def forget(self) -> None:
        """Also empty `recent`: for locking, as words may hold a name."""
        self.clear()
        self._said.clear()
