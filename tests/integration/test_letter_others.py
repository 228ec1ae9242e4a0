"""A letter that names somebody of another case is stopped, by the name itself (rules 5.2)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ikanda_case.app import intake, letters, office, steps
from ikanda_case.app.desk import Desk
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.people import Parties, Person
from ikanda_case.domain.roles import MAKERS
from tests.support.cases import MARIEKE, TODAY, a_receipt
from tests.ui.rooms import furnished_desk

OTHER = Person("Élodie van der Verzonnen", ("Elders 4", "9999 Nergens"), "elodie@elders.example")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = furnished_desk(tmp_path)
    office.add_person(made, "p1", "Ilse Modelaar", MAKERS)
    yield made
    made.file.close()  # type: ignore[attr-defined]


def a_case(desk: Desk, person: Person, content: bytes) -> int:
    stream = intake.take_in(desk, "vraag.txt", content).stream
    intake.open_case(desk, stream, a_receipt(parties=Parties(person, person)))
    steps.identity_not_needed(desk, stream, "adres gekend", TODAY)
    return stream


def found(desk: Desk, stream: int, words: str) -> list[str]:
    wish = letters.Wish(kind="L05", facts=words, number="B1")
    letters.draft(desk, stream, wish, TODAY)
    sheet = letters.sheet(desk, stream, "B1", TODAY)
    assert sheet.missing == ()
    return [each.code for each in sheet.findings]


@pytest.mark.parametrize(
    "words",
    [
        "Wij stuurden dit ook aan Élodie van der Verzonnen op haar vraag.",
        "Zoals wij elodie van der verzonnen al schreven: Elodie van der Verzonnen kreeg dit.",
        "Ons antwoord aan elodie@elders.example vindt u hierbij.",
    ],
)
def test_somebody_of_another_case_stops_the_letter(desk: Desk, words: str) -> None:
    a_case(desk, OTHER, b"een ander")
    stream = a_case(desk, MARIEKE, b"een")
    assert "answer_other_person" in found(desk, stream, words)
    with pytest.raises(RuleError) as refused:
        letters.ask_approval(desk, stream, "B1", TODAY)
    assert refused.value.code == "answer_other_person"


def test_the_sentence_is_shown_where_the_name_stands(desk: Desk) -> None:
    a_case(desk, OTHER, b"een ander")
    stream = a_case(desk, MARIEKE, b"een")
    found(desk, stream, "Wij stuurden dit ook aan Élodie van der Verzonnen.")
    sheet = letters.sheet(desk, stream, "B1", TODAY)
    (finding,) = [each for each in sheet.findings if each.code == "answer_other_person"]
    assert finding.end - finding.start == len(OTHER.name)


@pytest.mark.parametrize(
    "words",
    [
        "Wij bewaren van Marieke Denkbeeld een bestelling.",
        "Ilse Modelaar zocht in ons Customer Relation Systeem en vond een bestelling.",
        "Leadinfo B.V. en Rik Ontwerp kregen deze gegevens niet.",
        "Een verzonnen bestelling, geleverd door Niemand Bekend.",
    ],
)
def test_whoever_is_of_this_case_or_the_office_or_of_no_case_may_be_named(
    desk: Desk, words: str
) -> None:
    a_case(desk, OTHER, b"een ander")
    stream = a_case(desk, MARIEKE, b"een")
    assert "answer_other_person" not in found(desk, stream, words)


def test_a_second_case_of_the_same_person_is_no_other_person(desk: Desk) -> None:
    a_case(desk, replace(MARIEKE, email="anders@voorbeeld.example"), b"een ander")
    stream = a_case(desk, MARIEKE, b"een")
    assert "answer_other_person" not in found(desk, stream, "Marieke Denkbeeld bestelde twee keer.")
