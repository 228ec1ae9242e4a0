"""The data map, read from `resources/data_map.toml` and checked against itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from ikanda_case.domain.data_map import TO_CONFIRM, Category, DataMap, Purpose, Recipient, System
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.typography import in_each
from ikanda_case.resource_files import resource

LANGUAGES = frozenset({"nl", "fr", "en", "de"})
_PORTABLE = frozenset({"yes", "part", "no"})


def load_data_map() -> DataMap:
    """Return the map that ships with the program; InputError("data_map") names a bad line."""
    return data_map_from(tomllib.loads(resource("data_map.toml").read_text(encoding="utf-8")))


def data_map_from(table: Mapping[str, Any]) -> DataMap:
    """Return the map a parsed file describes; InputError as `load_data_map`."""
    found = DataMap(
        version=table["version"],
        categories={id: _line(Category, id, row) for id, row in table["category"].items()},
        purposes={id: _line(Purpose, id, row) for id, row in table["purpose"].items()},
        recipients={id: _line(Recipient, id, row) for id, row in table["recipient"].items()},
        systems={id: _line(System, id, row) for id, row in table["system"].items()},
    )
    for category in found.categories.values():
        _require_known(found, category)
    return found


def _line(kind: Any, id: str, row: Mapping[str, Any]) -> Any:
    unknown = {*row} - {each.name for each in fields(kind)}
    if unknown or {*row["name"]} != LANGUAGES:
        raise InputError("data_map", entry=id)
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return kind(**{**said, "id": id, "name": in_each(row["name"])})


def _require_known(found: DataMap, category: Category) -> None:
    purposes = {*category.purposes} <= {*found.purposes, TO_CONFIRM}
    systems = {*category.systems} <= {*found.systems}
    if not (purposes and systems and category.portable in _PORTABLE):
        raise InputError("data_map", entry=category.id)
