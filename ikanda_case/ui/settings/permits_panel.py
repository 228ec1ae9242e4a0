"""Wie mag wat: every act of the desk, and the roles that may do it, as the program enforces it."""

from PySide6.QtWidgets import QWidget

from ikanda_case.domain.roles import PERMITS, ROLES
from ikanda_case.texts.names import role_name
from ikanda_case.texts.roles import act_name
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.measures import GAP_8, GAP_16
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table


class PermitsPanel(Panel):
    """The table itself, from the place the use cases ask: it cannot say anything else."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        words, lang = Words(context.lang, "roles"), context.lang
        super().__init__(context.look, words("table"), flush=True, parent=parent)
        said = PlainLabel(words("table_said"), role="text2", wrap=True)
        said.setContentsMargins(GAP_16, 0, GAP_16, GAP_8)
        columns = (
            Column("act", words("act_column"), stretch=True, fixed=True),
            *(Column(role, role_name(role, lang), sample="W", fixed=True) for role in ROLES),
        )
        self.table = Table(context.look, words("table"), columns, rows="dense", fits_rows=True)
        self.table.setSortingEnabled(False)
        model = RowsModel([column.title for column in columns], self)
        model.set_rows(permit_rows(words, lang))
        self.table.setModel(model)
        self.body.addWidget(said)
        self.body.addWidget(self.table)


def permit_rows(words: Words, lang: str) -> list[Row]:
    """Return a row for each act: its name, and a tick under each role that may do it."""
    yes = Cell(badge=Badge(Shape.TICK, "", "ok", spoken=words("yes")), tip=words("yes"))
    no = Cell("–", ink="muted", spoken=words("no"))
    return [
        Row(
            act,
            (Cell(act_name(act, lang)), *(yes if role in permit.roles else no for role in ROLES)),
        )
        for act, permit in PERMITS.items()
    ]
