"""When a mail reached the office: the Received fields of the own servers, and nothing else."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.intake.arrival import by_host, moment, walk
from ikanda_case.intake.headers import read_head

OURS = "from relay.voorbeeld.example (x [192.0.2.1]) by mx.kantoor.example (Postfix) with SMTP; "
FOREIGN = "from [198.51.100.7] by relay.voorbeeld.example with ESMTPSA; "
NOON = "Thu, 05 Nov 2026 12:00:00 +0100"
HOSTS = ("mx.kantoor.example",)


def utc_day(instant: datetime) -> date:
    return instant.astimezone(UTC).date()


def walked(*hops: str, hosts: tuple[str, ...] = HOSTS, rest: str = "") -> tuple[str, str, int]:
    raw = "".join(f"Received: {hop}\r\n" for hop in hops) + rest + "From: a@b.example\r\n\r\nx"
    found = walk(read_head(raw.encode(), 0, len(raw)).fields, hosts, utc_day)
    instant = found.arrival.instant
    assert found.arrival.day == (utc_day(instant) if instant else None)
    return (instant.isoformat() if instant else "", found.arrival.source, found.gap_hours)


def test_the_lowest_own_field_is_the_arrival() -> None:
    released = OURS + "Mon, 09 Nov 2026 08:00:00 +0100"
    assert walked(released, OURS + NOON, FOREIGN + "Wed, 04 Nov 2026 09:00:00 +0100") == (
        "2026-11-05T12:00:00+01:00",
        "received_header",
        92,
    )


def test_own_fields_below_a_foreign_one_are_the_senders_word() -> None:
    forged = OURS + "Mon, 01 Jun 2026 08:00:00 +0200"
    assert walked(OURS + NOON, FOREIGN + NOON, forged)[0] == "2026-11-05T12:00:00+01:00"


def test_a_foreign_field_on_top_leaves_nothing_to_trust() -> None:
    assert walked(FOREIGN + NOON, OURS + NOON) == ("", "none", 0)


def test_without_own_hosts_only_the_topmost_field_counts() -> None:
    forged = OURS + "Mon, 01 Jun 2026 08:00:00 +0200"
    assert walked(FOREIGN + NOON, forged, hosts=()) == (
        "2026-11-05T12:00:00+01:00",
        "topmost_header",
        0,
    )
    assert walked(hosts=(), rest=f"Date: {NOON}\r\n") == ("", "none", 0)


def test_the_date_of_the_sender_never_counts() -> None:
    assert walked(rest=f"Date: {NOON}\r\n") == ("", "none", 0)


def test_an_own_field_without_a_date_leaves_the_question_to_the_clerk() -> None:
    assert walked(OURS + NOON, OURS + "Thu, 31 Feb 2026 12:00:00 +0100")[:2] == ("", "none")


@given(
    st.lists(
        st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=120),
        max_size=5,
    )
)
def test_nothing_below_the_first_foreign_field_changes_the_arrival(forged: list[str]) -> None:
    assert walked(OURS + NOON, FOREIGN + NOON, *forged) == walked(OURS + NOON, FOREIGN + NOON)


@pytest.mark.parametrize(
    ("hop", "host"),
    [
        ("from a by MX.Kantoor.Example. with SMTP; x", "mx.kantoor.example"),
        ("from x by mx.elders.example by mx.kantoor.example; x", "mx.kantoor.example"),
        ("from x by mx.kantoor.example by relay.example for <a@b>; x", "relay.example"),
        ("from by by mx.kantoor.example; x", "mx.kantoor.example"),
        ("from a (by mx.elders.example) by mx.kantoor.example; x", "mx.kantoor.example"),
        ("from a ((by x) by y) by mx.kantoor.example (z); x", "mx.kantoor.example"),
        ("by mx.kantoor.example:25 with SMTP; x", "mx.kantoor.example"),
        ("by mx.kantoor.example.elders.example; x", "mx.kantoor.example.elders.example"),
        ("by 2001:db8::25 with SMTP; x", "2001:db8::25"),
        ("(qmail 1 invoked by uid 0); x", ""),
        ("from a for <x by mx.kantoor.example>", ""),
        ("", ""),
    ],
)
def test_the_host_that_wrote_a_field(hop: str, host: str) -> None:
    assert by_host(hop) == host


@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2199, 12, 30)),
    st.integers(-14 * 60, 14 * 60),
    st.booleans(),
)
def test_an_instant_keeps_its_offset(naive: datetime, minutes: int, comment: bool) -> None:
    instant = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    written = instant.strftime("%a, %d %b %Y %H:%M:%S %z") + (" (CET; x)" if comment else "")
    assert moment(f"by x; {written}") == instant
    found = moment(written)
    assert found is not None and found.utcoffset() == instant.utcoffset()


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("Thu, 05 Nov 2026 10:15:00 -0000", "2026-11-05T10:15:00+00:00"),
        ("Thu, 05 Nov 2026 10:15:00 CET", "2026-11-05T10:15:00+01:00"),
        ("5 Nov 26 10:15 GMT", "2026-11-05T10:15:00+00:00"),
        ("Thu, 31 Dec 2026 23:59:60 +0000", "2026-12-31T23:59:59+00:00"),
        ("Thu, 05 Nov 2026 10:15:00", None),
        ("Thu, 05 Nov 2026 10:15:00 XYZ", None),
        ("Thu, 05 Nov 2026 10:15:00 +9959", None),
        ("Thu, 05 Nov 1026 10:15:00 +0100", None),
        ("morgen", None),
        ("", None),
    ],
)
def test_a_date_is_full_and_has_a_place_or_is_none(written: str, instant: str | None) -> None:
    found = moment(written)
    assert (found.isoformat() if found else None) == instant
