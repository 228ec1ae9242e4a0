"""The policy tasks a case raised: defects of the company, mended apart from it (rules 7.6)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikanda_case.ui.case.words import Words
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.models.case_tasks import TASK_COLUMNS, task_rows, widest_states
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table


class TasksPanel(Panel):
    """A row for each task; the case itself does not wait for them."""

    wanted = Signal(str)
    """Code of a dialog: `open_task`, or `task_done:` and the code of the task."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.context = context
        self.say = say = Words(context)
        super().__init__(
            context.look, say("tasks"), note=say("tasks_note"), flush=True, parent=parent
        )
        self.open_task = Button(context.look, say("act_open_task"), icon="add")
        self.done = Button(context.look, say("act_task_done"), icon="checkmark")
        self.open_task.clicked.connect(lambda: self.wanted.emit("open_task"))
        self.done.clicked.connect(self._on_done_clicked)
        for button in (self.open_task, self.done):
            self.add_to_head(button)
        columns = [
            Column(
                key,
                say(f"task_{key}"),
                stretch=key == "what",
                sample=say(f"sample_search_{key}") if key in ("owner", "due") else "",
                badges=widest_states(context.lang) if key == "state" else (),
            )
            for key in TASK_COLUMNS
        ]
        self.table = Table(context.look, say("tasks"), columns, rows="two", fits_rows=True)
        self._rows = RowsModel([column.title for column in columns], self.table)
        self.table.setModel(self._rows)
        self.table.setSortingEnabled(False)
        self.table.chosen.connect(lambda _: self._show_act())
        self.table.opened.connect(lambda _: self._on_done_clicked())
        self.body.addWidget(self.table)
        self._now: CaseNow | None = None

    def show_case(self, now: CaseNow) -> None:
        """Show the tasks of a case; of a closed one too."""
        self._now = now
        rows = task_rows(now, self.context.lang)
        self._rows.set_rows(rows)
        self.table.setVisible(bool(rows))
        if rows and self.table.current_key is None:
            self.table.choose(rows[0].key)
        self._show_act()

    def clear(self) -> None:
        """Hold no word of a case any more."""
        self._now = None
        self._rows.set_rows(())
        self._show_act()

    def _chosen(self) -> str:
        """Return the code of the chosen task, if it is still open."""
        tasks = self._now.case.policy_tasks if self._now else ()
        key = str(self.table.current_key or "")
        opened = {each.opened.code for each in tasks if not each.done_on}
        return key if key in opened else ""

    def _show_act(self) -> None:
        refused = self.context.refusal("defect")
        self.open_task.refuse(refused)
        self.done.refuse(refused or ("" if self._chosen() else self.say("task_choose")))
        self.done.setVisible(bool(self._now and self._now.case.policy_tasks))

    def _on_done_clicked(self) -> None:
        if self.done.isEnabled() and (chosen := self._chosen()):
            self.wanted.emit(f"task_done:{chosen}")
