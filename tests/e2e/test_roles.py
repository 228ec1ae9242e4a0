"""The commands act in the name of whoever opened the file, and refuse what that person may not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ikanda_case.app import delivery, intake, letters, office, sealing, signing_key, steps
from ikanda_case.app.desk import Desk
from ikanda_case.bootstrap.program import Program
from ikanda_case.domain.facts import Sent
from ikanda_case.store.keys import Keys, write_keys
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.slots import Slot, computer_slot, role_of
from tests.e2e.command_line import Json, Said, call
from tests.support.casefiles import FILE_ID, KEY, make_case_file, reopen
from tests.support.cases import a_receipt, an_office

ROLES = ("intake", "handler", "approver", "reader", "manager", "administrator")
GONE, SHEET = "gone", "sheet"
PEOPLE = [*ROLES, GONE, SHEET]
DAY = date(2026, 11, 9)


class ByOwnWay(Program):
    """The real program at a file that each person opens by a key of the own computer."""

    def __init__(self) -> None:
        super().__init__()
        self.way: Slot | None = None
        """Whose; None for the recovery sheet, which names nobody."""

    def remembered(self, path: Path) -> bool:
        return True

    def open(
        self,
        path: Path,
        passphrase: str | None,
        *,
        read_only: bool,
        checked: bool = True,
        **_witness: object,
    ) -> OpenCaseFile:
        file = reopen(path, self.rulebook, self.clock, read_only=read_only, checked=checked)
        file.opened_by = self.way
        return file


class House:
    """One case file with a person in each role, and the commands as each of them gives them."""

    def __init__(self, folder: Path) -> None:
        self.program = ByOwnWay()
        self.mail = folder / "vraag.txt"
        self.mail.write_text("Ik vraag inzage.", "utf-8")
        self.ways = {
            person: computer_slot(KEY, FILE_ID, label="pc", generation=1, role=role_of(person))[0]
            for person in ("p1", *ROLES, GONE)
        }
        with make_case_file(folder, name="privacy.ikanda") as file:
            self.file = file.path
            keys = Keys(FILE_ID, tuple(self.ways.values()))
            write_keys(file.path, keys)
            file.keep_slots(keys)
            file.opened_by = self.ways["p1"]
            self._furnish(self.program.admitted(file))

    def _furnish(self, desk: Desk) -> None:
        office.describe(desk, an_office().described)
        signing_key.ensure_key(desk)
        for role in ROLES:
            office.add_person(desk, role, role.title(), (role,))
        office.add_person(desk, GONE, "Weg", ("handler",))
        office.remove_person(desk, GONE, "uit dienst")  # and the way in was forgotten
        stream = intake.take_in(desk, "vraag.txt", b"Ik vraag inzage. Marieke").stream
        intake.open_case(desk, stream, a_receipt(received_on=DAY))
        steps.identity_not_needed(desk, stream, "adres gekend", DAY)
        number = letters.draft(desk, stream, letters.Wish(kind="L01"), DAY).letter
        page = letters.ask_approval(desk, stream, number, DAY)
        letters.approve(desk, stream, number, page.sha256, DAY)
        sealing.sign(desk, stream, number, DAY)
        delivery.record_sent(desk, stream, Sent(letter=number, channel="post", to="X"), DAY)

    def gives(self, person: str, *arguments: object) -> Said:
        self.program.way = self.ways.get(person)
        return call(self.program, *arguments, "--json")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("roles"))
    yield made
    made.program.readers.close()


def refused_line(said: Said) -> Json:
    assert said.code == 2, said.out
    (line,) = said.lines
    return line["error"]  # type: ignore[no-any-return]


MAY_TAKE_IN = {"intake", "handler"}
MAY_REPORT = {"handler", "approver", "reader", "manager", "administrator", SHEET}
MAY_EXPORT = {"intake", "handler", "approver", "manager"}


@pytest.mark.parametrize("person", PEOPLE)
def test_each_command_is_for_those_whose_role_it_is(
    house: House, tmp_path: Path, person: str
) -> None:
    out = tmp_path / "brief.pdf"
    taken = house.gives(person, "intake", house.file, house.mail)
    listed = house.gives(person, "case", "list", house.file)
    told = house.gives(person, "report", "overdue", house.file, "--as-of", "2026-11-23")
    shown = ("case", "show", house.file, "AVG-2026-0001", "--export-letter", "B1", "--out", out)
    kept = house.gives(person, *shown)
    if person == GONE:
        for said in (taken, listed, told, kept):
            said.refused("not_of_the_office", 2)
        return
    assert listed.code == 0 and listed.json[0]["ref"] == "AVG-2026-0001"
    code = "not_by_sheet" if person == SHEET else "role_missing"
    if person in MAY_TAKE_IN:
        assert taken.code == 0
    else:
        assert refused_line(taken)["code"] == code
    if person in MAY_REPORT:
        assert told.code == 0 and told.json["totals"]["open"] == 1
    else:
        told.refused(code, 2)
    if person in MAY_EXPORT:
        assert kept.code == 0 and out.read_bytes().startswith(b"%PDF")
    else:
        kept.refused(code, 2)
        assert not out.exists(), "nothing left the file"


def test_a_refusal_says_which_role_and_whom_to_turn_to(house: House) -> None:
    error = refused_line(house.gives("reader", "intake", house.file, house.mail))
    assert "7.2" in error["message"] and error["hint"]


def test_what_is_taken_in_bears_the_name_of_whoever_opened(house: House) -> None:
    house.mail.write_text("Nog een vraag, van wie intake doet.", "utf-8")
    (taken,) = house.gives("intake", "intake", house.file, house.mail).lines
    with reopen(house.file, read_only=True) as file, file.reading() as now:
        assert {entry.actor for entry in now.entries(taken["item"])} == {"intake"}


@pytest.mark.parametrize("person", ["reader", GONE, SHEET])
def test_looking_a_file_over_and_keeping_a_copy_of_it_is_never_refused(
    house: House, tmp_path: Path, person: str
) -> None:
    assert house.gives(person, "verify", house.file).json["ok"]
    assert house.gives(person, "info", house.file).code == 0
    assert house.gives(person, "backup", house.file, tmp_path / f"{person}.backup").code == 0
