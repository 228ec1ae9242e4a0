"""The system's clock, and any moment in Brussels."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.desktop.clock import SystemClock, to_brussels


@pytest.mark.parametrize(
    ("moment", "brussels"),
    [
        ("2026-07-09T22:30:00+00:00", "2026-07-10T00:30:00+02:00"),
        ("2026-01-09T22:30:00+00:00", "2026-01-09T23:30:00+01:00"),
        ("2026-03-05T10:00:00", "2026-03-05T10:00:00+01:00"),
        ("2026-08-05T10:00:00", "2026-08-05T10:00:00+02:00"),
        ("2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00"),
        ("2026-03-29T02:30:00", "2026-03-29T03:30:00+02:00"),
    ],
)
def test_in_brussels(moment: str, brussels: str) -> None:
    assert to_brussels(datetime.fromisoformat(moment)).isoformat() == brussels


def test_the_second_of_two_hours_in_october_when_the_moment_says_so() -> None:
    second = datetime(2026, 10, 25, 2, 30, fold=1)
    assert to_brussels(second).isoformat() == "2026-10-25T02:30:00+01:00"


@given(st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1)))
def test_the_moment_stays_the_same(moment: datetime) -> None:
    aware = moment.replace(tzinfo=UTC)
    assert to_brussels(aware) == aware
    assert SystemClock().brussels(aware) == aware


def test_outside_the_years_of_dates() -> None:
    with pytest.raises(OverflowError):
        to_brussels(datetime(9999, 12, 31, 23, 59, tzinfo=UTC))


def test_now_is_in_utc_and_today_in_brussels() -> None:
    clock = SystemClock()
    before = to_brussels(datetime.now(UTC)).date()
    now, today = clock.now(), clock.today()
    after = to_brussels(datetime.now(UTC)).date()
    assert now.utcoffset() == timedelta(0)
    assert before <= today <= after
