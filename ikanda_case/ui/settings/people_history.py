"""What happened to people and their ways in: who did it and for whom, from the journal."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ikanda_case.domain.journal import Entry
from ikanda_case.domain.office import Office
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.models.people_rows import access_rows
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table


class PeopleHistory(Panel):
    """The newest entries first; hidden while there are none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        words = Words(context.lang, "ui_shell")
        super().__init__(context.look, words("people_history"), flush=True, parent=parent)
        self._context = context
        columns = (
            Column("when", words("people_when"), sample="00 september 0000, 00:00", fixed=True),
            Column("what", words("people_what"), stretch=True, fixed=True),
            Column("who", words("people_who"), sample="Rik Ontwerp (fictief) · uit dienst"),
        )
        self._model = RowsModel([column.title for column in columns], self)
        self.table = Table(
            context.look, words("people_history"), columns, rows="dense", fits_rows=True
        )
        self.table.setModel(self._model)
        self.table.setSortingEnabled(False)
        self.body.addWidget(self.table)
        self.hide()

    def show_entries(self, entries: Sequence[Entry], office: Office) -> None:
        """Show what these entries of the office say of people and ways in."""
        rows = access_rows(entries, office, self._context.brussels, self._context.lang)
        self._model.set_rows(rows)
        self.setVisible(bool(rows))

    def clear(self) -> None:
        """Keep no name."""
        self._model.set_rows(())
