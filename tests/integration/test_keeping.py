"""Keeping a case file safe as the program does it: a backup a day, a new key, lost ways in."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ikanda_case.app.office import add_person
from ikanda_case.bootstrap import keeping
from ikanda_case.bootstrap.program import OWNER, Program
from ikanda_case.bootstrap.vault import StoredVault
from ikanda_case.desktop.file_notes import FileNotes
from ikanda_case.desktop.recent import RecentFiles
from ikanda_case.domain.errors import EnvironmentFault, RuleError
from ikanda_case.domain.roles import MAKERS
from ikanda_case.store.backup_folder import backups_in, folder_beside
from ikanda_case.store.casefile import create
from ikanda_case.store.files import keys_path
from ikanda_case.store.keys import read_keys
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.slots import Cost
from ikanda_case.store.ways_in import give_way_in, sheet_facts
from ikanda_case.ui.vault import LastLook
from tests.support.casefiles import log_case, rulebook
from tests.support.clocks import START, SetClock
from tests.support.drawer import Drawer

ILSE = "zeven fictieve fietsbellen"
RIK = "de 4 olifanten dansen traag"
NEW = "negen stille bakkers tellen sterren"
LOWEST = Cost(64 * 1024, 3, 4)


class Safe(Drawer):
    """A keyring that is there."""

    def available(self) -> bool:
        return True


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def program(clock: SetClock) -> Iterator[Program]:
    made = Program(clock)  # type: ignore[arg-type]
    made.secrets = Safe()
    yield made
    made.readers.close()


@pytest.fixture
def path(program: Program, tmp_path: Path) -> Path:
    """A closed case file with two people, each with a passphrase."""
    path = tmp_path / "fictief.ikanda"
    with create(path, ILSE, "IM", rulebook(), program.clock, cost=LOWEST) as file:
        add_person(program.desk(file), OWNER, "Ilse Modelaar", MAKERS)
        add_person(program.desk(file), "p2", "Rik Ontwerp", ("handler",))
        give_way_in(file, "p2", RIK, "RO", cost=LOWEST)
        log_case(file, b"een vraag")
    return path


def vault_of(program: Program, file: OpenCaseFile, folder: Path) -> StoredVault:
    return StoredVault(program, file, RecentFiles(folder), LOWEST)


def ignore(done: int, total: int) -> None:
    """Progress that nobody asked for."""


# ---- a backup a day ----------------------------------------------------------------------------


def test_the_days_backup_is_made_once_and_the_next_days_after_it(
    program: Program, clock: SetClock, path: Path, tmp_path: Path
) -> None:
    with program.open(path, ILSE, read_only=False) as file:
        vault = vault_of(program, file, tmp_path)
        made = vault.back_up_daily(ignore)
        assert made is not None and made.noted
        assert vault.back_up_daily(ignore) is None
        assert vault.state().last_backup == made.made_at
        clock.at += timedelta(days=1)
        assert vault.back_up_daily(ignore) is not None
        seen = vault.backups()
        assert [each.why for each in seen.found] == ["daily", "daily"]
        assert seen.folder == folder_beside(path) and not seen.chosen and seen.by_hand is None


def test_whoever_only_reads_makes_none(program: Program, path: Path, tmp_path: Path) -> None:
    with program.open(path, ILSE, read_only=True) as file:
        assert vault_of(program, file, tmp_path).back_up_daily(ignore) is None
    assert not folder_beside(path).exists()


def test_they_go_where_a_person_chose_and_one_by_hand_is_remembered(
    program: Program, path: Path, tmp_path: Path
) -> None:
    chosen = tmp_path / "schijf"
    chosen.mkdir()
    with program.open(path, ILSE, read_only=False) as file:
        vault = vault_of(program, file, tmp_path)
        vault.keep_backups_in(chosen)
        made = vault.back_up_daily(ignore)
        assert made is not None and made.path.parent == chosen
        by_hand = vault.back_up(tmp_path, ignore)
        assert vault.back_up_daily(ignore) is None
        seen = vault.backups()
        assert seen.chosen and seen.by_hand == (by_hand.path, by_hand.made_at)
        assert [each.path for each in seen.found] == [made.path]
        vault.keep_backups_in(None)
        assert vault.back_up_daily(ignore) is not None, "the day has none in that folder"


def test_a_folder_that_is_gone_is_said_and_changes_nothing(
    program: Program, path: Path, tmp_path: Path
) -> None:
    with program.open(path, ILSE, read_only=False) as file:
        vault = vault_of(program, file, tmp_path)
        vault.keep_backups_in(tmp_path / "weg")
        with pytest.raises(EnvironmentFault, match="backup_folder_gone"):
            vault.back_up_daily(ignore)
        assert vault.state().last_backup is None and vault.backups().found == ()


# ---- what a look found -------------------------------------------------------------------------


def test_a_good_look_is_noted_in_the_file_and_a_bad_one_beside_it(
    program: Program, path: Path, tmp_path: Path
) -> None:
    with program.open(path, ILSE, read_only=False) as file:
        vault = vault_of(program, file, tmp_path)
        assert vault.state().last_look is None
        good = LastLook(START, 5, "")
        vault.note_look(good)
        assert vault.state().last_look == good
        assert vault_of(program, file, tmp_path / "elders").state().last_look == good
        bad = LastLook(START + timedelta(hours=1), 5, "blobs")
        vault.note_look(bad)
        assert vault.state().last_look == bad
        assert vault_of(program, file, tmp_path / "elders").state().last_look == good
        again = LastLook(START + timedelta(hours=2), 6, "")
        vault.note_look(again)
        assert vault.state().last_look == again


# ---- a new key ---------------------------------------------------------------------------------


def generation(program: Program, path: Path, passphrase: str = ILSE) -> int:
    with program.open(path, passphrase, read_only=True) as file:
        return file.contents().generation


def test_a_new_key_comes_after_a_backup_and_the_day_gets_one_more(
    program: Program, path: Path, tmp_path: Path
) -> None:
    notes, steps = FileNotes(tmp_path), list[float]()
    done = keeping.new_key(
        program, notes, path, ILSE, "blad weg", lambda part, whole: steps.append(part / whole)
    )
    assert done.generation == generation(program, path) == 2
    assert steps == sorted(steps) and steps[-1] == 1
    with program.open(path, ILSE, read_only=False) as file:
        file_id = file.contents().uuid
        (before,) = backups_in(folder_beside(path), path, file_id)
        assert (before.why, before.generation) == ("before-new-key", 1)
        assert vault_of(program, file, tmp_path).back_up_daily(ignore) is not None
        with file.reading() as now:
            assert now.entries(0)[-1].actor == "p1"
    with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
        generation(program, path, RIK)
    with pytest.raises(RuleError, match="role_missing"):
        program.restore(before.path, path, RIK, "proef", ignore)
    assert generation(program, path) == 2, "a colleague who may not restore changed nothing"
    program.restore(before.path, path, ILSE, "proef", ignore)
    assert generation(program, path, RIK) == 1, "an old backup opens with the old passphrases"


class Enough(Exception):
    """Somebody pressed Stop."""


@pytest.mark.parametrize(("share", "backups"), [(0.2, 0), (0.7, 1), (0.98, 1)])
def test_a_new_key_that_is_stopped_leaves_the_old_one(
    program: Program, path: Path, tmp_path: Path, share: float, backups: int
) -> None:
    def stop(done: int, total: int) -> None:
        if done / total > share:
            raise Enough

    with pytest.raises(Enough):
        keeping.new_key(program, FileNotes(tmp_path), path, ILSE, "blad weg", stop)
    assert generation(program, path) == 1 and generation(program, path, RIK) == 1
    assert len(list(folder_beside(path).iterdir())) == backups


def test_without_a_backup_there_is_no_new_key(program: Program, path: Path, tmp_path: Path) -> None:
    notes = FileNotes(tmp_path)
    with program.open(path, ILSE, read_only=True) as file:
        notes.choose(file.contents().uuid, tmp_path / "weg")
    with pytest.raises(EnvironmentFault, match="backup_folder_gone"):
        keeping.new_key(program, notes, path, ILSE, "blad weg", ignore)
    assert generation(program, path) == 1


def test_the_sheets_code_gives_no_new_key(program: Program, path: Path, tmp_path: Path) -> None:
    with program.open(path, ILSE, read_only=True) as file:
        code = sheet_facts(file).code.text
    with pytest.raises(EnvironmentFault, match="new_key_needs_passphrase"):
        keeping.new_key(program, FileNotes(tmp_path), path, code, "blad weg", ignore)
    assert generation(program, path) == 1 and not folder_beside(path).exists()


# ---- ways in that were lost --------------------------------------------------------------------


@pytest.mark.parametrize("left", [None, b"", b"{}", b"geen sleutels"])
def test_lost_slots_come_back_by_the_sheet(
    program: Program, path: Path, left: bytes | None
) -> None:
    with program.open(path, ILSE, read_only=True) as file:
        code = sheet_facts(file).code.text
    place, whole = keys_path(path), set(read_keys(path).slots)
    place.unlink()
    if left is not None:
        place.write_bytes(left)
    with pytest.raises(Exception, match="keys_"):
        program.open(path, ILSE, read_only=True)
    with program.open(path, code, read_only=True) as file:
        assert not file.slots_put_back, "nothing is written by whoever only reads"
    with program.open(path, code, read_only=False) as file:
        assert file.slots_put_back
    assert set(read_keys(path).slots) == whole
    for passphrase, person in ((ILSE, "p1"), (RIK, "p2")):
        with program.open_desk(path, passphrase) as desk:
            assert desk.actor == person
    with program.open(path, code, read_only=False) as file:
        assert not file.slots_put_back


def test_a_keyring_that_was_lost_asks_for_the_passphrase_and_makes_no_file(
    program: Program, path: Path
) -> None:
    from ikanda_case.store.casefile import remember_on_this_computer

    with program.open(path, ILSE, read_only=False) as file:
        remember_on_this_computer(file, program.secrets, "balie")
    program.open(path, None, read_only=True).close()
    program.secrets.kept.clear()
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    assert not program.remembered(path)
    with pytest.raises(EnvironmentFault, match="not_remembered"):
        program.open(path, None, read_only=True)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before
    program.open(path, ILSE, read_only=False).close()


def test_a_mistyped_code_for_a_backup_is_told_by_its_line(
    program: Program, path: Path, tmp_path: Path
) -> None:
    from ikanda_case.domain.recovery_code import SIGNS, wrong_lines
    from ikanda_case.store.backup_look import look_at

    with program.open(path, ILSE, read_only=False) as file:
        code = sheet_facts(file).code.text
        made = vault_of(program, file, tmp_path).back_up(tmp_path, ignore)
    mistakes = (f"{sign}{code[1:]}" for sign in SIGNS)
    typed = next(each for each in mistakes if wrong_lines(each) == (1,))
    with pytest.raises(Exception, match="recovery_line"):
        look_at(made.path, path, program.way_into_backup(typed))
    assert look_at(made.path, path, program.way_into_backup(code)).newer == 0
