"""Searching everything in the case file, and reading what arrived so that it can be searched."""

from collections.abc import Callable
from dataclasses import dataclass

from ikanda_case.app.desk import Desk
from ikanda_case.app.queries import Findings
from ikanda_case.app.search_documents import FilePart
from ikanda_case.app.search_words import Names, Query, parse
from ikanda_case.domain.errors import DamageError
from ikanda_case.domain.office import Office

MOST_DOCUMENTS = 100
"""Documents that one answer holds at first; a person may ask for more."""
MOST_UNREAD = 100_000
"""Files that are asked for at once, to be read; what is beyond them is asked for after them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and how the question was understood."""

    query: Query
    findings: Findings
    office: Office
    """As it was when the answer was given: it names people and counts days."""


def search(desk: Desk, text: str, most: int = MOST_DOCUMENTS) -> Answer:
    """Return the cases and items whose documents hold what was typed; any text will do."""
    with desk.file.reading() as now:
        office = now.office()
        query = parse(text, desk.clock.today(), Names(office))
        return Answer(query, now.found(query, most), office)


# ---- what was not read yet ---------------------------------------------------------------------


def read_all(desk: Desk, progress: Callable[[int, int], None]) -> int:
    """Read every stored file whose words are not known yet; return how many were read.

    One file after another, each kept at once, so that it can be stopped anywhere: `progress` is
    told how many are done and how many there are, and stops it by raising. A file that is damaged
    is passed over: `verify` names it.
    """
    seen: set[str] = set()
    kept = 0
    while waiting := [each for each in _unread(desk) if each[0] not in seen]:
        total = len(seen) + len(waiting)
        for sha256, name in waiting:
            progress(len(seen), total)
            parts = _words(desk, sha256, name)
            progress(len(seen), total)  # a reading that was broken off is not kept
            if parts:
                _keep(desk, sha256, parts)
            seen.add(sha256)
            kept += bool(parts)
    return kept


def _unread(desk: Desk) -> tuple[tuple[str, str], ...]:
    with desk.file.reading() as now:
        return now.unread(MOST_UNREAD)


def _words(desk: Desk, sha256: str, name: str) -> tuple[FilePart, ...]:
    try:
        with desk.file.reading() as now:
            content = now.blob(sha256)
    except DamageError:
        return ()
    return desk.reader.words(name, content)


def _keep(desk: Desk, sha256: str, parts: tuple[FilePart, ...]) -> None:
    with desk.work("read") as work:
        work.keep_words(sha256, parts)
        work.commit()
