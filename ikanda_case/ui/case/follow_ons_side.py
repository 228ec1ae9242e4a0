"""The side that shows what keeps a case from closing: each thing that follows, open or settled."""

from PySide6.QtWidgets import QWidget

from ikanda_case.ui.case.side import Side
from ikanda_case.ui.case.tasks_panel import TasksPanel
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_follow_ons import (
    FOLLOW_ON_COLUMNS,
    follow_on_rows,
    key_of,
    open_lines,
    standing,
    widest_states,
)
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.banner import Banner
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_LEAST = 200
_SAMPLES = ("subject", "due")


class FollowOnsSide(Side):
    """A row for each point; one or several of them are settled together."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        look, say = context.look, self.say
        self.standing = Banner(look)
        self.table = self._follow_on_table()
        self.all = Button(look, say("follow_on_all"), kind="ghost")
        self.settle = Button(look, say("follow_on_settle"), icon="checkmark")
        self.not_needed = Button(look, say("follow_on_not_needed"))
        panel = Panel(look, say("follow_ons"), note=say("follow_ons_note"), flush=True)
        for button in (self.all, self.not_needed, self.settle):
            panel.add_to_head(button)
        panel.body.addWidget(self.table)
        self.lines.addWidget(self.standing)
        self.lines.addWidget(panel)
        self.lines.addWidget(PlainLabel(say("follow_on_keys"), role="caption", wrap=True))
        self.tasks = TasksPanel(context)
        self.tasks.wanted.connect(self.wanted)
        self.lines.addWidget(self.tasks)
        self.lines.addStretch(1)
        self.standing.acted.connect(lambda _: self.choose_first_open())
        self.all.clicked.connect(self._choose_all_open)
        self.settle.clicked.connect(lambda: self._want("done"))
        self.not_needed.clicked.connect(lambda: self._want("not_applicable"))
        self.table.opened.connect(lambda _: self._want("done"))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_acts())

    def show_case(self, now: CaseNow) -> None:
        """Show what follows from the rights of a case."""
        super().show_case(now)
        lang = self.context.lang
        rows = follow_on_rows(now, lang)
        self._rows.set_rows(rows)
        self.table.setMinimumHeight(0 if rows else self.context.look.measures.px(_LEAST))
        self.standing.set_notice(standing(now, lang))
        self.tasks.show_case(now)
        if rows and self.table.current_key is None:
            self.table.choose(rows[0].key)
        self._show_acts()

    def clear(self) -> None:
        """Hold no word of a case any more."""
        super().clear()
        self._rows.set_rows(())
        self.tasks.clear()
        self.standing.set_notice(None)
        self._show_acts()

    def choose_first_open(self) -> None:
        """Put the keyboard on the first point that keeps the case from closing."""
        if self.now is not None and (found := open_lines(self.now)):
            self.table.choose(key_of(found[0]))
        self.table.setFocus()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the points to settle: of what is chosen the open ones, or all when none is open.

        What was settled may be settled anew: the last word counts.
        """
        keys = tuple(str(key) for key in self.table.chosen_keys)
        is_open = {key_of(each) for each in open_lines(self.now)} if self.now else set()
        return tuple(key for key in keys if key in is_open) or keys

    def _want(self, outcome: str) -> None:
        if self.settle.isEnabled() and (keys := self.chosen):
            self.wanted.emit(f"settle:{outcome}:{';'.join(keys)}")

    def _choose_all_open(self) -> None:
        self.table.setFocus()
        self.table.selectAll()

    def _show_acts(self) -> None:
        reason = self.context.refusal("execute")
        if self.now is not None and self.now.case.closed:
            reason = reason or self.say("case_is_closed")
        none_open = self.now is None or not open_lines(self.now)
        self.all.setVisible(not none_open)
        self.all.refuse(reason)
        for button in (self.settle, self.not_needed):
            button.refuse(reason or ("" if self.chosen else self.say("follow_on_choose")))

    def _follow_on_table(self) -> Table:
        say, lang = self.say, self.context.lang
        columns = [
            Column(
                key,
                say(f"follow_on_{key}"),
                sample=say(f"sample_follow_on_{key}") if key in _SAMPLES else "",
                badges=widest_states(lang) if key == "state" else (),
                stretch=key == "what",
                gives_way=1 if key == "due" else 0,
            )
            for key in FOLLOW_ON_COLUMNS
        ]
        table = Table(
            self.context.look, say("follow_ons"), columns, rows="two", many=True, fits_rows=True
        )
        table.set_empty(
            EmptyState(self.context.look, say("no_follow_ons"), say("no_follow_ons_next"))
        )
        self._rows = RowsModel([column.title for column in columns], table)
        table.setModel(self._rows)
        return table
