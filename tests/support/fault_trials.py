"""One workflow tried while the disk fails: what the person hears, and what lies there then."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from ikanda_case.domain.errors import DamageError, EnvironmentFault, KnownError
from ikanda_case.domain.facts import Rendered, Signed
from ikanda_case.domain.restoring import Restored
from ikanda_case.signing.crew import judged
from ikanda_case.store.backup_file import copy_out
from ikanda_case.store.keys import read_keys
from ikanda_case.store.opened import OpenCaseFile, opened
from ikanda_case.store.slots import Slot
from ikanda_case.store.verify import verify
from ikanda_case.store.watched import nobody_looks
from ikanda_case.texts.errors import error_sentence
from tests.support.casefiles import KEY, rulebook
from tests.support.clocks import START, SetClock
from tests.support.workflows import NAME, NEW_KEY, PASSPHRASE, Place, Workflow

Fault = Callable[[], AbstractContextManager[object]]
"""What is wrong with the disk while a workflow is done."""
Line = tuple[int, str, object]
"""An entry without what differs from run to run: its stream, its kind, its fact."""
UNLIKE = (Rendered, Signed, Restored)
"""Facts with a hash of something that is never made the same twice."""


@dataclass(frozen=True)
class Trial:
    """How a workflow ended under a fault."""

    code: str
    """Of the known error the person was told; empty when everything was kept."""
    kept: int
    """How many entries the workflow left behind."""


def tried(workflow: Workflow, before: Path, folder: Path, fault: Fault) -> Trial:
    """Do a workflow under a fault in a copy of `before`, and look at everything afterwards.

    AssertionError when the person hears no sentence, when anything acknowledged is missing, when
    something is half kept, or when the file does not open as it should.
    """
    place = Place(folder / NAME)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before, folder)
    code = ""
    try:
        with fault():
            workflow.run(place)
    except KnownError as error:
        code = error.code
        require_sentence(error)
    first, last = _story(before), _full_story(workflow, before)
    found = _looked_at(place, signed=workflow.name == "approve and sign")
    assert found == last[: len(found)], "what lies there is not what the workflow writes"
    assert len(found) >= len(first) + len(place.told), "something acknowledged is gone"
    assert place.done or code, "neither done nor refused"
    if place.done:
        assert found == last, "acknowledged and not kept"
    _require_nothing_half(place)
    if found == first and not place.done:
        _require_can_be_done_again(workflow, place, last)
    return Trial(code, len(found) - len(first))


def require_sentence(error: KnownError) -> None:
    """Refuse an error that is no fault of the disk, or says nothing in a language."""
    assert isinstance(error, EnvironmentFault), f"{error.code} is no fault of the disk"
    for lang in ("nl", "fr", "en", "de"):
        said = error_sentence(error, lang)
        assert said.message and said.hint and "{" not in said.message + said.hint


def _looked_at(place: Place, *, signed: bool) -> list[Line]:
    """Open what lies there, look at all of it, and return its story."""
    valid = judged if signed else None
    with by_either_key(place.path) as file:
        failed = [f"{each.name}: {each.detail}" for each in verify(file, valid) if not each.ok]
        assert not failed, failed
        return lines(file)


def by_either_key(path: Path) -> OpenCaseFile:
    """Open a case file for writing by its data key, the first one or the one it changes to."""
    keys = read_keys(path)
    for key in (KEY, NEW_KEY):
        try:
            file = opened(path, key, rulebook(), SetClock())
        except DamageError as error:
            if error.code != "not_readable":
                raise
            continue
        mine = [slot for slot in keys.slots if slot.kind == "passphrase"]
        wrapped = [slot.opened(_stretched(slot), keys.file_id) for slot in mine]
        assert key in wrapped, "the passphrase does not open the file any more"
        return file
    raise AssertionError("no key opens the file")


@cache
def _stretched(slot: Slot) -> bytes:
    return slot.stretched(PASSPHRASE)


def lines(file: OpenCaseFile) -> list[Line]:
    """Return the entries of a file in the order of the journal."""
    with file.reading() as now:
        found = [entry for stream in (0, *now.streams()) for entry in now.entries(stream)]
    return [
        (each.stream, each.kind, None if isinstance(each.fact, UNLIKE) else each.fact)
        for each in sorted(found, key=lambda one: one.n)
    ]


@cache
def _story(folder: Path) -> list[Line]:
    path = folder / NAME
    with opened(path, KEY, rulebook(), SetClock(), read_only=True) as file:
        return lines(file)


@cache
def _full_story(workflow: Workflow, before: Path) -> list[Line]:
    """Return the story as a workflow leaves it when nothing fails."""
    folder = before.with_name(f"{before.name}, done")
    place = Place(folder / NAME)
    shutil.copytree(before, folder)
    workflow.run(place)
    assert place.done
    with by_either_key(place.path) as file:
        found = lines(file)
    return found


def _require_nothing_half(place: Place) -> None:
    """Refuse leavings that nobody would take away, and a backup that is none."""
    names = {each.name for each in place.path.parent.iterdir()}
    odd = {name for name in names if not name.startswith("fictief")}
    assert not odd, f"left behind: {odd}"
    beside = {f"{NAME}{each}" for each in ("-wal", "-shm", "-journal", "-lock")} & names
    assert not beside, f"left beside the file: {beside}"
    if place.backup.exists():
        copy_out(place.backup, None, nobody_looks)
    if place.second.exists():
        with opened(place.second, KEY, rulebook(), SetClock()) as file:
            assert file.contents().entries == 0


def _require_can_be_done_again(workflow: Workflow, place: Place, last: list[Line]) -> None:
    again = Place(place.path, START + timedelta(hours=1))
    workflow.run(again)
    with by_either_key(again.path) as file:
        assert lines(file) == last, "done again, it does not write the same"
