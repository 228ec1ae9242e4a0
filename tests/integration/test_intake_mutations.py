"""Thousands of broken mails: reading never fails, never hangs, and never changes the bytes."""

import hashlib
import json
import time
import unicodedata
from datetime import date, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from ikanda_case.app.drafts import CAUTION_FACTS, IntakeDraft
from ikanda_case.intake import wire
from ikanda_case.intake.names import LONGEST
from ikanda_case.intake.reader import attachment, read
from ikanda_case.intake.rights import Vocabulary, vocabulary

ROOT = Path(__file__).resolve().parents[2]
HOSTS = ("mx.ikanda-demo.example",)
BRUSSELS = ZoneInfo("Europe/Brussels")
QUICK = 2_000
FULL = 100_000
LONGEST_READ = 10.0
"""Seconds."""
NASTY = (
    b"\x00", b"\r", b"\n\n", b"\r\n\r\n", b"\xff\xfe", b"\xc3", b"=?", b"=?utf-8?b?4oKs?=",
    b"=?utf-8?q?=ZZ?=", b"\n--", b"--\n", b"=\n", b"\nContent-Type: multipart/mixed; boundary=",
    b"\nContent-Type: message/rfc822\n\n", b"\nContent-Transfer-Encoding: base64\n",
    b"\nContent-Type: text/html; charset=utf-7\n", b"<div", b"<!--", b"]]>", b"&#x0;", b"\x1b[31m",
    b"\nReceived: from (((by mx.ikanda-demo.example; ", b"\nDate: Fri, 31 Feb 99999 25:61:61 +9999",
    b'"', b"((((", b"\xe2\x80\xae", b"filename*0*=utf-8''%ff%fe", b"filename*=''",
    b"; charset=idna",
    b"From: ", b"\nFrom: <@>", b"\nFrom: a@b, c@d", b"A" * 1_000, b"(" * 500, b"\xd0\xb0",
)  # fmt: skip


def brussels_day(instant: datetime) -> date:
    return instant.astimezone(BRUSSELS).date()


def mails() -> list[bytes]:
    folders = (ROOT / "tests" / "files" / "mails", ROOT / "resources" / "demo")
    return [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.eml"))]


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    folder = ROOT / "resources" / "intake"
    return vocabulary(path.read_text("utf-8") for path in folder.glob("rights.*.toml"))


def mutated(chance: Random, sound: list[bytes]) -> bytes:
    """Break a sound mail in one to six ways."""
    raw = bytearray(chance.choice(sound))
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(raw) + 1)
        other = min(len(raw), place + chance.choice((1, 2, 10, 200, 2_000)))
        deed = chance.randrange(8)
        if deed == 0 and raw:
            for _ in range(chance.randint(1, 30)):
                raw[chance.randrange(len(raw))] = chance.randrange(256)
        elif deed == 1:
            del raw[place:other]
        elif deed == 2:
            raw[place:place] = raw[place:other] * chance.randint(1, 5)
        elif deed == 3:
            raw[place:place] = chance.choice(NASTY)
        elif deed == 4:
            del raw[place:]
        elif deed == 5:
            donor = chance.choice(sound)
            raw[place:] = donor[chance.randrange(len(donor) + 1) :]
        elif deed == 6:
            raw = bytearray(bytes(raw).replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\n"))))
        else:
            raw[place:place] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 50)))
        del raw[200_000:]
    return bytes(raw)


def is_harmless(text: str) -> bool:
    return not any(
        unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text
    )


def check(draft: IntakeDraft, raw: bytes) -> None:
    codes = {each.code for each in draft.cautions}
    assert "reading_failed" not in codes
    for caution in draft.cautions:
        assert tuple(name for name, _ in caution.facts) == CAUTION_FACTS[caution.code]
    assert is_harmless(draft.text)
    for line in (draft.sender_name, draft.sender_address, draft.to, draft.subject):
        assert is_harmless(line)
        assert "\n" not in line
    for each in draft.attachments:
        assert 0 < len(each.name) <= LONGEST
    for hint in draft.rights:
        assert all(quote in draft.text or quote in draft.subject for quote in hint.words)
    head = json.loads(json.dumps(wire.packed(draft)))
    assert wire.unpacked(head, brussels_day) == draft
    if draft.attachments:
        last = draft.attachments[-1]
        assert hashlib.sha256(attachment(raw, last.part)).hexdigest() == last.sha256


def read_many(seed: int, count: int, words: Vocabulary) -> float:
    """Read `count` broken mails; return the longest time one took, in seconds."""
    chance, sound, longest = Random(seed), mails(), 0.0
    for number in range(count):
        raw = mutated(chance, sound)
        before = hashlib.sha256(raw).digest()
        start = time.perf_counter()
        hosts = HOSTS if number % 3 else ()
        draft = read("x.eml", raw, mail_hosts=hosts, brussels_day=brussels_day, words=words)
        longest = max(longest, time.perf_counter() - start)
        assert hashlib.sha256(raw).digest() == before
        check(draft, raw)
    return longest


def test_broken_mails_are_read_all_the_same(words: Vocabulary) -> None:
    assert read_many(20261123, QUICK, words) < LONGEST_READ


@pytest.mark.full
@pytest.mark.timeout(3_600)
def test_a_hundred_thousand_broken_mails_are_read_all_the_same(words: Vocabulary) -> None:
    assert read_many(1, FULL, words) < LONGEST_READ
