"""Damage and tampering: whatever changes in a case file is reported, never shown as sound."""

import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from ikanda_case.app.queries import RegisterFilter
from ikanda_case.domain.errors import DamageError, KnownError
from ikanda_case.domain.facts import (
    Approved,
    Drafted,
    Noted,
    OfficeDescribed,
    Rendered,
    Signed,
)
from ikanda_case.domain.journal import OFFICE
from ikanda_case.store import inventory
from ikanda_case.store.engine import CaseDb, connect
from ikanda_case.store.verify import Check, verify
from tests.support.casefiles import (
    ACTOR,
    KEY,
    log_case,
    make_case_file,
    reopen,
    seal_of,
    somebody,
    take_in,
)
from tests.support.removal import remove_contents

DAY = date(2026, 11, 20)
NAME = "fictief.ikanda"
PAGE = 4096


def fill(folder: Path) -> Path:
    """Make a closed case file with cases, notes, an office and one signed letter."""
    with make_case_file(folder) as file:
        with file.work(ACTOR) as work:
            work.append(OFFICE, DAY, OfficeDescribed(legal_name="Fictief BV"))
            work.commit()
        for number in range(4):
            content = b"%d" % number + b"vraag" * 700
            log_case(file, content, parties=somebody(f"Fien{number} Voorbeeld"))
        for stream in (1, 3, 1, 2):
            with file.work(ACTOR) as work:
                work.append(stream, DAY, Noted(text="gebeld " * 40))
                work.commit()
        with file.work(ACTOR) as work:
            page, signed = work.keep(b"page" * 300), work.keep(b"signed page" * 300)
            draft = Drafted(letter="B1", letter_kind="L01", language="nl")
            head = work.head()
            rendered = Rendered(letter="B1", sha256=page, pages=1, head=head)
            approved = Approved(letter="B1", sha256=page)
            seal = Signed(letter="B1", sha256=signed, approved_sha256=page, fingerprint="0" * 64)
            work.append(2, DAY, draft, rendered, approved, seal)
            work.commit()
    return folder / NAME


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("original"))


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    """A copy of the filled case file, to be spoiled."""
    return Path(shutil.copy(original, tmp_path / NAME))


@pytest.fixture
def db(path: Path) -> Iterator[CaseDb]:
    """A connection of someone who holds the key and took the triggers away."""
    db = connect(path, KEY, "rw")
    for (trigger,) in db.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        db.run(f"DROP TRIGGER {trigger}")
    db.run("PRAGMA foreign_keys=OFF")
    yield db
    db.conn.close()


def checks(
    path: Path, check: Callable[[bytes], tuple[bool, str]] | None = None, since: date | None = None
) -> dict[str, Check]:
    """Verify a file as the program does, its letters one by one."""
    with reopen(path, checked=False) as file:
        one_by_one = (lambda letters, count, look: map(check, letters)) if check else None
        return {each.name: each for each in verify(file, one_by_one, since=since)}


def failures(path: Path) -> list[str]:
    """Return what is wrong: the checks that failed, or the error of opening it."""
    try:
        with reopen(path, checked=False) as file:
            return [each.name for each in verify(file) if not each.ok]
    except KnownError as error:
        return [error.code]


# ---- a sound file --------------------------------------------------------------------------------


def test_a_sound_file_passes_every_check(path: Path) -> None:
    before = path.read_bytes()
    found = checks(path, lambda pdf: (pdf.startswith(b"signed page"), ""))
    assert list(found) == [
        "pages", "journal", "payloads", "lists", "blobs", "signatures", "anchors",
    ]  # fmt: skip
    assert all(each.ok for each in found.values()), found
    assert all(each.seconds >= 0 for each in found.values())
    assert found["journal"].detail == "17 entries" and found["lists"].detail == "4 cases, 4 items"
    assert found["signatures"].detail == "1 signed letters"
    assert found["anchors"].detail == "unanchored since 2026-11-23"
    assert found["anchors"].facts == {"since": date(2026, 11, 23)}
    assert path.read_bytes() == before


def test_an_empty_file_passes_too(tmp_path: Path) -> None:
    make_case_file(tmp_path).close()
    found = checks(tmp_path / NAME)
    assert all(each.ok for each in found.values()), found
    assert found["anchors"].code == "nothing_to_anchor"


def test_others_go_on_working_while_a_file_is_verified(path: Path) -> None:
    with reopen(path) as file:
        running = verify(file)
        assert next(running).ok
        log_case(file, b"intussen")
        assert all(each.ok for each in running)


def test_a_busy_writer_raises_no_false_alarm(path: Path) -> None:
    with reopen(path) as file:
        file._connections.writer().run("PRAGMA wal_autocheckpoint=20")

        def write() -> None:
            for number in range(60):
                log_case(file, b"%d" % number + b"x" * 40_000)
                file._connections.writer().run("PRAGMA wal_checkpoint(PASSIVE)")

        writer = threading.Thread(target=write)
        writer.start()
        found = [list(verify(file))]
        while writer.is_alive():
            found.append(list(verify(file)))
        writer.join()
        assert len(found) > 3 and file.contents().cases == 64
    assert [check for checks in found for check in checks if not check.ok] == []


def test_a_signature_that_is_not_valid_is_reported(path: Path) -> None:
    found = checks(path, lambda pdf: (False, "changed"))["signatures"]
    assert not found.ok and found.facts == {"count": 1, "entry": 17, "why": "changed"}


# ---- without the key -----------------------------------------------------------------------------


def test_every_missing_swapped_or_cut_page_is_reported(original: Path, path: Path) -> None:
    whole = original.read_bytes()
    pages = [whole[at : at + PAGE] for at in range(0, len(whole), PAGE)]
    spoiled = [b"".join(pages[:number]) for number in range(1, len(pages))]
    spoiled += [b"".join(pages[:number]) + pages[number][:77] for number in range(1, len(pages))]
    for number in range(1, len(pages) - 1):
        swapped = [*pages]
        swapped[number], swapped[number + 1] = swapped[number + 1], swapped[number]
        spoiled.append(b"".join(swapped))
    for content in spoiled:
        path.write_bytes(content)
        assert failures(path)


def test_what_the_walk_did_not_come_to_is_never_called_whole(original: Path, path: Path) -> None:
    whole, broken_off = original.read_bytes(), 0
    for at in range(PAGE, len(whole), PAGE):
        content = bytearray(whole)
        content[at + 100] ^= 1
        path.write_bytes(content)
        try:
            found = checks(path)
        except KnownError:
            continue  # it does not open: nobody says anything of it
        if found["journal"].code in ("damaged", "not_readable"):
            broken_off += 1
            assert not found["payloads"].ok and not found["lists"].ok
    assert broken_off


def test_every_page_put_back_to_an_older_state_is_reported(tmp_path: Path) -> None:
    """SQLCipher takes such a page for sound; the chain, the states and the replay do not."""
    path = fill(tmp_path)
    older = path.read_bytes()
    with reopen(path) as file:
        log_case(file, b"later")
        with file.work(ACTOR) as work:
            work.append(1, DAY, Noted(text="later"))
            take_in(work, b"waits", DAY)
            work.commit()
    newer, rows = path.read_bytes(), dump(path)
    changed = []
    for at in range(PAGE, len(older), PAGE):  # the first page holds no row
        if older[at : at + PAGE] != newer[at : at + PAGE]:
            path.write_bytes(newer[:at] + older[at : at + PAGE] + newer[at + PAGE :])
            if dump(path) != rows:  # some pages hold none any more
                changed.append(at // PAGE + 1)
                assert failures(path), changed
    assert len(changed) > 8


def dump(path: Path) -> object:
    """Return every row of a file, those of the index of words included; or how it breaks."""
    db = connect(path, KEY, "ro")
    try:
        tables = [row[0] for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [db.rows(f'SELECT * FROM "{name}" NOT INDEXED') for name in tables]
    except KnownError as error:
        return error.code
    finally:
        db.conn.close()


# ---- with the key, the chain not rebuilt ---------------------------------------------------------


def edit_kind(db: CaseDb, n: int) -> None:
    db.run("UPDATE journal SET kind = 'seen' WHERE n = ?", (n,))


def edit_actor(db: CaseDb, n: int) -> None:
    db.run("UPDATE journal SET actor = 'ander' WHERE n = ?", (n,))


def edit_day(db: CaseDb, n: int) -> None:
    db.run("UPDATE journal SET on_day = '2026-11-01' WHERE n = ?", (n,))


def edit_day_to_nonsense(db: CaseDb, n: int) -> None:
    db.run("UPDATE journal SET on_day = 'gisteren' WHERE n = ?", (n,))


def edit_time(db: CaseDb, n: int) -> None:
    db.run("UPDATE journal SET recorded_at = '2026-01-01T00:00:00+00:00' WHERE n = ?", (n,))


def edit_stream(db: CaseDb, n: int) -> None:
    db.run("UPDATE journal SET stream = stream + 1 WHERE n = ?", (n,))


def edit_digest(db: CaseDb, n: int) -> None:
    db.run("UPDATE journal SET digest = zeroblob(32) WHERE n = ?", (n,))


def edit_link(db: CaseDb, n: int) -> None:
    db.run("UPDATE journal SET link = zeroblob(32) WHERE n = ?", (n,))


def delete(db: CaseDb, n: int) -> None:
    db.run("DELETE FROM payload WHERE n = ?", (n,))
    db.run("DELETE FROM journal WHERE n = ?", (n,))


def delete_and_close_the_gap(db: CaseDb, n: int) -> None:
    delete(db, n)
    for table in ("journal", "payload"):
        db.run(f"UPDATE {table} SET n = -n WHERE n > ?", (n,))
        db.run(f"UPDATE {table} SET n = -n - 1 WHERE n < 0")


def insert_a_copy(db: CaseDb, n: int) -> None:
    for table in ("journal", "payload"):
        db.run(f"UPDATE {table} SET n = -n WHERE n >= ?", (n,))
        db.run(f"UPDATE {table} SET n = -n + 1 WHERE n < 0")
    rest = "stream, kind, on_day, actor, recorded_at, digest, link"
    db.run(f"INSERT INTO journal SELECT ?, {rest} FROM journal WHERE n = ?", (n, n + 1))
    db.run("INSERT INTO payload SELECT ?, salt, body FROM payload WHERE n = ?", (n, n + 1))


def swap_with_next(db: CaseDb, n: int) -> None:
    for table in ("journal", "payload"):
        db.run(f"UPDATE {table} SET n = -n WHERE n = ?", (n,))
        db.run(f"UPDATE {table} SET n = ? WHERE n = ?", (n, n + 1))
        db.run(f"UPDATE {table} SET n = ? WHERE n = ?", (n + 1, -n))


def cut_the_tail(db: CaseDb, n: int) -> None:
    db.run("DELETE FROM payload WHERE n >= ?", (n,))
    db.run("DELETE FROM journal WHERE n >= ?", (n,))


TAMPERINGS = [
    edit_kind, edit_actor, edit_day, edit_day_to_nonsense, edit_time, edit_stream, edit_digest,
    edit_link, delete, delete_and_close_the_gap, insert_a_copy, swap_with_next, cut_the_tail,
]  # fmt: skip


@pytest.mark.parametrize("n", [1, 2, 7, 10, 16])
@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_the_first_bad_entry_is_named(
    path: Path, db: CaseDb, tamper: Callable[[CaseDb, int], None], n: int
) -> None:
    tamper(db, n)
    db.conn.close()
    found = checks(path)["journal"]
    # A copy put in before an entry is its double: the second of the two is the first that lies.
    expected = n + 1 if tamper is insert_a_copy else n
    assert not found.ok and found.facts == {"entry": expected}
    assert str(expected) in found.detail


def test_cutting_the_whole_tail_of_states_too_is_seen_in_the_lists(path: Path, db: CaseDb) -> None:
    db.run("DELETE FROM payload WHERE n > 14")
    db.run("DELETE FROM journal WHERE n > 14")
    db.run("DELETE FROM state WHERE n > 14")
    db.conn.close()
    assert {"journal", "lists"} <= set(failures(path))


@pytest.mark.parametrize(
    ("sql", "name", "code"),
    [
        ("UPDATE payload SET body = x'7b7d' WHERE n = 5", "payloads", "bad_payload"),
        ("UPDATE payload SET salt = zeroblob(16) WHERE n = 5", "payloads", "bad_payload"),
        ("DELETE FROM payload WHERE n = 5", "payloads", "bad_payload"),
        ("INSERT INTO payload VALUES (99, x'00', x'7b7d')", "payloads", "stray_payload"),
        ("UPDATE state SET digest = zeroblob(32) WHERE stream = 2", "journal", "state_differs"),
        ("DELETE FROM state WHERE stream = 4", "journal", "state_differs"),
        ("INSERT INTO state VALUES (77, 1, zeroblob(32))", "journal", "state_differs"),
        ("UPDATE register SET due = '2027-01-01' WHERE stream = 2", "lists", "lists_differ"),
        ("UPDATE register SET as_of = 1 WHERE stream = 2", "lists", "lists_differ"),
        ("DELETE FROM register WHERE stream = 2", "lists", "lists_differ"),
        ("UPDATE item SET waiting = 1 WHERE stream = 2", "lists", "lists_differ"),
        ("DELETE FROM item WHERE stream = 2", "lists", "lists_differ"),
        ("INSERT INTO person_key VALUES ('mail:x', 2)", "lists", "lists_differ"),
        ("DELETE FROM person_key WHERE stream = 3", "lists", "lists_differ"),
        ("UPDATE reference SET last = 2", "lists", "reference_too_low"),
        ("UPDATE blob SET body = x'00' WHERE rowid = 1", "blobs", "blobs_damaged"),
        ("UPDATE blob SET size = 1 WHERE rowid = 1", "blobs", "blobs_damaged"),
        ("DELETE FROM blob WHERE rowid = 1", "blobs", "blobs_missing"),
        ("UPDATE secret SET body = zeroblob(32)", "journal", "first_bad_entry"),
    ],
)
def test_what_lies_beside_the_journal_is_compared_with_it(
    path: Path, db: CaseDb, sql: str, name: str, code: str
) -> None:
    db.run(sql)
    db.conn.close()
    found = checks(path)
    assert not found[name].ok and found[name].code == code, found[name]
    assert "{" not in found[name].detail and found[name].detail != code


def test_a_head_that_was_never_one_is_reported(path: Path) -> None:
    with reopen(path) as file, file.work(ACTOR) as work:
        page = work.keep(b"page")
        work.append(1, DAY, Drafted(letter="B1", letter_kind="L01", language="nl"))
        work.append(1, DAY, Rendered(letter="B1", sha256=page, pages=1, head="ab" * 32))
        work.commit()
    found = checks(path)["anchors"]
    assert not found.ok and found.facts == {"entry": 19}


def test_a_payload_that_was_lawfully_removed_leaves_the_chain_whole(path: Path) -> None:
    with reopen(path) as file, file.reading() as now:
        before = now.head()
    with reopen(path) as file:
        remove_contents(file, 10)
    found = checks(path)
    assert all(each.ok for each in found.values()), found
    assert found["payloads"].facts == {"payloads": 17, "removed": 1}
    with reopen(path) as file, file.reading() as now:
        assert [each.fact is None for each in now.entries(1)] == [False, False, True, False, False]
        assert file.head_at(17) == before
        log_case(file, b"daarna")
    assert all(each.ok for each in checks(path).values())


@pytest.mark.parametrize(("said", "gone"), [((11,), 10), ((), 10)])
def test_a_payload_that_no_entry_says_is_removed_is_damage(
    path: Path, said: tuple[int, ...], gone: int
) -> None:
    with reopen(path) as file:
        remove_contents(file, gone, said)
    found = checks(path)
    assert found["journal"].ok and not found["payloads"].ok
    assert found["payloads"].facts == {"count": 1, "entry": gone}


def test_a_removed_payload_that_comes_back_is_damage(path: Path) -> None:
    db = connect(path, KEY, "ro")
    row = db.one("SELECT * FROM payload WHERE n = 10")
    db.conn.close()
    with reopen(path) as file:
        remove_contents(file, 10)
    db = connect(path, KEY, "rw")
    assert row is not None
    db.run("INSERT INTO payload VALUES (?, ?, ?)", row)
    db.conn.close()
    assert checks(path)["payloads"].facts == {"count": 1, "entry": 10}
    with (
        reopen(path, checked=False) as file,
        file.reading() as now,
        pytest.raises(DamageError, match="entry_damaged"),
    ):
        now.case(1)
    with pytest.raises(DamageError, match="entry_damaged"):
        reopen(path)


# ---- what is read is looked at -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE payload SET body = x'7b7d' WHERE n = 3", "entry_damaged"),
        ("DELETE FROM payload WHERE n = 3", "entry_damaged"),
        ("UPDATE journal SET actor = 'ander' WHERE n = 3", "entry_damaged"),
        ("UPDATE state SET digest = zeroblob(32) WHERE stream = 1", "state_differs"),
        ("UPDATE state SET n = 3 WHERE stream = 1", "state_differs"),
    ],
)
def test_a_damaged_case_is_never_shown_as_sound(
    path: Path, db: CaseDb, sql: str, code: str
) -> None:
    db.run(sql)
    db.conn.close()
    with reopen(path, checked=False) as file, file.reading() as now:
        with pytest.raises(DamageError, match=code):
            now.case(1)
        with pytest.raises(DamageError, match=code), file.work(ACTOR) as work:
            work.append(1, DAY, Noted(text="x"))
        assert now.case(3).opened
    if code == "entry_damaged":
        with pytest.raises(DamageError, match="entry_damaged"):
            reopen(path)


def test_a_cut_tail_is_seen_at_opening(path: Path, db: CaseDb) -> None:
    cut_the_tail(db, 17)
    db.conn.close()
    with pytest.raises(DamageError, match="head_differs"):
        reopen(path)


def test_blobs_are_looked_at_when_they_are_read(path: Path, db: CaseDb) -> None:
    sha256 = hashlib.sha256(b"page" * 300).hexdigest()
    db.run("UPDATE blob SET body = x'00' WHERE sha256 = ?", (sha256,))
    db.conn.close()
    with reopen(path, checked=False) as file, file.reading() as now:
        with pytest.raises(DamageError, match="blob_differs"):
            now.blob(sha256)
        with pytest.raises(DamageError, match="blob_missing"):
            now.blob("0" * 64)


def test_a_line_older_than_its_case_is_made_anew_and_says_so(path: Path, db: CaseDb) -> None:
    db.run("UPDATE register SET due = '2027-05-05', as_of = 1 WHERE stream = 2")
    db.run("UPDATE register SET due = '2027-05-05', as_of = 1 WHERE stream = 3")
    db.run("UPDATE payload SET body = x'7b7d' WHERE n = 11")
    db.conn.close()
    with reopen(path, checked=False) as file, file.reading() as now:
        lines = {line.stream: line for line in now.register(RegisterFilter())}
    assert [lines[stream].error for stream in (1, 2, 3, 4)] == [
        "", "list_differs", "entry_damaged", "",
    ]  # fmt: skip
    assert lines[2].due == lines[1].due and lines[3].due is None


def test_an_item_that_waits_no_more_is_not_shown_as_waiting(path: Path, db: CaseDb) -> None:
    db.run("UPDATE item SET waiting = 1, as_of = 1 WHERE stream = 2")
    db.conn.close()
    with pytest.raises(DamageError, match="inventory_differs"):
        reopen(path)
    with (
        reopen(path, checked=False) as file,
        file.reading() as now,
        pytest.raises(DamageError, match="inventory_differs"),
    ):
        now.waiting()


def test_a_list_that_cannot_be_read_is_damage(path: Path, db: CaseDb) -> None:
    db.run("UPDATE register SET due = 'morgen' WHERE stream = 2")
    db.run("UPDATE item SET waiting = 1, taken_in_at = 'gisteren' WHERE stream = 2")
    inventory.taken(db).keep(db, seal_of(db))
    db.conn.close()
    with reopen(path) as file, file.reading() as now:
        for look in (lambda: now.register(RegisterFilter()), now.waiting):
            with pytest.raises(DamageError, match="damaged"):
                look()
