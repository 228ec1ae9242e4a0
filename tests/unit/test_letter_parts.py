"""A letter for several rights says of each part what was decided and on which ground."""

from datetime import date

import pytest

from ikanda_case.app.filling import filled
from ikanda_case.bootstrap.parts import Words
from ikanda_case.domain import facts as f
from ikanda_case.domain.facts import ItemDecided
from ikanda_case.domain.letters import LANGUAGES, LetterTemplate, compose, open_points
from ikanda_case.domain.page import Box, Heading, LetterText, Listing, Paragraph
from ikanda_case.domain.slots import plain
from ikanda_case.tables.letters import load_templates
from tests.support.cases import TODAY, Story, opened

TEMPLATES = load_templates()
DAY = date(2026, 11, 10)


def refused(right: str, ground: str, facts: str = "dat weten wij niet") -> f.Decided:
    return f.Decided(right=right, decision="refused", ground=ground, facts=facts)


def letter_of(story: Story, language: str = "nl", **said: str) -> LetterText:
    rights = tuple(row.right for row in story.case.rows)
    story.put(
        DAY,
        f.Drafted(
            letter="B1", letter_kind="L06", language="nl", rights=rights, ground="G07",
            fields=(("facts", "De feiten."), *said.items()),
        ),
    )  # fmt: skip
    case = story.case
    filling = filled(case, story.office, case.letters[0], language, TODAY, Words())
    template: LetterTemplate = TEMPLATES["L06", language]
    assert open_points(template, filling) == ()
    return compose(template, filling, ())


def lines(text: LetterText) -> list[str]:
    return [
        plain(item) for block in text.blocks if isinstance(block, Listing) for item in block.items
    ]


def words(text: LetterText) -> str:
    said = [plain(each.runs) for each in text.blocks if isinstance(each, Paragraph | Box)]
    return "\n".join([*said, *(each.text for each in text.blocks if isinstance(each, Heading))])


def two(ground: str = "G05") -> Story:
    story = opened(rights=("ACCESS", "ERASE"))
    story.put(DAY, refused("ACCESS", "G07"))
    story.put(DAY, refused("ERASE", ground, "wij zijn wettelijk verplicht het te bewaren."))
    return story


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_right_has_its_own_part_with_its_own_ground(language: str) -> None:
    story = two("G10")
    text = letter_of(story, language)
    first, second = lines(text)
    table = story.office.rulebook.rights
    for line, right, ground in ((first, "ACCESS", "G07"), (second, "ERASE", "G10")):
        name = table.right(right).name[language]
        assert (
            line.lower().startswith(name.lower()) and table.ground(ground).title[language] in line
        )
    assert "Dat weten wij niet." in first
    assert table.ground("G07").title[language] not in words(text), "no ground speaks for both"


def test_one_ground_for_all_stands_where_it_always_stood() -> None:
    text = letter_of(two("G07"))
    title = opened().office.rulebook.rights.ground("G07").title["nl"]
    assert f"Grond: {title}" in words(text) and len(lines(text)) == 2


def test_one_right_decided_as_a_whole_needs_no_list_of_parts() -> None:
    story = opened()
    story.put(DAY, refused("ACCESS", "G07"))
    text = letter_of(story)
    assert lines(text) == [] and "deel per deel" not in words(text)


def test_the_parts_of_one_right_stand_one_by_one() -> None:
    story = opened()
    kept = ItemDecided(item="camerabeelden", decision="refused", ground="G07", facts="weg")
    given = ItemDecided(item="facturen", decision="granted")
    story.put(DAY, f.Decided(right="ACCESS", decision="partly", items=(given, kept)))
    found = lines(letter_of(story))
    assert len(found) == 3 and "deel" in found[0]
    assert found[1].endswith("facturen: daar gaan wij op in.")
    assert "camerabeelden: daar gaan wij niet op in. Weg. Grond:" in found[2]


def test_what_the_drafter_wrote_of_the_parts_is_what_stands_there() -> None:
    text = letter_of(two("G10"), items="Alles samen: neen.")
    assert lines(text) == ["Alles samen: neen."]
    assert "Grond:" in words(text), "then the letter's own ground stands"
