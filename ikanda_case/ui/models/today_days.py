"""The fourteen days of Today as cells, and which cases come first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ikanda_case.app.queries import RegisterLine
from ikanda_case.domain.calendars import Calendar
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, short_date
from ikanda_case.ui.look.marks import Shape
from ikanda_case.ui.look.tokens import Ink
from ikanda_case.ui.models.badges import Term, deadline_badge
from ikanda_case.ui.models.register_rows import owes

DAYS = 14
PRESSING = 3
"""Days ahead that `Eerst doen` reaches."""


@dataclass(frozen=True, slots=True)
class StripDay:
    """One cell: two lines of words, how many deadlines and how they are drawn."""

    day: date | None
    """None for the cell of everything late."""
    above: str
    number: str
    shape: Shape
    ink: Ink
    count: int
    rest: bool = False
    today: bool = False
    spoken: str = ""


def strip(
    due_days: Iterable[tuple[date, int]], calendar: Calendar, today: date, lang: str
) -> list[StripDay]:
    """Return the cell of what is late and those of fourteen days from today.

    `due_days` are the days that open cases are due on, and how many are.
    """
    dues = dict(due_days)
    late = sum(count for due, count in dues.items() if due < today)
    badge = deadline_badge(Term(due=today - timedelta(days=1)), today, lang)

    def say(code: str, **facts: object) -> str:
        return phrase(lang, "ui_lists", code, facts)

    cells = [
        StripDay(
            None,
            say("today_earlier"),
            say("today_late"),
            badge.shape,
            "late",
            late,
            spoken=say("today_day", day=say("today_late"), count=late),
        )
    ]
    for ahead in range(DAYS):
        day = today + timedelta(days=ahead)
        badge = deadline_badge(Term(due=day), today, lang)
        count = dues.get(day, 0)
        cells.append(
            StripDay(
                day,
                short_date(day, lang, today).split(" ")[0],
                str(day.day),
                badge.shape,
                badge.role,
                count,
                rest=not calendar.is_working(day),
                today=ahead == 0,
                spoken=say("today_day", day=full_date(day, lang), count=count),
            )
        )
    return cells


def first(lines: Sequence[RegisterLine], today: date, actor: str) -> list[RegisterLine]:
    """Return what is late, due today or within three days: most urgent first, one's own first."""
    last = today + timedelta(days=PRESSING)
    pressing = [line for line in lines if line.due and line.due <= last and owes(line)]

    def whose(line: RegisterLine) -> int:
        if line.handler == actor:
            return 0
        return 2 if line.handler else 1

    return sorted(pressing, key=lambda line: (line.due or date.max, whose(line), line.ref))
