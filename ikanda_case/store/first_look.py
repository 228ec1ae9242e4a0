"""The first look at a case file: whether it is one of a known form, and what lies beside it."""

from pathlib import Path

from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError
from ikanda_case.store import files, inventory, schema
from ikanda_case.store.engine import CaseDb, connect
from ikanda_case.store.faults import translated
from ikanda_case.store.journal_rows import head, newest_unsound
from ikanda_case.store.seal import Seal

CHECKED_AT_OPEN = 1000
"""How many of the newest entries are checked whenever a file is opened (threats T4)."""


def look_first(path: Path, key: bytes, *, read_only: bool) -> None:
    """Refuse what is no case file of a form known here, and leave nothing beside it.

    A file is looked at alone only when no pages lie beside it: a crash may have left it half
    brought together with its log, or half written with its journal telling what stood there.
    Whoever opens it for writing brings that in order first, and looks then.

    InputError("no_case_file"). EnvironmentFault: "newer_file"(form, known), "left_unfinished";
    when it is to be written "older_file"(form, known).
    DamageError("not_readable").
    """
    if _is_hot(_journal(path)):
        if read_only:
            raise EnvironmentFault("left_unfinished")
        return
    alone = not has_log(path)
    try:
        look = connect(path, key, "ro", untouched=alone)
    except DamageError:
        if not alone or not has_log(path):
            raise
        look = connect(path, key, "ro")  # somebody began to write meanwhile
    except EnvironmentFault as fault:
        if alone or fault.code not in ("cannot_open", "read_only"):
            raise
        raise EnvironmentFault("left_unfinished") from fault  # its log cannot be gone through here
    try:
        require_form(look, writing=not read_only)
    finally:
        look.conn.close()


def require_form(db: CaseDb, *, writing: bool) -> None:
    """Refuse what today's program cannot read, and to write where an older one could not read."""
    if db.value("PRAGMA application_id") != schema.APPLICATION_ID:
        raise InputError("no_case_file")
    form = db.value("PRAGMA user_version")
    if form > schema.FORM:
        raise EnvironmentFault("newer_file", form=form, known=schema.FORM)
    if form < schema.FORM and writing:
        raise EnvironmentFault("older_file", form=form, known=schema.FORM)


def require_sound(db: CaseDb, seal: Seal, *, of_today: bool) -> None:
    """Refuse a journal whose end is not what was written, and lists that lack what they had.

    `of_today` says that the lists were made by the rules of today; others are made anew, and then
    only what is not made from the journal must be what it was.
    """
    newest = db.value("SELECT max(n) FROM state") or 0
    if newest != head(db)[0]:
        raise DamageError("head_differs")
    for n in newest_unsound(db, seal, CHECKED_AT_OPEN):
        raise DamageError("entry_damaged", entry=n)
    if of_today or inventory.kept(db, seal) is not None:
        inventory.require_kept(db, seal, inventory.AT_OPENING if of_today else ())


def has_log(path: Path) -> bool:
    """Return whether pages lie in the log beside a file, so that it is not whole alone."""
    return _holds_pages(files.side_files(path)[0])


def _journal(path: Path) -> Path:
    return files.side_files(path)[2]


def _is_hot(journal: Path) -> bool:
    """Return whether a journal tells what must be undone: one whose head was never written tells
    that the file was not touched yet (SQLite's own rule; "Atomic Commit", section 4.2)."""
    if not _holds_pages(journal):
        return False
    with translated(), open(journal, "rb") as file:
        return file.read(1) != b"\0"


def _holds_pages(beside: Path) -> bool:
    with translated():
        return beside.exists() and beside.stat().st_size > 0
