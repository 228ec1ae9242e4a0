"""What putting a backup back would mean, found out before anything is touched."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError, KnownError
from ikanda_case.domain.office import Office
from ikanda_case.store.backup_file import Description, read_description
from ikanda_case.store.engine import CaseDb, connect
from ikanda_case.store.files import side_files
from ikanda_case.store.journal_rows import LINK_OF, head
from ikanda_case.store.keys import Keys, SecretStore, keys_from, read_keys
from ikanda_case.store.seal import backup_seal


def _to_anybody(_office: Office, _person: str) -> None:
    """Whoever can open it may."""


@dataclass(frozen=True, slots=True, repr=False)
class WayIn:
    """What opens a backup: something a person has, and how it gives the data key."""

    by: Callable[[Keys | None], tuple[bytes, str]]
    """Gives the key, and the id of whose way in it was; empty where that is not known.

    By the slots in the backup, where it needs them (None: it holds none)."""
    needs_slots: bool = True
    allowed: Callable[[Office, str], None] = _to_anybody
    """Refuses a person who may not put a backup back, by the office that is in it."""


def with_passphrase(
    passphrase: str, otherwise: Callable[[str], None] = lambda _typed: None
) -> WayIn:
    """Open a backup by a passphrase that was good when it was made.

    `otherwise` may name better than "wrong_passphrase" what is wrong with what was typed.
    """

    def enter(keys: Keys | None) -> tuple[bytes, str]:
        try:
            key, slot = _slots(keys).by_passphrase(passphrase)
        except EnvironmentFault:
            otherwise(passphrase)
            raise
        return key, slot.person

    return WayIn(enter)


def with_this_computer(secrets: SecretStore) -> WayIn:
    """Open a backup by the key this computer keeps."""

    def enter(keys: Keys | None) -> tuple[bytes, str]:
        key, slot = _slots(keys).by_computer(secrets)
        return key, slot.person

    return WayIn(enter)


def with_key(key: bytes) -> WayIn:
    """Open a backup by the data key itself, without any slots."""
    return WayIn(lambda _keys: (key, ""), needs_slots=False)


def _slots(keys: Keys | None) -> Keys:
    if keys is None:
        raise InputError("backup_without_keys")
    return keys


def enter_backup(said: Description, way_in: WayIn) -> tuple[bytes, str]:
    """Return the data key of a backup, and whose way in it was; its description is believed then.

    InputError("backup_without_keys"). EnvironmentFault: "wrong_passphrase", "not_remembered",
    "wrong_key" for a bare key. DamageError("backup_damaged") when the slots gave the key and the
    description is not what was sealed with it.
    """
    key, person = way_in.by(keys_from(said.keys.encode()) if said.keys else None)
    if said.holds(backup_seal(key, said.file_id)):
        return key, person
    if way_in.needs_slots:
        raise DamageError("backup_damaged", check="seal")
    raise EnvironmentFault("wrong_key")


# ---- beside what lies there --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a backup is, and what the file that lies in its place would lose by it."""

    made_at: datetime
    entries: int
    size: int
    """Bytes of the copy in it."""
    there: Literal["nothing", "readable", "unreadable"]
    """What lies in its place."""
    newer: int | None
    """How many entries the file there has and the backup has not; None where nobody can say.

    That is so when it cannot be read, and when it does not go on from where the backup stops.
    """
    earlier_key: bool
    """The backup opens with an earlier data key than the file there has."""


def look_at(backup: Path, target: Path, way_in: WayIn) -> Outlook:
    """Say what putting a backup in the place of a case file would mean; nothing is changed.

    Errors as `restore.restore`, but for the reason and for others who have the file open.
    """
    said = read_description(backup)
    require_same_file(target, said)
    key, _ = enter_backup(said, way_in)
    made_at, entries, size = said.made_at, said.entries, said.size
    if not target.exists():
        return Outlook(made_at, entries, size, "nothing", 0, earlier_key=False)
    present = _key_there(target, way_in)
    earlier = present not in (None, key)
    db = _opened(target, present or key)
    if db is None:
        return Outlook(made_at, entries, size, "unreadable", None, earlier_key=earlier)
    try:
        there = head(db)[0]
        link = db.value(LINK_OF, (entries,)) if entries else b""
    except KnownError:
        return Outlook(made_at, entries, size, "unreadable", None, earlier_key=earlier)
    finally:
        db.conn.close()
    goes_on = not entries or (link is not None and link.hex() == said.head)
    newer = there - entries if goes_on else None
    return Outlook(made_at, entries, size, "readable", newer, earlier_key=earlier)


def require_same_file(target: Path, said: Description) -> None:
    """Refuse a backup of another case file than the one there; InputError."""
    try:
        there = read_keys(target)
    except KnownError:
        return  # nothing lies there, or nothing that says whose it is
    if there.file_id != said.file_id:
        raise InputError("backup_of_another_file")


def _key_there(target: Path, way_in: WayIn) -> bytes | None:
    try:
        return way_in.by(read_keys(target))[0]
    except KnownError:
        return None


def _opened(path: Path, key: bytes) -> CaseDb | None:
    """Return a connection that changes nothing; None when the key does not fit what lies there."""
    closed = not any(each.exists() for each in side_files(path))
    try:
        return connect(path, key, "ro", untouched=closed)
    except KnownError:
        return None
