"""What needs whom as rows of Today: one for each case, its most urgent need first."""

from collections.abc import Sequence
from datetime import date

from ikanda_case.app.today import Needed
from ikanda_case.domain.office import Office
from ikanda_case.domain.today import BY_LAW, Need
from ikanda_case.domain.typography import capital
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import short_date
from ikanda_case.texts.names import task_name
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.models.case_searches import system_name

_ELSEWHERE = frozenset({"new_item", "overdue", "due_near", "letter_waits", "instructed"})
"""What Today shows in a panel of its own."""
TABS = {
    "strict_near": "clock", "strict_passed": "clock", "cannot_count": "clock",
    "remind": "identity", "no_answer_proposed": "identity", "no_answer_alarm": "identity",
    "check_evidence": "identity", "check_mandate": "identity", "ask_again": "identity",
    "evidence_stored": "identity",
    "follow_on": "follow_ons", "erasure_held": "follow_ons", "restriction": "follow_ons",
    "policy_task": "follow_ons", "search_late": "searches", "send_again": "letters",
}  # fmt: skip
"""Where in a case each need is met; for a target it depends on the target."""
_TARGET_TABS = {
    "acknowledge": "letters", "draft": "letters", "extension": "clock", "triage": "identity",
    "search_orders": "searches", "search_results": "searches",
}  # fmt: skip
_SAMPLE_DAY = date(2026, 9, 30)


def by_case(needed: Needed) -> list[tuple[Need, ...]]:
    """Return the needs of each case together, the case with the most urgent one first."""
    found: dict[int, list[Need]] = {}
    for need in needed.needs:
        if need.code not in _ELSEWHERE:
            found.setdefault(need.stream, []).append(need)
    return [tuple(each) for each in found.values()]


def need_rows(cases: Sequence[tuple[Need, ...]], needed: Needed, lang: str) -> list[Row]:
    """Return a row for each case: its first need in words, the others below it."""
    return [_row(each, needed, lang) for each in cases]


def tab_of(need: Need) -> str:
    """Return the side of the case on which a need is met; empty for the usual one."""
    return _TARGET_TABS.get(need.about, "") if need.code == "target" else TABS.get(need.code, "")


def _row(found: tuple[Need, ...], needed: Needed, lang: str) -> Row:
    first, office = found[0], needed.office
    said = [need_words(each, office, lang) for each in found]
    badge = need_badge(first, needed.on, lang)
    who = office.name_of(first.handler) if first.handler else ""
    rest = " · ".join(dict.fromkeys(said[1:]))
    cells = (
        Cell(badge=badge),
        Cell(first.ref, strong=True),
        Cell(said[0], rest, tip="\n".join(dict.fromkeys(said))),
        Cell(who, ink="text2"),
    )
    spoken = (first.ref, said[0], badge.sentence, who, rest)
    return Row(str(first.stream), cells, spoken=", ".join(each for each in spoken if each))


def need_words(need: Need, office: Office, lang: str) -> str:
    """Return what is needed in a few words, with what it is about."""
    about = _about(need, office, lang)
    if need.code == "target":
        words = phrase(lang, "ui_lists", "needs_target", {"about": about})
        return capital(words)
    words = phrase(lang, "today", need.code, {"count": need.count})
    if not about:
        return words
    return phrase(lang, "ui_lists", "needs_about", {"words": words, "about": about})


def _about(need: Need, office: Office, lang: str) -> str:
    match need.code:
        case "target":
            return phrase(lang, "names", f"target_{need.about}")
        case "follow_on":
            return office.rulebook.rights.follow_ons[need.about].text[lang].rstrip(".")
        case "search_late":
            return system_name(need.about, office, lang)
        case "policy_task":
            return task_name(need.about, lang)
        case "send_again":
            return need.about
    return office.rulebook.rights.right(need.right).short[lang] if need.right else ""


def need_badge(need: Need, today: date, lang: str) -> Badge:
    """Return by when, with its shape; red only where the law is late."""
    day = short_date(need.by, lang, today) if need.by else phrase(lang, "ui_lists", "needs_no_day")
    if need.urgency == "late":
        by_law = need.code in BY_LAW
        shape = Shape.OCTAGON if by_law else Shape.TRIANGLE
        spoken = phrase(lang, "ui_lists", "needs_was", {"day": day})
        return Badge(shape, day, "late" if by_law else "soon", chip=by_law, spoken=spoken)
    if need.urgency == "now":
        return Badge(Shape.SQUARE, phrase(lang, "badges", "today"), "soon")
    shape = Shape.HALF if need.urgency == "soon" else Shape.HOLLOW
    spoken = phrase(lang, "ui_lists", "needs_by", {"day": day}) if need.by else day
    return Badge(shape, day, "text2", spoken=spoken)


def widest_days(lang: str) -> tuple[Badge, ...]:
    """Return the widest of what `need_badge` gives, for the width of its column."""
    words = (
        short_date(_SAMPLE_DAY, lang, _SAMPLE_DAY),
        phrase(lang, "badges", "today"),
        phrase(lang, "ui_lists", "needs_no_day"),
    )
    return tuple(Badge(Shape.OCTAGON, each, "late", chip=True) for each in words)
