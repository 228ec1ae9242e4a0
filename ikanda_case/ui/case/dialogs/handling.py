"""The acts of handling a case: assign, see, note, extend, carry out, close, open again."""

from typing import Literal, cast

from PySide6.QtWidgets import QComboBox, QWidget

from ikanda_case.app import steps
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.facts import Extended
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_follow_ons import named_all, open_lines
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.banner import Notice
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.segments import Segment, Segments

Outcome = Literal["answered", "no_action", "referred", "withdrawn"]
Because = Literal["complexity", "number", "both"]
BECAUSE: tuple[Because, ...] = ("complexity", "number", "both")
"""The reasons of law for an extension (GDPR Art. 12(3))."""
OUTCOMES: tuple[Outcome, ...] = ("answered", "no_action", "referred", "withdrawn")


class AssignDialog(DeedDialog):
    """Who handles the case from now on."""

    needs = "assign"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "assign", parent)
        self.person = QComboBox()
        self.person.addItem(self.say("nobody"), "")
        for colleague in now.office.people.values():
            self.person.addItem(colleague.name, colleague.id)
        self.person.setCurrentIndex(max(0, self.person.findData(now.case.handler)))
        self.add("person", self.person, self.say("head_handler"))

    def deed(self) -> Deed:
        desk, stream, person = self.context.desk, self.now.case.id, str(self.person.currentData())
        return lambda: steps.assign(desk, stream, person)


class SeenDialog(DeedDialog):
    """A manager saw it and says what must be done, and by when."""

    needs = "order"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "seen", parent)
        self.step = self.add_words("step", self.say("seen_step"))
        self.by = DayField(self.say("seen_by"), now.today)
        self.add("by", self.by, self.say("seen_by"))
        self.add_note(self.say("seen_note"))

    def deed(self) -> Deed:
        desk, stream = self.context.desk, self.now.case.id
        step, by = self.step.toPlainText(), self.by.day
        return lambda: steps.mark_seen(desk, stream, step, by)


class NoteDialog(DeedDialog):
    """A remark for the file."""

    needs = "note"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "note", parent)
        self.text = self.add_words("text", self.say("note_text"), hint=self.say("note_hint"))

    def deed(self) -> Deed:
        desk, stream, text = self.context.desk, self.now.case.id, self.text.toPlainText()
        return lambda: steps.note(desk, stream, text)


class ExtendDialog(DeedDialog):
    """Two further months, with the reason that goes into the notice."""

    needs = "extend"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "extend", parent)
        self.add_note(self.say("extend_note"))
        label = self.say("extend_because")
        options = [Segment(code, self.say(f"extend_because_{code}")) for code in BECAUSE]
        self.because = Segments(context.look, label, options, chosen=BECAUSE[0])
        self.add("because", self.because, label)
        self.reason = self.add_words(
            "reason", self.say("extend_reason"), hint=self.say("extend_reason_hint")
        )
        self.on = DayField(self.say("extend_on"), now.today)
        self.add("on", self.on, self.say("extend_on"))

    def deed(self) -> Deed:
        desk, stream = self.context.desk, self.now.case.id
        extended = Extended(
            reason=self.reason.toPlainText(),
            because=cast(Because, self.because.current),
            despite=self.despite,
        )
        on = self.on.day
        return lambda: steps.extend(desk, stream, extended, on)


class ExecuteDialog(DeedDialog):
    """What was decided has been done in the systems."""

    needs = "execute"

    def __init__(
        self, context: Context, now: CaseNow, right: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, now, "execute", parent)
        self.right = QComboBox()
        for row in now.case.rows:
            self.right.addItem(now.right_name(row.right, context.lang), row.right)
        owed = next((row.right for row in now.case.rows if not row.carried_out), "")
        self.right.setCurrentIndex(max(0, self.right.findData(right or owed)))
        self.add("right", self.right, self.say("right_right"))
        self.what = self.add_words("what", self.say("execute_what"))
        self.on = DayField(self.say("execute_on"), now.today)
        self.add("on", self.on, self.say("execute_on"))

    def deed(self) -> Deed:
        desk, stream, right = self.context.desk, self.now.case.id, str(self.right.currentData())
        what, on = self.what.toPlainText(), self.on.day
        return lambda: steps.execute(desk, stream, right, what, on)


class CloseDialog(DeedDialog):
    """The case is done: how it ended, and when."""

    needs = "close"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "close", parent)
        options = [
            Segment(code, phrase(context.lang, "names", f"outcome_{code}")) for code in OUTCOMES
        ]
        label = self.say("close_outcome")
        self.outcome = Segments(context.look, label, options, chosen="answered")
        self.add("outcome", self.outcome, label)
        self.on = DayField(self.say("close_on"), now.today)
        self.add("on", self.on, self.say("close_on"))
        self.add_note(self.say("close_note", years=now.office.policy.keep_years))
        self.fault.acted.connect(self._on_fault_acted)

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        outcome = cast(Outcome, self.outcome.current)
        return lambda: steps.close(desk, stream, outcome, on)

    def show_error(self, error: KnownError) -> None:
        """Name what still follows, with the way to it; any other refusal as usual."""
        super().show_error(error)
        if error.code != "follow_on_open":
            return
        found = open_lines(self.now)
        bold, plain = self.say("follow_open", count=len(found)), named_all(found, self.context.lang)
        way = self.say("step_action_follow_up")
        self.fault.set_notice(Notice("late", bold, plain, way, key="follow_ons"))
        self.grow()

    def _on_fault_acted(self, notice: Notice) -> None:
        self.reject()
        self.side_wanted.emit(notice.key)


class ReopenDialog(DeedDialog):
    """The case runs again; its old dates stay."""

    needs = "reopen"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "reopen", parent)
        self.reason = self.add_words("reason", self.say("reason"))

    def deed(self) -> Deed:
        desk, stream, reason = self.context.desk, self.now.case.id, self.reason.toPlainText()
        return lambda: steps.reopen(desk, stream, reason)
