"""Letters are composed whole, or the first thing missing is named (rules 5.2)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.domain.annexes import CARRIES_FILES
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.guards.sending import CARRIES_PERSONAL_DATA
from ikanda_case.domain.letter_terms import TRUE_WHEN_FILLED
from ikanda_case.domain.letters import (
    CONDITION_OF_RIGHT,
    CONDITIONS,
    FIELDS,
    LANGUAGES,
    LISTINGS,
    CheckFacts,
    Clause,
    Filling,
    LetterTemplate,
    checks,
    compose,
    contents,
    fields_in_force,
    open_points,
    proposed_texts,
    standing_texts,
)
from ikanda_case.domain.page import Box, Heading, LetterText, Listing, Paragraph, Run
from ikanda_case.domain.slots import conditions_in, holds, printable, slots
from ikanda_case.tables.letters import KINDS, load_templates

TEMPLATES = load_templates()
EVERY = [(kind, language) for kind in KINDS for language in LANGUAGES]
WORDS = {name: f"‹{name}›" for name in FIELDS}
LINES = {name: (f"‹first of {name}›", f"‹second of {name}›") for name in LISTINGS}
OWN = {"retention": "‹retention›", "answer": "‹answer›"}
"""Own words for the free clauses that propose nothing."""


def own_words(template: LetterTemplate) -> dict[str, str]:
    free = {clause.id for clause in template.clauses if clause.kind == "free"}
    return {name: text for name, text in OWN.items() if name in free}


def filling(template: LetterTemplate, *conditions: str, without: str = "") -> Filling:
    return Filling(
        fields={name: text for name, text in WORDS.items() if name != without},
        listings={name: lines for name, lines in LINES.items() if name != without},
        free={name: text for name, text in own_words(template).items() if name != without},
        conditions=frozenset(conditions),
    )


def asked_about(template: LetterTemplate) -> list[str]:
    whens = [clause.when for clause in template.clauses]
    whens += [when for when, _ in template.titles]
    names = dict.fromkeys(name for when in whens for name in conditions_in(when))
    return [name for name in names if name not in TRUE_WHEN_FILLED]


def situations(template: LetterTemplate) -> Iterator[tuple[str, ...]]:
    """Yield no condition, each alone, each pair, and all of them."""
    names = asked_about(template)
    yield ()
    for number, name in enumerate(names):
        yield (name,)
        for other in names[number + 1 :]:
            yield (name, other)
    yield tuple(names)


def words_of(text: LetterText) -> str:
    said = [text.title, text.salutation]
    for block in text.blocks:
        match block:
            case Heading(words):
                said.append(words)
            case Paragraph(runs=runs) | Box(runs=runs):
                said.append("".join(run.text for run in runs))
            case Listing(items=items):
                said += ["".join(run.text for run in item) for item in items]
    return "\n".join([*said, text.closing])


# ---- every kind in every language --------------------------------------------------------------


def test_every_kind_of_the_rule_book_has_its_text_in_four_languages() -> None:
    numbered = {f"L{number:02}" for number in range(1, 23)}
    assert {*TEMPLATES} == {*EVERY}
    assert {*KINDS} == numbered | {"L03b", "L05b"}
    assert len(EVERY) == 96


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_full_filling_makes_a_whole_letter_in_every_situation(kind: str, language: str) -> None:
    template = TEMPLATES[kind, language]
    for conditions in situations(template):
        text = compose(template, filling(template, *conditions), (("Datum", "vandaag"),))
        assert text.language == language
        assert sum(isinstance(block, Box) for block in text.blocks) == 1
        assert isinstance(text.blocks[0], Box)
        assert not isinstance(text.blocks[-1], Heading)
        assert text.title and text.salutation and text.closing
        assert text.reference_lines == (("Datum", "vandaag"),)
        assert not re.search(r"[{}*]|\[[a-z]+\]", words_of(text))


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_two_headings_never_follow_each_other(kind: str, language: str) -> None:
    template = TEMPLATES[kind, language]
    for conditions in situations(template):
        blocks = compose(template, filling(template, *conditions), ()).blocks
        pairs = pairwise(blocks)
        assert not any(isinstance(a, Heading) and isinstance(b, Heading) for a, b in pairs)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_what_is_required_and_empty_stops_the_letter_by_its_name(kind: str, language: str) -> None:
    template = TEMPLATES[kind, language]
    tried = set()
    for conditions in situations(template):
        true = {*conditions, *TRUE_WHEN_FILLED}
        for clause in template.clauses:
            if not (clause.required and holds(clause.when, true)):
                continue
            for name in needed(clause) - {*template.standing} - {*TRUE_WHEN_FILLED.values()}:
                lacking = filling(template, *conditions, without=name)
                assert any(point.field == name for point in open_points(template, lacking))
                with pytest.raises(RuleError) as stopped:
                    compose(template, lacking, ())
                assert stopped.value.code == "letter_field_missing"
                assert stopped.value.rule == "5.2"
                assert stopped.value.facts["field"] == name
                tried.add(name)
    assert tried


def needed(clause: Clause) -> set[str]:
    if clause.kind == "free":
        return {clause.id} if not clause.text else set()
    if clause.kind != "listing":
        return {*slots(clause.text)}
    lines = clause.text.split("\n")
    return {line[1:-1] for line in lines if line.startswith("[")} | {
        slot for line in lines if not line.startswith("[") for slot in slots(line)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_four_languages_say_the_same_things(kind: str) -> None:
    def form(template: LetterTemplate) -> object:
        return (
            template.version,
            template.answers,
            tuple((when, slots(title)) for when, title in template.titles),
            slots(template.title),
            bool(template.title_several),
            tuple(
                (
                    clause.id,
                    clause.kind,
                    clause.when,
                    clause.article,
                    clause.required,
                    clause.numbered,
                    clause.note,
                    clause.part,
                    bool(clause.label),
                    frozenset(needed(clause)),
                    len(clause.text.split("\n")),
                )
                for clause in template.clauses
            ),
        )

    forms = {language: form(TEMPLATES[kind, language]) for language in LANGUAGES}
    assert all(each == forms["nl"] for each in forms.values())


def test_no_two_languages_share_a_sentence() -> None:
    for kind in KINDS:
        for place, clause in enumerate(TEMPLATES[kind, "nl"].clauses):
            texts = {TEMPLATES[kind, language].clauses[place].text for language in LANGUAGES}
            bare = not re.sub(r"\{[a-z_0-9]+\}|\[[a-z]+\]", "", clause.text)
            assert len(texts) == (1 if bare else 4), (kind, clause.id)


@pytest.mark.parametrize("kind", KINDS)
def test_french_breaks_no_line_before_its_high_punctuation(kind: str) -> None:
    template = TEMPLATES[kind, "fr"]
    for conditions in situations(template):
        words = words_of(compose(template, filling(template, *conditions), ()))
        assert not re.search(r" [:;?!»]|« ", words)


def test_each_kind_says_what_it_does() -> None:
    def kinds(answer: str) -> set[str]:
        return {kind for kind in KINDS if answer in TEMPLATES[kind, "nl"].answers}

    assert kinds("data") == {"L05", "L05b", "L08", "L13"} == CARRIES_PERSONAL_DATA
    assert kinds("remedy") == {"L05", "L06", "L09", "L10", "L13", "L17", "L18"}
    assert kinds("date") == {"L01", "L02", "L03", "L03b", "L04", "L12", "L17"}
    others = {kind for kind in KINDS if TEMPLATES[kind, "nl"].to_others}
    assert others == {"L15", "L20", "L21", "L22"}
    no_answer = {"L01", "L02", "L03", "L03b", "L04", "L11", "L16"}
    assert kinds("right") == {*KINDS} - no_answer - others
    access = TEMPLATES["L05", "nl"]
    assert access.carries_personal_data and access.needs_remedy and access.answers_a_right
    assert not access.tells_a_date


def test_the_extension_names_complaint_and_court_as_policy_without_an_article() -> None:
    clauses = {clause.id: clause for clause in TEMPLATES["L04", "nl"].clauses}
    assert clauses["complaint"].article == clauses["court"].article == ""
    assert clauses["extension"].article == "12(3)"


def test_only_some_of_what_is_granted_brings_the_remedies_into_a_confirmation() -> None:
    template = TEMPLATES["L07", "nl"]
    whole = words_of(compose(template, filling(template, "erased"), ()))
    part = words_of(compose(template, filling(template, "erased", "in_part"), ()))
    assert "klacht" not in whole
    assert "klacht" in part and "‹left_out›" in part and "‹ground_title›" in part


def test_conditions_and_rights_are_known_names() -> None:
    assert {*CONDITION_OF_RIGHT.values()} <= {*CONDITIONS}
    assert {*TRUE_WHEN_FILLED} <= {*CONDITIONS}
    assert {*TRUE_WHEN_FILLED.values()} <= {*FIELDS, *LISTINGS}


def test_every_field_listing_and_condition_is_used_or_is_the_sender_s() -> None:
    used = {
        name for each in TEMPLATES.values() for clause in each.clauses for name in needed(clause)
    }
    for template in TEMPLATES.values():
        used |= {*slots(template.salutation), *template.standing}
        used |= {name for _, title in template.titles for name in slots(title)}
    assert {*FIELDS} - used == {"mailbox", "today"}
    assert {*LISTINGS} <= used
    asked = {name for template in TEMPLATES.values() for name in asked_about(template)}
    assert {*CONDITIONS} - asked == {*TRUE_WHEN_FILLED}


# ---- salutation, title, derived conditions -----------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_salutation_guesses_no_gender_and_knows_what_to_say_without_a_name(
    language: str,
) -> None:
    template = TEMPLATES["L01", language]
    known = compose(template, filling(template), ()).salutation
    unknown = compose(template, filling(template, without="requester_name"), ()).salutation
    assert unknown in (
        "Geachte mevrouw of heer",
        "Madame, Monsieur,",
        "Dear Madam or Sir",
        "Sehr geehrte Damen und Herren",
    )
    assert "requester_name" in known or language == "fr"


def test_a_name_that_is_said_to_be_known_must_be_given() -> None:
    template = TEMPLATES["L01", "nl"]
    nameless = filling(template, "has_name", without="requester_name")
    (point,) = open_points(template, nameless)
    assert (point.clause_id, point.field) == ("salutation", "requester_name")


def test_the_title_is_the_answer() -> None:
    template = TEMPLATES["L07", "nl"]

    def title(*conditions: str) -> str:
        return compose(template, filling(template, *conditions), ()).title

    assert title("erased") == "Wij hebben uw gegevens gewist"
    assert title("erased", "in_part") == "Wij deden een deel van wat u vroeg"
    assert title() == "Wij deden wat u vroeg"


def test_the_drafter_may_give_the_letter_its_own_title() -> None:
    template = TEMPLATES["L06", "nl"]
    own = Filling(
        fields=WORDS,
        listings=LINES,
        free={"title": "Wij wissen uw gegevens,\nbehalve *twee* {facts}"},
        conditions=frozenset({"in_part"}),
    )
    text = compose(template, own, ())
    assert text.title == "Wij wissen uw gegevens, behalve *twee* {facts}"


def test_a_late_answer_is_in_the_letter_or_has_its_day() -> None:
    template = TEMPLATES["L17", "nl"]
    promised = compose(template, filling(template), ())
    assert "‹answer_on›" in promised.title and "‹answer›" not in words_of(promised)
    here = compose(template, filling(template, without="answer_on"), ())
    assert "‹answer›" in words_of(here)
    neither = Filling(fields={**WORDS, "answer_on": ""}, listings=LINES)
    assert [point.field for point in open_points(template, neither)] == ["answer"]


@pytest.mark.parametrize("kind", ["L10", "L18"])
def test_facts_stand_in_where_the_single_fields_are_not_given(kind: str) -> None:
    template = TEMPLATES[kind, "nl"]
    single = "competent" if kind == "L10" else "searched_systems"
    text = compose(template, filling(template, without=single), ())
    assert "‹facts›" in words_of(text)


# ---- free clauses ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_access_answer_needs_no_typing_but_the_facts(language: str) -> None:
    template = TEMPLATES["L05", language]
    bare = Filling(
        fields={"facts": "‹facts›", "requester_name": "Ada Voorbeeld"},
        conditions=frozenset({"criterion_only"}),
    )
    words = words_of(compose(template, bare, ()))
    assert "Leadinfo B.V." in words
    assert standing_texts(template, bare) == (
        "purposes",
        "categories",
        "recipients",
        "transfers",
        "retention_criterion",
        "source",
        "decisions",
    )


def test_every_item_of_article_15_is_on_the_list_of_contents() -> None:
    template = TEMPLATES["L05", "nl"]
    articles = {each.article for each in contents(template, filling(template, "criterion_only"))}
    items = {f"15(1)({letter})" for letter in "abcdegh"}
    assert items | {"15(1)", "15(1)(f), 12(4)", "15(2)", "15(3)"} <= articles


def test_without_a_criterion_the_retention_period_must_be_given() -> None:
    template = TEMPLATES["L05", "nl"]
    (point,) = open_points(template, Filling(fields=WORDS))
    assert (point.code, point.field, point.article) == ("text_missing", "retention", "15(1)(d)")


def test_own_words_take_the_place_of_a_proposal_and_stay_as_they_are() -> None:
    template = TEMPLATES["L05", "nl"]
    own = Filling(
        fields=WORDS,
        free={"source": "Van u zelf.\n\nNiet van {facts} of *anderen*."},
        conditions=frozenset({"criterion_only"}),
    )
    text = compose(template, own, ())
    assert Paragraph((Run("Van u zelf."),)) in text.blocks
    assert Paragraph((Run("Niet van {facts} of *anderen*."),)) in text.blocks
    assert "source" not in standing_texts(template, own)


def test_a_proposal_that_was_emptied_is_missing_and_an_optional_one_falls_away() -> None:
    access = TEMPLATES["L05", "nl"]
    emptied = Filling(
        fields=WORDS, free={"source": " \n "}, conditions=frozenset({"criterion_only"})
    )
    assert [point.field for point in open_points(access, emptied)] == ["source"]
    refusal = TEMPLATES["L06", "nl"]
    without = Filling(fields=WORDS, free={"granted": ""}, conditions=frozenset({"in_part"}))
    headings = [b.text for b in compose(refusal, without, ()).blocks if isinstance(b, Heading)]
    assert "Wat wij wel doen" not in headings


def test_proposals_can_be_taken_over_to_write_from() -> None:
    template = TEMPLATES["L06", "nl"]
    proposed = proposed_texts(template, Filling(conditions=frozenset({"in_part"})))
    assert proposed["granted"].startswith("Wat wij wel doen, bevestigen wij u apart")
    assert proposed_texts(template, Filling()) == {}


def test_the_list_of_contents_says_what_is_there() -> None:
    template = TEMPLATES["L06", "nl"]
    done = {each.clause_id: each.done for each in contents(template, filling(template))}
    assert all(done.values())
    lacking = {e.clause_id: e.done for e in contents(template, filling(template, without="facts"))}
    assert [name for name, there in lacking.items() if not there] == ["facts"]


# ---- what is put in stays what it is -----------------------------------------------------------


@given(st.text(min_size=1, max_size=60), st.sampled_from(LANGUAGES))
def test_a_value_is_printed_as_it_is(value: str, language: str) -> None:
    template = TEMPLATES["L06", language]
    given_fields = {**WORDS, "facts": value, "right_name": value, "requester_name": value}
    shown = printable(value)
    if not shown:
        return
    text = compose(template, Filling(fields=given_fields), ())
    bold = [run.text for run in text.blocks[0].runs if run.bold]  # type: ignore[union-attr]
    assert "".join(bold) == re.sub(r" *\n\s*", " ", shown)
    facts = []
    for block in text.blocks[2:]:
        if not isinstance(block, Paragraph) or "‹ground_title›" in "".join(
            run.text for run in block.runs
        ):
            break
        facts += [run.text for run in block.runs]
    assert "".join("".join(facts).split()) == "".join(shown.split())


@given(st.lists(st.sampled_from(["{due_on}", "*", "<b>", "[rights]", "\n\n", "&amp;", "}", "x"])))
def test_the_signs_of_letter_texts_mean_nothing_in_a_value(parts: list[str]) -> None:
    value = "".join(parts).strip()
    if not value:
        return
    template = TEMPLATES["L01", "nl"]
    lines = (value, "{reference}")
    text = compose(
        template, Filling(fields={**WORDS, "channel": value}, listings={"rights": lines}), ()
    )
    listed = next(block for block in text.blocks if isinstance(block, Listing))
    assert listed.items == ((Run(value),), (Run("{reference}"),))


def test_unseen_signs_do_not_reach_the_page() -> None:
    assert printable("a\u202eb\u0000c\r\nd\u200be\t\u2028f") == "abc\nde \nf"


def test_a_full_stop_is_not_doubled() -> None:
    template = TEMPLATES["L04", "nl"]
    reason = {**WORDS, "extension_reason": "het zijn vier systemen."}
    words = words_of(compose(template, Filling(fields=reason), ()))
    assert "Reden: het zijn vier systemen.\n" in words


def trial(*clauses: Clause, title: str = "Proef") -> LetterTemplate:
    return LetterTemplate(
        kind="L99",
        language="nl",
        version=1,
        name="proef",
        title=title,
        salutation="Dag",
        closing="Groeten",
        clauses=clauses,
    )


def test_a_field_is_asked_once_and_only_if_it_is_in_force_and_does_not_stand_in_the_texts() -> None:
    clauses = (
        Clause("a", "text", "{facts} en nog eens {facts}, aan {authority}."),
        Clause("b", "listing", "[items]\n{answer_on}", when="by_email"),
    )
    template = replace(trial(*clauses), standing={"authority": "GBA"})
    by_mail = filling(template, "by_email")
    assert fields_in_force(template, filling(template)) == ("facts",)
    assert fields_in_force(template, by_mail) == ("facts", "items", "answer_on")


def test_a_listing_in_a_sentence_is_joined_by_semicolons() -> None:
    template = trial(Clause("all", "text", "Het gaat om: {items}."))
    text = compose(template, Filling(listings={"items": ("een", " ", "twee")}), ())
    assert text.blocks == (Paragraph((Run("Het gaat om: een; twee."),)),)


def test_a_heading_with_nothing_under_it_falls_away_at_the_end_too() -> None:
    template = trial(
        Clause("first", "text", "Iets."),
        Clause("heading", "heading", "Wat nog volgt"),
        Clause("rest", "text", "{facts}", required=False),
    )
    assert compose(template, Filling(), ()).blocks == (Paragraph((Run("Iets."),)),)


def test_an_own_title_needs_nothing_of_the_one_it_replaces() -> None:
    template = trial(Clause("first", "text", "Iets."), title="Klaar op {answer_on}")
    assert [point.field for point in open_points(template, Filling())] == ["answer_on"]
    assert compose(template, Filling(free={"title": "Klaar"}), ()).title == "Klaar"


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_what_is_enclosed_is_a_note_under_the_signature(kind: str, language: str) -> None:
    template = TEMPLATES[kind, language]
    blocks = compose(template, filling(template), ()).blocks
    notes = [isinstance(block, Paragraph) and block.style == "note" for block in blocks]
    under = 2 if kind in CARRIES_FILES else 1  # the files inside the PDF are named by themselves
    assert notes == [*[False] * (len(blocks) - under), *[True] * under]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Filling(fields={"shoe_size": "44"}), "letter_field_unknown"),
        (Filling(listings={"shoes": ("x",)}), "letter_listing_unknown"),
        (Filling(free={"purposes": "x"}), "letter_clause_unknown"),
        (Filling(conditions=frozenset({"raining"})), "letter_condition_unknown"),
    ],
)
def test_what_no_letter_knows_is_refused_by_name(given: Filling, code: str) -> None:
    with pytest.raises(InputError) as refused:
        open_points(TEMPLATES["L01", "nl"], given)
    assert refused.value.code == code


# ---- the checks over every letter --------------------------------------------------------------


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_no_letter_text_itself_asks_by_e_mail_for_what_is_never_asked(
    kind: str, language: str
) -> None:
    template = TEMPLATES[kind, language]
    own = CheckFacts(reference="AVG-2026-0149", by_email=True)
    for conditions in situations(template):
        text = compose(template, filling(template, *conditions), ())
        found = {finding.code for finding in checks(text, own)}
        assert found == ({"letter_asks_secret"} if "asks_card" in conditions else set())
        by_post = CheckFacts(reference="AVG-2026-0149")
        assert checks(text, by_post) == ()
