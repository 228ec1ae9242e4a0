"""A letter text that could not make a lawful letter is refused by name when it is read."""

import tomllib
from copy import deepcopy
from typing import Any

import pytest

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.typography import spaced
from ikanda_case.resource_files import resource
from ikanda_case.tables.letters import template_from


def parsed(kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
    def read(*parts: str) -> dict[str, Any]:
        return tomllib.loads(resource("letters", *parts).read_text(encoding="utf-8"))

    return deepcopy(read("nl", f"{kind}.toml")), deepcopy(read("blocks.nl.toml"))


def clause(table: dict[str, Any], id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in table["clause"] if row["id"] == id)
    return found


def refused(table: dict[str, Any], blocks: dict[str, Any]) -> InputError:
    with pytest.raises(InputError) as refusal:
        template_from(table, blocks, "nl")
    return refusal.value


def test_a_sound_text_is_read() -> None:
    table, blocks = parsed("L06")
    template = template_from(table, blocks, "nl")
    assert (template.kind, template.language, template.version) == ("L06", "nl", 3)


@pytest.mark.parametrize(
    ("text", "code", "fact"),
    [
        ("{shoe_size}", "letter_field_unknown", ("name", "shoe_size")),
        ("Geachte {requester_name", "letter_text", ("clause", "ground")),
        ("een *half vet", "letter_text", ("clause", "ground")),
        ("{Facts}", "letter_text", ("clause", "ground")),
        ("", "letter_text", ("clause", "ground")),
    ],
)
def test_a_clause_that_cannot_be_filled_is_refused(
    text: str, code: str, fact: tuple[str, str]
) -> None:
    table, blocks = parsed("L06")
    clause(table, "ground")["text"] = text
    error = refused(table, blocks)
    assert error.code == code
    assert error.facts[fact[0]] == fact[1]
    assert (error.facts["kind"], error.facts["language"]) == ("L06", "nl")


@pytest.mark.parametrize("place", ["title", "salutation"])
def test_an_unknown_field_is_refused_in_the_frame_too(place: str) -> None:
    table, blocks = parsed("L06")
    table[place] = "Dag {shoe_size}"
    error = refused(table, blocks)
    assert (error.code, error.facts["clause"]) == ("letter_field_unknown", place)


def test_an_unknown_condition_is_refused_in_a_clause_and_in_a_title() -> None:
    table, blocks = parsed("L06")
    clause(table, "ground")["when"] = "in_part and not raining"
    assert refused(table, blocks).facts["name"] == "raining"
    table, blocks = parsed("L06")
    table["titles"][0]["when"] = "raining"
    error = refused(table, blocks)
    assert (error.code, error.facts["clause"]) == ("letter_condition_unknown", "title")


def test_an_unknown_listing_is_refused() -> None:
    table, blocks = parsed("L01")
    clause(table, "rights")["items"] = ["[shoes]"]
    assert refused(table, blocks).facts["name"] == "shoes"


def test_an_unknown_block_is_refused() -> None:
    table, blocks = parsed("L01")
    clause(table, "never_id")["block"] = "sometimes_id"
    assert refused(table, blocks).facts["clause"] == "never_id"


def test_a_clause_stands_once() -> None:
    table, blocks = parsed("L06")
    table["clause"].append(clause(table, "ground"))
    error = refused(table, blocks)
    assert (error.code, error.facts["clause"]) == ("letter_clause_twice", "ground")


@pytest.mark.parametrize("when", ["", "in_part", "suppressed"])
def test_a_letter_has_one_box_whatever_the_case(when: str) -> None:
    table, blocks = parsed("L06")
    clause(table, "refused")["when"] = when
    assert refused(table, blocks).code == "letter_boxes"


def test_what_must_name_complaint_and_court_names_them_always_and_in_order() -> None:
    table, blocks = parsed("L06")
    table["clause"].remove(clause(table, "court"))
    assert refused(table, blocks).code == "letter_remedy"
    table, blocks = parsed("L06")
    clause(table, "complaint")["when"] = "in_part"
    assert refused(table, blocks).code == "letter_remedy"
    table, blocks = parsed("L06")
    first, second = clause(table, "complaint"), clause(table, "complaint_form")
    a, b = table["clause"].index(first), table["clause"].index(second)
    table["clause"][a], table["clause"][b] = second, first
    assert refused(table, blocks).code == "letter_remedy"


def test_a_text_stands_in_the_folder_of_its_language() -> None:
    table, blocks = parsed("L06")
    table["language"] = "fr"
    assert refused(table, blocks).code == "letter_text"


def test_an_unknown_use_is_refused() -> None:
    table, blocks = parsed("L06")
    table["answers"] = ["right", "remedy", "everything"]
    assert refused(table, blocks).code == "letter_text"


def test_french_spaces_do_not_break() -> None:
    assert spaced("« Oui » : non ; peut-être ?", "fr") == (
        "«\u00a0Oui\u00a0»\u00a0: non\u00a0; peut-être\u00a0?"
    )
    assert spaced("Ja : nee ?", "nl") == "Ja : nee ?"


# ---- parts for several rights ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "id"), [("L06", "refused"), ("L06", "copy_note"), ("L01", "something_else")]
)
def test_a_box_a_note_or_a_letter_that_answers_no_right_has_no_parts(kind: str, id: str) -> None:
    table, blocks = parsed(kind)
    clause(table, id)["part"] = True
    error = refused(table, blocks)
    assert (error.code, error.facts["clause"]) == ("letter_text", id)


@pytest.mark.parametrize("kind", ["L06", "L07", "L12"])
def test_the_remedies_stand_once_and_belong_to_no_part(kind: str) -> None:
    table, blocks = parsed(kind)
    clause(table, "court")["part"] = True
    assert refused(table, blocks).code == "letter_remedy"


@pytest.mark.parametrize("kind", ["L07", "L12"])
def test_a_letter_with_parts_names_the_remedies_when_one_gives_less(kind: str) -> None:
    table, blocks = parsed(kind)
    clause(table, "court")["when"] = "in_part and represented"
    assert refused(table, blocks).code == "letter_remedy"
    table["clause"] = [row for row in table["clause"] if not row.get("part")]
    assert template_from(table, blocks, "nl").parts == ()


def test_an_unknown_field_in_the_title_for_several_rights_is_refused() -> None:
    table, blocks = parsed("L06")
    table["title_several"] = "Antwoord {shoe_size}"
    error = refused(table, blocks)
    assert (error.code, error.facts["clause"]) == ("letter_field_unknown", "title")
