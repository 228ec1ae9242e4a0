"""Who acts for whom, and what else the person is asked, as values of the identity side."""

from ikanda_case.domain.case import Row
from ikanda_case.domain.ladder import MANDATE_NEEDED
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date
from ikanda_case.texts.names import journal_line, representation_name
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.tokens import Ink
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.facts import Fact

_MANDATE: dict[str, tuple[Shape, Ink]] = {
    "open": (Shape.HOLLOW, "soon"),
    "pending": (Shape.QUESTION, "pause"),
    "received": (Shape.HALF, "soon"),
    "verified": (Shape.TICK_DISC, "ok"),
    "refused": (Shape.OCTAGON, "late"),
}
MANDATE_ACTS = {
    "open": ("mandate_outcome", "ask_mandate"),
    "pending": ("mandate_evidence", "mandate_outcome", "remind"),
    "received": ("mandate_outcome", "ask_mandate"),
    "verified": ("ask_mandate",),
    "refused": ("mandate_evidence", "mandate_outcome"),
}
"""What can be done about a mandate in each state, the usual thing first."""


def quality_of(now: CaseNow) -> str:
    """Return in what quality the requester acts; empty for herself."""
    return now.case.received.parties.representation if now.case.received else ""


def language_of(now: CaseNow) -> str:
    """Return the language the requester is written to in."""
    return now.case.received.language if now.case.received else "nl"


def may_ask_data(now: CaseNow) -> bool:
    """Return whether an open right of access makes the question of recital 63 possible (S4)."""
    return any(row.as_right == "ACCESS" for row in _open_rows(now))


def may_ask_right(now: CaseNow) -> bool:
    """Return whether it is unclear which right is meant."""
    return any(row.right == "UNCLEAR" for row in _open_rows(now))


def mandate_badge(now: CaseNow, lang: str) -> Badge:
    """Return where the mandate stands."""
    code = now.case.mandate.code
    needed = quality_of(now) in MANDATE_NEEDED
    if code == "open" and not needed:
        return Badge(Shape.DASH, _say(lang, "mandate_believed"), "muted")
    shape, ink = _MANDATE[code]
    return Badge(shape, _say(lang, f"mandate_state_{code}"), ink)


def mandate_facts(now: CaseNow, lang: str) -> list[Fact]:
    """Return who acts for whom, where that stands, and what was asked and seen."""
    parties = now.case.received.parties if now.case.received else None
    if parties is None or not parties.represented:
        return []
    name = representation_name(parties.representation, lang)
    found = [
        Fact(_say(lang, "mandate_who"), parties.requester.name or parties.requester.email, name),
        Fact(_say(lang, "mandate_for"), parties.data_subject.name or "-"),
        Fact(_say(lang, "mandate_stands"), badge=mandate_badge(now, lang)),
    ]
    return [*found, *_history(now, "mandate_", lang)]


def clarify_facts(now: CaseNow, lang: str) -> list[Fact]:
    """Return what was asked to make the request clear, and what was answered."""
    return _history(now, "clarification_", lang)


def _history(now: CaseNow, kinds: str, lang: str) -> list[Fact]:
    facts = []
    for entry in now.case.in_force:
        if entry.kind.startswith(kinds):
            line = journal_line(entry, now.office, lang)
            facts.append(Fact(full_date(entry.on, lang), line.title, line.second))
    return facts


def _open_rows(now: CaseNow) -> list[Row]:
    return [row for row in now.case.rows if not row.answered_on and not row.withdrawn_on]


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, "ui_case", code, facts)
