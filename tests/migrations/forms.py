"""Forms that come after the program's own, to try what brings a file to them."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ikanda_case.store import schema

if TYPE_CHECKING:
    from sqlite_utils import Database

Change = Callable[["Database"], None]
CURRENT = schema.FORM


@contextmanager
def later_forms(*changes: Change) -> Generator[int, None, None]:
    """Let the program be one that knows so many more forms; return the newest."""
    before = (schema.MIGRATIONS, schema.FORM)
    longer = type(before[0])(before[0].name)
    for each in before[0]._migrations:
        longer(name=each.name)(each.fn)
    for number, change in enumerate(changes, start=CURRENT + 1):
        longer(name=f"form_{number}")(_to(number, change))
    newest = CURRENT + len(changes)
    setattr(schema, "MIGRATIONS", longer)  # noqa: B010
    setattr(schema, "FORM", newest)  # noqa: B010
    try:
        yield newest
    finally:
        schema.MIGRATIONS, schema.FORM = before


def _to(number: int, change: Change) -> Change:
    def migration(db: "Database") -> None:
        change(db)
        if db.execute("PRAGMA user_version").fetchone()[0] < number:
            db.execute(f"PRAGMA user_version={number}")

    return migration


def a_table_more(db: "Database") -> None:
    """What a decent migration does: a new table, filled from what is there."""
    db.table("subject_line").create({"stream": int, "subject": str}, pk="stream")
    db.execute("INSERT INTO subject_line SELECT stream, subject FROM register")


def a_column_more(db: "Database") -> None:
    db.execute("ALTER TABLE register ADD COLUMN colour TEXT NOT NULL DEFAULT ''")


def other_lists(db: "Database") -> None:
    """Lists may go: they are made anew from the journal."""
    for table in ("register", "person_key", "item"):
        db.execute(f"DELETE FROM {table}")


def slow(db: "Database") -> None:
    """Work for the engine that takes some seconds when nobody stops it."""
    db.execute(
        "WITH RECURSIVE each(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM each WHERE n < 3000000)"
        " SELECT max(n) FROM each"
    ).fetchone()
