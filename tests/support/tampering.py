"""What somebody with an SQL shell does to the past of a case file, with the seal and without.

Triggers are taken away before and laid back word for word after: they stop an honest mistake.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from ikanda_case.domain.journal import CHAIN_START, canonical, payload_digest
from ikanda_case.store import inventory
from ikanda_case.store.engine import CaseDb, connect
from ikanda_case.store.inventory import BESIDE
from ikanda_case.store.seal import NO_STATE, Seal
from tests.support.casefiles import KEY

JOURNAL = ("stream", "kind", "on_day", "actor", "recorded_at", "digest", "link")
_REST = ", ".join(JOURNAL)


@contextmanager
def shell(path: Path) -> Iterator[CaseDb]:
    """Hold a keyed connection on which nothing is refused; what was done there is kept."""
    db = connect(path, KEY, "rw")
    triggers = db.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    try:
        db.run("PRAGMA foreign_keys=OFF")
        with db.transaction(writing=True):
            for name, _ in triggers:
                db.run(f"DROP TRIGGER {name}")
            yield db
            for _, sql in triggers:
                db.run(sql)
            db.keep()
    finally:
        db.conn.close()


Tampering = Callable[[CaseDb, int, Random], None]
"""Does something to the entry of a number, or from it on."""


def edit(column: str, value: str) -> Tampering:
    """Return what puts another value into a column of an entry."""
    return lambda db, n, random: _set(db, column, value, n)


def _set(db: CaseDb, column: str, value: str, n: int) -> None:
    db.run(f"UPDATE journal SET {column} = {value} WHERE n = ?", (n,))


def delete(db: CaseDb, n: int, random: Random) -> None:
    """Take an entry away and leave its number free."""
    db.run("DELETE FROM payload WHERE n = ?", (n,))
    db.run("DELETE FROM journal WHERE n = ?", (n,))


def delete_and_close_the_gap(db: CaseDb, n: int, random: Random) -> None:
    """Take an entry away and give its number to the next, and so on."""
    delete(db, n, random)
    for table in ("journal", "payload"):
        db.run(f"UPDATE {table} SET n = -n WHERE n > ?", (n,))
        db.run(f"UPDATE {table} SET n = -n - 1 WHERE n < 0")


def insert_a_copy(db: CaseDb, n: int, random: Random) -> None:
    """Put an entry in a second time, behind itself."""
    for table in ("journal", "payload"):
        db.run(f"UPDATE {table} SET n = -n WHERE n >= ?", (n,))
        db.run(f"UPDATE {table} SET n = -n + 1 WHERE n < 0")
    db.run(f"INSERT INTO journal SELECT ?, {_REST} FROM journal WHERE n = ?", (n, n + 1))
    db.run("INSERT INTO payload SELECT ?, salt, body FROM payload WHERE n = ?", (n, n + 1))


def swap_with_next(db: CaseDb, n: int, random: Random) -> None:
    """Let two entries change places."""
    for table in ("journal", "payload"):
        db.run(f"UPDATE {table} SET n = -n WHERE n = ?", (n,))
        db.run(f"UPDATE {table} SET n = ? WHERE n = ?", (n, n + 1))
        db.run(f"UPDATE {table} SET n = ? WHERE n = ?", (n + 1, -n))


def cut_the_tail(db: CaseDb, n: int, random: Random) -> None:
    """Take away everything from an entry on."""
    db.run("DELETE FROM payload WHERE n >= ?", (n,))
    db.run("DELETE FROM journal WHERE n >= ?", (n,))


def cut_the_tail_and_all_that_rests_on_it(db: CaseDb, n: int, random: Random) -> None:
    """Take away everything from an entry on, and every row that was made of it."""
    cut_the_tail(db, n, random)
    gone = "stream NOT IN (SELECT stream FROM journal) AND stream >= 0"
    for table in ("state", "register", "item", "person_key"):
        db.run(f"DELETE FROM {table} WHERE {gone}")
    newest = "(SELECT max(n) FROM journal WHERE journal.stream = state.stream)"
    db.run(f"UPDATE state SET n = {newest} WHERE stream >= 0")
    last = "(SELECT coalesce(max(n), 0) FROM journal)"
    db.run(f"UPDATE state SET n = {last} WHERE stream = ?", (BESIDE,))


CHAIN = (
    edit("kind", "'seen'"),
    edit("actor", "'ander'"),
    edit("on_day", "'2025-11-01'"),
    edit("on_day", "'gisteren'"),
    edit("recorded_at", "'2026-01-01T00:00:00+00:00'"),
    edit("stream", "stream + 1"),
    edit("digest", "zeroblob(32)"),
    edit("link", "zeroblob(32)"),
    delete,
    delete_and_close_the_gap,
    swap_with_next,
    cut_the_tail,
)
"""What breaks the chain at the entry itself."""


# ---- what lies beside the chain ------------------------------------------------------------------


def edit_payload(db: CaseDb, n: int, random: Random) -> None:
    """Change a word of what an entry says."""
    body = db.value("SELECT body FROM payload WHERE n = ?", (n,))
    said = json.loads(body)
    said[random.choice([*said, "x"])] = "anders"
    db.run("UPDATE payload SET body = ? WHERE n = ?", (canonical(said), n))


def edit_salt(db: CaseDb, n: int, random: Random) -> None:
    """Change the salt of a payload."""
    db.run("UPDATE payload SET salt = ? WHERE n = ?", (random.randbytes(16), n))


def remove_payload(db: CaseDb, n: int, random: Random) -> None:
    """Take away what an entry says."""
    db.run("DELETE FROM payload WHERE n = ?", (n,))


def remove_payload_as_if_lawful(db: CaseDb, n: int, random: Random) -> None:
    """Take away what an entry says, and name some other entry as the one that says so."""
    last = db.value("SELECT max(n) FROM journal")
    db.run("INSERT INTO removed VALUES (?, ?)", (n, random.randint(1, last)))
    db.run("DELETE FROM payload WHERE n = ?", (n,))


def say_that_it_was_removed(db: CaseDb, n: int, random: Random) -> None:
    """Say of something that is there that it was removed."""
    last = db.value("SELECT max(n) FROM journal")
    db.run("INSERT INTO removed VALUES (?, ?)", (n, random.randint(1, last)))


def edit_state(db: CaseDb, n: int, random: Random) -> None:
    """Change the state of an entry's stream, its number, or take it away."""
    stream = db.value("SELECT stream FROM journal WHERE n = ?", (n,))
    how = random.choice(
        (
            "UPDATE state SET digest = zeroblob(32) WHERE stream = ?",
            "UPDATE state SET n = n - 1 WHERE stream = ?",
            "DELETE FROM state WHERE stream = ?",
            "INSERT INTO state SELECT stream + 1000, n, digest FROM state WHERE stream = ?",
        )
    )
    db.run(how, (stream,))


def rebuild_with_another_seal(db: CaseDb, n: int, random: Random) -> None:
    """Change an entry and seal it and all that follows anew, by a seal that is not the file's."""
    edit_payload(db, n, random)
    rebuild(db, Seal(random.randbytes(32)), n)


BESIDE_THE_CHAIN: tuple[Tampering, ...] = (
    edit_payload,
    edit_salt,
    remove_payload,
    remove_payload_as_if_lawful,
    say_that_it_was_removed,
    edit_state,
)
WITHOUT_THE_SEAL: tuple[Tampering, ...] = (
    *CHAIN,
    *BESIDE_THE_CHAIN,
    insert_a_copy,
    cut_the_tail_and_all_that_rests_on_it,
    rebuild_with_another_seal,
)


# ---- with the seal -------------------------------------------------------------------------------


def rebuild(db: CaseDb, seal: Seal, start: int, *, heads: bool = True) -> None:
    """Seal every entry from a number on anew, every state and the inventory; and, if one thinks of
    it, every head that a letter names.

    By the file's own seal that leaves a file in which everything fits: only what lies outside it
    knows better. Lists are made anew by the program afterwards.
    """
    previous = db.value("SELECT link FROM journal WHERE n = ?", (start - 1,)) or CHAIN_START
    new_heads: dict[str, str] = {}
    rows = "SELECT n, stream, kind, on_day, actor, recorded_at, link FROM journal WHERE n >= ?"
    for n, stream, kind, on, actor, at, old in db.rows(f"{rows} ORDER BY n", (start,)):
        digest = _digest_anew(db, n, new_heads if heads else {})
        link = seal.link_of(previous, (n, stream, kind, on, actor, at), digest)
        db.run("UPDATE journal SET digest = ?, link = ? WHERE n = ?", (digest, link, n))
        new_heads[old.hex()] = link.hex()
        previous = link
    for (stream,) in db.rows("SELECT DISTINCT stream FROM journal"):
        links = [row[0] for row in db.rows(_LINKS, (stream,))]
        state = seal.state(stream, NO_STATE, links)
        db.run("UPDATE state SET digest = ? WHERE stream = ?", (state, stream))
    inventory.taken(db).keep(db, seal)


_LINKS = "SELECT link FROM journal WHERE stream = ? ORDER BY n"


def _digest_anew(db: CaseDb, n: int, new_heads: dict[str, str]) -> bytes:
    """Return the digest of what an entry says, once every head in it is the new one."""
    salt, body = db.one("SELECT salt, body FROM payload WHERE n = ?", (n,)) or (b"", b"")
    said = json.loads(body)
    for name in ("head", "replaced_head"):
        if said.get(name) in new_heads:
            said[name] = new_heads[said[name]]
            body = canonical(said)
            db.run("UPDATE payload SET body = ? WHERE n = ?", (body, n))
    return payload_digest(salt, body)


def rewrite(db: CaseDb, seal: Seal, n: int, random: Random, *, heads: bool = True) -> None:
    """Let an entry say that it happened a day earlier, or that somebody else wrote it; reseal."""
    if random.random() < 0.5:
        _set(db, "on_day", "date(on_day, '-1 day')", n)
    else:
        _set(db, "actor", "'p9'", n)
    rebuild(db, seal, n, heads=heads)
