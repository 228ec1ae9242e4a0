"""Every state of a deadline, an identity and a letter as shape, words and colour."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.domain.case import IdentityCode, LetterState
from ikanda_case.texts.dates import LANGUAGES
from ikanda_case.ui.look.marks import Shape
from ikanda_case.ui.models.badges import Term, deadline_badge, identity_badge, letter_badge

TODAY = date(2026, 11, 23)


def due_in(days: int) -> Term:
    return Term(due=TODAY + timedelta(days=days), name="inzage")


@pytest.mark.parametrize(
    ("days", "shape", "words", "role", "chip"),
    [
        (18, Shape.HOLLOW, "18 d", "text2", False),
        (11, Shape.HOLLOW, "11 d", "text2", False),
        (10, Shape.HALF, "10 d", "soon", False),
        (4, Shape.HALF, "4 d", "soon", False),
        (3, Shape.TRIANGLE, "nog 3 d", "soon", True),
        (1, Shape.TRIANGLE, "nog 1 d", "soon", True),
        (0, Shape.SQUARE, "vandaag", "soon", True),
        (-1, Shape.OCTAGON, "1 d te laat", "late", True),
        (-40, Shape.OCTAGON, "40 d te laat", "late", True),
    ],
)
def test_a_deadline_by_its_days(
    days: int, shape: Shape, words: str, role: str, *, chip: bool
) -> None:
    badge = deadline_badge(due_in(days), TODAY, "nl")
    assert (badge.shape, badge.text, badge.role, badge.chip) == (shape, words, role, chip)


def test_an_extended_deadline_is_usual_again_in_its_last_three_days() -> None:
    extended = replace(due_in(8), extended=True)
    badge = deadline_badge(extended, TODAY, "nl")
    assert (badge.shape, badge.text, badge.role) == (Shape.DOUBLE_ARROW, "verlengd, 8 d", "pause")
    near = replace(due_in(3), extended=True)
    assert deadline_badge(near, TODAY, "nl").shape is Shape.TRIANGLE


def test_a_suspended_deadline_names_the_strict_day_to_the_ear() -> None:
    term = Term(due=None, strict_due=date(2026, 12, 10), suspended=True, name="inzage")
    badge = deadline_badge(term, TODAY, "nl")
    assert (badge.shape, badge.text, badge.role) == (Shape.BARS, "geschorst", "pause")
    assert "donderdag 10 december 2026" in badge.sentence


def test_what_was_sent_late_stays_late_for_ever() -> None:
    done = replace(due_in(-5), done_on=TODAY - timedelta(days=9))
    assert deadline_badge(done, TODAY, "nl").shape is Shape.TICK_DISC
    late = replace(done, sent_late_days=2)
    badge = deadline_badge(late, TODAY + timedelta(days=2000), "nl")
    assert (badge.shape, badge.text, badge.role) == (
        Shape.OCTAGON_OUTLINE,
        "2 d te laat verzonden",
        "late",
    )


def test_the_sentence_says_both_days() -> None:
    term = Term(due=date(2026, 11, 25), strict_due=date(2026, 11, 24), name="inzage")
    said = deadline_badge(term, TODAY, "nl").sentence
    assert said == (
        "Termijn inzage: nog 2 dagen, uiterste dag woensdag 25 november 2026, "
        "strenge lezing dinsdag 24 november 2026, Belgische kalender."
    )


@given(days=st.integers(-3000, 3000), lang=st.sampled_from(LANGUAGES), extended=st.booleans())
def test_red_is_for_late_only(days: int, lang: str, *, extended: bool) -> None:
    badge = deadline_badge(replace(due_in(days), extended=extended), TODAY, lang)
    assert (badge.role == "late") == (days < 0)
    assert badge.text
    assert badge.shape is not Shape.NONE
    assert "{" not in badge.text + badge.sentence


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_identity_state_has_its_own_words(lang: str) -> None:
    badges = [identity_badge(code, lang) for code in get_args(IdentityCode)]
    assert len({badge.text for badge in badges}) == len(badges)
    assert [b.text for b in badges if b.chip] == [identity_badge("mismatch", lang).text]
    assert {b.role for b in badges if b.role == "ok"} == {"ok"}
    assert identity_badge("confirmed", lang).role == "ok"


def test_a_letter_by_its_state() -> None:
    def badge(state: str, sent_on: date | None = None) -> tuple[Shape, str]:
        made = letter_badge(state, 3, sent_on, TODAY, "nl")
        return made.shape, made.text

    assert badge("draft") == (Shape.HALF, "concept 3")
    assert badge("approved") == (Shape.TICK, "goedgekeurd")
    assert badge("signed") == (Shape.TICK, "ondertekend")
    assert badge("sent", date(2026, 11, 10)) == (Shape.TICK_DISC, "verzonden di 10 nov")
    words = [letter_badge(state, 1, TODAY, TODAY, "nl").text for state in get_args(LetterState)]
    assert len(set(words)) == len(words)
