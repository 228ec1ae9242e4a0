"""The data map as rows and fields: what is said, what is only proposed, what nobody confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ikanda_case.domain.data_map import TO_CONFIRM, Category, DataMap, Line
from ikanda_case.domain.facts import DataMapChanged
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import short_date
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape

VIEWS = ("categories", "purposes", "recipients", "systems")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "categories": ("id", "name", "basis", "systems", "period"),
    "purposes": ("id", "name"),
    "recipients": ("id", "name", "role", "notice", "transfer"),
    "systems": ("id", "name", "owner", "outside"),
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    "categories": (
        "name", "examples", "source", "purposes", "basis", "systems", "portable", "sensitive",
        "period",
    ),
    "purposes": ("name",),
    "recipients": ("name", "role", "notice", "processor", "marketing", "transfer"),
    "systems": ("name", "owner", "outside"),
}  # fmt: skip
_PROPOSED = frozenset({"basis", "systems", "portable", "sensitive"})
"""Only the rules propose these: the privacy statement does not say them (rules 6.1)."""
State = str
Last = Mapping[tuple[str, str], Entry]


@dataclass(frozen=True, slots=True)
class MapField:
    """One field of a line: what stands there and how sure that is."""

    name: str
    text: str
    """As it is edited; empty for what nobody confirmed."""
    state: State
    """statement, proposed, to_confirm or confirmed."""
    by: str = ""
    """Who confirmed it, when, and on whose word."""

    @property
    def is_said(self) -> bool:
        """Return whether there is anything whose state could be told."""
        return bool(self.text) or self.state == "to_confirm"


def last_changes(entries: Sequence[Entry]) -> Last:
    """Return the last entry about each field, by line and field."""
    return {
        (entry.fact.line, entry.fact.field): entry
        for entry in entries
        if isinstance(entry.fact, DataMapChanged)
    }


def lines_of(data_map: DataMap, view: str) -> Mapping[str, Line]:
    """Return the lines of a view."""
    found: Mapping[str, Line] = getattr(data_map, view)
    return found


def view_of(data_map: DataMap, id: str) -> str:
    """Return the view a line stands in."""
    return next(view for view in VIEWS if id in lines_of(data_map, view))


def map_rows(
    data_map: DataMap, view: str, last: Last, lang: str, *, only_open: bool = False
) -> list[Row]:
    """Return a row for each line of a view; of `only_open` those with something to confirm."""
    rows = []
    for id, line in lines_of(data_map, view).items():
        states = {name: state_of(line, name, last) for name in FIELDS[view]}
        if not only_open or {"to_confirm", "proposed"} & {*states.values()}:
            cells = tuple(_cell(data_map, line, name, states, lang) for name in COLUMNS[view])
            rows.append(Row(id, cells))
    return rows


def to_settle(data_map: DataMap, last: Last) -> tuple[int, int]:
    """Return how many fields nobody confirmed, and how many are only proposed."""
    states = [
        state_of(line, name, last)
        for view in VIEWS
        for line in lines_of(data_map, view).values()
        for name in FIELDS[view]
    ]
    return states.count("to_confirm"), states.count("proposed")


def state_of(line: Line, name: str, last: Last) -> State:
    """Return how sure a field is."""
    if TO_CONFIRM in str(getattr(line, name)):
        return "to_confirm"
    if (line.id, name) in last:
        return "confirmed"
    if isinstance(line, Category) and (name in _PROPOSED or not line.seed):
        return "proposed" if getattr(line, name) else "statement"
    return "proposed" if name in ("role", "owner") else "statement"


def map_fields(line: Line, view: str, last: Last, office: Office, lang: str) -> list[MapField]:
    """Return the fields of a line as they are edited."""
    found = []
    for name in FIELDS[view]:
        entry, by = last.get((line.id, name)), ""
        if entry is not None:
            assert isinstance(entry.fact, DataMapChanged)
            day = short_date(entry.on, lang, entry.on)
            by = f"{office.name_of(entry.actor)}, {day}: {entry.fact.reason}"
        found.append(MapField(name, text_of(line, name, lang), state_of(line, name, last), by))
    return found


def text_of(line: Line, name: str, lang: str) -> str:
    """Return a field as it is edited: lists by commas, yes or no as true or false."""
    value = getattr(line, name)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(each for each in value if each != TO_CONFIRM)
    if isinstance(value, Mapping):
        return str(value[lang])
    return "" if value == TO_CONFIRM else str(value)


def values_of(line: Line, name: str) -> tuple[str, ...]:
    """Return the values a field chooses between; none for one that is free text."""
    if isinstance(getattr(line, name), bool):
        return ("true", "false")
    return ("yes", "part", "no") if name == "portable" else ()


def value_name(value: str, lang: str) -> str:
    """Return such a value in words."""
    code = {"true": "yes", "false": "no"}.get(value, value)
    return _say(lang, code)


def state_badge(state: State, lang: str) -> Badge:
    """Return the state of a field, drawn."""
    shape, ink = {
        "statement": (Shape.DASH, "muted"),
        "proposed": (Shape.HOLLOW, "text2"),
        "to_confirm": (Shape.HALF, "soon"),
        "confirmed": (Shape.TICK, "ok"),
    }[state]
    return Badge(shape, _say(lang, f"map_{state}"), ink)  # type: ignore[arg-type]


def _cell(data_map: DataMap, line: Line, name: str, states: Mapping[str, State], lang: str) -> Cell:
    if name == "id":
        return Cell(line.id, ink="muted")
    state, text = states[name], text_of(line, name, lang)
    if text and values_of(line, name):
        text = value_name(text, lang)
    if isinstance(line, Category) and name == "systems":
        text = ", ".join(data_map.systems[each].name[lang] for each in line.systems)
    if state == "to_confirm":
        return Cell(badge=state_badge(state, lang))
    if state == "proposed" and name != "name":
        said = _say(lang, "map_proposed")
        return Cell(badge=Badge(Shape.HOLLOW, text, "text2", spoken=f"{text}, {said}"))
    return Cell(text, strong=name == "name")


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, "ui_tables", code, facts)
