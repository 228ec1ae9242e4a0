"""The case file: making one, and the ways into it."""

import uuid
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from secrets import token_bytes

from ikanda_case.app.ports import OfficeClock
from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store import files, schema, slots
from ikanda_case.store.engine import KEY_SIZE, PATIENCE_MS, PLAIN_MAGIC, CaseDb, connect
from ikanda_case.store.faults import translated
from ikanda_case.store.keys import Keys, SecretStore, read_keys, write_keys
from ikanda_case.store.migrating import NOBODY, Witness, opened_current
from ikanda_case.store.network import require_local
from ikanda_case.store.opened import OpenCaseFile, opened
from ikanda_case.store.passphrases import require_strong
from ikanda_case.store.seal import ROOT, new_root
from ikanda_case.store.slots import Cost, Slot

OWNER = slots.OWNER
USUAL_COST = Cost()


# ---- making ------------------------------------------------------------------------------------


def lay_down(path: Path, key: bytes, file_id: uuid.UUID, created_at: datetime) -> None:
    """Make an empty case file under a data key; its slots are the caller's business.

    InputError("file_exists"); EnvironmentFault: "network_path"(kind), what the disk refuses.
    """
    files.require_free(path)
    require_local(path)
    made = path.with_name(f".{path.name}.new")
    files.new_private_file(made)
    try:
        db = connect(made, key, "rw")
        try:
            _fill(db, key, file_id, created_at)
        finally:
            db.conn.close()
        files.require_whole(made)
        files.move_into_place(made, path)
    except BaseException:
        half = made if made.exists() else path  # moved already, and not yet for good
        for each in (half, *files.side_files(made)):
            each.unlink(missing_ok=True)
        raise


def _fill(db: CaseDb, key: bytes, file_id: uuid.UUID, created_at: datetime) -> None:
    with db.transaction(writing=True), translated():
        schema.MIGRATIONS.apply(db)
        said = {
            "uuid": str(file_id),
            "generation": "1",
            "created_at": created_at.astimezone(UTC).isoformat(),
        }
        for each in said.items():
            db.run("INSERT INTO meta VALUES (?, ?)", each)
        db.run("INSERT INTO secret VALUES (?, ?)", (ROOT, new_root(key, file_id)))
        db.keep()


def create(
    path: Path,
    passphrase: str,
    label: str,
    rulebook: Rulebook,
    clock: OfficeClock,
    *,
    cost: Cost = USUAL_COST,
) -> OpenCaseFile:
    """Make a case file that a passphrase opens, and open it.

    `label` is what its owner wants to be called on the slot: anyone can read it.

    InputError: "file_exists", "weak_passphrase"(length, score, shortest, lowest_score),
    "bad_label"(longest). EnvironmentFault: "keys_weak" for too low a cost; what the disk refuses.
    """
    files.require_free(path)
    files.require_free(files.keys_path(path))
    require_strong(passphrase, (label, path.stem))
    key, file_id = token_bytes(KEY_SIZE), uuid.uuid4()
    slot = slots.passphrase_slot(
        passphrase, key, file_id, label=label, role=OWNER, generation=1, cost=cost
    )
    keys = Keys(file_id, (slot,))
    write_keys(path, keys)  # first: a case file never lies there without its keys
    try:
        lay_down(path, key, file_id, clock.now())
    except BaseException:
        files.keys_path(path).unlink(missing_ok=True)
        raise
    made = opened(path, key, rulebook, clock)
    made.opened_by = slot
    with _closed_on_error(made):
        made.keep_slots(keys)
    return made


def open_with_key(
    path: Path,
    key: bytes,
    rulebook: Rulebook,
    clock: OfficeClock,
    *,
    read_only: bool = False,
    checked: bool = True,
    patience_ms: int = PATIENCE_MS,
    witness: Witness = NOBODY,
) -> OpenCaseFile:
    """Open a case file by its data key, without any slot file.

    The head and the newest entries are checked first, unless the file is opened to be verified
    as a whole (`checked=False`). Lists that other rules made are made anew. A file of an older
    form is read as it is; before it is written it is brought to the form of today.

    InputError: "no_such_file", "no_case_file". EnvironmentFault: "wrong_key", "newer_file"(form,
    known), "locked", "cannot_open"; those of `migrating.migrate`. DamageError:
    "entry_damaged"(entry), "head_differs"; those of `migrating.migrate`.
    """
    require_case_file(path)
    try:
        return opened_current(
            path,
            key,
            rulebook,
            clock,
            read_only=read_only,
            checked=checked,
            patience_ms=patience_ms,
            witness=witness,
        )
    except DamageError as error:
        if error.code == "not_readable":
            raise EnvironmentFault("wrong_key") from error
        raise


def require_case_file(path: Path) -> None:
    """Refuse what is no encrypted file: InputError("no_such_file" or "no_case_file")."""
    with translated():
        if not path.is_file():
            raise InputError("no_such_file")
        with open(path, "rb") as file:
            start = file.read(len(PLAIN_MAGIC))
        if len(start) < len(PLAIN_MAGIC) or start == PLAIN_MAGIC:
            raise InputError("no_case_file")


def open_with_passphrase(
    path: Path,
    passphrase: str,
    rulebook: Rulebook,
    clock: OfficeClock,
    *,
    read_only: bool = False,
    checked: bool = True,
    witness: Witness = NOBODY,
) -> OpenCaseFile:
    """Open a case file as `open_with_key` does, by a passphrase.

    EnvironmentFault: "keys_missing", "wrong_passphrase", "keys_weak", "keys_too_costly",
    "keys_of_another_file". DamageError: "keys_damaged"; "not_readable" when the passphrase is
    right and the file no case file any more.
    """
    require_case_file(path)
    keys = read_keys(path)
    enter = partial(
        opened_current, path, rulebook=rulebook, clock=clock, read_only=read_only, checked=checked
    )
    return _first_that_fits(keys, keys.opened_by(passphrase), enter, witness, "wrong_passphrase")


def open_with_this_computer(
    path: Path,
    secrets: SecretStore,
    rulebook: Rulebook,
    clock: OfficeClock,
    *,
    read_only: bool = False,
    checked: bool = True,
    witness: Witness = NOBODY,
) -> OpenCaseFile:
    """Open a case file as `open_with_key` does, by the key this computer keeps.

    EnvironmentFault: "not_remembered" (the passphrase opens it still), "no_safe_keyring",
    "keys_missing", "keys_of_another_file". DamageError: "keys_damaged", "not_readable".
    """
    require_case_file(path)
    keys = read_keys(path)
    enter = partial(
        opened_current, path, rulebook=rulebook, clock=clock, read_only=read_only, checked=checked
    )
    return _first_that_fits(keys, keys.kept_by(secrets), enter, witness, "not_remembered")


def _first_that_fits(
    keys: Keys,
    found: Iterable[tuple[bytes, Slot]],
    enter: Callable[..., OpenCaseFile],
    witness: Witness,
    without: str,
) -> OpenCaseFile:
    """Open by the first key that fits; there are two only around a change of the data key."""
    misfit: DamageError | None = None
    for key, slot in found:
        try:
            file = enter(key, witness=replace(witness, person=slot.person or witness.person))
        except DamageError as error:
            if error.code != "not_readable":
                raise
            misfit = error
            continue
        return _of(keys, file, slot)
    raise misfit or EnvironmentFault(without)


def _of(keys: Keys, file: OpenCaseFile, slot: Slot) -> OpenCaseFile:
    with _closed_on_error(file):
        about = file.contents()
        if about.uuid != keys.file_id:
            raise EnvironmentFault("keys_of_another_file")
        file.opened_by = slot
        if not file.read_only and slot.generation == about.generation:
            _tidy(file, keys, about.generation)
    return file


def _tidy(file: OpenCaseFile, keys: Keys, generation: int) -> None:
    """Take away what a change of the data key that was broken off has left in the slots."""
    valid = keys.of_generation(generation)
    if valid != keys:
        with suppress(EnvironmentFault):  # they do no harm where they cannot be taken away
            write_keys(file.path, valid)


@contextmanager
def _closed_on_error(file: OpenCaseFile) -> Generator[None, None, None]:
    try:
        yield
    except BaseException:
        file.close()
        raise


# ---- this computer -----------------------------------------------------------------------------


def remember_on_this_computer(
    file: OpenCaseFile,
    secrets: SecretStore,
    label: str,
    *,
    before: Callable[[str], object] = lambda _way: None,
) -> None:
    """Let this computer open the file without a passphrase, which opens it still.

    Only a random key goes to the operating system's keyring; it opens one slot and no other file.
    `before` is called with the id of that slot before it opens anything.

    EnvironmentFault: "no_safe_keyring", "keys_missing", "read_only". InputError("bad_label").
    """
    if file.read_only:
        raise EnvironmentFault("read_only")
    others = forgotten(read_keys(file.path), secrets)
    slot, wrapping_key = file.slot_for_computer(label)
    after = others.with_slot(slot)
    secrets.put(after.secret_name(slot), wrapping_key.hex())  # opens nothing without its slot
    try:
        before(slot.id)
        _write(file, after)
    except BaseException:
        secrets.delete(after.secret_name(slot))
        raise


def forget_on_this_computer(file: OpenCaseFile, secrets: SecretStore) -> tuple[str, ...]:
    """Let this computer ask for the passphrase again; return the ids of what is gone."""
    before = read_keys(file.path)
    after = forgotten(before, secrets)
    if after != before:
        _write(file, after)
    left = {slot.id for slot in after.slots}
    return tuple(slot.id for slot in before.slots if slot.id not in left)


def forgotten(keys: Keys, secrets: SecretStore) -> Keys:
    """Return the keys without the slots this computer opens; it forgets their secrets."""
    mine = [
        slot
        for slot in keys.slots
        if slot.kind == "computer" and secrets.get(keys.secret_name(slot)) is not None
    ]
    for slot in mine:
        secrets.delete(keys.secret_name(slot))
    return keys.without(slot.id for slot in mine)


def _write(file: OpenCaseFile, keys: Keys) -> None:
    if file.read_only:
        raise EnvironmentFault("read_only")
    write_keys(file.path, keys)
    file.keep_slots(keys)
