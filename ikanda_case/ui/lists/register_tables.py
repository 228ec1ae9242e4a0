"""The tables of the register: of cases, and of what waits to be looked at."""

from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.models.badges import identity_badge
from ikanda_case.ui.models.register_rows import COLUMNS
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.paged_rows import PagedRows
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

IDENTITIES = (
    "open", "not_needed", "pending", "received", "insufficient", "confirmed", "mismatch",
    "no_response",
)  # fmt: skip
_GIVES_WAY = {"received": 1, "handler": 2, "identity": 3, "due": 4}


def case_table(context: Context) -> tuple[Table, PagedRows]:
    """Return the table of cases, unsorted, and its rows."""

    def say(code: str) -> str:
        return phrase(context.lang, "ui_lists", code)

    samples = {"ref": "AVG-2026-0000", "due": say("sample_due")}
    columns = [
        Column(
            key,
            say(f"column_{key}"),
            sample=samples.get(key, ""),
            badges=_badges_of(key, context.lang),
            tags=("Rechtzetting",) if key == "rights" else (),
            stretch=key == "requester",
            fixed=key in ("ref", "term", "step"),
            gives_way=_GIVES_WAY.get(key, 0),
            strong=key == "ref",
        )
        for key in COLUMNS
    ]
    table = Table(context.look, say("cases"), columns)
    for key in ("received", "handler"):
        table.columns.set_shown(key, shown=False)
    rows = PagedRows([column.title for column in columns], table)
    table.setModel(rows)
    table.setSortingEnabled(True)
    table.sortByColumn(-1, table.columns.sortIndicatorOrder())
    return table, rows


def _badges_of(key: str, lang: str) -> tuple[Badge, ...]:
    if key == "term":
        words = phrase(lang, "badges", "late", {"days": 100})
        return (Badge(Shape.OCTAGON, words, "late", chip=True),)
    if key == "identity":
        return tuple(identity_badge(code, lang) for code in IDENTITIES)
    return ()


def waiting_table(context: Context) -> tuple[Table, RowsModel]:
    """Return the table of what waits, and its rows."""

    def say(code: str, **facts: object) -> str:
        return phrase(context.lang, "ui_lists", code, facts)

    columns = [
        Column("name", say("column_name"), stretch=True, fixed=True),
        Column("taken_in", say("column_taken_in"), sample=say("sample_due")),
        Column("size", say("column_size"), sample="10 000 kB"),
        Column("times", say("column_times"), sample=say("times", number=10)),
    ]
    table = Table(context.look, say("list_waiting"), columns)
    rows = RowsModel([column.title for column in columns], table)
    table.setModel(rows)
    table.set_empty(EmptyState(context.look, say("empty_waiting"), say("empty_waiting_next")))
    return table, rows
