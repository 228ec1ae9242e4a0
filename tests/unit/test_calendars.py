"""The working-day calendar and the holiday table of Belgium."""

import copy
import tomllib
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.domain.calendars import Calendar, Holiday, easter_sunday
from ikanda_case.domain.errors import InputError
from ikanda_case.resource_files import resource
from ikanda_case.tables.calendars import calendar_from, load_calendar

BELGIUM = load_calendar()
BY_DATE = {holiday.date: holiday for holiday in BELGIUM.holidays}
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


def statutory(year: int) -> list[str]:
    days = sorted(h.date for h in BELGIUM.holidays if h.statutory and h.date.year == year)
    return [f"{day.day}/{day.month}" for day in days]


def holiday(day: date, *, is_statutory: bool = True) -> Holiday:
    return Holiday(day, "nl", "fr", "de", is_statutory, "source", None, "")


def table() -> dict[str, Any]:
    return tomllib.loads(resource("calendars", "be.toml").read_text(encoding="utf-8"))


# ---- the table of Belgium --------------------------------------------------------------------


def test_the_ten_days_of_2026() -> None:
    assert statutory(2026) == [
        "1/1", "6/4", "1/5", "14/5", "25/5", "21/7", "15/8", "1/11", "11/11", "25/12",
    ]  # fmt: skip


def test_ten_days_a_year_but_in_2008_labour_day_was_ascension_day_too() -> None:
    counts = {year: len(statutory(year)) for year in range(2000, 2101)}
    assert {year: count for year, count in counts.items() if count != 10} == {2008: 9}
    both = BY_DATE[date(2008, 5, 1)]
    assert both.name_nl == "Dag van de Arbeid / Onze-Lieve-Heer-Hemelvaart"
    assert both.name_fr == "Fête du Travail / Ascension"
    assert both.statutory


@pytest.mark.parametrize("day", ["2026-04-03", "2026-05-15", "2028-12-26", "2027-07-12"])
def test_bank_bridge_and_community_days_are_working_days(day: str) -> None:
    assert BELGIUM.is_working(date.fromisoformat(day))


def test_days_of_the_civil_service_are_working_days() -> None:
    assert BELGIUM.is_working(date(2026, 11, 2))
    assert BELGIUM.is_working(date(2027, 11, 15))
    assert BELGIUM.is_working(date(2026, 5, 8))


def test_what_the_official_journal_lists_for_2025() -> None:
    listed = {h.date for h in BELGIUM.holidays if h.date.year == 2025 and h.in_oj}
    by_law = {h.date for h in BELGIUM.holidays if h.date.year == 2025 and h.statutory}
    assert listed == by_law | {date(2025, 4, 20), date(2025, 6, 8)}
    assert {h.source_oj for h in BELGIUM.holidays if h.date.year == 2025} == {"OJ C, C/2024/7517"}


def test_what_the_official_journal_lists_for_2026() -> None:
    listed = {h.date for h in BELGIUM.holidays if h.date.year == 2026 and h.in_oj}
    by_law = {h.date for h in BELGIUM.holidays if h.date.year == 2026 and h.statutory}
    assert by_law - listed == {date(2026, 8, 15), date(2026, 11, 1)}
    assert listed - by_law == {date(2026, 11, 2)}
    assert BY_DATE[date(2026, 8, 15)].in_oj is False
    assert BY_DATE[date(2026, 11, 2)].in_oj is True
    assert not BY_DATE[date(2026, 11, 2)].statutory
    assert BY_DATE[date(2026, 4, 5)].in_oj is False
    assert {h.source_oj for h in BELGIUM.holidays if h.date.year == 2026} == {"OJ C, C/2025/6771"}


def test_without_a_list_that_was_read_nothing_is_known_of_the_official_journal() -> None:
    others = [h for h in BELGIUM.holidays if h.date.year not in (2025, 2026)]
    assert {(h.in_oj, h.source_oj) for h in others} == {(None, "")}


def test_with_the_official_journal_two_november_2026_rests_as_well() -> None:
    listed = BELGIUM.with_official_journal()
    assert BELGIUM.roll(date(2026, 11, 1)) == date(2026, 11, 2)
    assert listed.roll(date(2026, 11, 1)) == date(2026, 11, 3)
    assert listed.add_working_days(date(2026, 11, 1), 10) == date(2026, 11, 17)
    assert listed.version != BELGIUM.version
    assert BELGIUM.is_working(date(2026, 11, 2))


def test_every_day_is_named_in_four_languages_and_has_a_source() -> None:
    for each in BELGIUM.holidays:
        assert all((each.name_nl, each.name_fr, each.name_de, each.name_en, each.source))


def test_another_country_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        load_calendar("FR")
    assert refused.value.code == "unknown_jurisdiction"


def test_a_list_that_names_a_day_the_table_lacks_is_refused() -> None:
    wrong = table()
    wrong["official_journal"][1]["days"].append(date(2026, 12, 26))
    with pytest.raises(ValueError, match="lacks"):
        calendar_from(wrong)


def test_a_list_that_names_a_day_of_another_year_is_refused() -> None:
    wrong = table()
    wrong["official_journal"][1]["days"].append(date(2027, 1, 1))
    with pytest.raises(ValueError, match="another year"):
        calendar_from(wrong)


# ---- Easter ----------------------------------------------------------------------------------


def test_easter_as_two_other_methods_have_it() -> None:
    assert [easter_sunday(year).isoformat()[5:] for year in range(2026, 2031)] == [
        "04-05", "03-28", "04-16", "04-01", "04-21",
    ]  # fmt: skip
    assert all(easter_sunday(year) == easter(year) for year in range(1583, 4100))


# ---- the calendar as a value -----------------------------------------------------------------


def test_why_a_day_rests() -> None:
    easter_day = BELGIUM.rest_day(date(2026, 4, 5))
    assert easter_day is not None
    assert easter_day.weekend == "sunday"
    assert easter_day.holiday is not None
    assert easter_day.holiday.name_fr == "dimanche de Pâques"
    monday = BELGIUM.rest_day(date(2026, 4, 6))
    assert monday is not None
    assert (monday.weekend, monday.holiday) == (None, BY_DATE[date(2026, 4, 6)])
    saturday = BELGIUM.rest_day(date(2026, 4, 11))
    assert saturday is not None
    assert (saturday.weekend, saturday.holiday) == ("saturday", None)
    assert BELGIUM.rest_day(date(2026, 11, 2)) is None


@given(DAYS)
def test_a_day_rests_or_works(day: date) -> None:
    assert (BELGIUM.rest_day(day) is None) == BELGIUM.is_working(day)


@given(DAYS, DAYS)
def test_rolling_keeps_the_order_and_never_goes_back(one: date, other: date) -> None:
    early, late = sorted((one, other))
    assert BELGIUM.roll(early) <= BELGIUM.roll(late)
    assert early <= BELGIUM.roll(early) <= early + timedelta(days=5)
    assert BELGIUM.is_working(BELGIUM.roll(early))
    assert BELGIUM.roll(BELGIUM.roll(early)) == BELGIUM.roll(early)


@given(DAYS, st.integers(1, 200))
def test_working_days_forward_and_back(day: date, count: int) -> None:
    later = BELGIUM.add_working_days(day, count)
    assert BELGIUM.is_working(later)
    assert BELGIUM.working_days_between(day, later) == count
    assert BELGIUM.working_days_between(later, day) == 0
    assert BELGIUM.add_working_days(later, -count) <= day
    assert BELGIUM.add_working_days(BELGIUM.roll(day), 0) == BELGIUM.roll(day)
    if BELGIUM.is_working(day):
        assert BELGIUM.add_working_days(later, -count) == day


@given(DAYS, DAYS)
def test_working_days_between_are_counted_one_by_one(one: date, other: date) -> None:
    early, late = sorted((one, other))
    late = min(late, early + timedelta(days=400))
    days = [early + timedelta(days=n) for n in range(1, (late - early).days + 1)]
    assert BELGIUM.working_days_between(early, late) == sum(map(BELGIUM.is_working, days))


def test_holidays_between_are_those_that_cost_a_working_day() -> None:
    found = BELGIUM.holidays_between(date(2026, 4, 6), date(2026, 8, 15))
    assert [each.date.isoformat()[5:] for each in found] == ["05-01", "05-14", "05-25", "07-21"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.is_working(date(1999, 12, 31)),
        lambda c: c.rest_day(date(2101, 1, 1)),
        lambda c: c.roll(date(2101, 1, 1)),
        lambda c: c.plus_days(date(2100, 12, 31), 1),
        lambda c: c.plus_days(date(2100, 12, 31), 10**30),
        lambda c: c.plus_days(date(2000, 1, 1), -(10**30)),
        lambda c: c.add_working_days(date(2100, 12, 31), 1),
        lambda c: c.add_working_days(date(2000, 1, 1), -1),
        lambda c: c.add_working_days(date(1999, 12, 31), 0),
        lambda c: c.add_working_days(date(2026, 1, 1), 10**30),
        lambda c: c.working_days_between(date(1999, 1, 1), date(2000, 1, 3)),
        lambda c: c.working_days_between(date(2000, 1, 3), date(2101, 1, 1)),
        lambda c: c.check(date(9999, 12, 31)),
    ],
)
def test_a_day_outside_the_years_is_refused(ask: Any) -> None:
    with pytest.raises(InputError) as refused:
        ask(BELGIUM)
    assert refused.value.code == "outside_holiday_table"
    assert not 2000 <= int(refused.value.facts["year"]) <= 2100  # type: ignore[arg-type]
    assert (refused.value.facts["first_year"], refused.value.facts["last_year"]) == (2000, 2100)


@pytest.mark.parametrize(("first", "last"), [(2001, 2000), (0, 2000), (2000, 9999)])
def test_impossible_years_are_refused(first: int, last: int) -> None:
    with pytest.raises(InputError) as refused:
        Calendar("XX", "1", (), first, last)
    assert refused.value.code == "bad_calendar_years"


def test_a_holiday_named_twice_or_outside_the_years_is_refused() -> None:
    day = date(2026, 1, 1)
    with pytest.raises(InputError) as refused:
        Calendar("XX", "1", (holiday(day), holiday(day)), 2026, 2026)
    assert (refused.value.code, refused.value.facts["on"]) == ("holiday_twice", day)
    with pytest.raises(InputError) as refused:
        Calendar("XX", "1", (holiday(day),), 2027, 2027)
    assert refused.value.code == "outside_holiday_table"


def test_a_calendar_is_a_value() -> None:
    again = calendar_from(copy.deepcopy(table()))
    assert again == BELGIUM
    assert hash(again) == hash(BELGIUM)


def test_a_day_that_is_not_statutory_does_not_rest() -> None:
    named = Calendar("XX", "1", (holiday(date(2026, 4, 7), is_statutory=False),), 2026, 2026)
    assert named.is_working(date(2026, 4, 7))
