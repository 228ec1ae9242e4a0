"""The frame of every dialog of a case: fields, one act, and what is wrong with it in place."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ikanda_case.app.desk import Changes
from ikanda_case.domain.errors import KnownError, SoftRuleError
from ikanda_case.domain.roles import Act
from ikanda_case.ui.case.words import Words
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.act_dialog import ActDialog
from ikanda_case.ui.widgets.banner import Notice
from ikanda_case.ui.widgets.typed import put_back, typed

Deed = Callable[[], Changes]


class DeedDialog(ActDialog):
    """One act on one case.

    A dialog says in `deed` which use case it runs, and in `needs` which act that is.
    """

    needs: ClassVar[Act]
    done_well = Signal(object)
    """The `Changes`, once they are kept."""
    side_wanted = Signal(str)
    """Tab of the side where what is in the way can be done; the dialog gives up for it."""

    def __init__(self, context: Context, now: CaseNow, code: str, parent: QWidget | None) -> None:
        """`code` names the act: its title is `do_<code>_title`, its verb `do_<code>`."""
        self.context = context
        self.now = now
        self.say = say = Words(context)
        title, act = say(f"do_{code}_title"), say(f"do_{code}")
        super().__init__(
            context.look, context.lang, title, act, say("cancel"), above=now.case.ref, parent=parent
        )
        self.act.clicked.connect(self._on_act_clicked)
        if refused := context.refusal(self.needs):
            self.fault.set_notice(Notice("soon", refused))
        self.refuse("")

    def refuse(self, reason: str) -> None:
        """Close the act for a reason; what the person's roles do not allow is said first."""
        self.act.refuse(self.context.refusal(self.needs) or reason)

    def deed(self) -> Deed:
        """Return the use case with what stands in the fields; called when the act is pressed."""
        raise NotImplementedError

    def typed(self) -> dict[str, str]:
        """Return what stands in the fields, by their names; nothing while it is being kept."""
        if self._busy:
            return {}
        found = ((name, typed(field.editor)) for name, field in self.fields.items())
        return {name: text for name, text in found if text is not None}

    def put_back(self, words: Mapping[str, str]) -> None:
        """Fill the fields as they stood; the first may decide which others there are."""
        for name, text in words.items():
            if name in self.fields:
                put_back(self.fields[name].editor, text)

    # ---- doing it ------------------------------------------------------------------------------

    def _on_act_clicked(self) -> None:
        self.clear_errors()
        self.set_busy(self.say("busy"))
        self.context.act(self.deed(), self, self._on_done, self._on_refused)

    def _on_done(self, changes: Changes) -> None:
        self.set_busy("")
        self.done_well.emit(changes)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.set_busy("")
        if isinstance(error, KnownError):
            self.show_error(error)
        else:
            self.context.failed.emit(error)

    @property
    def despite(self) -> str:
        """Return the reason a soft rule asked for; empty when none did."""
        field = self.fields.get("despite")
        if field is None or not isinstance(field.editor, QPlainTextEdit):
            return ""
        return field.editor.toPlainText().strip()

    def ask_reason(self) -> None:
        """Add the field for a reason; the act, pressed again, takes it along."""
        if "despite" not in self.fields:
            self.add_words("despite", self.say("despite"), hint=self.say("despite_hint"))
            self.grow()
        self.fields["despite"].editor.setFocus()

    def show_error(self, error: KnownError) -> None:
        """Show a refusal; a soft one with the field for the reason it asks for."""
        if isinstance(error, SoftRuleError):
            self.ask_reason()
        super().show_error(error)
