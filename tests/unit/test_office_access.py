"""Who may act, which key the file has, whether its sheet was printed: entries of the office."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ikanda_case.app.desk import Desk, record_office
from ikanda_case.app.office import add_person, remove_person, sheet_printed
from ikanda_case.bootstrap.program import Program
from ikanda_case.domain.access_facts import KeyChanged
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.facts import PersonAdded
from ikanda_case.domain.journal import OFFICE
from ikanda_case.domain.office import Office
from ikanda_case.domain.roles import RECOVERY
from tests.support.casefiles import rulebook
from tests.support.clocks import START, SetClock
from tests.support.memory import MemoryCaseFile

TODAY = SetClock(START).today()


@pytest.fixture
def desk() -> Iterator[Desk]:
    program = Program()
    made = program.desk(MemoryCaseFile(rulebook(), SetClock()), TODAY)
    add_person(made, "p1", "Ilse Modelaar", ("handler", "administrator"))
    add_person(made, "p2", "Rik Ontwerp", ("approver",))
    yield made
    program.readers.close()


def office(desk: Desk) -> Office:
    with desk.file.reading() as now:
        return now.office()


def test_a_removed_colleague_may_not_act_and_keeps_the_name(desk: Desk) -> None:
    assert office(desk).may_act("p2") and not office(desk).may_act("p3")
    changes = remove_person(desk, "p2", " uit dienst ")
    assert changes.office
    now = office(desk)
    assert not now.may_act("p2") and now.people["p2"].roles == ()
    assert now.name_of("p2") == "Rik Ontwerp"


def test_a_removed_colleague_may_come_back(desk: Desk) -> None:
    remove_person(desk, "p2", "uit dienst")
    add_person(desk, "p2", "Rik Ontwerp", ("reader",))
    assert office(desk).may_act("p2") and office(desk).people["p2"].roles == ("reader",)


@pytest.mark.parametrize(
    ("person", "reason", "code"),
    [("p3", "weg", "unknown_person"), ("p2", "  ", "words_missing")],
)
def test_a_removal_names_a_colleague_and_a_reason(
    desk: Desk, person: str, reason: str, code: str
) -> None:
    with pytest.raises(InputError) as caught:
        remove_person(desk, person, reason)
    assert caught.value.code == code and office(desk).may_act("p2")


def test_an_administrator_always_stays(desk: Desk) -> None:
    with pytest.raises(RuleError, match="last_administrator"):
        remove_person(desk, "p1", "uit dienst")
    with pytest.raises(RuleError, match="last_administrator"):
        add_person(desk, "p1", "Ilse Modelaar", ("handler",))
    add_person(desk, "p2", "Rik Ontwerp", ("administrator",))
    add_person(desk, "p1", "Ilse Modelaar", ("handler",))
    with pytest.raises(RuleError, match="role_missing"):
        remove_person(desk, "p2", "uit dienst")
    with pytest.raises(RuleError, match="last_administrator"):
        remove_person(replace(desk, actor="p2"), "p2", "uit dienst")
    remove_person(replace(desk, actor="p2"), "p1", "uit dienst")
    with pytest.raises(InputError, match="unknown_person"):
        remove_person(replace(desk, actor="p2"), "p1", "nog eens")


def test_the_first_colleague_of_a_file_is_an_administrator() -> None:
    program = Program()
    made = program.desk(MemoryCaseFile(rulebook(), SetClock()), TODAY)
    with pytest.raises(RuleError, match="last_administrator"):
        add_person(made, "p1", "Ilse Modelaar", ("handler",))
    with pytest.raises(InputError, match="bad_person"):
        add_person(made, RECOVERY, "Ilse Modelaar", ("administrator",))


def test_an_older_office_without_an_administrator_may_name_one(desk: Desk) -> None:
    with desk.file.work("p1") as work:  # as a program did that asked for no role
        work.append(OFFICE, TODAY, PersonAdded(person="p1", name="Ilse", roles=("handler",)))
        work.commit()
    with pytest.raises(RuleError, match="role_missing"):
        sheet_printed(desk)
    with pytest.raises(RuleError, match="not_of_the_office"):
        add_person(replace(desk, actor="p9"), "p9", "Niemand", ("administrator",))
    add_person(replace(desk, actor="p2"), "p2", "Rik Ontwerp", ("administrator",))
    sheet_printed(replace(desk, actor="p2"))
    with pytest.raises(RuleError, match="role_missing"):
        add_person(desk, "p1", "Ilse Modelaar", ("administrator",))


def test_a_new_key_makes_the_sheet_unprinted(desk: Desk) -> None:
    assert (office(desk).key_generation, office(desk).sheet_printed_on) == (1, None)
    sheet_printed(desk)
    assert office(desk).sheet_printed_on == TODAY and office(desk).key_since is None
    record_office(desk, "new_key", KeyChanged(generation=2, reason="blad weg"))
    now = office(desk)
    assert (now.key_generation, now.key_since, now.sheet_printed_on) == (2, TODAY, None)
    sheet_printed(desk)
    assert office(desk).sheet_printed_on == TODAY
