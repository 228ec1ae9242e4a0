"""Today's list of what else needs whom: nothing waits for somebody to remember a screen."""

from PySide6.QtWidgets import QWidget

from ikanda_case.app import today
from ikanda_case.app.desk import Changes
from ikanda_case.app.today import Needed
from ikanda_case.domain.today import Need
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.context import Context
from ikanda_case.ui.lanes import Ticket
from ikanda_case.ui.models.today_needs import by_case, need_rows, tab_of, widest_days
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_AT_ONCE = 8
"""Cases shown before a person asks for all of them; the number above says how many there are."""


class NeedsPanel(Panel):
    """A row for each case: targets, silence, strict days, evidence, searches, what follows."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._context = context
        say = self._say
        super().__init__(
            context.look, say("needs"), note=" ", action=say("needs_all"), flush=True, parent=parent
        )
        columns = [
            Column("day", say("column_needs_day"), badges=widest_days(context.lang), fixed=True),
            Column("ref", say("column_ref"), sample="AVG-2026-0000", strong=True, fixed=True),
            Column("what", say("column_needs"), stretch=True, fixed=True),
            Column("who", say("column_who"), sample="Ilse Modelaar", gives_way=1),
        ]
        self.table = Table(context.look, say("needs"), columns, rows="two", fits_rows=True)
        self._rows = RowsModel([column.title for column in columns], self.table)
        self.table.setModel(self._rows)
        self.table.setSortingEnabled(False)
        self.body.addWidget(self.table)
        self._needed: Needed | None = None
        self._cases: list[tuple[Need, ...]] = []
        self._touched: set[int] = set()
        self._asked: Ticket | None = None
        self._all = False
        self.hide()
        self.acted.connect(self._on_all_wanted)
        self.table.opened.connect(self._on_row_opened)
        context.changed.connect(self._on_context_changed)

    def refresh(self) -> None:
        """Ask the case file again for what changed since; the first time for open cases first."""
        if self._asked is not None:
            self._asked.cancel()
        desk, before, touched = self._context.desk, self._needed, frozenset(self._touched)
        begins = before is None
        self._asked = self._context.work(
            lambda progress: today.needed(desk, before, touched, progress.check, only_open=begins),
            lambda found: self._on_read(found, touched, goes_on=begins),
            self,
        )

    def clear(self) -> None:
        """Hold no word of a case any more."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked, self._needed, self._all = None, None, False
        self._touched.clear()
        self._cases = []
        self._show()

    def _on_read(self, found: Needed, touched: frozenset[int], *, goes_on: bool) -> None:
        self._asked, self._needed = None, found
        self._touched -= touched
        self._cases = by_case(found)
        self._show()
        if goes_on:
            self.refresh()

    def _show(self) -> None:
        number = len(self._cases)
        shown = self._cases if self._all else self._cases[:_AT_ONCE]
        self._rows.set_rows(
            need_rows(shown, self._needed, self._context.lang) if self._needed else ()
        )
        note = phrase(self._context.lang, "ui_lists", "count_cases", {"count": number})
        self.set_title(self._say("needs"), note)
        self.action.setVisible(len(shown) < number)
        self.setVisible(bool(shown))

    def _on_all_wanted(self) -> None:
        self._all = True
        self._show()
        self.table.setFocus()

    def _on_row_opened(self, key: object) -> None:
        first = next(each[0] for each in self._cases if str(each[0].stream) == key)
        self._context.case_wanted.emit(first.stream, tab_of(first))

    def _on_context_changed(self, changes: Changes) -> None:
        self._touched |= {*changes.streams}

    def _say(self, code: str) -> str:
        return phrase(self._context.lang, "ui_lists", code)
