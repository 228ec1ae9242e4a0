"""The journal of a case as days and entries, newest first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import long_date
from ikanda_case.texts.names import journal_line
from ikanda_case.ui.models.case_facts import said_value
from ikanda_case.ui.widgets.history import HistoryDay, HistoryItem

Brussels = Callable[[datetime], datetime]


def history_days(
    case: Case, office: Office, brussels: Brussels, today: date, lang: str
) -> list[HistoryDay]:
    """Return the entries grouped by the day they were written down, in Brussels."""
    newest = sorted(case.entries, key=lambda entry: entry.n, reverse=True)
    days = []
    for day, entries in groupby(newest, key=lambda entry: brussels(entry.recorded_at).date()):
        items = tuple(_item(entry, case, office, brussels, lang) for entry in entries)
        days.append(HistoryDay(_day_title(day, today, lang), items))
    return days


def _day_title(day: date, today: date, lang: str) -> str:
    words = long_date(day, lang, year=day.year != today.year)
    return phrase(lang, "ui_case", "history_today", {"day": words}) if day == today else words


def _item(entry: Entry, case: Case, office: Office, brussels: Brussels, lang: str) -> HistoryItem:
    line = journal_line(case.entry(entry.n) or entry, office, lang)
    item = HistoryItem(
        key=str(entry.n),
        icon=line.icon,
        title=line.title,
        time=f"{brussels(entry.recorded_at):%H:%M}",
        second=line.second,
    )
    put_right = _corrections(entry.n, case)
    if not put_right:
        return item
    old = ", ".join(said_value(entry, name, lang) for each in put_right for name, _ in each.changes)
    return replace(item, struck=old, second=put_right[-1].reason)


def _corrections(n: int, case: Case) -> list[f.Corrected]:
    facts = (entry.fact for entry in case.entries)
    return [fact for fact in facts if isinstance(fact, f.Corrected) and fact.entry == n]
