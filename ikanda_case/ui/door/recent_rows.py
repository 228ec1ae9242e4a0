"""The case files opened before as rows for the door: name, and when that was in words."""

from datetime import datetime
from typing import TYPE_CHECKING

from ikanda_case.ui.door.recent_list import RecentRow
from ikanda_case.ui.frame.words import Words

if TYPE_CHECKING:
    from ikanda_case.ui.gate import Recent


def recent_row(recent: "Recent", words: Words, *, dates: bool) -> RecentRow:
    """Return the row of a file; `dates` says whether dates may be worded yet, which is slow."""
    if not recent.found:
        second = words("not_found")
    elif not dates or recent.opened_at is None:
        second = ""
    else:
        second = _opened(recent.opened_at.astimezone(), words)
    return RecentRow(recent.path, recent.path.name, second)


def _opened(at: datetime, words: Words) -> str:
    from ikanda_case.texts.dates import long_date

    now = datetime.now().astimezone()
    if at.date() == now.date():
        return words("opened_today", time=f"{at:%H:%M}")
    day = long_date(at.date(), words.lang, year=at.year != now.year)
    return words("opened_on", day=day)
