"""Dates, steps, flags and sources as the reader sees them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings

from ikanda_case.desktop.clock import to_brussels
from ikanda_case.domain.clock import FLAGS, SOURCES, ClockEvent, Deadline, Step, deadline
from ikanda_case.domain.errors import InputError
from ikanda_case.tables.calendars import load_calendar
from ikanda_case.texts.catalogue import sentences
from ikanda_case.texts.dates import (
    LANGUAGES,
    full_date,
    long_date,
    moment,
    plural_form,
    short_date,
    weekday,
)
from ikanda_case.texts.steps import explain, flag_text, rule_text, step_text
from tests.unit.clock_histories import histories

BELGIUM = load_calendar()
TODAY = date(2026, 11, 23)
ELSEWHERE = {"refusal_within_month"}  # added to the clock's steps by the deadlines of a case


def counted(rule: str, received: str, *events: ClockEvent) -> Deadline:
    return deadline(rule, date.fromisoformat(received), events, BELGIUM)


# ---- dates -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "full", "long", "short", "next_year"),
    [
        ("nl", "maandag 14 december 2026", "14 december 2026", "ma 14 dec", "vr 1 jan"),
        ("fr", "lundi 14 décembre 2026", "14 décembre 2026", "lun. 14 déc.", "ven. 1er janv."),
        ("en", "Monday 14 December 2026", "14 December 2026", "Mon 14 Dec", "Fri 1 Jan"),
        ("de", "Montag, 14. Dezember 2026", "14. Dezember 2026", "Mo. 14. Dez.", "Fr. 1. Jan."),
    ],
)  # fmt: skip
def test_dates(lang: str, full: str, long: str, short: str, next_year: str) -> None:
    day = date(2026, 12, 14)
    assert full_date(day, lang) == full
    assert long_date(day, lang) == long
    assert long_date(day, lang, year=False) == long.removesuffix(" 2026")
    assert short_date(day, lang, TODAY) == short
    assert short_date(date(2027, 1, 1), lang, TODAY) == f"{next_year} 2027"
    assert short_date(date(2026, 12, 14), lang, date(2027, 1, 1)) == f"{short} 2026"
    assert full.lower().startswith(weekday(day, lang).lower())


def test_the_first_of_the_month_in_french_and_only_that() -> None:
    assert full_date(date(2026, 5, 1), "fr") == "vendredi 1er mai 2026"
    assert long_date(date(2026, 5, 1), "fr", year=False) == "1er mai"
    assert long_date(date(2026, 5, 11), "fr") == "11 mai 2026"
    assert long_date(date(2026, 5, 1), "nl") == "1 mei 2026"


def test_moments_name_their_zone() -> None:
    at = datetime(2026, 10, 24, 8, 0, tzinfo=UTC)
    assert moment(to_brussels(at), "nl") == "24 oktober 2026 om 10:00 (Brussel)"
    assert moment(to_brussels(at), "fr") == "24 octobre 2026 à 10:00 (Bruxelles)"
    assert moment(to_brussels(at), "en") == "24 October 2026 at 10:00 (Brussels)"
    assert moment(to_brussels(at), "de") == "24. Oktober 2026 um 10:00 (Brüssel)"
    assert moment(at, "nl") == "24 oktober 2026 om 08:00 (UTC+00:00)"
    west = at.astimezone(timezone(-timedelta(hours=3, minutes=30)))
    assert moment(west, "en") == "24 October 2026 at 04:30 (UTC-03:30)"


def test_plural_forms() -> None:
    assert [plural_form(n, "nl") for n in (0, 1, 2)] == ["other", "one", "other"]
    assert [plural_form(n, "fr") for n in (0, 1, 2, 10**6)] == ["one", "one", "other", "other"]


# ---- the sentence ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("nl", "ontvangen 5 maart 2026; een maand: 5 april = zondag (paaszondag); "
               "6 april = paasmaandag; dus uiterlijk 7 april"),
        ("fr", "reçu le 5 mars 2026; un mois : 5 avril = dimanche (dimanche de Pâques); "
               "6 avril = lundi de Pâques; donc au plus tard le 7 avril"),
        ("en", "received 5 March 2026; one month: 5 April = Sunday (Easter Sunday); "
               "6 April = Easter Monday; so 7 April at the latest"),
        ("de", "eingegangen am 5. März 2026; ein Monat: 5. April = Sonntag (Ostersonntag); "
               "6. April = Ostermontag; also spätestens am 7. April"),
    ],
)  # fmt: skip
def test_easter_as_one_sentence(lang: str, sentence: str) -> None:
    assert explain(counted("art12", "2026-03-05"), lang) == sentence


def test_a_year_is_named_where_it_changes() -> None:
    assert explain(counted("art12", "2026-12-31"), "nl") == (
        "ontvangen 31 december 2026; een maand: 31 januari 2027 = zondag; "
        "dus uiterlijk 1 februari 2027"
    )


def test_suspension_and_extension_as_one_sentence() -> None:
    found = counted(
        "art12",
        "2026-02-02",
        ClockEvent("identity_requested", date(2026, 2, 4)),
        ClockEvent("identity_received", date(2026, 2, 18)),
        ClockEvent("extended", date(2026, 3, 12)),
    )
    assert explain(found, "nl") == (
        "ontvangen 2 februari 2026; een maand: 2 maart; "
        "op het bewijs van identiteit gewacht van 4 februari tot 18 februari: 14 dagen; "
        "verlengd op 12 maart; dat bericht van 12 maart is enkel op tijd als de schorsing telt "
        "(betwist); drie maanden sinds de ontvangst: 2 mei; 14 dagen schorsing erbij: "
        "16 mei = zaterdag; 17 mei = zondag; dus uiterlijk 18 mei"
    )


def test_an_open_question_as_one_sentence() -> None:
    found = counted("art12", "2026-02-02", ClockEvent("mandate_requested", date(2026, 2, 4)))
    assert explain(found, "en").endswith(
        "suspended since 4 February: the mandate has not come in yet"
    )


def test_working_days_as_one_sentence() -> None:
    assert explain(counted("optout_10wd", "2026-12-24"), "nl") == (
        "ontvangen 24 december 2026; 10 werkdagen om de keuze uit te voeren, weekends en "
        "feestdagen niet meegeteld; 25 december = Kerstmis; 1 januari 2027 = Nieuwjaar; "
        "9 januari 2027 = zaterdag; 10 januari 2027 = zondag; dus uiterlijk 11 januari 2027"
    )


def test_hours_as_one_sentence() -> None:
    aware = datetime(2026, 10, 24, 8, tzinfo=UTC)
    found = deadline("hours_72", aware.date(), [], BELGIUM, instant=aware)
    assert explain(found, "nl") == (
        "vastgesteld 24 oktober 2026 om 08:00 (UTC+00:00); "
        "72 uur later: 27 oktober 2026 om 08:00 (UTC+00:00)"
    )


def test_a_step_by_itself_names_its_year() -> None:
    steps = counted("art12", "2026-10-01").steps
    assert [step_text(step, "nl") for step in steps] == [
        "ontvangen 1 oktober 2026",
        "een maand: 1 november 2026",
        "1 november 2026 = zondag (Allerheiligen)",
        "dus uiterlijk 2 november 2026",
    ]


def test_a_holiday_the_office_added_without_an_english_name_shows_its_dutch_one() -> None:
    step = Step(
        "holiday",
        date(2026, 4, 6),
        "x",
        (("holiday_nl", "brugdag"), ("holiday_fr", "pont"), ("holiday_de", "Brückentag"),
         ("holiday_en", "brugdag")),
    )  # fmt: skip
    assert step_text(step, "en") == "6 April 2026 = brugdag"
    assert step_text(step, "fr") == "6 avril 2026 = pont"


def test_facts_a_sentence_does_not_name_are_left_out() -> None:
    step = Step("one_month", date(2026, 4, 5), "x", (("note", "iets"), ("until", TODAY)))
    assert step_text(step, "nl") == "een maand: 5 april 2026"


@given(histories())
@settings(max_examples=150, deadline=None)
def test_every_history_can_be_told_in_every_language(
    history: tuple[date, list[ClockEvent]],
) -> None:
    try:
        found = deadline("art12", *history, BELGIUM)
    except InputError:
        return
    for lang in LANGUAGES:
        told = explain(found, lang)
        assert "{" not in told
        assert "None" not in told
        assert all(step_text(step, lang) for step in found.steps)


# ---- the catalogue is closed -------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_and_flag_has_its_words_and_no_other_is_kept(lang: str) -> None:
    worded = {code.removesuffix(".one").removesuffix(".other") for code in sentences(lang, "steps")}
    assert worded == set(SOURCES) | ELSEWHERE
    assert set(sentences(lang, "flags")) == set(FLAGS)
    assert len({flag_text(flag, lang) for flag in FLAGS}) == len(FLAGS)


# ---- sources ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "AVG art. 12(3); Verordening 1182/71 art. 3(2)(c), tweede zin"),
        ("fr", "RGPD art. 12(3); Règlement 1182/71 art. 3(2)(c), deuxième phrase"),
        ("en", "GDPR Art. 12(3); Reg. 1182/71 Art. 3(2)(c), second sentence"),
        ("de", "DSGVO Art. 12(3); Verordnung 1182/71 Art. 3(2)(c), zweiter Satz"),
    ],
)
def test_sources_as_the_reader_cites_them(lang: str, text: str) -> None:
    assert rule_text(SOURCES["one_month_clamped"], lang) == text


def test_sources_with_paragraphs_decrees_and_lists() -> None:
    assert rule_text("EDPB 01/2022 paras 52-57", "nl") == "EDPB 01/2022 § 52-57"
    assert rule_text("RD 18 April 1974 Art. 1", "fr") == "AR 18 avril 1974 art. 1"
    assert rule_text("GDPR rec. 63; OJ C, C/2025/6771", "de") == (
        "DSGVO Erwägungsgrund 63; ABl. C, C/2025/6771"
    )
