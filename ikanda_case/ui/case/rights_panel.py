"""The rights of a case: one row for each, with its dates, identity, decision and letter."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ikanda_case.ui.case.words import Words
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.cells import Row
from ikanda_case.ui.look.measures import GAP_8
from ikanda_case.ui.models.case_badges import widest_badges
from ikanda_case.ui.models.case_page import RIGHT_COLUMNS
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_GIVES_WAY = {"letter": 2, "identity": 1}


class RightsPanel(Panel):
    """A table as high as its rows; Enter on a row decides on that right."""

    decision_wanted = Signal(str)
    """The right to decide on."""
    right_chosen = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.look, flush=True, parent=parent)
        self._say = say = Words(context)
        columns = [
            Column(
                key,
                say(f"right_{key}"),
                sample=say(f"sample_{key}") if key in ("right", "due") else "",
                badges=widest_badges(key, context.today(), context.lang),
                stretch=key == "decision",
                fixed=key in ("right", "term"),
                gives_way=_GIVES_WAY.get(key, 0),
                strong=key == "right",
            )
            for key in RIGHT_COLUMNS
        ]
        self.table = Table(context.look, say("rights"), columns, rows="two", fits_rows=True)
        self._rows = RowsModel([column.title for column in columns], self.table)
        self.table.setModel(self._rows)
        self.decide = Button(context.look, say("decide"), kind="ghost", icon="scales")
        self.body.addWidget(self.table)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_8, 0, GAP_8, 0)
        foot.addWidget(self.decide)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.table.opened.connect(lambda key: self.decision_wanted.emit(str(key)))
        self.table.chosen.connect(self._on_table_chosen)
        self.decide.clicked.connect(self._on_decide_clicked)

    @property
    def chosen(self) -> str:
        """Return the right of the chosen row."""
        return str(self.table.current_key or "")

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the first is chosen when none was."""
        self._rows.set_rows(rows)
        if rows and self.table.current_key is None:
            self.table.choose(rows[0].key)

    def _on_table_chosen(self, key: object) -> None:
        if key is not None:
            self.right_chosen.emit(str(key))

    def _on_decide_clicked(self) -> None:
        if self.chosen:
            self.decision_wanted.emit(self.chosen)
