"""The places of the navigation, and how many cases each holds."""

from collections.abc import Callable, Mapping
from datetime import date

from ikanda_case.app.ports import CaseFile
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.models.register_rows import list_filter
from ikanda_case.ui.widgets.navigation import NavGroup, NavItem

ICONS: Mapping[str, str] = {
    "today": "home",
    "waiting": "mail_inbox",
    "todo": "clipboard_task",
    "unassigned": "person_question_mark",
    "week": "calendar_clock",
    "late": "clock_alarm",
    "identity": "person_clock",
    "all": "folder",
    "closed": "archive",
    "report": "document_text",
}
"""Every place with its icon, in the order of Alt+1 to Alt+9."""
LISTS = tuple(key for key in ICONS if key not in ("today", "report"))
_COUNTED = ("todo", "unassigned", "week", "late", "identity", "all")


def counts_of(file: CaseFile, today: date) -> dict[str, int]:
    """Return how many cases or items each list holds on a day; a query for the reading lane."""
    with file.reading() as now:
        counts = {key: now.count(list_filter(key, today)) for key in _COUNTED}
        return {**counts, "waiting": len(now.waiting())}


def nav_groups(
    counts: Mapping[str, int], words: Callable[..., str]
) -> tuple[NavGroup, NavGroup, NavGroup]:
    """Return the groups of the navigation; only what is late has a shape and a colour."""

    def item(key: str) -> NavItem:
        name, count = words(f"list.{key}"), counts.get(key)
        if key == "late" and count:
            badge = Badge(Shape.OCTAGON, str(count), "late")
            spoken = words("nav_late_spoken", count=count)
            return NavItem(key, name, ICONS[key], count, badge, spoken)
        return NavItem(key, name, ICONS[key], count)

    return (
        NavGroup("", (item("today"),)),
        NavGroup(words("nav_lists"), tuple(item(key) for key in LISTS)),
        NavGroup(words("nav_reports"), (item("report"),)),
    )
