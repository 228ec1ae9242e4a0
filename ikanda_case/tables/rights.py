"""The request types and grounds, read from `resources/` and checked against each other."""

import tomllib
from collections.abc import Mapping
from typing import Any

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.rights import Duty, FollowOnType, Ground, RightsTable, RightType
from ikanda_case.domain.typography import in_each
from ikanda_case.resource_files import resource

LANGUAGES = frozenset({"nl", "fr", "en", "de"})
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
        follow_ons={
            code: FollowOnType(
                code, row["article"], row["per"], row["within"], in_each(row["text"])
            )
            for code, row in rights["follow_on"].items()
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
        follow_ons=tuple(row.get("follow_ons", ())),
        answer_by_law=row.get("answer_by_law", True),
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
        evidence=tuple(row.get("evidence", ())),
    )


def _require_whole(table: RightsTable, rows: int) -> None:
    if len(table.rights) != rows:
        raise InputError("rights_table", entry="id")
    for right in (*table.rights.values(), *table.not_marketing.values()):
        if {*right.short} != LANGUAGES or {*right.name} != LANGUAGES:
            raise InputError("rights_table", entry=f"{right.id}.name")
        if not {*right.grounds} <= {*table.grounds} or not {*right.limits} <= {*right.grounds}:
            raise InputError("rights_table", entry=f"{right.id}.grounds")
        if any(table.grounds[code].measure for code in right.grounds):
            raise InputError("rights_table", entry=f"{right.id}.grounds")
        if not {*right.duties} <= {*table.duties}:
            raise InputError("rights_table", entry=f"{right.id}.duties")
        if not {*right.follow_ons} <= {*table.follow_ons}:
            raise InputError("rights_table", entry=f"{right.id}.follow_ons")
    for ground in table.grounds.values():
        if {*ground.title} != LANGUAGES or {*ground.limit} != LANGUAGES:
            raise InputError("rights_table", entry=f"{ground.code}.title")
        if not ground.needs <= _NEEDS or not {*ground.articles} <= {*table.rights}:
            raise InputError("rights_table", entry=f"{ground.code}.needs")
    worded = [(each.code, each.text) for each in table.duties.values()]
    worded += [(each.code, each.text) for each in table.follow_ons.values()]
    for code, text in worded:
        if {*text} != LANGUAGES:
            raise InputError("rights_table", entry=code)
