"""What follows from the rights of a case as rows, and what still keeps it from closing."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from ikanda_case.app.follow_ons import FollowOnLine, lines_of
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, short_date
from ikanda_case.texts.names import settled_name
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.banner import Notice

AREA = "ui_case"
FOLLOW_ON_COLUMNS = ("what", "subject", "due", "state")
Outcome = Literal["done", "not_applicable", "impossible", "disproportionate"]
OUTCOMES: tuple[Outcome, ...] = ("done", "not_applicable", "impossible", "disproportionate")
_NAMED = 3
"""So many open points are named in a sentence; the others are counted."""


def key_of(line: FollowOnLine) -> str:
    """Return what tells one point of a case from another."""
    each = line.follow_on
    return f"{each.code}|{each.right}|{each.subject}"


def open_lines(now: CaseNow) -> tuple[FollowOnLine, ...]:
    """Return what keeps the case from closing (S12)."""
    return tuple(each for each in lines_of(now.case, now.office) if each.follow_on.is_open)


def named(line: FollowOnLine, lang: str) -> str:
    """Return a point in a few words: the recipient it concerns, else what is to be done."""
    words = line.subject[lang] if line.subject else line.text[lang].rstrip(".")
    return f"{words} ({_say(lang, 'follow_on_article', article=line.follow_on.article)})"


def named_all(lines: Sequence[FollowOnLine], lang: str) -> str:
    """Return the first points by name, and how many more there are."""
    words = "; ".join(named(each, lang) for each in lines[:_NAMED])
    more = len(lines) - _NAMED
    return f"{words}; {_say(lang, 'follow_more', count=more)}." if more > 0 else f"{words}."


def follow_on_rows(now: CaseNow, lang: str) -> list[Row]:
    """Return a row for each point: the open ones first, by their day."""
    lines = lines_of(now.case, now.office)
    ordered = sorted(lines, key=lambda each: not each.follow_on.is_open)
    return [_row(each, now, lang) for each in ordered]


def _row(line: FollowOnLine, now: CaseNow, lang: str) -> Row:
    each = line.follow_on
    about = _say(lang, "follow_on_of", right=now.right_name(each.right, lang), article=each.article)
    due = short_date(each.due, lang, now.today) if each.due else ""
    if each.settled is not None and each.settled.how:
        about = f"{about} · {each.settled.how}"
    state = state_badge(line, now.today, lang)
    cells = (
        Cell(line.text[lang], about, strong=each.is_open),
        Cell(line.subject.get(lang, "")),
        Cell(due),
        Cell(badge=state),
    )
    spoken = (line.text[lang], line.subject.get(lang, ""), about, due, state.sentence)
    return Row(key_of(line), cells, spoken=", ".join(part for part in spoken if part))


def state_badge(line: FollowOnLine, today: date, lang: str) -> Badge:
    """Return where one point stands, with how it was settled for the ear."""
    each = line.follow_on
    if each.settled is not None:
        words = settled_name(each.settled.outcome, lang)
        spoken = f"{words}: {each.settled.how}" if each.settled.how else ""
        if each.settled.outcome == "done":
            return Badge(Shape.TICK_DISC, words, "ok", spoken=spoken)
        return Badge(Shape.DASH, words, "muted", spoken=spoken)
    if each.done_of_itself:
        return Badge(Shape.TICK_DISC, _say(lang, "follow_on_of_itself"), "ok")
    if each.due is not None and each.due < today:
        return Badge(Shape.TRIANGLE, _say(lang, "follow_on_late"), "soon")
    return Badge(Shape.HOLLOW, _say(lang, "follow_on_open"), "soon")


def widest_states(lang: str) -> tuple[Badge, ...]:
    """Return the closed set of states, for the width of their column."""
    words = [_say(lang, f"follow_on_{code}") for code in ("of_itself", "late", "open")]
    words += [settled_name(code, lang) for code in OUTCOMES]
    return tuple(Badge(Shape.HOLLOW, each) for each in words)


def standing(now: CaseNow, lang: str) -> Notice | None:
    """Return what the follow-up says of closing; None while nothing follows yet."""
    if not lines_of(now.case, now.office) or now.case.closed:
        return None
    found = open_lines(now)
    if not found:
        return Notice("ok", _say(lang, "follow_all_done"), _say(lang, "follow_all_done_next"))
    days = [each.follow_on.due for each in found if each.follow_on.due]
    plain = _say(lang, "follow_earliest", day=full_date(min(days), lang)) if days else ""
    bold = _say(lang, "follow_open", count=len(found))
    return Notice("soon", bold, plain, _say(lang, "follow_first"), "link")


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, AREA, code, facts)
