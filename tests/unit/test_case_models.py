"""The case page as values: rights, next step, steps of the clock, history, corrections."""

from datetime import date, datetime

import pytest

from ikanda_case.domain import facts as f
from ikanda_case.domain import lifecycle
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.facts import Decided, IdentityRequested
from ikanda_case.texts.dates import LANGUAGES
from ikanda_case.texts.names import field_name
from ikanda_case.ui.look.marks import Shape
from ikanda_case.ui.models.case_clock import (
    contested_readings,
    flags,
    not_extendable,
    step_lines,
    steps_as_text,
    strict_words,
)
from ikanda_case.ui.models.case_facts import FIELDS, correctable, fact_rows, moved, value_of
from ikanda_case.ui.models.case_history import history_days
from ikanda_case.ui.models.case_page import (
    CaseNow,
    head_groups,
    letters_open,
    next_words,
    rights_rows,
    without_refusal,
)
from tests.support.cases import TODAY, Story, opened
from tests.support.clocks import BRUSSELS


def now_of(story: Story) -> CaseNow:
    return CaseNow.of(story.case, story.office, story.today)


def brussels(moment: datetime) -> datetime:
    return moment.astimezone(BRUSSELS)


def decided(story: Story, decision: str, ground: str = "", facts: str = "") -> None:
    fact = Decided(
        right="ACCESS",
        decision=decision,  # type: ignore[arg-type]
        ground=ground,
        facts=facts,
        balancing="Per passage afgewogen.",
    )
    story.write(lifecycle.decide(story.case, story.office, fact, TODAY, TODAY))


def asked(story: Story) -> None:
    story.put(date(2026, 11, 9), IdentityRequested(doubt="Het adres wijkt af.", rung="L2"))


def test_a_new_case_wants_identity_settled_first() -> None:
    words = next_words(now_of(opened()), "nl")
    assert words.bold == "Volgende stap: identiteit bepalen"
    assert words.action == "Identiteit bepalen…"


def test_a_letter_that_came_back_goes_again_until_another_puts_it_right() -> None:
    story = opened()
    for number, corrects in (("B1", ""), ("B2", "B1")):
        draft = f.Drafted(
            letter=number, letter_kind="L05", language="nl", rights=("ACCESS",), corrects=corrects
        )
        story.put(TODAY, draft, f.Sent(letter=number, channel="post", to="Voorbeeldstraat 7"))
        if number == "B1":
            story.put(TODAY, f.DeliveryFailed(letter="B1", why="verhuisd"))
            now = now_of(story)
            assert now.returned == story.case.letter("B1")
            assert head_groups(now, "nl")[0].second == "kwam terug ma 23 nov"
    assert story.case.letters[0].came_back_on and now_of(story).returned is None


def test_an_order_stands_above_the_step_it_is_about() -> None:
    story = opened()
    story.put(TODAY, f.Seen(step="Bel de verzoeker", by=date(2026, 11, 25)))
    now = now_of(story)
    words = next_words(now, "nl")
    assert now.step.code == "instructed"
    assert now.deed.code == "settle_identity"
    assert words.bold == "Opdracht van de leidinggevende: Bel de verzoeker"
    assert words.plain.startswith("Tegen woensdag 25 november 2026.")
    assert words.action == "Identiteit bepalen…"


def test_a_closed_case_has_nothing_to_press() -> None:
    story = opened()
    story.put(TODAY, f.Closed())
    assert next_words(now_of(story), "nl").action == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_head_tells_four_things(lang: str) -> None:
    groups = head_groups(now_of(opened()), lang)
    assert [group.key for group in groups] == ["due", "strict", "identity", "handler"]
    assert all(group.title for group in groups)
    assert all(group.value or group.badge for group in groups)


def test_a_strict_day_that_passed_alone_turns_nothing_red() -> None:
    story = opened(received_on=date(2026, 10, 5))
    story.put(date(2026, 10, 6), IdentityRequested(doubt="Het adres wijkt af.", rung="L2"))
    strict = head_groups(now_of(story), "nl")[1]
    assert strict.badge is not None
    assert (strict.badge.shape, strict.badge.role) == (Shape.TRIANGLE, "soon")


def test_a_row_for_each_right_with_its_own_badges() -> None:
    story = opened(rights=("ACCESS", "OPTOUT_DM"))
    asked(story)
    access, opt_out = rights_rows(now_of(story), "nl")
    assert [row.key for row in (access, opt_out)] == ["ACCESS", "OPTOUT_DM"]
    assert access.cells[1].badge is not None
    assert access.cells[1].badge.text == "geschorst"
    assert access.cells[2].text.startswith("streng")
    assert access.cells[3].badge is not None
    assert access.cells[3].badge.text == "gevraagd"
    assert opt_out.cells[3].badge is not None
    assert opt_out.cells[3].badge.text == "niet nodig"
    assert access.cells[4].text == "nog te beslissen"
    assert access.cells[5].badge is not None
    assert access.cells[5].badge.text == "te beginnen"


def test_a_planned_refusal_shows_the_day_there_would_be_without_it() -> None:
    story = opened()
    story.put(TODAY, f.Extended(reason="Veel verzoeken tegelijk."))
    free = case_clock(story.case, story.office).rows[0].due
    decided(story, "partly", "G07", "Twee namen van derden.")
    now = now_of(story)
    row = now.clock.rows[0]
    assert row.pressing is not None
    assert without_refusal(row.pressing) == free
    assert row.due == date(2026, 12, 7)
    cell = rights_rows(now, "nl")[0].cells[2]
    assert cell.text == "ma 7 dec"
    assert cell.second == "zonder weigeren: vr 5 feb 2027"
    bold = [bold for bold, _ in strict_words(row, "nl")]
    assert bold[-1] == "Deze zaak: maandag 7 december 2026, omdat u weigert"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_last_step_is_the_day_itself(lang: str) -> None:
    row = now_of(opened()).clock.rows[0]
    lines = step_lines(row, TODAY, lang)
    assert [line.last for line in lines] == [*([False] * (len(lines) - 1)), True]
    assert all(line.day and line.words and line.source for line in lines)
    text = steps_as_text("AVG-2026-0001", "Inzage", row, TODAY, lang)
    assert text.count("\n") == len(lines) + 1


def test_the_copied_steps_name_no_person() -> None:
    now = now_of(opened())
    text = steps_as_text(now.case.ref, "Inzage", now.clock.rows[0], TODAY, "nl")
    assert "5 november 2026" in text
    assert "Denkbeeld" not in text


def test_flags_are_worded() -> None:
    story = opened()
    asked(story)
    row = now_of(story).clock.rows[0]
    assert flags(row, "nl") == (
        "De termijn is geschorst zolang het antwoord van de verzoeker uitblijft.",
    )


def test_contested_readings_are_named_where_they_act() -> None:
    story = opened()
    before = contested_readings(now_of(story).clock.rows[0], story.office, "nl")
    assert [bold for bold, _ in before] == [
        "Betwiste lezing: Laatste dag van de maand, hier zelfde nummer"
    ]
    story.put(date(2026, 11, 9), IdentityRequested(doubt="x", rung="L2"))
    after = contested_readings(now_of(story).clock.rows[0], story.office, "nl")
    assert "Betwiste lezing: Schorsing telt, hier ja" in [bold for bold, _ in after]


def test_an_extension_that_is_not_allowed_names_its_article() -> None:
    story = opened()
    assert not_extendable(story.case, story.office, TODAY, "nl") is None
    story.put(TODAY, f.Extended(reason="Veel verzoeken tegelijk."))
    said = not_extendable(story.case, story.office, TODAY, "nl")
    assert said is not None
    assert "AVG art. 12(3)" in said.source


def test_a_correction_shows_which_dates_move_and_keeps_nothing() -> None:
    story = opened()
    entry = next(each for each in correctable(story.case) if each.kind == "received")
    before = story.case.entries
    (move,) = moved(story.case, story.office, entry.n, {"on": date(2026, 11, 2)}, TODAY)
    assert move.moves
    assert (move.due, move.new_due) == (date(2026, 12, 7), date(2026, 12, 2))
    assert story.case.entries == before


def test_a_correction_of_words_moves_nothing() -> None:
    story = opened(subject="Mijn gegevens")
    entry = next(each for each in correctable(story.case) if each.kind == "received")
    assert value_of(entry, "subject") == "Mijn gegevens"
    (move,) = moved(story.case, story.office, entry.n, {"subject": "Gegevens"}, TODAY)
    assert not move.moves


def test_a_trial_is_refused_as_the_correction_would_be() -> None:
    story = opened()
    entry = next(each for each in correctable(story.case) if each.kind == "received")
    with pytest.raises(RuleError, match="in_the_future"):
        moved(story.case, story.office, entry.n, {"on": date(2027, 1, 1)}, TODAY)


def test_every_field_that_can_be_put_right_exists() -> None:
    assert set(FIELDS) == lifecycle.CORRECTABLE
    for kind, names in FIELDS.items():
        known = next(c for c in f.Fact.__subclasses__() if c.kind == kind)
        assert all(name == "on" or name in known.__dataclass_fields__ for name in names)


def test_every_fact_that_is_listed_has_its_name_in_every_language() -> None:
    for lang in LANGUAGES:
        for kind, names in FIELDS.items():
            assert all(field_name(each, lang) for each in (kind, *names))


def test_a_question_of_any_kind_says_since_when_the_case_is_suspended() -> None:
    story = opened()
    story.put(date(2026, 11, 10), f.MandateRequested(doubt="x"))
    story.put(date(2026, 11, 9), f.ClarificationRequested(question="x", large_volume=True))
    assert story.case.asked_since == date(2026, 11, 9)
    story.put(date(2026, 11, 12), f.ClarificationReceived())
    assert story.case.asked_since == date(2026, 11, 10)
    assert next_words(now_of(story), "nl").plain
    story.put(date(2026, 11, 12), f.MandateVerified(how="x"))
    assert story.case.asked_since is None


def test_history_is_newest_first_and_strikes_the_old_value() -> None:
    story = opened()
    entry = next(each for each in correctable(story.case) if each.kind == "received")
    changes: dict[str, object] = {"on": "2026-11-04"}
    reason = "De stempel zegt 4 november."
    happened = lifecycle.correct(story.case, story.office, entry.n, changes, reason, TODAY)
    story.write(happened)
    (day,) = history_days(story.case, story.office, brussels, TODAY, "nl")
    assert day.title == "Vandaag, 23 november"
    assert [item.key for item in day.items] == ["3", "2", "1"]
    received = day.items[1]
    assert "4 november" in received.title
    assert received.struck == "do 5 nov"
    assert received.second == reason


def test_the_facts_that_count_have_a_day() -> None:
    story = opened()
    asked(story)
    rows = fact_rows(story.case, story.office, TODAY, "nl")
    assert [row.cells[0].text for row in rows] == ["Ontvangst", "Vraag om identiteit"]
    assert [row.cells[1].text for row in rows] == ["do 5 nov", "ma 9 nov"]
    assert letters_open(story.case) == 0
