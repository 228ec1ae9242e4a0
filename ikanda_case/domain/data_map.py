"""The data map: which data the company holds, why, where, and who receives them (rules 6)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import DataMapChanged

TO_CONFIRM = "TO_CONFIRM"
"""What the privacy statement does not say, and the office must fill in."""


@dataclass(frozen=True, slots=True)
class Category:
    """One category of data (rules 6.1)."""

    id: str
    name: Mapping[str, str]
    examples: str = ""
    source: str = ""
    purposes: tuple[str, ...] = ()
    basis: str = TO_CONFIRM
    """TOEST, OVK, WET, VITAAL or GB, several parted by a slash."""
    systems: tuple[str, ...] = ()
    portable: str = "no"
    """yes, part or no (GDPR Art. 20)."""
    sensitive: str = ""
    period: str = TO_CONFIRM
    """How long it is kept, or the criterion (GDPR Art. 15(1)(d))."""
    seed: bool = True
    """The privacy statement names it."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose the privacy statement names (rules 6.2)."""

    id: str
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient or kind of recipient (rules 6.3)."""

    id: str
    name: Mapping[str, str]
    role: str = TO_CONFIRM
    notice: bool = True
    """Told of a rectification, erasure or restriction (GDPR Art. 19)."""
    processor: bool = False
    marketing: bool = False
    """Approaches persons for the company or with it: an opt-out is passed on (T22)."""
    transfer: str = TO_CONFIRM
    """Third country and safeguard (GDPR Art. 15(2))."""


@dataclass(frozen=True, slots=True)
class System:
    """One place that is searched."""

    id: str
    name: Mapping[str, str]
    owner: str = TO_CONFIRM
    """Who searches it."""
    outside: bool = False
    """A processor's: it is searched by letter L21."""


Line = Category | Purpose | Recipient | System


@dataclass(frozen=True)
class DataMap:
    """The map as it stands: what ships with the program, and what the office filled in."""

    version: str = ""
    categories: Mapping[str, Category] = field(default_factory=dict)
    purposes: Mapping[str, Purpose] = field(default_factory=dict)
    recipients: Mapping[str, Recipient] = field(default_factory=dict)
    systems: Mapping[str, System] = field(default_factory=dict)

    def line(self, id: str) -> Line:
        """Return a line by its id; InputError("unknown_line", line) when there is none."""
        for part in (self.categories, self.recipients, self.systems, self.purposes):
            found: Line | None = part.get(id)
            if found is not None:
                return found
        raise InputError("unknown_line", line=id)

    def changed(self, id: str, name: str, value: str) -> "DataMap":
        """Return the map with one field of a line changed.

        InputError: "unknown_line"(line), "no_such_field"(field), "bad_value"(field).
        """
        new = _changed(self.line(id), name, value)
        match new:
            case Category():
                self._require_known(new)
                return replace(self, categories={**self.categories, id: new})
            case Recipient():
                return replace(self, recipients={**self.recipients, id: new})
            case System():
                return replace(self, systems={**self.systems, id: new})
            case purpose:
                return replace(self, purposes={**self.purposes, id: purpose})

    def after(self, changes: Iterable[DataMapChanged]) -> "DataMap":
        """Return the map after the office's entries, in their order."""
        found = self
        for change in changes:
            found = found.changed(change.line, change.field, change.value)
        return found

    def to_confirm(self) -> Iterator[tuple[str, str]]:
        """Yield the fields nobody filled in yet: line and field."""
        for part in (self.categories, self.recipients, self.systems):
            for id, line in part.items():
                for each in fields(line):
                    if TO_CONFIRM in str(getattr(line, each.name)):
                        yield id, each.name

    def _require_known(self, category: Category) -> None:
        if not {*category.systems} <= {*self.systems}:
            raise InputError("bad_value", field="systems")
        if not {*category.purposes} <= {*self.purposes} | {TO_CONFIRM}:
            raise InputError("bad_value", field="purposes")


def _changed(line: Line, name: str, value: str) -> Line:
    """Return a line with one field read from text: lists by commas, yes or no as true or false."""
    if name in ("id", "seed") or name not in {each.name for each in fields(line)}:
        raise InputError("no_such_field", field=name)
    now = getattr(line, name)
    new: Any = value.strip()
    if isinstance(now, bool):
        if value not in ("true", "false"):
            raise InputError("bad_value", field=name)
        new = value == "true"
    elif isinstance(now, tuple):
        new = tuple(part.strip() for part in value.split(",") if part.strip())
    elif isinstance(now, Mapping):
        new = {language: new for language in now}
    if new == "":
        raise InputError("bad_value", field=name)
    return replace(line, **{name: new})
