"""Whether to sign although nobody tells the time: why, what it means, and the person's word."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ikanda_case.domain.errors import KnownError
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.widgets.act_dialog import ActDialog
from ikanda_case.ui.widgets.banner import Banner, Notice


class UnstampedDialog(ActDialog):
    """Accepted: sign without a time stamp. Nothing was signed yet."""

    def __init__(self, context: Context, fault: KnownError, parent: QWidget) -> None:
        def say(code: str) -> str:
            return phrase(context.lang, "ui_letter", code)

        super().__init__(
            context.look,
            context.lang,
            say("unstamped_title"),
            say("unstamped_do"),
            say("cancel"),
            parent=parent,
        )
        said = error_sentence(fault, context.lang)
        self.form.addWidget(Banner(context.look, Notice("soon", said.message, said.hint)))
        self.add_note(say("unstamped_said"))
        self.act.clicked.connect(self.accept)

    def in_hand(self) -> tuple[Held, ...]:
        """Nothing is typed here."""
        return ()

    def put_back(self, words: Mapping[str, str]) -> None:
        """There is nothing to fill."""

    def wipe(self) -> None:
        """There is no word of the letter in it."""
