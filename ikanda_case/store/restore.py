"""A backup put back: looked over first, nothing of what lay there lost, and written down."""

import os
import shutil
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from ikanda_case.app.ports import OfficeClock
from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError, KnownError
from ikanda_case.domain.journal import OFFICE
from ikanda_case.domain.restoring import Restored
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store import files
from ikanda_case.store.anchors import Anchors
from ikanda_case.store.backup_file import Description, copy_out, read_description
from ikanda_case.store.backup_look import WayIn, enter_backup, require_same_file
from ikanda_case.store.engine import connect
from ikanda_case.store.faults import translated
from ikanda_case.store.journal_rows import head
from ikanda_case.store.keys import Keys, keys_from, read_keys, write_keys
from ikanda_case.store.migrating import Told, Witness, migrate
from ikanda_case.store.network import require_local
from ikanda_case.store.opened import OpenCaseFile, opened
from ikanda_case.store.pace import Tell
from ikanda_case.store.verify import STAGES, verify
from ikanda_case.store.watched import Progress, nobody_looks, part_of
from ikanda_case.store.writer_lock import WriterLock

_PARTS, _FINE = 3, 1000
"""It is copied out, looked over and, if it is of an older form, brought to that of today."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """A backup that is the case file now."""

    case_file: Path
    made_at: datetime
    """When the backup was made."""
    entries: int
    """In the backup."""
    head: str
    """Of the backup."""
    replaced: Path | None
    """Where the file lies that was there before, with its slots beside it."""
    replaced_entries: int
    replaced_head: str
    """Empty when that file could not be read."""
    file_id: UUID
    new_entries: int
    """In the case file now: one says that it was put back, and one that it got a newer form."""
    new_head: str
    """Of the case file now."""


def restore(
    backup: Path,
    target: Path,
    way_in: WayIn,
    reason: str,
    person: str,
    rulebook: Rulebook,
    clock: OfficeClock,
    *,
    progress: Progress = nobody_looks,
) -> Restoration:
    """Make a backup the case file again, in a person's name and for a reason.

    The name is that of whoever's way in it is, and `person` where it does not say. Everything in
    it is checked first; one of an older form is brought to the form of today. What lies at
    `target` is kept beside it, as NAME.ikanda.replaced-YYYYMMDD-HHMMSS with its slots. Slots that
    lie there and fit stay as they are: whoever was removed since the backup stays removed. Nobody
    may have the file open to write. What `progress` raises before the two change places, and every
    error, leaves all as it was; after that progress is not asked any more. Tell `anchor_restored`
    then: this computer takes the file for an older one otherwise.

    InputError: "no_such_file", "no_backup", "words_missing"(field), "backup_without_keys",
    "backup_of_another_file". DamageError("backup_damaged"). EnvironmentFault: "wrong_passphrase",
    "not_remembered", "wrong_key", "newer_file"(form, known), "in_use"(by, since),
    "network_path"(kind), and what the disk refuses.
    """
    if not reason.strip():
        raise InputError("words_missing", field="reason")
    said = read_description(backup)
    require_local(target)
    now = clock.brussels(clock.now())
    with WriterLock(target, now):
        require_same_file(target, said)
        draft = target.with_name(f".{target.name}.restored")
        try:
            for each in _with_sides(draft):
                each.unlink(missing_ok=True)
            files.new_private_file(draft)
            copy_out(backup, draft, part_of(progress, 0, _PARTS))
            key, whose = _opened_by(way_in, draft, said)
            who = whose or person
            _require_sound(draft, key, said, rulebook, clock, part_of(progress, 1, _PARTS))
            _ask(draft, key, rulebook, clock, way_in, who)
            before = _last_state(target, key)
            fact = Restored(
                reason=reason.strip(),
                entries=said.entries,
                head=said.head,
                made_at=said.made_at,
                replaced_entries=before[0],
                replaced_head=before[1],
            )
            looks = Witness(who, told=_in_steps(part_of(progress, 2, _PARTS)), back_up=None)
            migrate(draft, key, rulebook, clock, witness=looks)
            with opened(draft, key, rulebook, clock) as file:
                now_at = _write_down(file, fact, who, clock, said.made_at)
            files.require_whole(draft)
            progress(1, 1)
            replaced = _swap(draft, target, said, key, way_in, now)
        finally:
            for each in _with_sides(draft):
                each.unlink(missing_ok=True)
    return Restoration(
        target, said.made_at, said.entries, said.head, replaced, *before, said.file_id, *now_at
    )


def anchor_restored(done: Restoration, anchors: Anchors, now: datetime) -> None:
    """Note outside the file that this is its head now."""
    anchors.keep(done.file_id, done.new_entries, done.new_head, now)


def accept_older(
    file: OpenCaseFile, anchors: Anchors, reason: str, person: str, clock: OfficeClock
) -> None:
    """Go on with a file that its anchor refuses, for a reason that the journal keeps.

    It is open for writing and was not held to its anchor. InputError("words_missing", field).
    """
    if not reason.strip():
        raise InputError("words_missing", field="reason")
    about = file.contents()
    known = anchors.of(about.uuid)
    fact = Restored(
        reason=reason.strip(),
        entries=about.entries,
        head=file.head_at(about.entries),
        replaced_entries=max(known.entries if known else 0, file.left_with),
        replaced_head=known.head if known else "",
    )
    file.accept_loss()
    with file.work(person) as unit:
        unit.append(OFFICE, clock.today(), fact)
        unit.commit()
        entries, head = about.entries + 1, unit.head()
    anchors.keep(about.uuid, entries, head, clock.now())
    file.hold_to(anchors)


def _with_sides(path: Path) -> tuple[Path, ...]:
    return (path, files.keys_path(path), *files.side_files(path))


# ---- looking first -----------------------------------------------------------------------------


def _opened_by(way_in: WayIn, draft: Path, said: Description) -> tuple[bytes, str]:
    if said.keys:
        files.write_private(files.keys_path(draft), said.keys.encode())
    try:
        return enter_backup(said, way_in)
    except EnvironmentFault as error:
        if error.code != "wrong_key":
            raise
        key, _ = way_in.by(None)
        _require_key(draft, key)
        raise DamageError("backup_damaged", check="seal") from error


def _require_key(draft: Path, key: bytes) -> None:
    try:
        connect(draft, key, "ro", untouched=True).conn.close()
    except DamageError as error:
        raise EnvironmentFault("wrong_key") from error


def _require_sound(
    draft: Path,
    key: bytes,
    said: Description,
    rulebook: Rulebook,
    clock: OfficeClock,
    step: Progress,
) -> None:
    with opened(draft, key, rulebook, clock, read_only=True, checked=False) as file:
        for check in verify(file, tell=_in_stages(step)):
            if not check.ok:
                raise DamageError("backup_damaged", check=check.name)
        with file.reading() as now:
            found = (file.contents().uuid, file.contents().entries, now.head())
    if found != (said.file_id, said.entries, said.head):
        raise DamageError("backup_damaged", check="journal")


def _ask(
    draft: Path,
    key: bytes,
    rulebook: Rulebook,
    clock: OfficeClock,
    way_in: WayIn,
    person: str,
) -> None:
    with opened(draft, key, rulebook, clock, read_only=True) as file, file.reading() as now:
        way_in.allowed(now.office(), person)


def _in_stages(step: Progress) -> Tell:
    """Return what hears how far each stage of a whole look is, as one progress."""

    def tell(stage: str, done: int, total: int) -> None:
        share = done * _FINE // max(total, 1)
        step(STAGES.index(stage) * _FINE + share, len(STAGES) * _FINE)

    return tell


def _in_steps(step: Progress) -> Told:
    """Return what hears how far a migration is, as one progress; where nobody knows, at its end."""
    return lambda done, total, _step: step(done, total) if total else step(1, 1)


def _last_state(target: Path, key: bytes) -> tuple[int, str]:
    """Return entries and head of the file that is there; (0, "") when it cannot be read."""
    try:
        look = connect(target, key, "ro")  # first: a ruin's log is evidence, and stays
        try:
            entries, link = head(look)
        finally:
            look.conn.close()
        connect(target, key, "rw").conn.close()  # brings its log into the file
    except KnownError:
        return 0, ""
    return entries, link.hex()


# ---- doing it ----------------------------------------------------------------------------------


def _write_down(
    file: OpenCaseFile, fact: Restored, person: str, clock: OfficeClock, made_at: datetime
) -> tuple[int, str]:
    """Write the entry and return its number and the head it makes."""
    with file.work(person) as unit:
        unit.append(OFFICE, clock.today(), fact)
        unit.commit()
    file.note_backup(made_at)
    with file.reading() as now:
        return file.contents().entries, now.head()


def _swap(
    draft: Path, target: Path, said: Description, key: bytes, way_in: WayIn, now: datetime
) -> Path | None:
    """Give the draft the place of the target.

    A crash leaves the one or the other there, whole, and slots that open it: between the two
    moves those of both lie beside the file. What fails is undone.
    """
    replaced, both = None, None
    wanted = None if _slots_there_fit(draft, target, key, way_in) else _slots_of(said)
    with ExitStack() as undo, translated():
        if target.exists():
            replaced = _kept_beside(target, now, undo)
        if wanted is not None:
            both = _with_those_there(target, wanted)
            _lay_slots(target, both, undo)
        files.move_into_place(draft, target)
        undo.pop_all()
    if wanted is not None and wanted != both:
        with suppress(EnvironmentFault):  # it is done, and both open it
            write_keys(target, wanted)
    return replaced


def _slots_of(said: Description) -> Keys | None:
    return keys_from(said.keys.encode()) if said.keys else None


def _slots_there_fit(draft: Path, target: Path, key: bytes, way_in: WayIn) -> bool:
    """Return whether the slots beside the target open the draft too, by the same way in."""
    try:
        there, here = read_keys(target), read_keys(draft)
        same = {each.generation for each in there.slots} == {each.generation for each in here.slots}
        return same and way_in.by(there)[0] == key
    except KnownError:
        return False


def _with_those_there(target: Path, wanted: Keys) -> Keys:
    try:
        there = read_keys(target)
    except KnownError:
        return wanted
    known = {each.id for each in wanted.slots}
    more = tuple(each for each in there.slots if each.id not in known)
    return Keys(wanted.file_id, (*wanted.slots, *more))


def _lay_slots(target: Path, keys: Keys, undo: ExitStack) -> None:
    place = files.keys_path(target)
    for each in (place.with_name(place.name + files.PREVIOUS_SUFFIX), place):
        undo.callback(_put_back, each, each.read_bytes() if each.exists() else None)
    write_keys(target, keys)


def _put_back(place: Path, content: bytes | None) -> None:
    place.unlink(missing_ok=True)
    if content is not None:
        files.write_private(place, content)


def _kept_beside(target: Path, now: datetime, undo: ExitStack) -> Path:
    beside = target.with_name(f"{target.name}.replaced-{now:%Y%m%d-%H%M%S}")
    for old, new in zip(_with_sides(target), _with_sides(beside), strict=True):
        if not old.exists():
            continue
        files.require_free(new)
        if old in files.side_files(target):
            os.replace(old, new)  # it must not lie beside the file that comes
            undo.callback(os.replace, new, old)
        else:
            undo.callback(new.unlink, missing_ok=True)
            _second_name(old, new)
    return beside


def _second_name(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # a disk that knows no second names
        files.new_private_file(new)
        shutil.copyfile(old, new)
