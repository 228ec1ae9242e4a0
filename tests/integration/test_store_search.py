"""The index of words on disk: it equals a replay, forgets what is removed, cannot lie unseen."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from ikanda_case.app.search_documents import FilePart
from ikanda_case.app.search_words import Condition, Names, Query, Term, parse
from ikanda_case.domain import facts as f
from ikanda_case.domain.errors import DamageError
from ikanda_case.domain.journal import OFFICE, Entry
from ikanda_case.store import search, search_index, search_tree
from ikanda_case.store.engine import CaseDb, connect
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.verify import verify
from tests.support.casefiles import (
    ACTOR,
    KEY,
    log_case,
    make_case_file,
    received,
    reopen,
    somebody,
    take_in,
)
from tests.support.cases import TODAY, an_office
from tests.support.decrypted import PAGE, pages
from tests.support.removal import remove_contents
from tests.support.search_stories import DAY, tell

NAME = "fictief.ikanda"
NAMES = Names(an_office())
TABLES = (
    "search_document", "file_text", "search_words_content", "search_words_data",
    "search_words_docsize", "search_words_idx",
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Iterator[OpenCaseFile]:
    made = make_case_file(tmp_path)
    yield made
    made.close()


def asked(text: str) -> Query:
    return parse(text, TODAY, NAMES)


def streams(file: OpenCaseFile, text: str) -> list[int]:
    with file.reading() as now:
        return [case.stream for case in now.found(asked(text), 100).cases]


def failures(path: Path) -> list[str]:
    with reopen(path, checked=False) as file:
        return [each.name for each in verify(file) if not each.ok]


def documents(path: Path) -> list[tuple[object, ...]]:
    """Every document with its words, in an order of its own."""
    db = connect(path, KEY, "ro")
    try:
        return db.rows(
            "SELECT d.id >> 20, d.kind, d.place, d.what, d.on_day, d.sha256, d.part, d.unread,"
            " d.print, w.title, w.sender, w.addressee, w.ref, w.context, w.body"
            " FROM search_document d JOIN search_words w ON w.rowid = d.id ORDER BY 1, 2, 3"
        )
    finally:
        db.conn.close()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[CaseDb]:
    """A file with the stories, as seen by someone who holds the key."""
    with make_case_file(tmp_path) as file:
        tell(file)
    db = connect(tmp_path / NAME, KEY, "rw")
    db.run("PRAGMA foreign_keys=OFF")
    yield db
    db.conn.close()


# ---- a read model ------------------------------------------------------------------------------


def test_the_index_is_what_a_replay_gives(tmp_path: Path) -> None:
    with make_case_file(tmp_path) as file:
        tell(file)
    before = documents(tmp_path / NAME)
    assert len(before) > 20 and failures(tmp_path / NAME) == []
    with reopen(tmp_path / NAME) as file:
        file.renew_lists()
    assert documents(tmp_path / NAME) == before and failures(tmp_path / NAME) == []


def test_the_index_of_a_file_that_grew_step_by_step_is_what_a_replay_gives(tmp_path: Path) -> None:
    """Each unit of work leaves what making everything anew would give."""
    random = Random(4)
    with make_case_file(tmp_path) as file:
        for number in range(12):
            log_case(file, b"mail %d" % number, subject=f"vraag {number}")
        for number in range(60):
            with file.work(ACTOR) as work:
                _something(work, random, number)
                work.commit()
    before = documents(tmp_path / NAME)
    assert failures(tmp_path / NAME) == []
    with reopen(tmp_path / NAME) as file:
        file.renew_lists()
    assert documents(tmp_path / NAME) == before


def _something(work: object, random: Random, number: int) -> None:
    stream = random.randrange(1, 13)
    draft = f.Drafted(
        letter="B1", letter_kind="L05", language="nl", free=(("a", f"tekst {number}"),)
    )
    received = work.entries(stream)[1].n  # type: ignore[attr-defined]
    changes = (("subject", f'"onderwerp {number}"'),)
    words = [FilePart(0, "read", f"onderwerp {number}", text=f"gelezen {number}")]
    if number % 3 == 0:
        words.append(FilePart(1, "read", f"bijlage {number}", text=f"inhoud {number}"))
    match random.randrange(5):
        case 0:
            work.append(stream, DAY, f.Noted(text=f"opmerking {number}"))  # type: ignore[attr-defined]
        case 1:
            work.append(stream, DAY, draft)  # type: ignore[attr-defined]
        case 2:
            fact = f.Corrected(entry=received, changes=changes, reason=f"reden {number}")
            work.append(stream, DAY, fact)  # type: ignore[attr-defined]
        case 3:
            sha256 = work.keep(b"mail %d" % (stream - 1))  # type: ignore[attr-defined]
            work.keep_words(sha256, words)  # type: ignore[attr-defined]
        case _:
            work.append(OFFICE, DAY, f.OfficeDescribed(legal_name=f"Kantoor {number}"))  # type: ignore[attr-defined]


def test_bytes_and_payloads_are_replaced_by_nothing(tmp_path: Path) -> None:
    with make_case_file(tmp_path) as file:
        log_case(file, b"mail")
    db = connect(tmp_path / NAME, KEY, "rw")
    for sql in (
        "INSERT OR REPLACE INTO payload SELECT n, salt, x'7b7d' FROM payload WHERE n = 1",
        "INSERT OR REPLACE INTO blob SELECT sha256, 1, x'00' FROM blob",
        "DELETE FROM payload WHERE n = 1",
        "DELETE FROM blob",
    ):
        with pytest.raises(IntegrityError, match="only added to"):
            db.run(sql)
    db.run("INSERT INTO removed VALUES (1, 2)")
    with pytest.raises(IntegrityError, match="only added to"):
        db.run("INSERT OR REPLACE INTO removed VALUES (1, 1)")
    db.conn.close()
    assert failures(tmp_path / NAME) == ["payloads", "lists"]  # no entry says so


# ---- forgetting --------------------------------------------------------------------------------


def spelled(path: Path, word: bytes) -> list[int]:
    """The pages on which a word stands in the clear, once the encryption is taken away."""
    return [number for number, page in enumerate(pages(path, KEY), 1) if word in page]


def test_the_pages_can_be_read_without_the_engine(tmp_path: Path) -> None:
    with make_case_file(tmp_path) as file:
        log_case(file, b"mail", subject="kanariegeel")
    assert spelled(tmp_path / NAME, b"kanariegeel") and not spelled(tmp_path / NAME, b"kanarieroze")
    assert b"kanariegeel" not in (tmp_path / NAME).read_bytes()


@pytest.mark.parametrize("alike", [False, True])
def test_the_words_of_a_removed_payload_stand_nowhere(tmp_path: Path, alike: bool) -> None:
    """Of the index: what a remover must do beside it is to make its case's documents anew."""
    random = Random(2)
    words = [
        f"kanarie{number:04}" if alike else "".join(random.choices("qwxz", k=14))
        for number in range(40)
    ]
    path = tmp_path / NAME
    removed: list[Entry] = []
    with make_case_file(tmp_path) as file:
        for number, word in enumerate(words):
            stream = log_case(file, b"mail %d" % number, parties=somebody(f"Jan{number} Echt"))
            with file.work(ACTOR) as work:
                removed += work.append(stream, DAY, f.Noted(text=f"zij zei {word} aan de telefoon"))
                work.append(stream, DAY, f.Noted(text="een gewone opmerking over de telefoon"))
                work.commit()
    assert all(spelled(path, word.encode()) for word in words)
    with reopen(path) as file:
        for entry in removed:
            remove_contents(file, entry.n)
    assert [word for word in words if spelled(path, word.encode())] == []
    assert failures(path) == []
    with reopen(path) as file:
        assert len(streams(file, "gewone opmerking ")) == 40 and streams(file, words[7]) == []


def test_the_words_of_a_removed_file_stand_nowhere(tmp_path: Path) -> None:
    """The bytes themselves are another table's business: they are not compressed here."""
    path = tmp_path / NAME
    with make_case_file(tmp_path) as file:
        stream = log_case(file, b"mail")
        with file.work(ACTOR) as work:
            sha256 = work.keep(b"bytes")
            (entry,) = work.append(stream, DAY, f.Attached(name="x", sha256=sha256, size=5))
            text = "een kanarievogel zingt " * 30
            work.keep_words(sha256, [FilePart(0, "read", text=text)])
            work.commit()
        assert streams(file, "kanarievogel") == [stream]
    assert spelled(path, b"kanarievogel")
    with reopen(path) as file:
        remove_contents(file, entry.n)
        assert file._connections.reader().value("SELECT count(*) FROM file_text") == 0
    assert spelled(path, b"kanarievogel") == []


def test_the_words_of_destroyed_evidence_stand_nowhere(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with make_case_file(tmp_path) as file:
        stream = log_case(file, b"mail")
        with file.work(ACTOR) as work:
            sha256 = work.keep(b"kopie van een kaart")
            work.append(stream, DAY, f.Attached(name="kaart.pdf", sha256=sha256, size=19))
            work.keep_words(sha256, [FilePart(0, "read", text="een kanarievogel zingt")])
            work.commit()
    assert spelled(path, b"kanarievogel")
    with reopen(path) as file:
        with file.work(ACTOR) as work:
            work.append(stream, DAY, f.EvidenceDestroyed(evidence=sha256, how="versnipperd"))
            work.discard(sha256)
            work.commit()
        assert streams(file, "kanarievogel") == [] and streams(file, "kaart.pdf ") == [stream]
        with file.reading() as now:
            assert sha256 not in dict(now.unread(10)), "there is nothing to be read any more"
    assert spelled(path, b"kanarievogel") == [] and failures(path) == []


def test_the_inner_pages_of_the_index_spell_no_removed_word_either(tmp_path: Path) -> None:
    """Words that are almost alike: where a page ends, the index tells them apart by all of one."""
    path = tmp_path / NAME
    secret = re.compile(rb"kanarie\d{4}x")
    with make_case_file(tmp_path) as file, file.work(ACTOR) as work:
        for ending in "xa":
            stream = take_in(work, f"mail {ending}".encode(), DAY)
            sha256 = work.keep(f"bytes {ending}".encode())
            work.append(stream, DAY, f.Attached(name="x", sha256=sha256, size=7))
            text = " ".join(f"kanarie{number:04}{ending}" for number in range(1500))
            work.keep_words(sha256, [FilePart(0, "read", text=text)])
        work.commit()
    with reopen(path) as file:
        file.renew_lists()  # both in one piece of the index
    assert any(map(secret.search, pages(path, KEY)))
    with reopen(path) as file:
        remove_contents(file, 2)
    assert not any(map(secret.search, pages(path, KEY)))
    with reopen(path) as file:
        assert streams(file, "kanarie0007a ") == [2] and streams(file, "kanarie0007x ") == []
    assert failures(path) == []


def test_a_file_that_another_case_has_too_keeps_its_words(file: OpenCaseFile) -> None:
    one, two = log_case(file, b"een"), log_case(file, b"twee")
    with file.work(ACTOR) as work:
        sha256 = work.keep(b"bytes")
        for stream in (one, two):
            work.append(stream, DAY, f.Attached(name="x", sha256=sha256, size=5))
        work.keep_words(sha256, [FilePart(0, "read", text="gedeelde woorden")])
        work.commit()
        number = work.entries(two)[-1].n
    assert set(streams(file, "gedeelde ")) == {one, two}
    remove_contents(file, number)
    assert streams(file, "gedeelde ") == [one]


# ---- what verify sees --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM search_document WHERE kind = 'note' AND id >> 20 = 1",
        "UPDATE search_document SET on_day = '2020-01-01' WHERE kind = 'note'",
        "UPDATE search_document SET place = '99' WHERE kind = 'letter'",
        "UPDATE search_document SET unread = 1 WHERE id >> 20 = 1",
        "UPDATE file_text SET text = 'iets anders'",
        "DELETE FROM file_text",
        "UPDATE search_words SET body = 'iets anders' WHERE rowid >> 20 = 1",
        "DELETE FROM search_words WHERE rowid >> 20 = 1",
        "INSERT INTO search_words (rowid, body) VALUES (999999999, 'vreemd')",
        "INSERT INTO search_document SELECT 99 << 20, kind, place, what, on_day, '', 0, 0, print"
        " FROM search_document LIMIT 1",
    ],
)
def test_what_is_changed_in_the_index_is_reported(db: CaseDb, tmp_path: Path, sql: str) -> None:
    db.run(sql)
    db.conn.close()
    assert failures(tmp_path / NAME) == ["lists"]
    with reopen(tmp_path / NAME, checked=False) as file:
        file.renew_lists()
    if "file_text" not in sql:
        assert failures(tmp_path / NAME) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE search_words_content SET c5 = 'iets anders' WHERE id >> 20 = 1",
        "DELETE FROM search_words_docsize WHERE id = (SELECT min(id) FROM search_words_docsize)",
        "DELETE FROM search_words_data WHERE id = (SELECT max(id) FROM search_words_data)",
        "DELETE FROM search_words_idx",
        "UPDATE search_words_idx SET pgno = pgno + 2",
        "INSERT INTO search_words_idx VALUES (99, x'30', 2)",
    ],
)
def test_what_is_changed_inside_the_index_is_reported(db: CaseDb, tmp_path: Path, sql: str) -> None:
    db.run(sql)
    db.conn.close()
    assert failures(tmp_path / NAME)


def many(file: OpenCaseFile, count: int, first: int = 0) -> None:
    """Add cases in one unit, with so many words that the index takes many pages."""
    random = Random(first)
    with file.work(ACTOR) as work:
        for number in range(first, first + count):
            stream = take_in(work, b"%d" % number, DAY)
            words = " ".join("".join(random.choices("aeioubdgklmnprst", k=7)) for _ in range(60))
            work.append(stream, DAY, f.Noted(text=words))
        work.commit()


@pytest.mark.timeout(300)
def test_every_page_of_a_large_index_put_back_to_an_older_state_is_reported(tmp_path: Path) -> None:
    """Every page that holds rows of the index; those of the journal have a test of their own."""
    path = tmp_path / NAME
    with make_case_file(tmp_path) as file:
        many(file, 90)
    older = path.read_bytes()
    with reopen(path) as file:
        many(file, 25, 90)
        with file.work(ACTOR) as work:
            work.append(3, DAY, f.Noted(text="later"))
            work.commit()
    newer, rows = path.read_bytes(), dump(path)
    looked_at = 0
    for at in range(PAGE, len(older), PAGE):
        if older[at : at + PAGE] == newer[at : at + PAGE]:
            continue
        path.write_bytes(newer[:at] + older[at : at + PAGE] + newer[at + PAGE :])
        if dump(path) != rows:
            looked_at += 1
            assert failures(path), at // PAGE + 1
    assert looked_at > 20


def dump(path: Path) -> object:
    """Return every row of the index, or how reading them breaks."""
    db = connect(path, KEY, "ro")
    try:
        return [db.rows(f'SELECT * FROM "{name}" NOT INDEXED') for name in TABLES]
    except DamageError as error:
        return error.code
    finally:
        db.conn.close()


def test_the_inner_pages_of_a_large_index_lead_to_every_word(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with make_case_file(tmp_path) as file:
        for first in range(0, 240, 40):
            many(file, 40, first)
    db = connect(path, KEY, "rw")
    assert db.value("SELECT count(*) FROM search_words_idx") > 20
    assert not search_tree.leads_astray(db)
    for number in range(1, 240, 7):
        db.run("DELETE FROM search_words WHERE rowid >> 20 = ?", (number,))
    assert not search_tree.leads_astray(db)
    terms = db.rows("SELECT segid, term, pgno FROM search_words_idx ORDER BY segid, term")
    for segment, term, page in terms[3::5]:
        db.run("BEGIN")
        key = (segment, term)
        db.run("DELETE FROM search_words_idx WHERE segid = ? AND term = ?", key)
        assert search_tree.leads_astray(db)
        moved = (segment, b"\xff", page)
        db.run("INSERT INTO search_words_idx VALUES (?, ?, ?)", moved)
        assert search_tree.leads_astray(db)
        db.run("ROLLBACK")
    db.run("INSERT INTO search_words (search_words) VALUES ('optimize')")
    assert not search_tree.leads_astray(db)
    db.conn.close()


def history(path: Path, seed: int, steps: int) -> None:
    """Write, change and delete documents of all sizes, and let pieces be merged part by part."""
    random = Random(seed)
    db = connect(path, KEY, "rw")
    db.run("PRAGMA synchronous=OFF")
    known = ["".join(random.choices("aeiodgklmnprst\u00e9\u4e2d", k=6)) for _ in range(400)]
    numbers: list[int] = []
    fresh = count(1)
    for step in range(steps):
        db.run("BEGIN")
        for _ in range(random.choice([1, 3, 25])):
            if len(numbers) < 3 or random.random() < 0.6:
                numbers.append(next(fresh))
                words = random.choices(known, k=random.choice([3, 40, 300]))
                words += ["overal"] * random.choice([1, 150])
                row = (numbers[-1], f"overal {step}", " ".join(words))
                db.run("INSERT INTO search_words (rowid, title, body) VALUES (?, ?, ?)", row)
            else:
                number = numbers.pop(random.randrange(len(numbers)))
                db.run("DELETE FROM search_words WHERE rowid = ?", (number,))
        db.run("COMMIT")
        if random.random() < 0.3:
            pages = random.choice([4, 16, -8])
            db.run("INSERT INTO search_words (search_words, rank) VALUES ('merge', ?)", (pages,))
        assert not search_tree.leads_astray(db), (seed, step)
    assert db.rows("PRAGMA integrity_check") == [("ok",)]
    db.conn.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_no_history_of_the_index_is_taken_for_damage(tmp_path: Path, seed: int) -> None:
    make_case_file(tmp_path).close()
    history(tmp_path / NAME, seed, 25)


@pytest.mark.full
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(10, 60))
def test_no_long_history_of_the_index_is_taken_for_damage(tmp_path: Path, seed: int) -> None:
    make_case_file(tmp_path).close()
    history(tmp_path / NAME, seed, 60)


# ---- what is shown -----------------------------------------------------------------------------


def test_hits_are_marked_where_they_stand(file: OpenCaseFile) -> None:
    tell(file)
    with file.reading() as now:
        (case,) = now.found(asked("brandkast gebeld"), 10).cases
    (document,) = case.documents
    words = [document.text.text[start:end] for start, end in document.text.marks]
    assert words == ["Gebeld", "brandkast"] and document.day == DAY
    with file.reading() as now:
        (case,) = now.found(asked("eclair publicite"), 10).cases
    shown = case.documents[0]
    everything = [shown.title, shown.people, shown.text]
    found = {each.text[start:end] for each in everything for start, end in each.marks}
    assert {"Éclair", "publicité"} <= found


def test_signs_from_outside_mark_nothing(file: OpenCaseFile) -> None:
    stream = log_case(file, b"mail")
    with file.work(ACTOR) as work:
        work.append(stream, DAY, f.Noted(text="vals \x02merk\x03 <b>hier</b> en echt merkteken"))
        work.commit()
    with file.reading() as now:
        (case,) = now.found(asked("merkteken "), 10).cases
    (document,) = case.documents
    assert [document.text.text[a:b] for a, b in document.text.marks] == ["merkteken"]
    assert "<b>hier</b>" in document.text.text and "\x02" not in document.text.text


def test_what_is_found_in_every_case_comes_newest_first(
    file: OpenCaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "WEIGHED", 8_000)
    with file.work(ACTOR) as work:
        for number in range(1, 301):
            stream = take_in(work, b"%d" % number, DAY)
            work.append(stream, DAY, received(f"AVG-2026-{number:04}", subject="zelfde vraag"))
        work.commit()
    for _ in range(20):  # what was asked before makes no difference
        with file.reading() as now:
            found = now.found(asked("zelfde vraag "), 100)
            few = now.found(asked("zelfde AVG-2026-0001 "), 100)
        assert [case.stream for case in found.cases] == [*range(300, 200, -1)]
        assert found.newest_first and found.more
        assert [case.stream for case in few.cases] == [1] and not few.newest_first


def test_the_best_comes_first(file: OpenCaseFile) -> None:
    for number in range(30):
        log_case(file, b"%d" % number, subject=f"vraag {number}")
    with file.work(ACTOR) as work:
        work.append(9, DAY, f.Noted(text="levering " + "woorden " * 60))
        work.append(20, DAY, f.Noted(text="levering levering levering"))
        work.commit()
    assert streams(file, "levering ") == [20, 9]


def test_a_line_older_than_its_case_is_made_anew(db: CaseDb, tmp_path: Path) -> None:
    db.run("UPDATE register SET due = '2027-05-05', as_of = 1 WHERE stream = 1")
    db.conn.close()
    with reopen(tmp_path / NAME, checked=False) as file, file.reading() as now:
        (case,) = now.found(asked("geduld "), 10).cases
    assert case.line is not None and case.line.error == "list_differs"


# ---- statements --------------------------------------------------------------------------------

QUERIES = [
    "brandkast",
    "brandkast gebeld",
    '"kopie van" -wissing',
    "van:hilde is:open type:inzage -in:brief",
    "is:telaat behandelaar:niemand",
    "in:brief na:2026-01-01",
    "is:nieuw",
    "-gebeld",
    "termijn:<7d taal:nl,fr kanaal:post",
]


@pytest.mark.parametrize("text", QUERIES)
@pytest.mark.parametrize("newest_first", [False, True])
def test_every_search_is_answered_by_its_indexes(
    file: OpenCaseFile, text: str, newest_first: bool
) -> None:
    """The words lead to their documents, those to their cases: nothing is read from end to end."""
    sql, values = search.statement(asked(text), 100, newest_first=newest_first)
    plan = [row[3] for row in file._connections.reader().rows(f"EXPLAIN QUERY PLAN {sql}", values)]
    scans = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
    if asked(text).terms:
        assert plan[0].startswith("SCAN search_words VIRTUAL TABLE") and "M" in plan[0][-4:]
        assert scans == [], plan
        assert not [step for step in plan if "TEMP B-TREE" in step], plan
    else:
        assert len(scans) == 1, plan  # the list itself, in its order
        assert not [step for step in plan if "TEMP B-TREE" in step], plan
    for other in ("search_document", "register", "item"):
        found = [step for step in plan if step.startswith(f"SEARCH {other[0]} ")]
        assert all("rowid=?" in step for step in found), plan


def test_what_is_typed_is_never_part_of_a_statement(file: OpenCaseFile) -> None:
    typed = 'zoekterm "drie woorden" -min van:afz is:telaat behandelaar:ilse na:2026-05-05 '
    sql, values = search.statement(asked(typed), 100, newest_first=False)
    for word in ("zoekterm", "woorden", "min", "afz", "2026-05-05", "p1"):
        assert word not in sql.replace("minus", "") and any(word in str(each) for each in values)
    hostile = Query(
        terms=(Term('x" OR search_words MATCH "y'), Term("a) OR (b", place="title")),
        conditions=(Condition("handler", ("'; DROP TABLE register; --",)),),
        today=TODAY,
    )
    with file.reading() as now:
        assert now.found(hostile, 10).cases == ()
        assert now.found(replace(hostile, terms=()), 10).cases == ()


def test_unread_files_are_found_by_their_index(file: OpenCaseFile) -> None:
    plan = file._connections.reader().rows(f"EXPLAIN QUERY PLAN {search_index.UNREAD}", (5,))
    assert "document_unread" in plan[0][3]
    sha256 = hashlib.sha256(b"x").hexdigest()
    sql = search_index.STREAMS_OF
    plan = file._connections.reader().rows(f"EXPLAIN QUERY PLAN {sql}", (sha256,))
    assert "document_file" in plan[0][3]
