"""Who gets into a case file: people with passphrases of their own, and the recovery code."""

import json
import shutil
from pathlib import Path

import pytest

from ikanda_case.domain.errors import EnvironmentFault, InputError
from ikanda_case.domain.recovery_code import code_of
from ikanda_case.store import files
from ikanda_case.store.casefile import (
    create,
    open_with_passphrase,
    open_with_this_computer,
    remember_on_this_computer,
)
from ikanda_case.store.keys import Keys, read_keys, write_keys
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.slots import Cost, computer_slot
from ikanda_case.store.ways_in import (
    change_passphrase,
    give_way_in,
    mended_keys,
    open_with_recovery,
    renew_way_in,
    sheet_facts,
    take_away,
    take_away_of,
    ways_in,
)
from tests.support.casefiles import FILE_ID, KEY, log_case, make_case_file, reopen, rulebook
from tests.support.clocks import SetClock
from tests.support.drawer import Drawer

ILSE = "zeven fictieve fietsbellen"
RIK = "de 4 olifanten dansen traag"
NEW = "paard batterij nietje juist"
LOWEST = Cost(64 * 1024, 3, 4)
NAME = "fictief.ikanda"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ways") / NAME
    with create(path, ILSE, "IM", rulebook(), SetClock(), cost=LOWEST) as file:
        log_case(file, b"een")
        give_way_in(file, "p2", RIK, "RO", cost=LOWEST)
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    """A closed case file with the passphrases of two people."""
    shutil.copy(files.keys_path(original), files.keys_path(tmp_path / NAME))
    return Path(shutil.copy(original, tmp_path / NAME))


def by_passphrase(path: Path, passphrase: str, *, read_only: bool = False) -> OpenCaseFile:
    return open_with_passphrase(path, passphrase, rulebook(), SetClock(), read_only=read_only)


def by_code(path: Path, code: str) -> OpenCaseFile:
    return open_with_recovery(path, code, rulebook(), SetClock())


def labels(path: Path) -> list[tuple[str, str]]:
    return [(way.label, way.person) for way in ways_in(path)]


def refused(path: Path, passphrase: str) -> None:
    with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
        by_passphrase(path, passphrase)


# ---- people --------------------------------------------------------------------------------------


def test_opening_tells_who_it_was(path: Path) -> None:
    assert labels(path) == [("IM", "p1"), ("RO", "p2")]
    for passphrase, person in ((ILSE, "p1"), (RIK, "p2")):
        with by_passphrase(path, passphrase) as file:
            assert file.person == person and file.contents().cases == 1


def test_a_slot_in_another_ones_name_does_not_open(path: Path) -> None:
    said = json.loads(files.keys_path(path).read_bytes())
    said["slots"][1]["role"] = "person:p3"
    files.keys_path(path).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
    refused(path, RIK)
    with by_passphrase(path, ILSE) as file:
        assert file.person == "p1"


def test_a_computer_is_remembered_for_the_person_who_asked(path: Path) -> None:
    drawer = Drawer()
    with by_passphrase(path, RIK) as file:
        remember_on_this_computer(file, drawer, "balie")
    with open_with_this_computer(path, drawer, rulebook(), SetClock()) as file:
        assert file.person == "p2"
        take_away_of(file, "p2")
    with pytest.raises(EnvironmentFault, match="not_remembered"):
        open_with_this_computer(path, drawer, rulebook(), SetClock())
    refused(path, RIK)
    assert labels(path) == [("IM", "p1")]


def test_what_was_taken_away_lies_nowhere(path: Path) -> None:
    gone = read_keys(path).slots[1]
    with by_passphrase(path, ILSE) as file:
        take_away(file, [gone.id])
        assert [slot.person for slot in file.kept_slots()] == ["p1"]
        wrapped = gone.wrapped.hex().encode()
        assert not [each for each in path.parent.iterdir() if wrapped in each.read_bytes()]


def test_the_last_passphrase_is_never_taken_away(path: Path) -> None:
    drawer = Drawer()
    with by_passphrase(path, ILSE) as file:
        remember_on_this_computer(file, drawer, "balie")
        both = [way.id for way in ways_in(path) if way.kind == "passphrase"]
        with pytest.raises(InputError, match="last_way_in"):
            take_away(file, both)
        take_away_of(file, "p2")
        with pytest.raises(InputError, match="last_way_in"):
            take_away_of(file, "p1")
        with pytest.raises(InputError, match="unknown_way_in"):
            take_away(file, ["x"])
        take_away_of(file, "p9")
    by_passphrase(path, ILSE).close()


def test_a_passphrase_is_changed_by_who_knows_it(path: Path) -> None:
    with by_passphrase(path, RIK) as file:
        with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
            change_passphrase(file, NEW, NEW, cost=LOWEST)
        changed = change_passphrase(file, RIK, NEW, cost=LOWEST)
        assert (changed.label, changed.person) == ("RO", "p2")
    refused(path, RIK)
    assert not path.with_name(f"{NAME}-keys.previous").exists()
    for passphrase, person in ((ILSE, "p1"), (NEW, "p2")):
        with by_passphrase(path, passphrase) as file:
            assert file.person == person


@pytest.mark.parametrize(
    ("person", "passphrase", "label", "code"),
    [
        ("p2", NEW, "RO", "way_in_exists"),
        ("p3", RIK, "XX", "passphrase_taken"),
        ("p3", "kort", "XX", "weak_passphrase"),
        ("p3", NEW, "", "bad_label"),
        ("p 3", NEW, "XX", "bad_person"),
        ("", NEW, "XX", "bad_person"),
    ],
)
def test_a_way_in_that_cannot_be_given_changes_nothing(
    path: Path, person: str, passphrase: str, label: str, code: str
) -> None:
    before = files.keys_path(path).read_bytes()
    with by_passphrase(path, ILSE) as file, pytest.raises(InputError, match=code):
        give_way_in(file, person, passphrase, label, cost=LOWEST)
    assert files.keys_path(path).read_bytes() == before


def test_whoever_only_reads_changes_no_way_in(path: Path) -> None:
    before = files.keys_path(path).read_bytes()
    with by_passphrase(path, ILSE, read_only=True) as file:
        for act in (
            lambda: give_way_in(file, "p3", NEW, "XX", cost=LOWEST),
            lambda: change_passphrase(file, ILSE, NEW, cost=LOWEST),
            lambda: take_away_of(file, "p2"),
            lambda: renew_way_in(file, "p1", NEW, "IM", cost=LOWEST),
            lambda: remember_on_this_computer(file, Drawer(), "balie"),
        ):
            with pytest.raises(EnvironmentFault, match="read_only"):
                act()
    assert files.keys_path(path).read_bytes() == before


# ---- recovery ------------------------------------------------------------------------------------


def code_for(path: Path) -> str:
    with by_passphrase(path, ILSE, read_only=True) as file:
        return sheet_facts(file).code.text


def test_the_sheet_opens_a_file_that_lost_its_keys(path: Path) -> None:
    code = code_for(path)
    files.keys_path(path).unlink()
    with by_code(path, code.lower()) as file:
        assert file.person == "" and file.contents().cases == 1
        made = renew_way_in(file, "p1", NEW, "IM", cost=LOWEST)
        assert made.person == "p1"
    refused(path, ILSE)
    for passphrase, person in ((NEW, "p1"), (RIK, "p2")):  # the others came from the copy inside
        with by_passphrase(path, passphrase) as file:
            assert file.person == person
    with by_code(path, code) as file:
        assert file.contents().cases == 1


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\x00"])
def test_spoiled_keys_are_mended_from_inside(path: Path, content: bytes) -> None:
    code = code_for(path)
    files.keys_path(path).write_bytes(content)
    with by_code(path, code) as file:
        assert [slot.person for slot in sorted(mended_keys(file).slots, key=lambda s: s.role)] == [
            "p1", "p2",
        ]  # fmt: skip
        renew_way_in(file, "p1", ILSE, "IM", cost=LOWEST)
    with by_passphrase(path, ILSE) as file:
        assert file.person == "p1"


def test_a_file_without_any_slot_gets_its_first_one(tmp_path: Path) -> None:
    with make_case_file(tmp_path) as file:
        renew_way_in(file, "p1", NEW, "IM", cost=LOWEST)
    with by_passphrase(tmp_path / NAME, NEW) as file:
        assert file.person == "p1"


def test_keys_of_another_file_are_not_taken_over(tmp_path: Path) -> None:
    with make_case_file(tmp_path) as file:
        other = FILE_ID.__class__(int=7)
        slot, _ = computer_slot(KEY, other, label="balie", generation=1)
        write_keys(file.path, Keys(other, (slot,)))
        assert mended_keys(file) == Keys(FILE_ID, ())
        with pytest.raises(EnvironmentFault, match="keys_of_another_file"):
            give_way_in(file, "p1", NEW, "IM", cost=LOWEST)


def test_a_sheet_of_another_file_is_dead(tmp_path: Path) -> None:
    make_case_file(tmp_path).close()
    with pytest.raises(EnvironmentFault, match="recovery_sheet_dead"):
        by_code(tmp_path / NAME, code_of(bytes(32)).text)
    with pytest.raises(InputError, match="recovery_line"):
        by_code(tmp_path / NAME, "B" + code_of(KEY).text[1:])
    with by_code(tmp_path / NAME, code_of(KEY).text) as file:
        assert file.contents().uuid == FILE_ID


def test_what_a_sheet_says_is_of_the_open_file(tmp_path: Path) -> None:
    make_case_file(tmp_path).close()
    with reopen(tmp_path / NAME) as file:
        facts = sheet_facts(file)
        assert facts.code == code_of(KEY) and facts.generation == 1
        assert facts.created_at == file.contents().created_at
        assert facts.code.text not in repr(facts) and KEY.hex() not in repr(facts)
