"""The request types and grounds, read from `resources/` and checked against each other."""

import tomllib
from collections.abc import Mapping
from typing import Any

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.rights import Duty, Ground, RightsTable, RightType
from ikanda_case.resource_files import resource
from ikanda_case.tables.typography import in_each

LETTER_LANGUAGES = frozenset({"nl", "fr", "en", "de"})
WINDOW_LANGUAGES = frozenset({"nl", "fr", "en"})
_NEEDS = frozenset({"E", "4E", "B", "counsel"})


def load_rights() -> RightsTable:
    """Return the table that ships with the program.

    InputError("rights_table") names the entry that does not fit the others.
    """
    rights = tomllib.loads(resource("rights.toml").read_text(encoding="utf-8"))
    grounds = tomllib.loads(resource("grounds.toml").read_text(encoding="utf-8"))
    return rights_from(rights, grounds)


def rights_from(rights: Mapping[str, Any], grounds: Mapping[str, Any]) -> RightsTable:
    """Return the table that two parsed files describe; InputError as `load_rights`."""
    rows: list[dict[str, Any]] = rights["right"]
    table = RightsTable(
        version=rights["version"],
        rights={row["id"]: _right(row) for row in rows},
        grounds={code: _ground(code, row) for code, row in grounds.items()},
        not_marketing={
            row["id"]: _right({**row, **row["not_marketing"]})
            for row in rows
            if "not_marketing" in row
        },
        duties={
            code: Duty(code, row["article"], in_each(row["text"]))
            for code, row in rights["duty"].items()
        },
    )
    _require_whole(table, len(rows))
    return table


def _right(row: Mapping[str, Any]) -> RightType:
    return RightType(
        id=row["id"],
        article=row["article"],
        short=in_each(row["short"]),
        name=in_each(row["name"]),
        answer_rule=row["answer_rule"],
        effect_rule=row["effect_rule"],
        refusable=row["refusable"],
        grounds=tuple(row["grounds"]),
        needs_identity=row["needs_identity"],
        extendable=row["extendable"],
        house_rule=row["house_rule"],
        limits=row.get("limits", {}),
        limitations=tuple(row.get("limitations", ())),
        duties=tuple(row["duties"]),
    )


def _ground(code: str, row: Mapping[str, Any]) -> Ground:
    return Ground(
        code=code,
        article=row["article"],
        title=in_each(row["title"]),
        needs=frozenset(row["needs"]),
        limit=in_each(row["limit"]),
        articles=row.get("article_for", {}),
        measure=row.get("measure", False),
    )


def _require_whole(table: RightsTable, rows: int) -> None:
    if len(table.rights) != rows:
        raise InputError("rights_table", entry="id")
    for right in (*table.rights.values(), *table.not_marketing.values()):
        if {*right.short} != LETTER_LANGUAGES or {*right.name} != LETTER_LANGUAGES:
            raise InputError("rights_table", entry=f"{right.id}.name")
        if not {*right.grounds} <= {*table.grounds} or not {*right.limits} <= {*right.grounds}:
            raise InputError("rights_table", entry=f"{right.id}.grounds")
        if any(table.grounds[code].measure for code in right.grounds):
            raise InputError("rights_table", entry=f"{right.id}.grounds")
        if not {*right.duties} <= {*table.duties}:
            raise InputError("rights_table", entry=f"{right.id}.duties")
    for ground in table.grounds.values():
        if {*ground.title} != LETTER_LANGUAGES or {*ground.limit} != WINDOW_LANGUAGES:
            raise InputError("rights_table", entry=f"{ground.code}.title")
        if not ground.needs <= _NEEDS or not {*ground.articles} <= {*table.rights}:
            raise InputError("rights_table", entry=f"{ground.code}.needs")
    for duty in table.duties.values():
        if {*duty.text} != WINDOW_LANGUAGES:
            raise InputError("rights_table", entry=duty.code)
