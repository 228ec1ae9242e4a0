"""An older case file is made ready while it is opened: how far that is, and the way to stop it."""

from PySide6.QtWidgets import QWidget

from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.banner import Notice
from ikanda_case.ui.widgets.progress_line import ProgressLine

STEPS = ("backing_up", "copying", "migrating", "listing", "checking")
PARTS = 1000
"""A step is told in as many parts: bytes of a large file are more than a bar can count."""


class MakingReady(ProgressLine):
    """Hidden while the file that is opened has the form of today."""

    def __init__(self, look: Look, lang: str, *, parent: QWidget | None = None) -> None:
        self._said = Words(lang, "migrating")
        super().__init__(
            look,
            self._said("name"),
            cancel_words=self._said("stop"),
            stopping_words=self._said("stopping"),
            parent=parent,
        )

    def tell(self, done: int, total: int, code: str) -> None:
        """Show how far a step is."""
        number = STEPS.index(code) + 1
        step = self._said("step", number=number, steps=len(STEPS))
        self.show_step(self._said(code), step, done=done, total=total)

    def begun(self) -> Notice:
        """Return what is said above the form meanwhile."""
        return Notice("info", self._said("title"), self._said("said"))

    def stopped(self, action: str, key: str) -> Notice:
        """Return what is said when a person stopped it, with the way on."""
        return Notice(
            "info", self._said("stopped"), self._said("stopped_said"), action=action, key=key
        )
