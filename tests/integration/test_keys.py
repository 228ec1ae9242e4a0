"""The keys of a case file: passphrases, slots, this computer, and what a thief may find."""

import base64
import json
import os
import shutil
import traceback
import unicodedata
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError, KnownError
from ikanda_case.store import files
from ikanda_case.store.casefile import (
    OWNER,
    USUAL_COST,
    create,
    forget_on_this_computer,
    lay_down,
    open_with_passphrase,
    open_with_this_computer,
    remember_on_this_computer,
)
from ikanda_case.store.engine import connect
from ikanda_case.store.keys import Keys, read_keys, write_keys
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.passphrases import Strength, require_strong, strength
from ikanda_case.store.slots import Cost, as_json, computer_slot, from_json, passphrase_slot
from tests.support.casefiles import FILE_ID, KEY, log_case, reopen, rulebook
from tests.support.clocks import START, SetClock
from tests.support.drawer import Drawer

PASSPHRASE = "Zeven fictieve fiéts-zinnen"
LOWEST = Cost(64 * 1024, 3, 4)
NAME = "fictief.ikanda"
OTHER = uuid.UUID("00000000-0000-4000-8000-00000000f00d")


class NoDrawer(Drawer):
    """A computer without a safe place."""

    def get(self, name: str) -> str | None:
        raise EnvironmentFault("no_safe_keyring")

    def put(self, name: str, secret: str) -> None:
        raise EnvironmentFault("no_safe_keyring")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / NAME
    with create(path, PASSPHRASE, " FV ", rulebook(), SetClock(), cost=LOWEST) as file:
        log_case(file, b"een")
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    """A closed case file with one passphrase slot."""
    shutil.copy(files.keys_path(original), files.keys_path(tmp_path / NAME))
    return Path(shutil.copy(original, tmp_path / NAME))


def by_passphrase(path: Path, passphrase: str = PASSPHRASE) -> OpenCaseFile:
    return open_with_passphrase(path, passphrase, rulebook(), SetClock())


def by_computer(path: Path, drawer: Drawer) -> OpenCaseFile:
    return open_with_this_computer(path, drawer, rulebook(), SetClock())


def picture(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def kept_slots(path: Path, key: bytes) -> dict[str, str]:
    db = connect(path, key, "ro")
    found: dict[str, str] = dict(db.rows("SELECT id, body FROM slot"))
    db.conn.close()
    return found


# ---- a passphrase --------------------------------------------------------------------------------


def test_a_passphrase_opens_what_it_made(path: Path) -> None:
    with by_passphrase(path) as file:
        assert file.contents().cases == 1
    names = {each.name for each in path.parent.iterdir()}
    assert {NAME, f"{NAME}-keys"} <= names <= {NAME, f"{NAME}-keys", f"{NAME}-keys.previous"}


def test_the_slot_file_says_what_it_must_and_no_more(path: Path) -> None:
    said = json.loads(files.keys_path(path).read_bytes())
    (slot,) = said.pop("slots")
    assert said.keys() == {"version", "uuid", "generation"} and said["version"] == 1
    assert slot.keys() == {
        "id", "kind", "label", "role", "generation", "kdf", "nonce", "wrapped",
    }  # fmt: skip
    assert (slot["kind"], slot["label"], slot["role"]) == ("passphrase", "FV", OWNER)
    kdf = slot["kdf"]
    assert (kdf["name"], kdf["memory_kib"], kdf["passes"], kdf["lanes"]) == (
        "argon2id", 65536, 3, 4,
    )  # fmt: skip
    assert files.keys_path(path).stat().st_mode & 0o777 == 0o600
    with by_passphrase(path) as file:
        assert str(file.contents().uuid) == said["uuid"]


def test_the_usual_cost_is_that_of_the_house(tmp_path: Path) -> None:
    assert Cost(256 * 1024, 3, 4) == USUAL_COST
    create(tmp_path / NAME, PASSPHRASE, "FV", rulebook(), SetClock()).close()
    (slot,) = read_keys(tmp_path / NAME).slots
    assert slot.cost == USUAL_COST
    with by_passphrase(tmp_path / NAME) as file:
        assert file.contents().entries == 0


def test_a_copy_of_the_slots_lies_inside(path: Path) -> None:
    key, slot = read_keys(path).by_passphrase(PASSPHRASE)
    assert {name: json.loads(body) for name, body in kept_slots(path, key).items()} == {
        slot.id: as_json(slot)
    }


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_may_be_typed_either_way(path: Path, form: Any) -> None:
    with by_passphrase(path, unicodedata.normalize(form, PASSPHRASE)) as file:
        assert file.contents().cases == 1


@pytest.mark.parametrize("wrong", ["", "x", PASSPHRASE + " ", PASSPHRASE.lower(), "\ud800"])
def test_a_wrong_passphrase_is_refused_and_nothing_changes(
    path: Path, wrong: str, capfd: pytest.CaptureFixture[str]
) -> None:
    before = picture(path.parent)
    with pytest.raises(EnvironmentFault) as caught:
        by_passphrase(path, wrong)
    assert (caught.value.code, dict(caught.value.facts)) == ("wrong_passphrase", {})
    assert picture(path.parent) == before and capfd.readouterr() == ("", "")


def test_a_right_passphrase_on_a_spoiled_file_is_damage(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))
    with pytest.raises(DamageError, match="not_readable"):
        by_passphrase(path)


WEAK = [
    "", "kort", "elf tekens!", "aaaaaaaaaaaaaaaa", "wachtwoordwachtwoord", "Welkom123Welkom123",
    "azertyuiop12", "123456789012", "motdepasse2026", "bonjourbonjour", "ikandaikanda",
    "brusselbrussel", "Passwort1234", "fienvoorbeeld1", "maandagdinsdag",
]  # fmt: skip


@pytest.mark.parametrize("passphrase", WEAK)
def test_a_weak_passphrase_is_refused(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(InputError) as caught:
        create(tmp_path / NAME, passphrase, "Fien Voorbeeld", rulebook(), SetClock(), cost=LOWEST)
    assert caught.value.code == "weak_passphrase"
    found = strength(passphrase, ("Fien Voorbeeld",))
    assert caught.value.facts == {
        "length": len(passphrase), "score": found.score, "shortest": 12, "lowest_score": 3,
    }  # fmt: skip
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "passphrase",
    [PASSPHRASE, "paard batterij nietje juist", "de 4 olifanten dansen traag", "q8#Lw0!zzP2-xx"],
)
def test_a_good_passphrase_is_good(passphrase: str) -> None:
    require_strong(passphrase)
    assert strength(passphrase).enough


def test_a_very_long_passphrase_is_judged_at_once() -> None:
    assert strength("zeven fictieve fietsen " * 4000).length == 92_000
    assert not Strength(11, 4).enough and not Strength(12, 2).enough and Strength(12, 3).enough


@pytest.mark.parametrize("label", ["", "   ", "x" * 41, "a\nb", "a\x00b"])
def test_a_label_is_one_short_line(tmp_path: Path, label: str) -> None:
    with pytest.raises(InputError, match="bad_label"):
        create(tmp_path / NAME, PASSPHRASE, label, rulebook(), SetClock(), cost=LOWEST)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", [NAME, f"{NAME}-keys"])
def test_nothing_is_overwritten(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_bytes(b"eerder")
    with pytest.raises(InputError, match="file_exists"):
        create(tmp_path / NAME, PASSPHRASE, "FV", rulebook(), SetClock(), cost=LOWEST)
    assert picture(tmp_path) == {there: b"eerder"}


def test_a_file_that_cannot_be_made_leaves_no_keys(tmp_path: Path) -> None:
    (tmp_path / f".{NAME}.new").mkdir()
    with pytest.raises(EnvironmentFault):
        create(tmp_path / NAME, PASSPHRASE, "FV", rulebook(), SetClock(), cost=LOWEST)
    assert [each.name for each in tmp_path.iterdir()] == [f".{NAME}.new"]


# ---- the slot file -------------------------------------------------------------------------------


def test_a_copy_without_its_keys_says_so_and_stays_as_it_is(path: Path) -> None:
    files.keys_path(path).unlink()
    before = picture(path.parent)
    with pytest.raises(EnvironmentFault, match="keys_missing"):
        by_passphrase(path)
    with pytest.raises(EnvironmentFault, match="keys_missing"):
        by_computer(path, Drawer())
    assert picture(path.parent) == before


def edited(path: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    said = json.loads(files.keys_path(path).read_bytes())
    edit(said)
    files.keys_path(path).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n")


def slot_edit(**changes: Any) -> Callable[[dict[str, Any]], object]:
    return lambda said: said["slots"][0].update(changes)


def kdf_edit(**changes: Any) -> Callable[[dict[str, Any]], object]:
    return lambda said: said["slots"][0]["kdf"].update(changes)


@pytest.mark.parametrize(
    ("edit", "kind", "code"),
    [
        (lambda said: said.update(version=2), EnvironmentFault, "newer_file"),
        (lambda said: said.update(version="1"), DamageError, "keys_damaged"),
        (lambda said: said.update(uuid="x"), DamageError, "keys_damaged"),
        (lambda said: said.update(uuid=str(OTHER)), EnvironmentFault, "wrong_passphrase"),
        (lambda said: said.update(slots=[]), DamageError, "keys_damaged"),
        (lambda said: said.pop("slots"), DamageError, "keys_damaged"),
        (slot_edit(role="other"), EnvironmentFault, "wrong_passphrase"),
        (slot_edit(id="other"), EnvironmentFault, "wrong_passphrase"),
        (slot_edit(generation=2), DamageError, "keys_damaged"),
        (slot_edit(kind="computer"), EnvironmentFault, "wrong_passphrase"),
        (slot_edit(nonce="00" * 12), EnvironmentFault, "wrong_passphrase"),
        (slot_edit(wrapped="00" * 48), EnvironmentFault, "wrong_passphrase"),
        (slot_edit(wrapped="00"), DamageError, "keys_damaged"),
        (slot_edit(label=7), DamageError, "keys_damaged"),
        (slot_edit(label="a\nb"), DamageError, "keys_damaged"),
        (slot_edit(kdf=None), EnvironmentFault, "keys_weak"),
        (kdf_edit(name="pbkdf2"), DamageError, "keys_damaged"),
        (kdf_edit(salt="00"), DamageError, "keys_damaged"),
        (kdf_edit(passes=4), EnvironmentFault, "wrong_passphrase"),
        (kdf_edit(passes=2), EnvironmentFault, "keys_weak"),
        (kdf_edit(passes=True), DamageError, "keys_damaged"),
        (kdf_edit(memory_kib=64 * 1024 - 1), EnvironmentFault, "keys_weak"),
        (kdf_edit(memory_kib=2**31 - 1), EnvironmentFault, "keys_too_costly"),
        (kdf_edit(passes=1_000_000), EnvironmentFault, "keys_too_costly"),
        (kdf_edit(lanes=-1), DamageError, "keys_damaged"),
    ],
)
def test_a_changed_slot_file_opens_nothing(
    path: Path, edit: Callable[[dict[str, Any]], object], kind: type[KnownError], code: str
) -> None:
    edited(path, edit)
    before = picture(path.parent)
    with pytest.raises(kind, match=code):
        by_passphrase(path)
    assert picture(path.parent) == before


NAMES = st.sampled_from(["version", "uuid", "slots", "kdf", "id", "kind", "salt", "nonce"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(), inner),
    max_leaves=12,
)


@given(content=st.binary(max_size=60) | JSON.map(lambda said: json.dumps(said).encode()))
@settings(max_examples=200, deadline=None)
def test_whatever_stands_in_the_slot_file_is_a_known_error(
    original: Path, content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "hostile.ikanda"
    files.keys_path(path).write_bytes(content)
    with pytest.raises(KnownError):
        read_keys(path)


def test_the_slot_file_is_written_whole_and_the_one_before_it_kept(path: Path) -> None:
    first = files.keys_path(path).read_bytes()
    keys = read_keys(path)
    slot, _ = computer_slot(KEY, keys.file_id, label="balie", generation=1)
    write_keys(path, keys.with_slot(slot))
    previous = path.with_name(f"{NAME}-keys.previous")
    assert previous.read_bytes() == first and read_keys(path) == keys.with_slot(slot)
    assert {each.stat().st_mode & 0o777 for each in (previous, files.keys_path(path))} == {0o600}
    assert not [each for each in path.parent.iterdir() if each.name.endswith(".new")]


@pytest.mark.parametrize("in_the_way", [f"{NAME}-keys.new", f"{NAME}-keys.previous.new"])
def test_slots_that_cannot_be_written_leave_the_earlier_ones(path: Path, in_the_way: str) -> None:
    before = files.keys_path(path).read_bytes()
    (path.parent / in_the_way).mkdir()
    slot, _ = computer_slot(KEY, FILE_ID, label="balie", generation=1)
    with pytest.raises(EnvironmentFault):
        write_keys(path, Keys(FILE_ID, (slot,)))
    assert files.keys_path(path).read_bytes() == before


def test_keys_of_another_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / NAME
    lay_down(path, KEY, FILE_ID, START)
    slot, wrapping_key = computer_slot(KEY, OTHER, label="balie", generation=1)
    keys, drawer = Keys(OTHER, (slot,)), Drawer()
    drawer.put(keys.secret_name(slot), wrapping_key.hex())
    write_keys(path, keys)
    with pytest.raises(EnvironmentFault, match="keys_of_another_file"):
        by_computer(path, drawer)


# ---- one slot ------------------------------------------------------------------------------------


def test_a_slot_comes_back_from_json_as_it_was() -> None:
    slot, wrapping_key = computer_slot(KEY, FILE_ID, label="balie", generation=3)
    assert from_json(as_json(slot)) == slot
    assert from_json(as_json(slot)).opened(wrapping_key, FILE_ID) == KEY


@pytest.mark.parametrize(
    "change",
    [
        {"id": "x"}, {"kind": "passphrase"}, {"role": "x"}, {"generation": 2}, {"cost": LOWEST},
        {"nonce": bytes(12)}, {"wrapped": bytes(48)},
    ],
)  # fmt: skip
def test_a_changed_slot_does_not_open(change: dict[str, Any]) -> None:
    slot, wrapping_key = computer_slot(KEY, FILE_ID, label="balie", generation=1)
    assert replace(slot, label="ander").opened(wrapping_key, FILE_ID) == KEY
    assert replace(slot, **change).opened(wrapping_key, FILE_ID) is None
    assert slot.opened(wrapping_key, OTHER) is None and slot.opened(KEY, FILE_ID) is None


@pytest.mark.parametrize("cost", [Cost(64 * 1024 - 1, 3, 4), Cost(65536, 2, 4), Cost(65536, 3, 0)])
def test_no_slot_is_made_that_costs_too_little(cost: Cost) -> None:
    with pytest.raises(EnvironmentFault, match="keys_weak"):
        passphrase_slot(PASSPHRASE, KEY, FILE_ID, label="FV", role=OWNER, generation=1, cost=cost)


def test_no_two_slots_share_a_salt_or_a_nonce() -> None:
    made = [computer_slot(KEY, FILE_ID, label="balie", generation=1) for _ in range(50)]
    for part in ("id", "nonce", "wrapped"):
        assert len({getattr(slot, part) for slot, _ in made}) == 50
    assert len({key for _, key in made}) == 50


# ---- this computer -------------------------------------------------------------------------------


def test_this_computer_opens_what_it_remembers(path: Path) -> None:
    drawer = Drawer()
    with pytest.raises(EnvironmentFault, match="not_remembered"):
        by_computer(path, drawer)
    with by_passphrase(path) as file:
        remember_on_this_computer(file, drawer, "balie")
        key = file._key
    (secret,) = drawer.kept.values()
    assert len(bytes.fromhex(secret)) == 32 and bytes.fromhex(secret) != key
    with by_computer(path, drawer) as file:
        assert file.contents().cases == 1
        remember_on_this_computer(file, drawer, "balie")
    assert len(drawer.kept) == 1 and secret not in drawer.kept.values()
    assert [slot.kind for slot in read_keys(path).slots] == ["passphrase", "computer"]
    assert kept_slots(path, key).keys() == {slot.id for slot in read_keys(path).slots}
    by_passphrase(path).close()
    with by_computer(path, drawer) as file:
        forget_on_this_computer(file, drawer)
        forget_on_this_computer(file, drawer)
    assert drawer.kept == {} and [slot.kind for slot in read_keys(path).slots] == ["passphrase"]


def test_every_computer_has_a_slot_of_its_own(path: Path) -> None:
    drawers = [Drawer(), Drawer()]
    with by_passphrase(path) as file:
        for drawer in drawers:
            remember_on_this_computer(file, drawer, "balie")
    for drawer in drawers:
        by_computer(path, drawer).close()
    with by_computer(path, drawers[0]) as file:
        forget_on_this_computer(file, drawers[0])
    by_computer(path, drawers[1]).close()


@pytest.mark.parametrize("kept", ["", "geen sleutel", "00" * 32, "00" * 31, "é"])
def test_a_changed_key_store_asks_for_the_passphrase(path: Path, kept: str) -> None:
    drawer = Drawer()
    with by_passphrase(path) as file:
        remember_on_this_computer(file, drawer, "balie")
    drawer.kept = dict.fromkeys(drawer.kept, kept)
    before = picture(path.parent)
    with pytest.raises(EnvironmentFault, match="not_remembered"):
        by_computer(path, drawer)
    assert picture(path.parent) == before
    by_passphrase(path).close()


def test_without_a_safe_place_nothing_is_remembered(path: Path) -> None:
    before = read_keys(path)
    with by_passphrase(path) as file, pytest.raises(EnvironmentFault, match="no_safe_keyring"):
        remember_on_this_computer(file, NoDrawer(), "balie")
    assert read_keys(path) == before


def test_slots_that_cannot_be_written_leave_no_secret(path: Path) -> None:
    drawer = Drawer()
    (path.parent / f"{NAME}-keys.new").mkdir()
    with by_passphrase(path) as file, pytest.raises(EnvironmentFault):
        remember_on_this_computer(file, drawer, "balie")
    assert drawer.kept == {}


# ---- what a thief may find -----------------------------------------------------------------------


def forms(secret: bytes) -> list[bytes]:
    """Return how a secret may have been written down."""
    shown = [secret.hex(), secret.hex().upper(), repr(secret)[2:-1]]
    shown += [base64.b64encode(secret).decode().rstrip("="), base64.b32encode(secret).decode()]
    return [secret, *(each.encode() for each in shown)]


def test_the_key_is_nowhere_but_in_memory(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    path, drawer, told = tmp_path / NAME, Drawer(), []
    with create(path, PASSPHRASE, "FV", rulebook(), SetClock(), cost=LOWEST) as file:
        key = file._key
        remember_on_this_computer(file, drawer, "balie")
        log_case(file, b"een")
        told += [repr(file), repr(vars(file)["_seal"]), str(file.contents())]
        with file.reading() as now:
            told += [repr(now), repr(now._db), repr(file._connections)]
        secrets = [key, bytes.fromhex(next(iter(drawer.kept.values()))), PASSPHRASE.encode()]
        seen = [each.read_bytes() for each in tmp_path.iterdir()]
    for use in (
        lambda: by_passphrase(path, "verkeerd"),
        lambda: by_computer(path, Drawer()),
        lambda: reopen(path),
        lambda: lay_down(path, key, FILE_ID, START),
        lambda: connect(path, key, "ro").run("SELECT nothing"),
        lambda: connect(tmp_path / "weg", key, "ro"),
    ):
        with pytest.raises(Exception) as caught:
            use()
        told += traceback.format_exception(caught.value)
    seen += [each.read_bytes() for each in tmp_path.iterdir()]
    seen += [line.encode() for line in (*told, *capfd.readouterr(), caplog.text)]
    for secret in secrets:
        for form in forms(secret):
            assert not [each for each in seen if form in each]


def test_a_slot_shows_nothing_secret() -> None:
    slot, wrapping_key = computer_slot(KEY, FILE_ID, label="balie", generation=1)
    for secret in (KEY, wrapping_key):
        assert not [form for form in forms(secret) if form in repr(slot).encode()]
