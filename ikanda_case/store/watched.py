"""Long work of the engine under somebody's eyes: how far it is, and the way to stop it."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from sqlcipher3 import dbapi2 as sqlcipher

from ikanda_case.store.engine import CaseDb

Progress = Callable[[int, int], None]
"""Told how much was done, of how much; what it raises stops the work and leaves nothing behind."""

_OFTEN = 200
"""Steps of the engine between two looks: large rows take few steps, and each costs a call."""


def nobody_looks(done: int, total: int) -> None:
    """Progress that nobody asked for."""


def part_of(progress: Progress, number: int, parts: int) -> Progress:
    """Return the progress of one of several parts that each take about as long."""

    def step(done: int, total: int) -> None:
        total = max(total, 1)
        progress(number * total + min(done, total), parts * total)

    return step


@contextmanager
def watched(db: CaseDb, look: Callable[[], None]) -> Generator[None, None, None]:
    """Look often while the engine works; what the look raises stops it and is raised."""
    raised: list[BaseException] = []

    def handler() -> int:
        try:
            look()
        except BaseException as error:
            raised.append(error)
        return len(raised)

    db.conn.set_progress_handler(handler, _OFTEN)
    try:
        yield
    except sqlcipher.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        db.conn.set_progress_handler(None, 0)


def sound_pages(db: CaseDb, step: Progress) -> bool:
    """Return whether every page of a fresh copy is what was written into it.

    A copy holds no page that its tables do not lead to, so this check, which can be stopped,
    reads and authenticates every one of them.
    """
    with watched(db, lambda: step(0, 1)):
        found = db.rows("PRAGMA integrity_check(1)")
    step(1, 1)
    return found == [("ok",)] and not db.rows("PRAGMA foreign_key_check")
