"""The side of the search tasks: which systems, by whom, by when, and what they gave."""

from PySide6.QtWidgets import QWidget

from ikanda_case.ui.case.side import Side
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.models.case_searches import (
    SEARCH_COLUMNS,
    search_rows,
    tasks_of,
    widest_search_states,
)
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_SAMPLES = ("owner", "due")
_ACTS = {"proposed": "search_order", "ordered": "search_result", "done": "search_result"}
"""What Enter does with a task in each state."""


class SearchesSide(Side):
    """A row for each system; several are ordered together, each gives its own result."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        look, say = context.look, self.say
        self.table = self._task_table()
        self.buttons = {
            "search_order": Button(look, say("search_order"), icon="search"),
            "search_chase": Button(look, say("search_chase")),
            "search_result": Button(look, say("search_result"), icon="checkmark"),
        }
        panel = Panel(look, say("searches"), note=say("searches_note"), flush=True)
        for code, button in self.buttons.items():
            panel.add_to_head(button)
            button.clicked.connect(lambda _=False, code=code: self._want(code))
        panel.body.addWidget(self.table)
        self.lines.addWidget(panel)
        self.lines.addStretch(1)
        self.table.opened.connect(self._on_table_opened)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_acts())

    def show_case(self, now: CaseNow) -> None:
        """Show the search tasks of a case."""
        super().show_case(now)
        rows = search_rows(now, self.context.lang)
        self._rows.set_rows(rows)
        if rows and self.table.current_key is None:
            self.table.choose(rows[0].key)
        self._show_acts()

    def clear(self) -> None:
        """Hold no word of a case any more."""
        super().clear()
        self._rows.set_rows(())
        self._show_acts()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the chosen systems."""
        return tuple(str(key) for key in self.table.chosen_keys)

    def _state(self, system: str) -> str:
        found = tasks_of(self.now) if self.now else ()
        return next((task.state for task in found if task.system == system), "")

    def _want(self, code: str) -> None:
        if self.buttons[code].isEnabled() and self.chosen:
            self.wanted.emit(f"{code}:{';'.join(self.chosen)}")

    def _on_table_opened(self, key: object) -> None:
        if code := _ACTS.get(self._state(str(key))):
            self._want(code)

    def _show_acts(self) -> None:
        reason = self.context.refusal("search")
        if self.now is not None and self.now.case.closed:
            reason = reason or self.say("case_is_closed")
        if not self.chosen:
            reason = reason or self.say("search_choose")
        states = {self._state(system) for system in self.chosen}
        not_yet = "" if "proposed" not in states else self.say("search_not_ordered")
        ended = self.say("search_is_done") if "done" in states else ""
        self.buttons["search_order"].refuse(reason)
        self.buttons["search_chase"].refuse(reason or not_yet or ended)
        self.buttons["search_result"].refuse(reason or not_yet)

    def _task_table(self) -> Table:
        say = self.say
        columns = [
            Column(
                key,
                say(f"search_{key}"),
                sample=say(f"sample_search_{key}") if key in _SAMPLES else "",
                badges=widest_search_states(self.context.lang) if key == "state" else (),
                stretch=key == "system",
                gives_way=1 if key == "due" else 0,
            )
            for key in SEARCH_COLUMNS
        ]
        table = Table(
            self.context.look, say("searches"), columns, rows="two", many=True, fits_rows=True
        )
        table.set_empty(EmptyState(self.context.look, say("no_searches"), say("no_searches_next")))
        self._rows = RowsModel([column.title for column in columns], table)
        table.setModel(self._rows)
        return table
