"""The ways into an open case file: who has one, giving one, taking one away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from pathlib import Path

from ikanda_case.app.ports import OfficeClock
from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError
from ikanda_case.domain.recovery_code import RecoveryCode, code_of, fingerprint, key_from_code
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store.casefile import USUAL_COST, require_case_file
from ikanda_case.store.keys import Keys, read_keys, write_keys
from ikanda_case.store.migrating import NOBODY, Witness, opened_current
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.passphrases import require_strong
from ikanda_case.store.slots import Cost, Kind, Slot, passphrase_slot, role_of

Before = Callable[[str], object]
"""What is done with the id of a way in that is ready, before it opens anything."""


def nothing(_way: str) -> None:
    """Do nothing before a way in is laid beside the file."""


@dataclass(frozen=True, slots=True)
class WayIn:
    """One way into a case file, as anyone may see it; it opens nothing."""

    id: str
    kind: Kind
    label: str
    """What its owner chose."""
    person: str
    """The id of a person of the journal; empty where it does not say."""
    generation: int


def ways_in(path: Path) -> tuple[WayIn, ...]:
    """Return the ways into a case file, open or not; errors as `keys.read_keys`."""
    return tuple(seen(slot) for slot in read_keys(path).slots)


def give_way_in(
    file: OpenCaseFile,
    person: str,
    passphrase: str,
    label: str,
    *,
    cost: Cost = USUAL_COST,
    before: Before = nothing,
) -> WayIn:
    """Let a person open the file with a passphrase of one's own.

    The person's id is bound into the slot: opening tells who it was. That binds whoever has no
    key; a person who holds the data key could make a slot in another one's name.

    InputError: "way_in_exists", "passphrase_taken" (it opens another slot: nobody could tell
    who it was), "weak_passphrase"(length, score, shortest, lowest_score), "bad_label"(longest),
    "bad_person". EnvironmentFault: "read_only", "keys_missing", "keys_of_another_file".
    """
    keys = _keys_of(file)
    if any(slot.person == person for slot in _with_passphrase(keys)):
        raise InputError("way_in_exists")
    require_strong(passphrase, (label, file.path.stem))
    _require_free(keys, passphrase)
    slot = _slot_for(file, person, passphrase, label, cost)
    before(slot.id)
    _keep(file, keys.with_slot(slot))
    return seen(slot)


def change_passphrase(
    file: OpenCaseFile,
    old: str,
    new: str,
    *,
    person: str = "",
    cost: Cost = USUAL_COST,
    before: Before = nothing,
) -> WayIn:
    """Put a new passphrase in place of an old one, which opens nothing here any more.

    EnvironmentFault: "wrong_passphrase" for the old one, or for one that is not `person`'s where
    it is said whose it is; "read_only", "keys_missing", "keys_of_another_file".
    InputError: "passphrase_taken", "weak_passphrase".
    """
    keys = _keys_of(file)
    _, former = keys.by_passphrase(old)
    if person and former.person != person:
        raise EnvironmentFault("wrong_passphrase")
    require_strong(new, (former.label, file.path.stem))
    others = keys.without([former.id])
    _require_free(others, new)
    after = _slot_for(file, former.person, new, former.label, cost)
    before(after.id)
    _keep(file, others.with_slot(after), forgetting=True)
    return seen(after)


def take_away(file: OpenCaseFile, ids: Iterable[str]) -> None:
    """Take ways in away, those of computers too.

    It removes a wrapped copy of the data key: who opened the file before may have kept the key
    itself, an older copy or a recovery sheet; only `rotation.rotate_key` shuts those out.

    InputError: "unknown_way_in", "last_way_in" when no passphrase would be left.
    EnvironmentFault: "read_only", "keys_missing", "keys_of_another_file".
    """
    gone = set(ids)
    keys = _keys_of(file)
    if gone - {slot.id for slot in keys.slots}:
        raise InputError("unknown_way_in")
    left = keys.without(gone)
    if not _with_passphrase(left):
        raise InputError("last_way_in")
    _keep(file, left, forgetting=True)


def take_away_of(file: OpenCaseFile, person: str) -> tuple[str, ...]:
    """Take away every way in of a person and return their ids; errors as `take_away`."""
    mine = tuple(slot.id for slot in _keys_of(file).slots if slot.person == person)
    if mine:
        take_away(file, mine)
    return mine


# ---- recovery ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class SheetFacts:
    """What stands on the recovery sheet of an open file; never shown or stored."""

    code: RecoveryCode
    fingerprint: str
    """Eight signs by which two sheets are told apart."""
    generation: int
    """The number of the sheet."""
    created_at: datetime
    """When the file was made."""


def sheet_facts(file: OpenCaseFile) -> SheetFacts:
    """Return what the recovery sheet of an open file says."""
    about, key = file.contents(), file.data_key
    return SheetFacts(code_of(key), fingerprint(key), about.generation, about.created_at)


def open_with_recovery(
    path: Path,
    code: str,
    rulebook: Rulebook,
    clock: OfficeClock,
    *,
    read_only: bool = False,
    checked: bool = True,
    witness: Witness = NOBODY,
) -> OpenCaseFile:
    """Open a case file by the code of its recovery sheet, with or without a slot file.

    InputError: "no_such_file", "no_case_file", those of `recovery_code.key_from_code`.
    EnvironmentFault("recovery_sheet_dead"): the code is whole and belongs to another case file,
    or to an earlier key of this one. Others as `casefile.open_with_key`.
    """
    require_case_file(path)
    key = key_from_code(code)
    try:
        return opened_current(
            path,
            key,
            rulebook,
            clock,
            read_only=read_only,
            checked=checked,
            witness=witness,
        )
    except DamageError as error:
        if error.code == "not_readable":
            raise EnvironmentFault("recovery_sheet_dead") from error
        raise


def renew_way_in(
    file: OpenCaseFile,
    person: str,
    passphrase: str,
    label: str,
    *,
    cost: Cost = USUAL_COST,
    before: Before = nothing,
) -> WayIn:
    """Give a person a new passphrase in place of a forgotten one.

    A slot file that is lost or damaged is made anew from the copy inside the case file.
    InputError: "passphrase_taken", "weak_passphrase", "bad_label", "bad_person".
    EnvironmentFault("read_only").
    """
    require_strong(passphrase, (label, file.path.stem))
    keys = mended_keys(file)
    others = keys.without(slot.id for slot in _with_passphrase(keys) if slot.person == person)
    _require_free(others, passphrase)
    slot = _slot_for(file, person, passphrase, label, cost)
    before(slot.id)
    _keep(file, others.with_slot(slot), forgetting=others.slots != keys.slots)
    return seen(slot)


def renew_by_code(
    file: OpenCaseFile,
    code: str,
    person: str,
    passphrase: str,
    *,
    cost: Cost = USUAL_COST,
    before: Before = nothing,
) -> WayIn:
    """Give a person a new passphrase by the code of this file's recovery sheet.

    The label stays. EnvironmentFault("recovery_sheet_dead") for the code of another file or of
    an earlier key; others as `recovery_code.key_from_code` and `renew_way_in`.
    """
    if not compare_digest(key_from_code(code), file.data_key):
        raise EnvironmentFault("recovery_sheet_dead")
    mine = [slot for slot in _with_passphrase(mended_keys(file)) if slot.person == person]
    label = mine[0].label if mine else person
    return renew_way_in(file, person, passphrase, label, cost=cost, before=before)


def put_back_slots(file: OpenCaseFile) -> bool:
    """Lay the copy of the slots inside an open file beside it again, where those are of no use.

    Every passphrase that was good works again then. What lay there is kept. Return whether that
    was needed and could be done.
    """
    try:
        _keys_beside(file)
    except (EnvironmentFault, DamageError):
        kept = mended_keys(file)
        if file.read_only or not _with_passphrase(kept):
            return False
        write_keys(file.path, kept)
        return True
    return False


def mended_keys(file: OpenCaseFile) -> Keys:
    """Return the slots beside an open file, or their copy inside it when those are of no use."""
    try:
        return _keys_beside(file)
    except (EnvironmentFault, DamageError):
        pass
    about = file.contents()
    try:
        kept = file.kept_slots()
    except DamageError:
        kept = ()
    return Keys(about.uuid, kept).of_generation(about.generation)


# ---- slots -------------------------------------------------------------------------------------


def _keys_of(file: OpenCaseFile) -> Keys:
    """Return the slots of an open file that may be changed."""
    if file.read_only:
        raise EnvironmentFault("read_only")
    return _keys_beside(file)


def _keys_beside(file: OpenCaseFile) -> Keys:
    keys, about = read_keys(file.path), file.contents()
    if keys.file_id != about.uuid:
        raise EnvironmentFault("keys_of_another_file")
    return keys.of_generation(about.generation)


def _keep(file: OpenCaseFile, keys: Keys, *, forgetting: bool = False) -> None:
    if file.read_only:
        raise EnvironmentFault("read_only")
    write_keys(file.path, keys, forgetting=forgetting)
    file.keep_slots(keys)


def _slot_for(file: OpenCaseFile, person: str, passphrase: str, label: str, cost: Cost) -> Slot:
    about = file.contents()
    return passphrase_slot(
        passphrase,
        file.data_key,
        about.uuid,
        label=label,
        role=role_of(person),
        generation=about.generation,
        cost=cost,
    )


def _require_free(keys: Keys, passphrase: str) -> None:
    """Refuse a passphrase that opens a slot already."""
    for _ in keys.opened_by(passphrase):
        raise InputError("passphrase_taken")


def _with_passphrase(keys: Keys) -> list[Slot]:
    return [slot for slot in keys.slots if slot.kind == "passphrase"]


def seen(slot: Slot) -> WayIn:
    """Return a slot as anyone may see it."""
    return WayIn(slot.id, slot.kind, slot.label, slot.person, slot.generation)
