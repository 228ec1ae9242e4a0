"""The one dialog in which a request by word is noted, and what is typed in it when it must go."""

from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ikanda_case.domain.facts import Channel
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.frame.taking_in import TakingIn

if TYPE_CHECKING:
    from ikanda_case.ui.frame.new_request import NewRequestDialog

_NOTE = "note_request"


class Noting(QObject):
    """Opens it, and takes in what it says."""

    def __init__(self, context: Context, taking_in: TakingIn, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._taking_in = taking_in
        self._over = parent
        self._dialog: NewRequestDialog | None = None

    def open(self, text: str = "", channel: str = "") -> "NewRequestDialog":
        """Ask what was said and how it came, then take it in."""
        from ikanda_case.ui.frame.new_request import NewRequestDialog

        dialog = NewRequestDialog(
            self._context.look, self._context.lang, text, channel, parent=self._over.window()
        )
        dialog.noted.connect(self._on_noted)
        self._dialog = dialog
        dialog.open()
        return dialog

    def in_hand(self) -> tuple[Held, ...]:
        """Return what is typed in it."""
        dialog = self._dialog
        if dialog is None or not shiboken6.isValid(dialog) or not dialog.isVisible():
            return ()
        words = {"text": dialog.text.toPlainText(), "channel": dialog.channel.current}
        return (Held(_NOTE, words),) if words["text"] else ()

    def take_up(self, held: Held) -> None:
        """Open it again with the same words."""
        if held.what == _NOTE:
            self.open(held.words.get("text", ""), held.words.get("channel", ""))

    def _on_noted(self, text: str, channel: str) -> None:
        self._taking_in.take_text(text, cast(Channel, channel))
