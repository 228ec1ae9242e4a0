"""The one question a page has open, which goes with the page and keeps nothing."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from ikanda_case.ui.frame.in_hand import Held


class Asks(Protocol):
    """A dialog that can be put aside and taken up again."""

    def in_hand(self) -> tuple[Held, ...]:
        """Return what is typed in it."""

    def put_back(self, words: Mapping[str, str]) -> None:
        """Fill it as it stood."""

    def wipe(self) -> None:
        """Hold no word any more."""


class OpenDialog:
    """Knows whether it is still there: a dialog goes by itself when it is answered."""

    def __init__(self) -> None:
        self._asks: Asks | None = None
        self.dialog: QDialog | None = None

    def open(self, dialog: QDialog, asks: Asks) -> None:
        """Show it; `asks` is the same dialog, as what it can do."""
        self.dialog, self._asks = dialog, asks
        dialog.open()

    def in_hand(self) -> tuple[Held, ...]:
        """Return what is typed in it, nothing when it has gone."""
        asks = self._present()
        return asks.in_hand() if asks is not None else ()

    def put_back(self, words: Mapping[str, str]) -> None:
        """Fill it as it stood."""
        if (asks := self._present()) is not None:
            asks.put_back(words)

    def close(self) -> None:
        """Take it off the screen, with the words in it."""
        if (asks := self._present()) is not None and self.dialog is not None:
            asks.wipe()
            self.dialog.reject()
        self.dialog = self._asks = None

    def _present(self) -> Asks | None:
        gone = self.dialog is None or not isValid(self.dialog) or not self.dialog.isVisible()
        return None if gone else self._asks
