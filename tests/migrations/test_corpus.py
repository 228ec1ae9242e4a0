"""A case file of any form there ever was opens, is whole, and holds what it held."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ikanda_case.bootstrap.program import Program
from ikanda_case.domain.journal import OFFICE
from ikanda_case.signing.crew import judged
from ikanda_case.store.casefile import open_with_passphrase, open_with_this_computer
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.schema import FORM
from ikanda_case.store.verify import Check, verify
from ikanda_case.store.ways_in import open_with_recovery
from tests.migrations.corpus import CORPUS, Kept
from tests.support.casefiles import rulebook
from tests.support.clocks import SetClock
from tests.support.drawer import Drawer
from tests.support.holdings import holdings

every_form = pytest.mark.parametrize("kept", CORPUS, ids=lambda each: each.folder.name)


def by_passphrase(path: Path, kept: Kept) -> OpenCaseFile:
    return open_with_passphrase(path, kept.passphrase, rulebook(), SetClock())


def by_colleague(path: Path, kept: Kept) -> OpenCaseFile:
    return open_with_passphrase(path, kept.said["passphrases"]["p2"], rulebook(), SetClock())


def by_code(path: Path, kept: Kept) -> OpenCaseFile:
    return open_with_recovery(path, kept.said["recovery_code"], rulebook(), SetClock())


def by_computer(path: Path, kept: Kept) -> OpenCaseFile:
    drawer = Drawer()
    drawer.kept.update(kept.said["computer"])
    return open_with_this_computer(path, drawer, rulebook(), SetClock())


def unsound(file: OpenCaseFile) -> list[Check]:
    return [check for check in verify(file, judged) if not check.ok]


def require_held(file: OpenCaseFile, kept: Kept) -> None:
    """Compare with the manifest; entries may have come since, and none may have changed."""
    held, now = kept.holds, holdings(file)
    count = len(held["entries"])
    assert now["entries"][:count] == held["entries"]
    grown = {"entries", "head", "office_entries"}
    for name in held.keys() - grown:
        assert now[name] == held[name], name


def test_there_is_a_folder_for_every_older_form() -> None:
    assert [kept.form for kept in CORPUS][: FORM - 1] == list(range(1, FORM))
    assert [kept.folder.name for kept in CORPUS] == [f"form-{kept.form}" for kept in CORPUS]


@pytest.mark.parametrize("way", [by_passphrase, by_colleague, by_code, by_computer])
@every_form
def test_it_opens_by_every_way_in_and_holds_what_it_held(
    kept: Kept, way: Callable[[Path, Kept], OpenCaseFile], tmp_path: Path
) -> None:
    with way(kept.copied(tmp_path), kept) as file:
        assert file.contents().form == FORM
        require_held(file, kept)


@every_form
def test_it_is_whole(kept: Kept, tmp_path: Path) -> None:
    with by_passphrase(kept.copied(tmp_path), kept) as file:
        assert unsound(file) == []


@every_form
def test_its_backup_can_be_put_back(kept: Kept, tmp_path: Path) -> None:
    """In its place, or where there is nothing: it has the form of today then."""
    for place in (kept.copied(tmp_path), tmp_path / "elders.ikanda"):
        done = Program().restore(
            kept.backup, place, kept.passphrase, "schijf stuk", lambda _done, _total: None
        )
        assert done.entries == len(kept.holds["entries"]) and done.head == kept.holds["head"]
        with by_passphrase(place, kept) as file:
            assert file.contents().form == FORM
            assert file.contents().entries == done.new_entries
            assert unsound(file) == []
            require_held(file, kept)
            with file.reading() as now:
                last = [entry.kind for entry in now.entries(OFFICE)[kept.holds["office_entries"] :]]
        assert last == (["migrated"] if kept.form < FORM else []) + ["restored"]


@every_form
def test_it_can_be_read_as_it_is(kept: Kept, tmp_path: Path) -> None:
    path = kept.copied(tmp_path)
    before = path.read_bytes()
    with open_with_passphrase(
        path, kept.passphrase, rulebook(), SetClock(), read_only=True
    ) as file:
        assert file.contents().form == kept.form
        assert holdings(file) == kept.holds
        assert unsound(file) == []
    assert path.read_bytes() == before
