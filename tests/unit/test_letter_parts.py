"""A letter for several rights says of each, in its own part, what was decided and why."""

from dataclasses import replace
from datetime import date

import pytest

from ikanda_case.app.answers import answer_facts, own_words
from ikanda_case.app.letter_parts import filled
from ikanda_case.bootstrap.parts import Words
from ikanda_case.domain import correspondence as way
from ikanda_case.domain import facts as f
from ikanda_case.domain.answer_checks import ARTICLES
from ikanda_case.domain.case_parts import Row
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.facts import ItemDecided
from ikanda_case.domain.follow_ons import follow_ons
from ikanda_case.domain.guards.sending import needs_second_person
from ikanda_case.domain.letter_parts import SPEAKS_OF, answers, kind_of_part
from ikanda_case.domain.letters import (
    LANGUAGES,
    Filling,
    Language,
    LetterTemplate,
    RightPart,
    compose,
    contents,
    fields_given,
    fields_in_force,
    open_points,
    proposed_texts,
    standing_texts,
)
from ikanda_case.domain.page import Box, Heading, LetterText, Listing, Paragraph
from ikanda_case.domain.slots import plain
from ikanda_case.tables.letters import KINDS, load_templates
from tests.support.cases import TODAY, Story, opened
from tests.support.one_right import DIGESTS, LINES, WORDS, digest

TEMPLATES = load_templates()
DAY, LATER = date(2026, 11, 10), date(2026, 11, 17)
PARTED = [kind for kind in KINDS if TEMPLATES[kind, "nl"].parts]


def refused(right: str, ground: str, facts: str = "dat weten wij niet") -> f.Decided:
    return f.Decided(right=right, decision="refused", ground=ground, facts=facts)


def draft(story: Story, kind: str = "L06", ground: str = "", **said: str) -> None:
    """Put a draft for every right of the case; `facts__ERASE` is the field `facts.ERASE`."""
    fields = {name.replace("__", "."): text for name, text in said.items()}
    free = tuple((name, fields.pop(name)) for name in [*fields] if name.startswith("answer"))
    story.put(
        LATER,
        f.Drafted(
            letter=f"B{len(story.case.letters) + 1}", letter_kind=kind, language="nl",
            rights=tuple(row.right for row in story.case.rows), ground=ground,
            fields=tuple(fields.items()), free=free,
        ),
    )  # fmt: skip


def filling_of(story: Story, language: Language = "nl") -> tuple[LetterTemplate, Filling]:
    letter = story.case.letters[-1]
    template = TEMPLATES[letter.draft.letter_kind, language]
    took = filled(
        story.case, story.office, letter, language, TODAY, Words(),
        lambda kind: TEMPLATES[kind, language],
    )  # fmt: skip
    return template, took


def text_of(story: Story, language: Language = "nl") -> LetterText:
    template, took = filling_of(story, language)
    assert open_points(template, took) == ()
    return compose(template, took, ())


def parts_of(text: LetterText) -> dict[str, str]:
    """Return the words that stand under each heading of the first rank, by that heading."""
    found: dict[str, list[str]] = {"": []}
    at = ""
    for block in text.blocks:
        match block:
            case Heading(under=False):
                at = block.text
                found[at] = []
            case Heading():
                found[at].append(f"# {block.text}")
            case Paragraph() | Box():
                found[at].append(plain(block.runs))
            case Listing():
                found[at] += [plain(item) for item in block.items]
    return {heading: "\n".join(words) for heading, words in found.items()}


def name(story: Story, right: str, language: str = "nl") -> str:
    said = story.office.rulebook.rights.right(right).name[language]
    return said[:1].upper() + said[1:]


def title(story: Story, ground: str, language: str = "nl") -> str:
    return story.office.rulebook.rights.ground(ground).title[language]


def done_and_refused() -> Story:
    """Return a request whose rectification was done and whose erasure was refused."""
    story = opened(rights=("RECTIFY", "ERASE"))
    story.put(DAY, f.Decided(right="RECTIFY", decision="granted"))
    story.put(LATER, f.Executed(right="RECTIFY", what="Uw huisnummer is nu 12."))
    story.put(DAY, refused("ERASE", "G10", "de boekhoudwet doet ons uw facturen bewaren"))
    return story


# ---- one right ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_one_right_every_kind_says_word_for_word_what_it_said(language: Language) -> None:
    """A changed letter text changes its line in `tests/files/letters/one-right.txt`."""
    known = dict(line.rsplit(" ", 1) for line in DIGESTS.read_text().splitlines())
    changed = [kind for kind in KINDS if digest(TEMPLATES[kind, language]) !=
               known[f"{kind} {language}"]]  # fmt: skip
    assert changed == []


def test_one_right_has_no_parts_and_words_named_for_it_are_its_own() -> None:
    story = opened()
    story.put(DAY, refused("ACCESS", "G07"))
    draft(story, ground="G07", facts="Voor de brief.", facts__ACCESS="Voor dit recht.")
    assert filling_of(story)[1].parts == ()
    said = parts_of(text_of(story))
    assert "Voor dit recht." in said["Wat wij niet doen en waarom"]
    assert "Voor de brief." not in str(said)


def test_the_items_of_one_right_stand_one_by_one_with_their_grounds_on_the_list() -> None:
    story = opened()
    kept = ItemDecided(item="camerabeelden", decision="refused", ground="G07", facts="weg")
    other = ItemDecided(item="logboek", decision="refused", ground="G20", facts="verboden")
    given = ItemDecided(item="facturen", decision="granted")
    story.put(DAY, f.Decided(right="ACCESS", decision="partly", items=(given, kept, other)))
    draft(story, facts="De feiten.")
    template, took = filling_of(story)
    said = parts_of(compose(template, took, ()))["Ons antwoord, deel per deel"].split("\n")
    assert len(said) == 4 and "deel" in said[0]
    assert said[1].endswith("facturen: daar gaan wij op in.")
    assert "camerabeelden: daar gaan wij niet op in. Weg. Grond:" in said[2]
    of_ground = [each for each in contents(template, took) if each.label == "Grond en artikel"]
    assert [(each.done, each.article) for each in of_ground] == [(True, "12(4)")]


def test_what_the_drafter_wrote_of_the_items_is_what_stands_there() -> None:
    story = opened()
    item = ItemDecided(item="camerabeelden", decision="refused", ground="G07", facts="weg")
    story.put(DAY, f.Decided(right="ACCESS", decision="refused", items=(item,)))
    draft(story, ground="G07", facts="De feiten.", items="Alles samen: neen.")
    said = parts_of(text_of(story))
    assert said["Ons antwoord, deel per deel"] == "Alles samen: neen."
    assert title(story, "G07") in said["Wat wij niet doen en waarom"]


# ---- several rights ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["L06", "L07"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_done_and_refused_stand_apart_each_with_its_own_words(
    language: Language, kind: str
) -> None:
    story = done_and_refused()
    draft(story, kind)
    said = parts_of(text_of(story, language))
    done, not_done = said[name(story, "RECTIFY", language)], said[name(story, "ERASE", language)]
    day = Words().long_date(LATER, language)
    assert "Uw huisnummer is nu 12." in done and day in done
    assert "boekhoudwet" not in done and title(story, "G10", language) not in done
    assert "De boekhoudwet doet ons uw facturen bewaren." in not_done
    assert title(story, "G10", language) in not_done and "17" in not_done
    assert day not in not_done and "Uw huisnummer" not in not_done
    box = said[""]
    assert all(name(story, right, language)[1:] in box for right in ("RECTIFY", "ERASE"))
    complaint = TEMPLATES["L06", language].standing["authority_address"]
    assert str(said).count(complaint) == 1, "the remedies stand once"


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("nl", "Ons antwoord op uw verzoeken"),
        ("fr", "Notre réponse à vos demandes"),
        ("en", "Our answer to your requests"),
        ("de", "Unsere Antwort auf Ihre Anträge"),
    ],
)
def test_the_title_promises_nothing_of_several_rights(language: Language, wanted: str) -> None:
    story = done_and_refused()
    draft(story, "L07")
    assert text_of(story, language).title == wanted
    draft(story, "L07")
    story.put(LATER, replace(story.case.letters[-1].draft, free=(("title", "Eigen titel"),)))
    assert text_of(story, language).title == "Eigen titel"


def test_two_refusals_on_two_grounds_name_each_its_own() -> None:
    story = opened(rights=("ACCESS", "ERASE"))
    story.put(DAY, refused("ACCESS", "G07"))
    story.put(DAY, refused("ERASE", "G10", "Wettelijk verplicht."))
    draft(story)
    said = parts_of(text_of(story))
    first, second = said["Inzage (artikel 15 AVG)"], said["Wissing (artikel 17 AVG)"]
    assert title(story, "G07") in first and title(story, "G10") not in first
    assert title(story, "G10") in second and title(story, "G07") not in second
    assert "Dat weten wij niet." in first and "Daar gaan wij niet op in." in first
    assert "Wettelijk verplicht." in second


def test_two_days_of_doing_are_told_each_of_its_own_right() -> None:
    story = opened(rights=("RECTIFY", "RESTRICT", "ERASE"))
    for right, day in (("RECTIFY", DAY), ("RESTRICT", LATER), ("ERASE", TODAY)):
        story.put(DAY, f.Decided(right=right, decision="granted"))
        story.put(day, f.Executed(right=right, what=f"Gedaan: {right}."))
    draft(story, "L07")
    text = text_of(story)
    said = parts_of(text)
    order = [heading for heading in said if "artikel" in heading]
    assert order == [name(story, right) for right in ("RECTIFY", "RESTRICT", "ERASE")]
    for right, day in (("RECTIFY", DAY), ("RESTRICT", LATER), ("ERASE", TODAY)):
        part = said[name(story, right)]
        assert Words().long_date(day, "nl") in part and f"Gedaan: {right}." in part
    assert "back-ups" in said[name(story, "ERASE")]
    assert "voordat de beperking" in said[name(story, "RESTRICT")]
    assert "back-ups" not in said[name(story, "RECTIFY")] + said[name(story, "RESTRICT")]
    assert "klacht" not in str(said).casefold(), "everything was given"


def test_what_is_not_done_yet_is_not_called_done() -> None:
    story = opened(rights=("RECTIFY", "ERASE"))
    for right in ("RECTIFY", "ERASE"):
        story.put(DAY, f.Decided(right=right, decision="granted"))
    story.put(DAY, f.Executed(right="RECTIFY", what="Rechtgezet."))
    draft(story, "L07")
    to_come = parts_of(text_of(story))[name(story, "ERASE")]
    assert to_come == "Wij doen wat u vroeg. Zodra het gebeurd is, bevestigen wij u dat."
    kept = f.Decided(right="ERASE", decision="partly", ground="G10", facts="twee facturen")
    story.put(DAY, kept)
    in_part = parts_of(text_of(story))[name(story, "ERASE")]
    assert in_part.startswith("Wij doen een deel van wat u vroeg. Zodra")
    assert "twee facturen" in in_part and title(story, "G10") in in_part
    assert "back-ups" not in in_part and "afmeldlijst" not in in_part
    story.put(TODAY, f.Executed(right="ERASE", what="Gewist."))
    done = parts_of(text_of(story))[name(story, "ERASE")]
    assert done.startswith("Wij deden een deel van wat u vroeg. Op 23 november 2026")
    assert "back-ups" in done and "afmeldlijst" in done


def test_a_right_nothing_was_decided_on_is_a_point_to_do() -> None:
    story = opened(rights=("RECTIFY", "ERASE"))
    story.put(DAY, f.Decided(right="RECTIFY", decision="granted"))
    story.put(DAY, f.Executed(right="RECTIFY", what="Rechtgezet."))
    draft(story, "L07")
    template, took = filling_of(story)
    (point,) = open_points(template, took)
    assert (point.clause_id, point.field) == ("undecided.ERASE", "decision.ERASE")
    assert (point.part, point.code) == ("Wissing", "field_missing")
    with pytest.raises(RuleError) as stopped:
        compose(template, took, ())
    assert stopped.value.code == "letter_field_missing_of_right"
    assert (stopped.value.facts["part"], stopped.value.facts["field"]) == ("Wissing", "decision")
    draft(story, "L07", decision__ERASE="Daarover krijgt u morgen antwoord.")
    said = parts_of(text_of(story))
    assert said["Wissing (artikel 17 AVG)"] == "Daarover krijgt u morgen antwoord."


def test_each_part_has_its_own_mandatory_contents_by_name_of_its_right() -> None:
    story = opened(rights=("ACCESS", "ERASE"))
    story.put(DAY, refused("ACCESS", "G07"))
    limited = f.Decided(right="ERASE", decision="refused", limitation="RECIPIENT_UNKNOWN")
    story.put(DAY, limited)
    draft(story)
    template, took = filling_of(story)
    listed = {each.clause_id: each for each in contents(template, took)}
    assert listed["ground.ACCESS"].done and not listed["ground.ERASE"].done
    assert listed["ground.ERASE"].part == "Wissing"
    assert listed["ground.ERASE"].label == "Grond en artikel"
    assert listed["facts.ACCESS"].done and not listed["facts.ERASE"].done
    assert listed["complaint"].part == "" and listed["several"].done
    lacking = [(point.part, point.field) for point in open_points(template, took)]
    assert lacking == [
        ("Wissing", f"{each}.ERASE") for each in ("facts", "ground_title", "ground_article")
    ]


def test_what_the_drafter_wrote_of_one_right_wins_there_and_stands_nowhere_else() -> None:
    story = done_and_refused()
    draft(story, "L07", what_done__RECTIFY="Eigen woorden.", facts__ERASE="Eigen feiten.")
    said = parts_of(text_of(story))
    done, not_done = said[name(story, "RECTIFY")], said[name(story, "ERASE")]
    assert "Eigen woorden." in done and "Uw huisnummer" not in done
    assert "Eigen feiten." in not_done and "boekhoudwet" not in not_done
    assert str(said).count("Eigen woorden.") == str(said).count("Eigen feiten.") == 1


def test_words_of_a_whole_letter_speak_for_the_parts_of_its_kind_alone() -> None:
    story = opened(rights=("RECTIFY", "RESTRICT", "ERASE"))
    for right in ("RECTIFY", "RESTRICT"):
        story.put(DAY, f.Decided(right=right, decision="granted"))
        story.put(DAY, f.Executed(right=right, what=f"Nota over {right}."))
    story.put(DAY, refused("ERASE", "G10", "bewaarplicht"))
    draft(story, "L07", facts="Alles is aangepast.")
    said = parts_of(text_of(story))
    assert "Alles is aangepast." in said[name(story, "RECTIFY")]
    assert "Alles is aangepast." in said[name(story, "RESTRICT")]
    assert "Alles is aangepast." not in said[name(story, "ERASE")]
    assert "Nota over" not in str(said), "what the drafter wrote goes before what was noted"


def test_an_older_draft_keeps_its_ground_for_a_right_that_has_none() -> None:
    story = opened(rights=("ACCESS", "ERASE"))
    story.put(DAY, refused("ACCESS", "G07"))
    story.put(DAY, replace(refused("ERASE", "G10"), ground=""))
    draft(story, ground="G02")
    said = parts_of(text_of(story))
    assert title(story, "G02") in said[name(story, "ERASE")]
    assert title(story, "G02") not in said[name(story, "ACCESS")]


def test_a_right_refused_item_by_item_lists_them_in_its_own_part() -> None:
    story = opened(rights=("ACCESS", "ERASE"))
    items = (
        ItemDecided(item="camerabeelden", decision="refused", ground="G07", facts="weg"),
        ItemDecided(item="facturen", decision="granted"),
    )
    story.put(DAY, f.Decided(right="ACCESS", decision="partly", items=items))
    story.put(DAY, refused("ERASE", "G10"))
    draft(story)
    said = parts_of(text_of(story))
    assert "camerabeelden: daar gaan wij niet op in." in said[name(story, "ACCESS")]
    assert "Daar gaan wij voor een deel op in." in said[name(story, "ACCESS")]
    assert "camerabeelden" not in said[name(story, "ERASE")]


@pytest.mark.parametrize("kind", ["L06", "L07"])
def test_items_refused_on_several_grounds_name_each_its_own_in_their_part(kind: str) -> None:
    story = opened(rights=("RECTIFY", "ERASE"))
    items = (
        ItemDecided(item="facturen", decision="refused", ground="G10", facts="bewaarplicht"),
        ItemDecided(item="klacht", decision="refused", ground="G13", facts="een geding"),
        ItemDecided(item="klantenkaart", decision="granted"),
    )
    story.put(DAY, f.Decided(right="RECTIFY", decision="granted"))
    story.put(DAY, f.Decided(right="ERASE", decision="partly", items=items))
    draft(story, kind)
    template, took = filling_of(story)
    said = parts_of(text_of(story))[name(story, "ERASE")]
    for line in said.split("\n"):
        assert not (title(story, "G10") in line and title(story, "G13") in line)
    assert title(story, "G10") in said and title(story, "G13") in said
    assert said.count(title(story, "G10")) == 1
    grounds = [each for each in contents(template, took) if each.label == "Grond en artikel"]
    assert [(each.part, each.done) for each in grounds] == [("Wissing", True)]


def test_what_was_noted_is_checked_like_what_is_written() -> None:
    story = done_and_refused()
    draft(story, "L07", what_done__RECTIFY="Eigen woorden.")
    letter = story.case.letters[-1]
    assert {*own_words(story.case, letter)} == {
        "Eigen woorden.",
        "Uw huisnummer is nu 12.",
        "De boekhoudwet doet ons uw facturen bewaren.",
        "de boekhoudwet doet ons uw facturen bewaren",
    }
    alone = replace(letter, draft=replace(letter.draft, rights=("RECTIFY",)))
    assert {*own_words(story.case, alone)} == {"Eigen woorden."}


def test_a_ground_of_abuse_among_several_may_be_called_by_its_name() -> None:
    story = opened(rights=("ACCESS", "ERASE"))
    story.put(DAY, f.Decided(right="ACCESS", decision="granted"))
    for ground, may in (("G04", True), ("G10", False)):
        story.put(DAY, refused("ERASE", ground, "het verzoek is buitensporig"))
        draft(story)
        letter = story.case.letters[-1]
        template = TEMPLATES["L06", "nl"]
        assert answer_facts(story.case, story.office, letter, template, TODAY).abuse_ground is may


def test_access_answered_with_an_erasure_keeps_its_own_long_answer() -> None:
    story = opened(rights=("ACCESS", "ERASE"))
    story.put(DAY, f.Decided(right="ACCESS", decision="granted"))
    story.put(DAY, refused("ERASE", "G10"))
    draft(story, "L05", facts="Wij vonden drie bestellingen.")
    said = parts_of(text_of(story))
    access = said[name(story, "ACCESS")]
    assert "# 1. Waarom wij uw gegevens gebruiken" in access and "drie bestellingen" in access
    assert "# 9. Bijlage A lezen" in access and "Wij lieten niets weg." in access
    assert "Bijlage A" not in said[name(story, "ERASE")]
    assert title(story, "G10") in said[name(story, "ERASE")]


def test_a_late_answer_asks_an_answer_to_each_right() -> None:
    story = opened(rights=("ACCESS", "ERASE"))
    draft(story, "L17", facts="Ziekte.", answer__ACCESS="U krijgt alles.")
    template, took = filling_of(story)
    assert [point.field for point in open_points(template, took)] == ["answer.ERASE"]
    assert proposed_texts(template, took) == {"answer.ACCESS": "", "answer.ERASE": ""}
    draft(story, "L17", facts="Ziekte.", answer__ACCESS="Alles.", answer__ERASE="Gewist.")
    text = text_of(story)
    said = parts_of(text)
    assert said[name(story, "ACCESS")] == "Alles." and said[name(story, "ERASE")] == "Gewist."
    assert "Ons antwoord" not in said, "the bare heading above the parts falls away"
    assert text.title == "Ons antwoord komt te laat: onze verontschuldigingen"


def test_a_late_answer_that_only_promises_has_no_empty_parts() -> None:
    story = opened(rights=("ACCESS", "ERASE"))
    draft(story, "L17", facts="Ziekte.")
    template, took = filling_of(story)
    promised = replace(took, fields={**took.fields, "answer_on": "4 december 2026"})
    of_part = [
        replace(part, filling=replace(part.filling, fields=promised.fields)) for part in took.parts
    ]
    text = compose(template, replace(promised, parts=tuple(of_part)), ())
    assert name(story, "ERASE") not in parts_of(text)


def test_a_child_is_spoken_to_as_a_child_in_every_part() -> None:
    story = opened(rights=("CHILD_DATA", "RECTIFY"))
    for right in ("CHILD_DATA", "RECTIFY"):
        story.put(DAY, f.Decided(right=right, decision="granted"))
        story.put(DAY, f.Executed(right=right, what="Gedaan."))
    draft(story, "L19")
    text = text_of(story)
    assert text.title == "Ons antwoord aan jou"
    for right in ("CHILD_DATA", "RECTIFY"):
        assert "We hebben het op 10 november 2026 gedaan." in parts_of(text)[name(story, right)]
    assert "Goed om te weten" in parts_of(text)


def test_advertising_stopped_and_data_kept_bring_the_remedies_once() -> None:
    story = opened(rights=("OPTOUT_DM", "ERASE"))
    story.put(DAY, f.Decided(right="OPTOUT_DM", decision="granted"))
    story.put(DAY, f.Executed(right="OPTOUT_DM"))
    story.put(DAY, refused("ERASE", "G10"))
    draft(story, "L12")
    said = parts_of(text_of(story))
    assert "10 november 2026" in said[name(story, "OPTOUT_DM")]
    assert "klacht" in said["Niet akkoord? Klacht en rechter"]
    story = opened(rights=("OPTOUT_DM", "OPTOUT_PROFILE"))
    draft(story, "L12")
    said = parts_of(text_of(story))
    assert "klacht" not in str(said)
    assert "profiel" in said[name(story, "OPTOUT_PROFILE")]
    assert "orderbevestiging" in said["Wat u nog wel van ons krijgt"]


# ---- every kind --------------------------------------------------------------------------------


def test_the_kinds_that_answer_differently_by_right_have_parts() -> None:
    assert PARTED == ["L05", "L05b", "L06", "L07", "L08", "L12", "L13", "L17", "L18", "L19"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PARTED)
def test_every_parted_kind_composes_two_parts_with_one_box_and_the_remedies(
    kind: str, language: Language
) -> None:
    template = TEMPLATES[kind, language]
    filling = full(template, "in_part", "several_grounds", "in_parts")
    two = tuple(
        RightPart(right, right, right, template.parts, marked(template, right))
        for right in ("AAA", "BBB")
    )
    text = compose(template, replace(filling, parts=two), ())
    assert sum(isinstance(block, Box) for block in text.blocks) == 1
    assert isinstance(text.blocks[0], Box)
    first, second = (parts_of(text)[right] for right in ("AAA", "BBB"))
    assert first and "BBB" not in first and second == first.replace("AAA", "BBB")
    rest = [words for heading, words in parts_of(text).items() if heading not in ("AAA", "BBB")]
    assert "AAA" not in "\n".join(rest)
    assert "<authority_address>" in "\n".join(rest)


def full(template: LetterTemplate, *conditions: str) -> Filling:
    free = {clause.id: "vrij" for clause in template.clauses
            if clause.kind == "free" and not clause.text}  # fmt: skip
    return Filling({**WORDS, "answer_on": ""}, LINES, free, frozenset(conditions))


def marked(template: LetterTemplate, right: str) -> Filling:
    """Return a filling of a part whose every word says whose it is."""
    all_of = full(template, "erased", "restricted", "in_parts", "several_grounds", "optout")
    known = {clause.id for clause in template.parts}
    return replace(
        all_of,
        fields={name: text and f"{right}-{name}" for name, text in all_of.fields.items()},
        free={id: f"{right}-{id}" for id in all_of.free if id in known},
        listings={name: (f"{right}-{name}",) for name in all_of.listings},
    )


def test_names_of_a_part_carry_its_right_everywhere() -> None:
    template = TEMPLATES["L06", "nl"]
    part = RightPart("ERASE", "Wissing", "Wissing", template.parts, marked(template, "A"))
    took = replace(full(template), parts=(part,))
    asked = fields_in_force(template, took)
    assert "facts.ERASE" in asked and "facts" not in asked
    assert fields_given(took)["facts.ERASE"] == "A-facts"
    assert fields_given(took)["items.ERASE"] == "A-items"
    assert fields_given(took)["facts"] == "<facts>"
    in_part = replace(part, filling=replace(part.filling, conditions=frozenset({"in_part"})))
    took = replace(took, parts=(in_part,))
    assert standing_texts(template, took) == ("granted.ERASE",)
    assert [*proposed_texts(template, took)] == ["granted.ERASE"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"fields": {"schoen": "x"}}, "letter_field_unknown"),
        ({"free": {"purposes": "x"}}, "letter_clause_unknown"),
        ({"conditions": frozenset({"regen"})}, "letter_condition_unknown"),
    ],
)
def test_an_unknown_name_in_a_part_is_refused(said: dict[str, object], code: str) -> None:
    template = TEMPLATES["L06", "nl"]
    part = RightPart("ERASE", "Wissing", "Wissing", template.parts, replace(full(template), **said))  # type: ignore[arg-type]
    with pytest.raises(InputError) as refusal:
        compose(template, replace(full(template), parts=(part,)), ())
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("kind", "right", "decision", "ground", "wanted"),
    [
        ("L07", "ERASE", "granted", "", "L07"),
        ("L07", "ERASE", "", "", "L07"),
        ("L07", "ERASE", "partly", "G10", "L07"),
        ("L07", "ERASE", "refused", "G10", "L06"),
        ("L06", "ERASE", "refused", "G10", "L06"),
        ("L06", "ERASE", "partly", "G10", "L06"),
        ("L06", "ERASE", "granted", "", "L07"),
        ("L06", "ERASE", "", "", "L07"),
        ("L05", "ACCESS", "partly", "G07", "L05"),
        ("L05", "ACCESS", "refused", "G07", "L06"),
        ("L05", "ERASE", "granted", "", "L07"),
        ("L08", "PORT", "granted", "", "L08"),
        ("L12", "OPTOUT_PROFILE", "granted", "", "L12"),
        ("L12", "RECTIFY", "granted", "", "L07"),
        ("L13", "ADM", "granted", "", "L13"),
        ("L17", "ERASE", "refused", "G10", "L17"),
        ("L18", "ACCESS", "granted", "", "L18"),
        ("L18", "ACCESS", "refused", "G01", "L18"),
        ("L18", "ACCESS", "refused", "G07", "L06"),
        ("L19", "ERASE", "granted", "", "L19"),
        ("L19", "ERASE", "refused", "G10", "L06"),
    ],
)
def test_each_right_is_said_in_the_words_of_the_kind_that_speaks_of_it(
    kind: str, right: str, decision: str, ground: str, wanted: str
) -> None:
    row = replace(opened(rights=(right,)).case.rows[0], decision=decision, ground=ground)
    assert kind_of_part(kind, row) == wanted


def test_a_refusal_confirms_what_was_already_done_in_part() -> None:
    row = replace(opened(rights=("ERASE",)).case.rows[0], decision="partly", executed_on=DAY)
    assert kind_of_part("L06", row) == "L07"


def test_nothing_found_is_not_said_of_a_right_that_was_carried_out() -> None:
    row = replace(opened(rights=("OPTOUT_DM",)).case.rows[0], decision="granted", executed_on=DAY)
    assert kind_of_part("L18", row) == "L07"


def test_the_kinds_that_speak_of_some_rights_are_the_rule_book_s() -> None:
    assert {*SPEAKS_OF} <= {*PARTED}
    assert frozenset().union(*SPEAKS_OF.values()) <= {*ARTICLES}


# ---- guards ------------------------------------------------------------------------------------


def test_a_refusal_of_several_rests_on_the_grounds_of_its_decisions() -> None:
    story = opened(rights=("ACCESS", "ERASE"))
    story.put(DAY, refused("ACCESS", "G07"))
    story.put(DAY, refused("ERASE", "G10"))
    wanted = f.Drafted(
        letter="B1", letter_kind="L06", language="nl", rights=("ACCESS", "ERASE"), ground="G07"
    )
    assert way.draft(story.case, story.office, wanted, TODAY, TODAY)
    story.put(DAY, replace(refused("ERASE", "G10"), ground=""))
    with pytest.raises(RuleError) as stopped:
        way.draft(story.case, story.office, wanted, TODAY, TODAY)
    assert (stopped.value.code, stopped.value.facts["right"]) == ("ground_not_allowed", "ERASE")
    assert way.draft(story.case, story.office, replace(wanted, ground=""), TODAY, TODAY)


def test_approval_of_a_refusal_asks_facts_of_each_right_that_is_refused() -> None:
    story = opened(rights=("ACCESS", "ERASE"))
    story.put(DAY, f.Decided(right="ACCESS", decision="granted"))
    story.put(DAY, refused("ERASE", "G10", ""))
    draft(story)
    with pytest.raises(RuleError) as stopped:
        way.require_ready(story.case, story.office, story.case.letters[-1])
    assert (stopped.value.code, stopped.value.facts["field"]) == ("words_missing", "facts")
    draft(story, facts__ERASE="Bewaarplicht.")
    way.require_ready(story.case, story.office, story.case.letters[-1])
    draft(story, facts="Bewaarplicht.")
    way.require_ready(story.case, story.office, story.case.letters[-1])
    story.put(DAY, refused("ERASE", "G10", "Bewaarplicht."))
    draft(story)
    way.require_ready(story.case, story.office, story.case.letters[-1])


@pytest.mark.parametrize("rights", [(), ("ACCESS",)])
def test_a_refusal_of_one_right_asks_facts_in_the_letter(rights: tuple[str, ...]) -> None:
    story = opened()
    story.put(DAY, refused("ACCESS", "G07"))
    for fields, may in (((), False), ((("facts.ACCESS", "x"),), bool(rights)),
                        ((("facts", "x"),), True)):  # fmt: skip
        draft(story, ground="G07")
        letter = story.case.letters[-1]
        letter = replace(letter, draft=replace(letter.draft, rights=rights, fields=fields))
        if may:
            way.require_ready(story.case, story.office, letter)
            continue
        with pytest.raises(RuleError) as stopped:
            way.require_ready(story.case, story.office, letter)
        assert stopped.value.code == "words_missing"


@pytest.mark.parametrize("kind", ["L06", "L07", "L12"])
def test_a_second_person_looks_where_one_of_the_grounds_asks_it(kind: str) -> None:
    story = opened(rights=("RECTIFY", "ERASE"))
    story.put(DAY, f.Decided(right="RECTIFY", decision="granted"))
    story.put(DAY, refused("ERASE", "G09"))
    draft(story, kind)
    letter = story.case.letters[-1]
    assert needs_second_person(story.case, story.office, letter, TODAY)
    story.put(DAY, refused("ERASE", "G10"))
    assert not needs_second_person(story.case, story.office, letter, TODAY)
    late = date(2027, 2, 1)
    assert needs_second_person(story.case, story.office, letter, late)


# ---- what a letter answers -----------------------------------------------------------------------


def drafted(kind: str, *rights: str, **fields: str) -> f.Drafted:
    return f.Drafted(
        letter="B1", letter_kind=kind, language="nl", rights=rights, fields=tuple(fields.items())
    )


def row_of(right: str, decision: str, ground: str = "") -> Row:
    return Row(right, decision=decision, ground=ground)


@pytest.mark.parametrize(
    ("kind", "row", "is_answered"),
    [
        ("L05", row_of("ACCESS", "granted"), True),
        ("L05b", row_of("ACCESS", "partly", "G11"), True),
        ("L06", row_of("ACCESS", "refused", "G03"), True),
        ("L06", row_of("ACCESS", "partly", "G11"), True),
        ("L06", row_of("ACCESS", "granted"), False),
        ("L07", row_of("ACCESS", "granted"), False),
        ("L08", row_of("ACCESS", "granted"), False),
        ("L07", replace(row_of("ACCESS", "granted"), executed_on=DAY), True),
        ("L07", replace(row_of("ACCESS", "granted"), withdrawn_on=DAY), True),
        ("L08", row_of("PORT", "granted"), True),
        ("L05", row_of("PORT", "granted"), False),
        ("L07", row_of("ERASE", "granted"), True),
        ("L05", row_of("ERASE", "granted"), True),
        ("L07", row_of("OPTOUT_DM", "granted"), True),
        ("L09", row_of("ACCESS", ""), True),
        ("L14", row_of("ACCESS", ""), True),
        ("L18", row_of("ACCESS", "refused", "G01"), True),
        ("L01", row_of("ACCESS", "granted"), False),
        ("L04", row_of("ACCESS", "granted"), False),
        ("L17", row_of("ACCESS", "granted"), True),
    ],
)
def test_a_letter_answers_what_it_gives_and_not_what_it_promises(
    kind: str, row: Row, is_answered: bool
) -> None:
    assert answers(drafted(kind, row.right), row) is is_answered
    assert not answers(drafted(kind, "RECTIFY"), row)


@pytest.mark.parametrize("name", ["answer_on", "answer_on.ACCESS"])
def test_a_late_letter_that_only_names_a_day_answers_nothing(name: str) -> None:
    row = row_of("ACCESS", "granted")
    late = replace(drafted("L17", "ACCESS"), fields=((name, "7 december 2026"),))
    assert not answers(late, row)
    assert answers(replace(late, fields=((name, ""), ("facts", "druk"))), row)


def test_a_granted_copy_that_is_only_promised_is_still_owed() -> None:
    """The letter that refuses the erasure does not give the copy: its clock runs on."""
    story = opened(rights=("ACCESS", "ERASE"))
    story.put(DAY, f.Decided(right="ACCESS", decision="granted"))
    story.put(DAY, refused("ERASE", "G10", "de boekhoudwet doet ons uw facturen bewaren"))
    draft(story, "L06", facts="zie hieronder")
    story.put(LATER, f.Sent(letter="B1", channel="post", to="Verzonnen 1"))
    assert [row.answered_on for row in story.case.rows] == [None, LATER]


# ---- what a letter on one right takes from its decision ------------------------------------------


def one(kind: str, right: str = "ERASE", *facts: f.Fact, **said: str) -> Story:
    story = opened(rights=(right,))
    for fact in facts:
        story.put(DAY, fact)
    draft(story, kind, **said)
    return story


def test_the_ground_of_a_decision_in_part_stands_in_the_letter_that_confirms_the_rest() -> None:
    partly = f.Decided(right="ERASE", decision="partly", ground="G10", facts="facturen blijven")
    story = one("L07", "ERASE", partly, f.Executed(right="ERASE", what="account gewist"))
    _, took = filling_of(story)
    assert took.fields["ground_title"] == title(story, "G10")
    assert took.fields["ground_article"] == "artikel 17(3)(b) AVG"


def test_a_second_person_is_asked_for_whatever_gives_less_on_such_a_ground() -> None:
    alone = f.Decided(right="ERASE", decision="partly", ground="G09", facts="geen grond")
    for kind in ("L06", "L07"):
        story = one(kind, "ERASE", alone)
        assert needs_second_person(story.case, story.office, story.case.letters[0], LATER)
    plain_ground = f.Decided(right="ERASE", decision="partly", ground="G10", facts="facturen")
    story = one("L07", "ERASE", plain_ground)
    assert not needs_second_person(story.case, story.office, story.case.letters[0], LATER)


def test_a_withdrawal_is_confirmed_by_its_own_day() -> None:
    story = one("L14", "ACCESS", f.Withdrawn(how="mail"))
    _, took = filling_of(story)
    assert took.fields["done_on"] == "10 november 2026"


def test_recipients_are_called_informed_once_each_notice_is_settled() -> None:
    done = (
        f.Decided(right="RECTIFY", decision="granted"),
        f.Executed(right="RECTIFY", what="huisnummer"),
    )
    story = one("L07", "RECTIFY", *done, what_done="Uw huisnummer is nu 12.")
    assert "recipients_informed" not in filling_of(story)[1].conditions
    owed = [
        each for each in follow_ons(story.case, story.office) if each.code == "recipient_notice"
    ]
    for number, each in enumerate(owed, 1):
        story.put(LATER, f.FollowOnSettled(code=each.code, right=each.right, subject=each.subject))
        informed = "recipients_informed" in filling_of(story)[1].conditions
        assert informed is (number == len(owed))
    assert "Wij hebben elke ontvanger van deze gegevens ingelicht" in "".join(
        plain(block.runs) for block in text_of(story).blocks if isinstance(block, Paragraph)
    )


def test_a_letter_that_was_never_drafted_answers_nothing() -> None:
    """What lies in the file is replayed as it lies there; no guard lets it be written."""
    story = opened(rights=("ACCESS",))
    before = story.case
    story.put(LATER, f.Sent(letter="B9", channel="post", to="Verzonnen 1"))
    assert story.case.rows == before.rows and story.case.letters == ()


def test_beside_another_right_a_withdrawn_one_is_answered_without_a_decision() -> None:
    letter = drafted("L07", "ERASE", "ACCESS")
    assert not answers(letter, row_of("ACCESS", ""))
    assert answers(letter, replace(row_of("ACCESS", ""), withdrawn_on=DAY))
