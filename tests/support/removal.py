"""The contents of an entry removed as the law may want it: an entry says so, and they are gone."""

from datetime import date

from ikanda_case.domain.removal import ContentsRemoved
from ikanda_case.store.opened import OpenCaseFile
from tests.support.casefiles import ACTOR

DAY = date(2026, 11, 20)


def remove_contents(file: OpenCaseFile, gone: int, said: tuple[int, ...] | None = None) -> None:
    """Remove what entry `gone` said; the entry that tells names it, or `said` in its place."""
    named = (gone,) if said is None else said
    with file.work(ACTOR) as work:
        db = work._db
        stream = db.value("SELECT stream FROM journal WHERE n = ?", (gone,)) or 1
        fact = ContentsRemoved(entries=named, reason="GDPR Art. 17")
        (entry,) = work.append(stream, DAY, fact)
        db.run("INSERT INTO removed VALUES (?, ?)", (gone, entry.n))
        db.run("DELETE FROM payload WHERE n = ?", (gone,))
        work._entries.pop(stream)
        work.commit()
