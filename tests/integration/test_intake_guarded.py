"""Hostile files are read in a process of their own, which may hang, swell or die."""

import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ikanda_case.app.search_documents import FilePart
from ikanda_case.domain.errors import InputError
from ikanda_case.intake.guarded import GuardedReader, read_guarded
from ikanda_case.intake.reader import failed, read
from ikanda_case.intake.rights import vocabulary
from ikanda_case.intake.words import words_of

ROOT = Path(__file__).resolve().parents[2]
MAILS = ROOT / "tests" / "files" / "mails"
DEMO = ROOT / "resources" / "demo"
HOSTS = tuple(tomllib.loads((MAILS / "index.toml").read_text("utf-8"))["mail_hosts"])
PHRASES = [path.read_text("utf-8") for path in (ROOT / "resources" / "intake").glob("*.toml")]
BRUSSELS = ZoneInfo("Europe/Brussels")
SOUND = (DEMO / "01-inzage.eml").read_bytes()
WITH_FILES = (DEMO / "02-wissen-met-bijlagen.eml").read_bytes()
READY = (
    "import struct,sys\nsys.stdout.buffer.write(struct.pack('>II',2,0)+b'{}');sys.stdout.flush()\n"
)
"""What a child says first, before a test lets it misbehave."""
HANG = "sys.stdin.buffer.read()"
"""Waits for an end that does not come."""


def brussels_day(instant: datetime) -> date:
    return instant.astimezone(BRUSSELS).date()


@pytest.fixture(scope="module")
def guarded() -> Iterator[GuardedReader]:
    with GuardedReader(brussels_day, PHRASES) as reader:
        yield reader


def misbehaving(deed: str, seconds: float = 20.0) -> GuardedReader:
    return GuardedReader(
        brussels_day, command=(sys.executable, "-c", READY + deed), seconds=seconds
    )


FILES = [*sorted(MAILS.glob("*.eml")), *sorted(DEMO.glob("[0-9]*"))]


@pytest.mark.parametrize("path", FILES, ids=lambda each: each.name)
def test_the_guarded_reading_is_the_same_reading(guarded: GuardedReader, path: Path) -> None:
    raw = path.read_bytes()
    words = vocabulary(PHRASES)
    direct = read(path.name, raw, mail_hosts=HOSTS, brussels_day=brussels_day, words=words)
    assert guarded.read(path.name, raw, HOSTS) == direct


def test_one_file_can_be_read_in_a_process_of_its_own() -> None:
    draft = read_guarded("x.eml", SOUND, mail_hosts=HOSTS, brussels_day=brussels_day)
    assert draft.sender_name == "Marieke Denkbeeld"


def test_attachments_come_out_whole(guarded: GuardedReader) -> None:
    draft = guarded.read("x.eml", WITH_FILES, HOSTS)
    contents = [guarded.attachment(WITH_FILES, each.part) for each in draft.attachments]
    assert [len(each) for each in contents] == [each.size for each in draft.attachments]
    assert [each[:4] for each in contents] == [b"%PDF", b"\x89PNG"]
    with pytest.raises(InputError) as refusal:
        guarded.attachment(WITH_FILES, 99)
    assert refusal.value.code == "unknown_attachment"


def test_a_process_that_hangs_is_ended_and_the_next_file_is_read() -> None:
    with misbehaving(HANG, seconds=0.5) as reader:
        start = time.perf_counter()
        assert reader.read("x.eml", SOUND, HOSTS) == failed()
        assert time.perf_counter() - start < 8
        with pytest.raises(InputError) as refusal:
            reader.attachment(SOUND, 0)
        assert refusal.value.code == "reading_failed"


@pytest.mark.parametrize(
    "deed",
    [
        "sys.exit(3)",
        "import os; os.abort()",
        "sys.stdout.buffer.write(b'\\xff'*100)",
        "sys.stdout.buffer.write(struct.pack('>II',9,0)+b'not json!')",
        "sys.stdout.buffer.write(struct.pack('>II',2,0)+b'[]')",
        "sys.stdout.buffer.write(struct.pack('>II',2,0)+b'{}')",
        "sys.stdout.buffer.write(struct.pack('>II',0,2**31))",
        "sys.stdout.buffer.write(struct.pack('>II',100000,0)+b'['*100000)",
        "sys.stdout.buffer.write(struct.pack('>II',13,0)+b'{\"form\":\"x\"}  ')",
    ],
)
def test_a_process_that_answers_nonsense_costs_its_own_draft(deed: str) -> None:
    with misbehaving(deed) as reader:
        assert reader.read("x.eml", SOUND, HOSTS) == failed()


def test_a_command_that_is_not_there_is_a_draft_that_says_so() -> None:
    with GuardedReader(brussels_day, command=("/niet/daar",)) as reader:
        assert reader.read("x.eml", SOUND, HOSTS) == failed()


def test_after_a_dead_process_the_next_file_finds_a_new_one() -> None:
    with GuardedReader(brussels_day) as reader:
        assert reader.read("x.eml", SOUND, HOSTS).form == "mail"
        child = reader._child
        assert child is not None
        child.kill()
        child.wait()
        assert reader.read("x.eml", SOUND, HOSTS).form == "mail"
        reader.close()
        assert reader.read("x.eml", SOUND, HOSTS).form == "mail"


def test_closing_in_the_middle_of_a_file_ends_the_wait() -> None:
    reader = misbehaving(HANG, seconds=60)
    found: list[object] = []
    waiting = threading.Thread(target=lambda: found.append(reader.read("x", SOUND, HOSTS)))
    waiting.start()
    while waiting.is_alive():
        reader.close()
        waiting.join(0.1)
    assert found == [failed()]


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of the system are set on Linux")
@pytest.mark.parametrize(
    "deed",
    ["bytes(2 * 1024**3)", "import os; os.write(os.open(name, os.O_CREAT | os.O_WRONLY), b'x')"],
    ids=["memory", "disk"],
)
def test_the_reading_process_has_little_memory_and_no_disk(deed: str, tmp_path: Path) -> None:
    name = tmp_path / "spoor.txt"
    code = (
        "from ikanda_case.intake import child, reader\n"
        f"name = {str(name)!r}\n"
        f"def swell(*a, **k):\n    {deed}\n    return reader.IntakeDraft(form='mail')\n"
        "child.read = swell\nchild.main()\n"
    )
    command = (sys.executable, "-c", code)
    with GuardedReader(brussels_day, command=command) as reader:
        assert reader.read("x.eml", SOUND, HOSTS) == failed()
    assert not name.exists() or name.read_bytes() == b""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_no_process_is_left_behind() -> None:
    with GuardedReader(brussels_day) as reader:
        reader.read("x.eml", SOUND, HOSTS)
        child = reader._child
        assert child is not None
        assert Path(f"/proc/{child.pid}").exists()
    assert not Path(f"/proc/{child.pid}").exists()


# ---- words to be searched ------------------------------------------------------------------------


def no_pages(pdf: bytes) -> tuple[str, ...]:
    raise InputError("picture_failed", reason="unreadable")


@pytest.mark.parametrize("path", FILES, ids=lambda each: each.name)
def test_the_guarded_words_are_the_same_words(guarded: GuardedReader, path: Path) -> None:
    raw = path.read_bytes()
    direct = tuple(each.part for each in words_of(path.name, raw))
    assert guarded.words(path.name, raw, no_pages) == direct


def test_the_words_of_pages_come_from_another_process(guarded: GuardedReader) -> None:
    asked: list[bytes] = []

    def pages(pdf: bytes) -> tuple[str, ...]:
        asked.append(pdf[:5])
        return ("eerste bladzijde", "tweede\x00 bladzijde")

    whole, factuur, picture = guarded.words("x.eml", WITH_FILES, pages)
    assert asked == [b"%PDF-"]
    assert (factuur.state, factuur.text) == ("read", "eerste bladzijde\ntweede bladzijde")
    assert whole.state == "read" and picture.state == "nothing"
    [alone] = guarded.words("x.pdf", b"%PDF-1.7 ...", pages)
    assert alone.text == factuur.text
    [empty] = guarded.words("x.pdf", b"%PDF-1.7 ...", lambda _pdf: ("  ", ""))
    assert empty == FilePart(0, "nothing")


def test_a_process_that_hangs_or_dies_has_no_words() -> None:
    for deed in (HANG, "sys.exit(3)", "import os;os._exit(1)"):
        with misbehaving(deed, seconds=0.5) as reader:
            assert reader.words("x.eml", SOUND, no_pages) == (FilePart(0, "unreadable"),)


def test_words_and_drafts_come_from_one_process_in_turn(guarded: GuardedReader) -> None:
    for _ in range(3):
        assert guarded.read("x.eml", SOUND, HOSTS).sender_name == "Marieke Denkbeeld"
        assert guarded.words("x.eml", SOUND, no_pages)[0].sender.startswith("Marieke Denkbeeld")
