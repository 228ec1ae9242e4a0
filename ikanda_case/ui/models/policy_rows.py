"""The office's parameters as rows: default, value, whose choice it is, and who changed it last."""

from collections.abc import Sequence
from datetime import date

from ikanda_case.domain.facts import PolicyChanged
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.office import Office
from ikanda_case.domain.policy import PARAMETERS, Parameter, Policy
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, short_date
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.widgets.facts import Fact

POLICY_COLUMNS = ("number", "name", "default", "now", "kind", "changed")
KINDS = ("law", "contested", "promise", "house")
_LAW = frozenset({"breach_hours"})
_PROMISED = frozenset({"optout_wall_workdays"})
"""The privacy statement of 2018 promises it."""
_READINGS = 5
"""So many of the last changes are shown in the pane."""


def policy_rows(office: Office, entries: Sequence[Entry], today: date, lang: str) -> list[Row]:
    """Return a row for each parameter, in the order of the rule book."""
    return [_row(each, office, entries, today, lang) for each in PARAMETERS.values()]


def _row(each: Parameter, office: Office, entries: Sequence[Entry], today: date, lang: str) -> Row:
    now, usual = getattr(office.policy, each.name), getattr(Policy(), each.name)
    last = next(iter(changes_of(each.name, entries)), None)
    changed = _say(lang, "never")
    if last is not None:
        changed = f"{office.name_of(last.actor)}, {short_date(last.on, lang, today)}"
    kind = kind_name(each, lang)
    cells = (
        Cell(str(each.number) if each.number else "–", ink="muted"),
        Cell(policy_name(each.name, lang), strong=now != usual),
        Cell(value_words(each, usual, lang), ink="text2"),
        Cell(value_words(each, now, lang), strong=now != usual),
        Cell(tags=(kind,)),
        Cell(changed, ink="text2"),
    )
    spoken = (policy_name(each.name, lang), value_words(each, now, lang), kind, changed)
    return Row(each.name, cells, spoken=", ".join(spoken))


def policy_name(name: str, lang: str) -> str:
    """Return the name of a parameter."""
    return phrase(lang, "policy", name)


def policy_why(name: str, lang: str) -> str:
    """Return in one sentence what a parameter decides."""
    return phrase(lang, "policy", f"{name}_why")


def kind_code(each: Parameter) -> str:
    """Return whose choice it is: law, a contested reading, a promise of 2018, or the house's."""
    if each.name in _LAW:
        return "law"
    if each.name in _PROMISED:
        return "promise"
    return "contested" if each.contested else "house"


def kind_name(each: Parameter, lang: str) -> str:
    """Return that in words."""
    return _say(lang, f"kind_{kind_code(each)}")


def value_words(each: Parameter, value: object, lang: str) -> str:
    """Return a value as a person says it."""
    if isinstance(value, bool):
        return _say(lang, "yes" if value else "no")
    if each.choices:
        return phrase(lang, "policy", f"{each.name}_{value}")
    return str(value)


def text_of(value: object) -> str:
    """Return a value as an entry writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def changes_of(name: str, entries: Sequence[Entry]) -> list[Entry]:
    """Return the changes of a parameter, newest first."""
    return [
        entry
        for entry in reversed(entries)
        if isinstance(entry.fact, PolicyChanged) and entry.fact.name == name
    ]


def history_facts(
    each: Parameter, office: Office, entries: Sequence[Entry], lang: str
) -> list[Fact]:
    """Return the last changes: day, value, who and why."""
    found = []
    for entry in changes_of(each.name, entries)[:_READINGS]:
        assert isinstance(entry.fact, PolicyChanged)
        value = each.read(getattr(Policy(), each.name), entry.fact.value)
        why = f"{office.name_of(entry.actor)}: {entry.fact.reason}"
        found.append(Fact(full_date(entry.on, lang), value_words(each, value, lang), why))
    return found


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, "ui_tables", code, facts)
