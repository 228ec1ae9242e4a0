"""What a receipt would mean, counted before anything is kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.app.drafts import RightHint
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.people import Parties, Person
from ikanda_case.ui.models.intake_preview import dues
from ikanda_case.ui.models.message_marks import spans
from ikanda_case.ui.models.outside import LONGEST, breakable, one_line
from tests.support.cases import TODAY, a_receipt, an_office, opened


def test_each_right_has_its_own_last_day_and_how_it_was_counted() -> None:
    found = dues(a_receipt(rights=("ACCESS", "OPTOUT_DM")), an_office(), TODAY)
    assert [each.right for each in found] == ["ACCESS", "OPTOUT_DM"]
    access, optout = found
    assert access.due == date(2026, 12, 7)
    assert optout.due is not None
    assert optout.due < date(2026, 12, 7)
    assert all(each.steps for each in found)


def test_the_preview_is_what_the_case_then_shows() -> None:
    from ikanda_case.domain.deadlines import case_clock

    shown = dues(a_receipt(), an_office(), TODAY)
    kept = case_clock(opened().case, an_office()).rows
    assert [each.due for each in shown] == [row.due for row in kept]


def test_an_earlier_arrival_elsewhere_counts() -> None:
    receipt = a_receipt(other_channel_on=date(2026, 11, 2))
    assert dues(receipt, an_office(), TODAY)[0].due == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("said", "code", "what"),
    [
        ({"rights": ()}, "no_right_chosen", None),
        ({"received_on": TODAY + timedelta(days=1)}, "in_the_future", "received_on"),
        ({"letter_dated": date(2026, 11, 6)}, "dated_after_arrival", "letter_dated"),
        ({"postmark": date(2026, 11, 6)}, "dated_after_arrival", "postmark"),
        ({"parties": Parties.herself(Person())}, "requester_unknown", None),
    ],
)
def test_what_would_be_refused_is_refused_now(
    said: dict[str, object], code: str, what: str | None
) -> None:
    with pytest.raises(RuleError) as refused:
        dues(a_receipt(**said), an_office(), TODAY)
    assert refused.value.code == code
    assert refused.value.facts.get("what") == what


def test_recognised_words_are_marked_with_the_number_of_their_right() -> None:
    text = "Ik wil inzage. Stop met reclame."
    hints = (
        RightHint("ACCESS", ("inzage",), certain=True),
        RightHint("OPTOUT_DM", ("reclame", "niet in de tekst"), certain=True),
    )
    found = [(text[span.start : span.end], span.number) for span in spans(text, hints)]
    assert found == [("inzage", 1), ("reclame", 2)]


def test_a_national_number_is_hidden() -> None:
    text = "Mijn rijksregisternummer is 85.07.30-033.28, groeten"
    (span,) = (each for each in spans(text, ()) if each.kind == "masked")
    assert text[span.start : span.end] == "85.07.30-033.28"


@given(st.text(max_size=600))
def test_a_line_from_outside_stays_one_short_line_without_hidden_signs(text: str) -> None:
    shown = one_line(text)
    assert len(shown) <= LONGEST + 1
    assert not any(sign in shown for sign in "\n\r\t\u202e\u200b\u2066\x00")


def test_a_name_of_a_hundred_thousand_signs_is_cut_with_an_ellipsis() -> None:
    assert one_line("a" * 100_000) == "a" * (LONGEST - 1) + "…"


def test_only_words_wider_than_a_column_may_break() -> None:
    assert breakable("Fien Voorbeeld") == "Fien Voorbeeld"
    assert breakable("a" * 60) == "\u200b".join(["a" * 20] * 3)
