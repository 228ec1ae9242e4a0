"""Policy tasks: one is opened for a defect the case showed, and it is said how it was mended."""

from datetime import timedelta

from PySide6.QtWidgets import QComboBox, QWidget

from ikanda_case.app import follow_ons
from ikanda_case.domain.defects import DEFECTS
from ikanda_case.domain.facts import PolicyTaskDone, PolicyTaskOpened
from ikanda_case.texts.names import task_name
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.line_edit import LineEdit

_PROPOSED_DAYS = 30


class OpenTaskDialog(DeedDialog):
    """Which defect, what is to be done, whose it is and by when."""

    needs = "defect"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "open_task", parent)
        self.code = QComboBox()
        for code in DEFECTS:
            self.code.addItem(task_name(code, context.lang), code)
        self.add("code", self.code, self.say("task_code"))
        self.what = self.add_words("what", self.say("task_to_do"), lines=3)
        self.owner = LineEdit(context.look, self.say("task_owner"))
        self.owner.setText(now.office.name_of(now.case.handler) if now.case.handler else "")
        self.add("owner", self.owner, self.say("task_owner"))
        self.by = DayField(self.say("task_due"), now.today + timedelta(days=_PROPOSED_DAYS))
        self.add("by", self.by, self.say("task_due"))
        self.what.setFocus()

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.now.today
        opened = PolicyTaskOpened(
            code=str(self.code.currentData()),
            what=self.what.toPlainText().strip(),
            owner=self.owner.text().strip(),
            by=self.by.day,
        )
        return lambda: follow_ons.open_task(desk, stream, opened, on)


class TaskDoneDialog(DeedDialog):
    """How the defect was mended."""

    needs = "defect"

    def __init__(
        self, context: Context, now: CaseNow, code: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, now, "task_done", parent)
        self.code = code
        self.add_note(task_name(code, context.lang))
        self.how = self.add_words("how", self.say("task_how"), lines=3)
        self.on = DayField(self.say("settle_on"), now.today)
        self.add("on", self.on, self.say("settle_on"))
        self.how.setFocus()

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        done = PolicyTaskDone(code=self.code, how=self.how.toPlainText().strip())
        return lambda: follow_ons.task_done(desk, stream, done, on)
