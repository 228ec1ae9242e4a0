"""The office's own letter texts: what it may change, what letters then say, and the way back."""

from dataclasses import replace

import pytest

from ikanda_case.app import intake, letter_texts, letters, office
from ikanda_case.app.desk import Desk, record_office
from ikanda_case.app.letters import Wish
from ikanda_case.bootstrap.parts import Words
from ikanda_case.domain import facts as f
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.journal import OFFICE
from ikanda_case.domain.letter_texts import (
    MOST,
    OwnText,
    checked,
    in_force,
    parts_of,
    texts_in_force,
)
from ikanda_case.domain.letters import LANGUAGES, Language
from ikanda_case.domain.page import Envelope
from ikanda_case.tables.letters import KINDS, load_templates
from ikanda_case.ui.models.text_rows import part_hint
from tests.support.cases import TODAY, a_receipt
from tests.support.desks import memory_desk

TEMPLATES = load_templates()
WORDS = "Wij lazen uw brief met aandacht."


def a_change(
    *parts: tuple[str, str], kind: str = "L01", language: Language = "nl"
) -> f.LetterTextChanged:
    return f.LetterTextChanged(
        letter_kind=kind,
        language=language,
        parts=parts,
        reason="huisstijl",
    )


def refused(*parts: tuple[str, str], kind: str = "L06") -> InputError:
    with pytest.raises(InputError) as refusal:
        checked(TEMPLATES[kind, "nl"], a_change(*parts, kind=kind))
    return refusal.value


@pytest.fixture
def desk() -> Desk:
    made = replace(memory_desk(), templates=TEMPLATES, wording=Words())
    office.add_person(made, "p1", "Ilse Modelaar", ("intake", "handler", "administrator"))
    return made


@pytest.fixture
def stream(desk: Desk) -> int:
    taken = intake.take_in(desk, "brief.txt", b"Ik wil inzage.").stream
    intake.open_case(desk, taken, a_receipt())
    return taken


def closing(desk: Desk, stream: int) -> str:
    sheet = letters.sheet(desk, stream, "B1", TODAY)
    return sheet.texts[0].closing


def edition(desk: Desk, stream: int) -> str:
    with desk.file.reading() as now:
        return now.case(stream).letters[0].draft.edition


# ---- what letters then say -----------------------------------------------------------------------


def test_a_letter_is_written_from_the_text_of_the_office(desk: Desk, stream: int) -> None:
    letters.draft(desk, stream, Wish(kind="L01"), TODAY)
    assert (closing(desk, stream), edition(desk, stream)) == ("Met vriendelijke groeten", "1")
    letter_texts.change(desk, a_change(("frame.closing", "Hoogachtend")))
    assert closing(desk, stream) == "Hoogachtend"
    letters.draft(desk, stream, Wish(kind="L01", number="B1"), TODAY)
    assert edition(desk, stream) == "1+1", "the entry says which text it was written from"


def test_the_way_back_is_a_change_of_its_own_and_gives_what_ships(desk: Desk, stream: int) -> None:
    letters.draft(desk, stream, Wish(kind="L01"), TODAY)
    letter_texts.change(desk, a_change(("frame.closing", "Hoogachtend")))
    letter_texts.change(desk, a_change())
    assert closing(desk, stream) == "Met vriendelijke groeten"
    letter_texts.change(desk, a_change(("frame.closing", "Tot dan")))
    with desk.file.reading() as now:
        entries = now.entries(OFFICE)
    found = letter_texts.versions(entries, "L01", "nl")
    assert [(each.edition, each.back, each.actor) for each in found] == [
        ("1+3", False, "p1"), ("1", True, "p1"), ("1+1", False, "p1"),
    ]  # fmt: skip
    assert {each.reason for each in found} == {"huisstijl"}


def test_other_kinds_and_languages_stay_as_they_are() -> None:
    own = {("L01", "nl"): OwnText({"frame.closing": "Hoogachtend"}, 1)}
    now = texts_in_force(TEMPLATES, own)
    assert {key for key, shipped in TEMPLATES.items() if now[key] != shipped} == {*own}
    assert {*now} == {*TEMPLATES}


def test_a_salutation_that_a_text_has_not_is_no_part_of_it() -> None:
    shipped = TEMPLATES["L01", "nl"]
    both = [part.id for part in parts_of(shipped, None) if part.kind == "salutation"]
    assert both == ["frame.salutation", "frame.salutation_unknown"]
    alone = replace(shipped, salutation_unknown="")
    one = [part.id for part in parts_of(alone, None) if part.kind == "salutation"]
    assert one == ["frame.salutation"]


# ---- what is refused -----------------------------------------------------------------------------


def test_a_change_wants_a_reason_and_a_difference(desk: Desk) -> None:
    with pytest.raises(InputError, match="words_missing"):
        letter_texts.change(desk, replace(a_change(("frame.closing", "Dag")), reason=" "))
    with pytest.raises(InputError, match="letter_text_same"):
        letter_texts.change(desk, a_change(("frame.closing", "Met vriendelijke groeten")))
    with pytest.raises(InputError, match="unknown_letter_kind"):
        letter_texts.change(desk, a_change(("frame.closing", "Dag"), kind="L99"))
    with desk.file.reading() as now:
        assert now.office().letter_texts == {}


def test_whoever_has_not_the_role_changes_no_text(desk: Desk) -> None:
    office.add_person(desk, "p2", "Noor Nieuw", ("handler",))
    with pytest.raises(RuleError, match="role_missing"):
        letter_texts.change(replace(desk, actor="p2"), a_change(("frame.closing", "Dag")))


@pytest.mark.parametrize(
    ("part", "text", "code", "name"),
    [
        ("shoes", WORDS, "letter_text_part_unknown", None),
        ("complaint", WORDS, "letter_block_fixed", None),
        ("court", "", "letter_block_fixed", None),
        ("new_facts", " ", "letter_text_empty", None),
        ("new_facts", "{shoe_size} {reference}", "letter_field_unknown", "shoe_size"),
        ("frame.title", "Over {shoe_size}", "letter_field_unknown", "shoe_size"),
        ("new_facts", "{reference} *half vet", "letter_text_signs", None),
        ("new_facts", "{Reference", "letter_text_signs", None),
        ("ground", "Grond: {ground_title}.", "letter_field_dropped", "ground_article"),
        ("new_facts", "w" * (MOST + 1), "letter_text_long", None),
    ],
)  # fmt: skip
def test_a_part_that_would_make_no_lawful_letter_is_refused_by_name(
    part: str, text: str, code: str, name: str | None
) -> None:
    error = refused((part, text))
    assert (error.code, error.facts["clause"], error.facts.get("name")) == (code, part, name)
    assert (error.facts["kind"], error.facts["language"]) == ("L06", "nl")


def test_a_fixed_block_in_the_box_is_fixed_too() -> None:
    assert refused(("month", "Tot dan."), kind="L01").code == "letter_block_fixed"


def test_a_text_of_another_shape_that_was_kept_harms_no_letter() -> None:
    """A later release may have other parts: what is not there any more is left out."""
    shipped = TEMPLATES["L06", "nl"]
    found = in_force(shipped, OwnText({"gone": WORDS, "complaint": WORDS, "why_heading": "X"}, 4))
    texts = {clause.id: clause.text for clause in found.clauses}
    assert texts["why_heading"] == "X" and "gone" not in texts
    assert texts["complaint"] != WORDS and found.edition == "3+4"


# ---- the comparison ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_can_be_kept_as_it_ships_and_that_is_no_change(language: Language) -> None:
    for kind in KINDS:
        shipped = TEMPLATES[kind, language]
        parts = parts_of(shipped, None)
        assert len({part.id for part in parts}) == len(parts), "an id names one part"
        typed = tuple((part.id, part.shipped.replace("\u00a0", " ")) for part in parts)
        assert checked(shipped, a_change(*typed, kind=kind, language=language)).parts == ()


def test_every_part_that_is_not_fixed_can_say_something_else() -> None:
    for shipped in TEMPLATES.values():
        for part in parts_of(shipped, None):
            if part.fixed:
                continue
            said = a_change((part.id, f"Zo\n{part.shipped}"), kind=shipped.kind)
            kept = checked(shipped, said)
            assert [id for id, _ in kept.parts] == [part.id]
            changed = parts_of(shipped, OwnText(dict(kept.parts), 1))
            assert [each.id for each in changed if each.is_changed] == [part.id]


def test_french_spaces_do_not_break_and_unseen_signs_go() -> None:
    shipped = TEMPLATES["L01", "fr"]
    kept = checked(shipped, a_change(("frame.closing", "Bien à vous !\u202e\x07"), language="fr"))
    assert dict(kept.parts)["frame.closing"] == "Bien à vous\u00a0!"


# ---- the page ------------------------------------------------------------------------------------


def test_the_office_has_the_envelope_and_the_logo_it_chose_last() -> None:
    chosen = [
        f.EnvelopeChosen(window="left", across=1, down=2),
        f.LogoChosen(sha256="a" * 64),
        f.EnvelopeChosen(window="left", across=-3),
        f.LogoChosen(sha256="b" * 64),
    ]
    desk = memory_desk()
    record_office(desk, "describe", *chosen)
    with desk.file.reading() as now:
        office_now = now.office()
    assert office_now.envelope == Envelope("left", -3, 0)
    assert office_now.logo == "b" * 64


def test_the_office_words_a_part_and_the_title_for_several_rights_itself() -> None:
    shipped = TEMPLATES["L07", "nl"]
    parts = {part.id: part for part in parts_of(shipped, None)}
    assert parts["frame.title_several"].shipped == "Ons antwoord op uw verzoeken"
    assert parts["frame.title_several"].when == "several_rights"
    assert parts["what"].each_right and not parts["complaint"].each_right
    assert "bij elk recht" in part_hint(parts["what"], "nl")
    assert "bij elk recht" not in part_hint(parts["complaint"], "nl")
    said = {"frame.title_several": "Onze antwoorden", "to_come": "Wij doen het nog."}
    own = in_force(shipped, OwnText(said, 1))
    assert own.title_several == "Onze antwoorden"
    (clause,) = [each for each in own.parts if each.id == "to_come"]
    assert clause.text == "Wij doen het nog." and clause.part
    without = {part.id for part in parts_of(TEMPLATES["L01", "nl"], None)}
    assert "frame.title_several" not in without
