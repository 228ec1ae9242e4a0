"""Ways in as the program offers them: a colleague leaves, a sheet is printed, the key is new."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from ikanda_case.app.access import remove_person
from ikanda_case.app.office import add_person, describe, sheet_printed
from ikanda_case.bootstrap import ways_in
from ikanda_case.bootstrap.program import OWNER, Program
from ikanda_case.bootstrap.vault import StoredVault
from ikanda_case.bootstrap.window import OpenGate
from ikanda_case.desktop.recent import RecentFiles
from ikanda_case.domain.errors import EnvironmentFault, InputError, RuleError
from ikanda_case.domain.recovery_code import SIGNS, code_of, wrong_lines
from ikanda_case.domain.roles import RECOVERY
from ikanda_case.store.casefile import create, remember_on_this_computer
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.slots import Cost
from ikanda_case.store.ways_in import give_way_in, sheet_facts
from tests.support.casefiles import rulebook
from tests.support.cases import an_office
from tests.support.clocks import SetClock
from tests.support.drawer import Drawer

ILSE = "zeven fictieve fietsbellen"
RIK = "de 4 olifanten dansen traag"
LOWEST = Cost(64 * 1024, 3, 4)


@pytest.fixture
def program() -> Iterator[Program]:
    made = Program()
    made.secrets = Drawer()
    yield made
    made.readers.close()


@pytest.fixture
def path(program: Program, tmp_path: Path) -> Path:
    """A closed case file of an office with two people, each with a passphrase."""
    path = tmp_path / "fictief.ikanda"
    with create(path, ILSE, "IM", rulebook(), SetClock(), cost=LOWEST) as file:
        desk = program.desk(file)
        add_person(desk, OWNER, "Ilse Modelaar", ("administrator",))
        describe(desk, an_office().described)
        add_person(desk, "p2", "Rik Ontwerp", ("handler",))
        give_way_in(file, "p2", RIK, "RO", cost=LOWEST)
    return path


def test_whoever_opens_acts_in_the_own_name(program: Program, path: Path) -> None:
    for passphrase, person in ((ILSE, "p1"), (RIK, "p2")):
        with program.open_desk(path, passphrase) as desk:
            assert desk.actor == person


def test_a_colleague_who_leaves_gets_in_no_more(program: Program, path: Path) -> None:
    with program.open(path, ILSE, read_only=False) as file:
        desk, ways = program.desk(file), ways_in.Ways(file, program.secrets, LOWEST)
        with pytest.raises(InputError, match="words_missing"):
            remove_person(desk, ways, "p2", " ")
        remove_person(desk, ways, "p2", "uit dienst")
        add_person(desk, "p3", "Noor Verzonnen", ("administrator",))
        with pytest.raises(RuleError, match="last_administrator"):
            remove_person(desk, ways, "p1", "uit dienst")
        with file.reading() as now:
            assert not now.office().may_act("p2") and now.office().may_act("p1")
    with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
        program.open(path, RIK, read_only=True)


def test_a_sheet_is_of_the_key_the_file_has(program: Program, path: Path) -> None:
    with program.open(path, ILSE, read_only=False) as file:
        desk, code = program.desk(file), sheet_facts(file).code
        pdf = ways_in.sheet_pdf(desk, file, "nl")
        sheet_printed(desk)
        with file.reading() as now:
            assert now.office().sheet_printed_on == desk.clock.today()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
    said = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    assert all(line.first in said for line in code.lines) and "fictief.ikanda" in said
    with program.open(path, code.text, read_only=False) as file:
        assert file.person == ""
    assert not [each for each in path.parent.iterdir() if b"%PDF" in each.read_bytes()]


def test_a_computer_that_was_remembered_stays_so_under_a_new_key(
    program: Program, path: Path
) -> None:
    with program.open(path, ILSE, read_only=False) as file:
        remember_on_this_computer(file, program.secrets, "balie")
        code = sheet_facts(file).code.text
    done = ways_in.rotate_key(program, path, ILSE, "blad weg")
    assert (done.generation, [way.person for way in done.fallen]) == (2, ["p2", "p1"])
    assert len([name for name in program.secrets.kept if not name.endswith("/anchor")]) == 1
    with program.open(path, None, read_only=False) as file:
        assert file.person == "p1"
        assert (
            "herstelblad 1"
            in pypdfium2.PdfDocument(ways_in.sheet_pdf(program.desk(file), file, "nl"))[0]
            .get_textpage()
            .get_text_bounded()
        )
    with pytest.raises(EnvironmentFault, match="recovery_sheet_dead"):
        program.open(path, code, read_only=False)


# ---- a passphrase is lost ------------------------------------------------------------------------


NIEUW = "negen stille bakkers tellen sterren"


def code_of_the_sheet(program: Program, path: Path) -> str:
    with program.open(path, ILSE, read_only=True) as file:
        return sheet_facts(file).code.text


def test_the_sheets_code_is_good_where_a_passphrase_is(program: Program, path: Path) -> None:
    code = code_of_the_sheet(program, path)
    spaced = " ".join(code[at : at + 9].lower() for at in range(0, len(code), 9))
    path.with_name(f"{path.name}-keys").unlink()
    for typed in (code, spaced, "\n".join(spaced.split())):
        with program.open_desk(path, typed) as desk:
            assert desk.actor == RECOVERY


def test_a_mistyped_code_is_told_by_its_line_and_a_passphrase_is_not(
    program: Program, path: Path
) -> None:
    code = code_of_the_sheet(program, path)
    for place, line in ((0, 1), (31, 4), (62, 7)):
        mistakes = (f"{code[:place]}{sign}{code[place + 1 :]}" for sign in SIGNS)
        typed = next(each for each in mistakes if wrong_lines(each) == (line,))
        with pytest.raises(InputError, match="recovery_line") as refused:
            program.open(path, typed, read_only=True)
        assert refused.value.facts["line"] == line
    for typed in ("zeven fictieve fietsen", code[:40], "a" * 63):
        with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
            program.open(path, typed, read_only=True)


def test_a_code_of_another_file_opens_nothing(program: Program, path: Path) -> None:
    other = code_of(bytes(range(32))).text
    with pytest.raises(EnvironmentFault, match="recovery_sheet_dead"):
        program.open(path, other, read_only=True)


@pytest.mark.parametrize("keys_left", [True, False])
def test_by_the_code_a_forgotten_passphrase_gets_a_new_one(
    program: Program, path: Path, tmp_path: Path, keys_left: bool
) -> None:
    code = code_of_the_sheet(program, path)
    if not keys_left:
        path.with_name(f"{path.name}-keys").unlink()
    with program.open(path, code, read_only=False) as file:
        vault = StoredVault(program, file, RecentFiles(tmp_path), LOWEST)
        assert {(way.person, way.label) for way in vault.ways()} == {("p1", "IM"), ("p2", "RO")}
        vault.give_way("p1", NIEUW, "IM")
    for passphrase, person in ((NIEUW, "p1"), (RIK, "p2")):
        with program.open_desk(path, passphrase) as desk:
            assert desk.actor == person
    with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
        program.open(path, ILSE, read_only=True)


def test_a_backup_goes_back_by_the_code_alone(program: Program, path: Path, tmp_path: Path) -> None:
    code, out = code_of_the_sheet(program, path), tmp_path / "terug.backup"
    program.back_up(path, ILSE, out, lambda _done, _all: None)
    path.unlink()
    path.with_name(f"{path.name}-keys").unlink()
    program.restore(out, path, code, "de schijf ging stuk (verzonnen)", lambda _done, _all: None)
    with program.open_desk(path, code) as desk, desk.file.reading() as now:
        assert now.office().may_act("p2")


def test_the_sheets_code_stands_in_for_a_forgotten_passphrase_of_ones_own(
    program: Program, path: Path, tmp_path: Path
) -> None:
    code = code_of_the_sheet(program, path)
    with program.open(path, RIK, read_only=False) as file:
        vault = StoredVault(program, file, RecentFiles(tmp_path), LOWEST)
        with pytest.raises(EnvironmentFault, match="recovery_sheet_dead"):
            vault.change_passphrase(code_of(bytes(range(32))).text, NIEUW)
        vault.change_passphrase(code, NIEUW)
    for passphrase, person in ((ILSE, "p1"), (NIEUW, "p2")):
        with program.open_desk(path, passphrase) as desk:
            assert desk.actor == person


# ---- reading only --------------------------------------------------------------------------------


def test_a_reader_keeps_nobody_from_writing_and_still_changes_the_own_passphrase(
    program: Program, path: Path, tmp_path: Path
) -> None:
    with program.open_desk(path, ILSE) as desk:
        add_person(desk, "p2", "Rik Ontwerp", ("reader",))
    recent = RecentFiles(tmp_path)
    gate = OpenGate(program, recent)
    opened = gate.open(path, RIK)
    assert (opened.read_only, opened.desk.actor) == ("role", "p2")
    with program.open_desk(path, ILSE) as desk:
        note = add_person(desk, "p3", "Noor Verzonnen", ("handler",))
    assert note.entries, "somebody else writes meanwhile"
    assert isinstance(opened.desk.file, OpenCaseFile)
    vault = StoredVault(program, opened.desk.file, recent, LOWEST)
    vault.change_passphrase(RIK, NIEUW)
    gate.remember(opened)
    gate.close(opened)
    with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
        gate.open(path, RIK)
    by_key = gate.open(path, None)
    assert (by_key.read_only, by_key.desk.actor) == ("role", "p2")
    with by_key.desk.file.reading() as now:
        kinds = [entry.kind for entry in now.entries(0)]
    assert kinds[-2:] == ["passphrase_changed", "computer_remembered"]
    gate.close(by_key)
    gate.forget(path)
    with pytest.raises(EnvironmentFault, match="not_remembered"):
        gate.open(path, None)
    with program.open_desk(path, ILSE, read_only=True) as desk, desk.file.reading() as now:
        assert now.entries(0)[-1].kind == "computer_forgotten"
        assert now.entries(0)[-1].actor == "p2"
