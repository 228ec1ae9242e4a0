"""States as badges: deadline, identity, letter; one function each, used by every view."""

from dataclasses import dataclass
from datetime import date

from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, short_date
from ikanda_case.texts.names import identity_name, letter_state_name
from ikanda_case.ui.look.marks import Badge, Shape

AREA = "badges"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What a deadline badge needs to know."""

    due: date | None
    strict_due: date | None = None
    suspended: bool = False
    extended: bool = False
    done_on: date | None = None
    """The day the last thing owed was done."""
    answered: bool = False
    """What was done is the answer; nothing was carried out in the systems."""
    sent_late_days: int = 0
    name: str = ""
    """The right it is about, for the spoken sentence."""


def deadline_badge(term: Term, today: date, lang: str) -> Badge:
    """Return the badge of a deadline, by calendar days to the running due date."""
    if term.done_on:
        return _done(term, today, lang)
    if term.suspended or term.due is None:
        return _suspended(term, lang) if term.suspended else Badge(Shape.DASH, "-", "muted")
    left = (term.due - today).days
    spoken = _spoken(term, left, lang)
    if left < 0:
        words = phrase(lang, AREA, "late", {"days": -left})
        return Badge(Shape.OCTAGON, words, "late", chip=True, spoken=spoken)
    if left == 0:
        words = phrase(lang, AREA, "today")
        return Badge(Shape.SQUARE, words, "soon", chip=True, spoken=spoken)
    if left <= 3:
        words = phrase(lang, AREA, "soon", {"days": left})
        return Badge(Shape.TRIANGLE, words, "soon", chip=True, spoken=spoken)
    if term.extended:
        words = phrase(lang, AREA, "extended", {"days": left})
        return Badge(Shape.DOUBLE_ARROW, words, "pause", spoken=spoken)
    words = phrase(lang, AREA, "days", {"days": left})
    if left <= 10:
        return Badge(Shape.HALF, words, "soon", spoken=spoken)
    return Badge(Shape.HOLLOW, words, "text2", spoken=spoken)


def _done(term: Term, today: date, lang: str) -> Badge:
    assert term.done_on is not None
    if term.sent_late_days > 0:
        words = phrase(lang, AREA, "sent_late", {"days": term.sent_late_days})
        return Badge(Shape.OCTAGON_OUTLINE, words, "late")
    code = "answered" if term.answered else "done"
    words = phrase(lang, AREA, code, {"day": short_date(term.done_on, lang, today)})
    return Badge(Shape.TICK_DISC, words, "ok")


def _suspended(term: Term, lang: str) -> Badge:
    facts: dict[str, object] = {"name": term.name}
    spoken = phrase(lang, AREA, "spoken_suspended", facts)
    if term.strict_due:
        facts["strict"] = full_date(term.strict_due, lang)
        spoken = phrase(lang, AREA, "spoken_suspended_strict", facts)
    return Badge(Shape.BARS, phrase(lang, AREA, "suspended"), "pause", spoken=spoken)


def _spoken(term: Term, left: int, lang: str) -> str:
    assert term.due is not None
    facts: dict[str, object] = {
        "name": term.name,
        "days": abs(left),
        "due": full_date(term.due, lang),
        "strict": full_date(term.strict_due or term.due, lang),
    }
    code = "spoken_late" if left < 0 else "spoken"
    return phrase(lang, AREA, code, facts)


_IDENTITY: dict[str, Badge] = {
    "open": Badge(Shape.HOLLOW, "", "soon"),
    "not_needed": Badge(Shape.DASH, "", "muted"),
    "pending": Badge(Shape.QUESTION, "", "pause"),
    "received": Badge(Shape.HALF, "", "soon"),
    "insufficient": Badge(Shape.HALF, "", "soon"),
    "confirmed": Badge(Shape.TICK_DISC, "", "ok"),
    "mismatch": Badge(Shape.OCTAGON, "", "late", chip=True),
    "no_response": Badge(Shape.BARS, "", "text2"),
    "unidentifiable": Badge(Shape.BARS, "", "text2"),
}


def identity_badge(code: str, lang: str) -> Badge:
    """Return the badge of an identity state."""
    drawn = _IDENTITY[code]
    return Badge(drawn.shape, identity_name(code, lang), drawn.role, chip=drawn.chip)


def letter_badge(
    state: str,
    drafts: int,
    sent_on: date | None,
    today: date,
    lang: str,
    back_on: date | None = None,
) -> Badge:
    """Return the badge of a letter's state; of one that came back on `back_on` that alone."""
    if back_on:
        words = phrase(lang, AREA, "came_back", {"day": short_date(back_on, lang, today)})
        return Badge(Shape.OCTAGON, words, "late")
    if state == "sent" and sent_on:
        words = phrase(lang, AREA, "sent", {"day": short_date(sent_on, lang, today)})
        return Badge(Shape.TICK_DISC, words, "ok")
    if state == "draft":
        return Badge(Shape.HALF, phrase(lang, AREA, "draft", {"number": drafts}), "accent")
    shapes = {"to_approve": (Shape.QUESTION, "pause"), "approved": (Shape.TICK, "ok")}
    shape, role = shapes.get(state, (Shape.TICK, "ok"))
    return Badge(shape, letter_state_name(state, lang), "pause" if role == "pause" else "ok")
