"""The past of a case file rewritten through an SQL shell: what shows, and to whom (T24)."""

import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pypdfium2
import pytest

from ikanda_case.domain.errors import DamageError, KnownError
from ikanda_case.domain.facts import Rendered
from ikanda_case.store.anchors import Anchor, Anchors
from ikanda_case.store.verify import Check, verify
from tests.support.casefiles import reopen, seal_of
from tests.support.clocks import START
from tests.support.drawer import Drawer
from tests.support.tampering import (
    CHAIN,
    WITHOUT_THE_SEAL,
    Tampering,
    edit_payload,
    rewrite,
    shell,
)
from tests.support.workflows import CASE, NAME, make_places

LAST = 23
"""How many entries the file has."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file with a case, a letter that was signed and sent, and an office."""
    places = make_places(tmp_path_factory.mktemp("places"))
    return places["backup"] / NAME


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / NAME))


def checks(path: Path) -> dict[str, Check]:
    with reopen(path, checked=False) as file:
        return {each.name: each for each in verify(file)}


def first_fault(path: Path) -> str:
    """Return the first check that fails, or the error of opening the file to verify it."""
    try:
        with reopen(path, checked=False) as file:
            return next((each.name for each in verify(file) if not each.ok), "")
    except KnownError as error:
        return error.code


def test_the_file_is_sound_and_stays_so_when_nothing_is_done_to_it(path: Path) -> None:
    with reopen(path) as file:
        assert file.contents().entries == LAST
    with shell(path):
        pass
    assert first_fault(path) == ""
    reopen(path).close()


# ---- without the seal ----------------------------------------------------------------------------


def tampered(original: Path, path: Path, how: Tampering, n: int, random: Random) -> None:
    shutil.copy(original, path)
    with shell(path) as db:
        how(db, n, random)


def without_the_seal(original: Path, path: Path, count: int, seed: int) -> None:
    random, unseen = Random(seed), []
    for number in range(count):
        how = WITHOUT_THE_SEAL[number % len(WITHOUT_THE_SEAL)]
        n = random.randint(1, LAST - 1)
        tampered(original, path, how, n, random)
        if not first_fault(path):
            unseen.append((number, n))
    assert not unseen


def test_of_five_hundred_manipulations_without_the_seal_each_is_found(
    original: Path, path: Path
) -> None:
    without_the_seal(original, path, 500, 1)


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_of_five_thousand_manipulations_without_the_seal_each_is_found(
    original: Path, path: Path
) -> None:
    without_the_seal(original, path, 5_000, 2)


# ---- with the key, the chain not rebuilt ---------------------------------------------------------


@pytest.mark.parametrize("number", range(len(CHAIN)))
def test_the_first_bad_entry_is_named_wherever_it_stands(
    original: Path, path: Path, number: int
) -> None:
    for n in range(1, LAST):
        tampered(original, path, CHAIN[number], n, Random(n))
        found = checks(path)["journal"]
        assert not found.ok and found.facts == {"entry": n}, n


def test_an_entry_that_says_something_else_is_named(original: Path, path: Path) -> None:
    for n in range(1, LAST + 1):
        tampered(original, path, edit_payload, n, Random(n))
        found = checks(path)["payloads"]
        assert not found.ok and found.facts == {"count": 1, "entry": n}
        with pytest.raises(DamageError, match="entry_damaged"):
            reopen(path)


# ---- with the key, the chain rebuilt -------------------------------------------------------------


@dataclass(frozen=True)
class Outside:
    """What is known outside the file of the journal as it was."""

    heads: tuple[str, ...]
    """After each entry, from none on."""
    printed: str
    """The digits in the small print of the letter that was sent."""
    printed_after: int
    """The entry after which they were the head."""


@pytest.fixture(scope="module")
def outside(original: Path) -> Outside:
    with reopen(original, read_only=True) as file:
        heads = tuple(file.head_at(n) for n in range(LAST + 1))
        with file.reading() as now:
            letter = now.case(CASE).letters[0]
            pdf = now.blob(letter.sha256)
            [fact] = [e.fact for e in now.entries(CASE) if isinstance(e.fact, Rendered)]
    text = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_range()
    found = re.search(r"Journaal ((?:[0-9A-F]{4} ){3}[0-9A-F]{4})", text)
    assert found is not None
    printed = found[1].replace(" ", "").lower()
    assert fact.head.startswith(printed)
    return Outside(heads, printed, heads.index(fact.head))


def rebuilt(original: Path, path: Path, n: int, random: Random) -> None:
    """Rewrite an entry as somebody does who has the key, the program and time."""
    shutil.copy(original, path)
    with shell(path) as db:
        rewrite(db, seal_of(db), n, random)
    with reopen(path, checked=False) as file:
        file.renew_lists()


def rewritings(original: Path, path: Path, outside: Outside, count: int, seed: int) -> None:
    """Rewrite entries; each anchor of the time since tells, and those of the time before cannot."""
    random = Random(seed)
    for _ in range(count):
        n = random.randint(1, LAST)
        rebuilt(original, path, n, random)
        assert first_fault(path) == "", "the rewriting itself is not perfect"
        for after in (random.randint(n, LAST), random.randint(0, n - 1)):
            told = noted(path, after, outside.heads[after])
            assert told == (["anchors", "differs_from_anchor"] if after >= n else []), (n, after)
        with reopen(path, checked=False) as file:
            found = [check.code for check in verify(file, head=outside.printed) if not check.ok]
        late = outside.printed_after >= n
        assert found == (["printed_head_unknown"] if late else []), n


def noted(path: Path, entries: int, head: str) -> list[str]:
    """Return what fails where a head is noted in the keyring: the check, and opening the file."""
    safe = Drawer()
    with reopen(path, checked=False) as file:
        name = f"{file.file_id}/anchor"
        safe.put(name, f"{entries} {head} {START.isoformat()}")
        file.anchor = Anchor(entries, head, START)
        failed = [check.name for check in verify(file) if not check.ok]
    try:
        with reopen(path, read_only=True) as file:
            file.hold_to(Anchors(safe))
    except DamageError as error:
        failed.append(error.code)
    return failed


def test_of_fifty_rewritten_pasts_each_is_found_by_any_anchor_since(
    original: Path, path: Path, outside: Outside
) -> None:
    rewritings(original, path, outside, 50, 1)


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_of_five_hundred_rewritten_pasts_each_is_found_by_any_anchor_since(
    original: Path, path: Path, outside: Outside
) -> None:
    rewritings(original, path, outside, 500, 2)


def test_who_forgets_the_heads_in_letters_is_found_without_any_anchor(path: Path) -> None:
    """The entry of each letter names the head that is printed on it."""
    with shell(path) as db:
        rewrite(db, seal_of(db), 2, Random(1), heads=False)
    with reopen(path, checked=False) as file:
        file.renew_lists()
    found = checks(path)["anchors"]
    assert not found.ok and found.code == "unknown_head"
