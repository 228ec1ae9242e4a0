"""Reading what arrived so that it can be searched: real files, real processes, any time."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ikanda_case.app import intake, letters
from ikanda_case.app.desk import Desk
from ikanda_case.app.search import read_all, search
from ikanda_case.app.search_documents import FilePart
from ikanda_case.bootstrap.parts import Readers
from ikanda_case.desktop.clock import SystemClock
from ikanda_case.store.engine import connect
from tests.support.casefiles import KEY
from tests.support.cases import TODAY
from tests.support.letters import rendered
from tests.ui.rooms import DEMO, furnished_desk, open_case


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose files are read in processes of their own."""
    readers = Readers(SystemClock())
    made = replace(furnished_desk(tmp_path), reader=readers)
    yield made
    readers.close()
    made.file.close()  # type: ignore[attr-defined]


class Stopped(Exception):
    pass


def nobody(_done: int, _total: int) -> None:
    """Nobody waits."""


def found(desk: Desk, words: str) -> list[tuple[str, str]]:
    cases = search(desk, words).findings.cases
    return [(document.kind, document.place) for case in cases for document in case.documents]


def test_mails_attachments_and_pages_are_read_once(desk: Desk) -> None:
    name = "02-wissen-met-bijlagen.eml"
    intake.take_in(desk, name, (DEMO / name).read_bytes())
    intake.take_in(desk, "brief.pdf", rendered().pdf)
    assert found(desk, "factuur-2024 ") == []
    told: list[tuple[int, int]] = []
    assert read_all(desk, lambda done, total: told.append((done, total))) == 2
    assert told[0] == (0, 2) and told[-1] == (1, 2)
    assert found(desk, "factuur-2024") == [("attachment", "1")]
    assert found(desk, "in:bijlage voorbeeldtoestel") == [("attachment", "1")]
    assert ("message", "") in found(desk, "in:mail geachte")
    assert read_all(desk, nobody) == 0


def test_a_letter_is_found_by_the_words_of_its_page(desk: Desk) -> None:
    stream = open_case(desk)
    number = letters.draft(desk, stream, letters.Wish(kind="L01"), TODAY).letter
    assert found(desk, "ontvangstbevestiging ") == []
    letters.ask_approval(desk, stream, number, TODAY)
    read_all(desk, nobody)
    assert ("letter", number) in found(desk, "in:brief formulier")


def test_reading_goes_on_where_it_was_stopped(desk: Desk) -> None:
    for place in range(4):
        intake.take_in(desk, f"{place}.txt", f"woord{place} in een nota".encode())
    told = 0

    def stop(done: int, _total: int) -> None:
        nonlocal told
        told += 1
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        read_all(desk, stop)
    with desk.file.reading() as now:
        assert len(now.unread(10)) == 2
    assert read_all(desk, nobody) == 2
    assert all(found(desk, f"woord{place} ") == [("message", "")] for place in range(4))


def test_a_reading_that_was_broken_off_is_not_kept(desk: Desk) -> None:
    intake.take_in(desk, "x.txt", b"een nota")
    calls: list[int] = []

    def stop(_done: int, _total: int) -> None:
        calls.append(1)
        if len(calls) == 2:  # after the file was read, before it is kept
            raise Stopped

    with pytest.raises(Stopped):
        read_all(desk, stop)
    with desk.file.reading() as now:
        assert len(now.unread(10)) == 1


def test_a_damaged_file_is_passed_over(desk: Desk, tmp_path: Path) -> None:
    for content in (b"goede nota", b"slechte nota"):
        intake.take_in(desk, "x.txt", content)
    db = connect(tmp_path / "fictief.ikanda", KEY, "rw")
    db.run("DROP TRIGGER blob_no_update")
    db.run("UPDATE blob SET body = x'00' WHERE rowid = (SELECT max(rowid) FROM blob)")
    db.conn.close()
    assert read_all(desk, nobody) == 1
    assert found(desk, "goede ") == [("message", "")]
    assert read_all(desk, nobody) == 0


def test_taking_in_never_waits_for_reading(desk: Desk) -> None:
    """What arrived is kept and found by its name at once."""

    class Broken(Readers):
        def words(self, name: str, content: bytes) -> tuple[FilePart, ...]:
            raise AssertionError("nothing is read here")

    taken = intake.take_in(replace(desk, reader=Broken(SystemClock())), "offerte.txt", b"inhoud")
    assert found(desk, "offerte") == [("message", "")] and taken.stream
    assert found(desk, "inhoud") == []
