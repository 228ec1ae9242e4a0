"""Requests as they might have gone, for tests of the clock: a receipt and what came after it."""

from datetime import date, timedelta

from hypothesis import strategies as st

from ikanda_case.domain.clock import EVENT_KINDS, ClockEvent

WORKDAY_RULES = [f"workdays_{count}" for count in (1, 3, 5, 30)]
DAY_RULES = [f"days_{count}" for count in (1, 2, 3, 4, 5, 14, 30)]
RULES = ("art12", "optout_10wd", *WORKDAY_RULES, *DAY_RULES)
DAYS = st.dates(date(2015, 1, 1), date(2037, 12, 31))
LIVELY = sorted(EVENT_KINDS - {"fee_quoted", "holding_reply", "postmark", "letter_dated"})


@st.composite
def histories(draw: st.DrawFn) -> tuple[date, list[ClockEvent]]:
    """A receipt and what happened after it, close enough together to meet each other."""
    received = draw(DAYS)
    events = []
    for _ in range(draw(st.integers(0, 9))):
        on = received + timedelta(days=draw(st.integers(0, 60) | st.integers(-3, 130)))
        since = on - timedelta(days=draw(st.integers(-1, 12)))
        events.append(
            ClockEvent(
                kind=draw(st.sampled_from(LIVELY)),
                on=on,
                reason=draw(st.sampled_from((True, True, True, False))),
                reasonable_doubt=draw(st.sampled_from((True, True, True, False))),
                large_volume=draw(st.booleans()),
                since=since if draw(st.integers(0, 3)) == 0 else None,
                justified=draw(st.sampled_from((True, False, False))),
                forwarded_by_staff=draw(st.booleans()),
            )
        )
    return received, events
