"""Every bundled file loads, and every catalogue of texts says the same in every language."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.architecture.checkout import ROOT

RESOURCES = ROOT / "resources"
ALWAYS = {"nl", "fr", "en"}
"""The languages of window and command line; letters add others."""

PLURALS = {"zero", "one", "two", "few", "many", "other"}
"""Languages differ in which of these forms they have."""

FIELD = re.compile(r"\{(\w+)|\$\{?(\w+)")


def bundled(pattern: str) -> list[Path]:
    """The bundled files of a kind."""
    return sorted(RESOURCES.rglob(pattern))


def catalogues() -> dict[str, dict[str, Path]]:
    """The text catalogues: of each, its file by language."""
    found: dict[str, dict[str, Path]] = {}
    for path in sorted((RESOURCES / "texts").glob("*.*.toml")):
        stem, language, _ = path.name.rsplit(".", 2)
        found.setdefault(stem, {})[language] = path
    return found


def texts_in(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    """Every text as (key, text); the plural forms of one text share its key."""
    for key, value in table.items():
        full = before if before and key in PLURALS else f"{before}.{key}".lstrip(".")
        if isinstance(value, Mapping):
            yield from texts_in(value, full)
        else:
            yield full, str(value)


def fields_by_key(table: Mapping[str, object]) -> dict[str, set[str]]:
    """The fields that each text has places for."""
    found: dict[str, set[str]] = {}
    for key, text in texts_in(table):
        names = {braced or dollar for braced, dollar in FIELD.findall(text)}
        found.setdefault(key, set()).update(names)
    return found


def differences(languages: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """Keys and fields that one language has and another has not, measured against Dutch."""
    yield from (f"no {language}" for language in sorted(ALWAYS - set(languages)))
    dutch = fields_by_key(languages.get("nl", {}))
    for language, table in sorted(languages.items()):
        theirs = fields_by_key(table)
        for key in sorted(dutch.keys() ^ theirs.keys()):
            yield f"{key} is in {'nl' if key in dutch else language} only, not in both"
        for key in sorted(dutch.keys() & theirs.keys()):
            if dutch[key] != theirs[key]:
                yield f"{key}: not the same fields in {language} as in nl"


def test_every_table_and_text_loads() -> None:
    found = bundled("*.toml")
    assert found
    for path in found:
        tomllib.loads(path.read_text("utf-8"))


def test_every_plan_loads() -> None:
    for path in bundled("*.json"):
        json.loads(path.read_text("utf-8"))


def test_every_icon_is_a_drawing_and_nothing_more() -> None:
    found = bundled("*.svg")
    assert found
    for path in found:
        drawing = ElementTree.parse(path).getroot()
        assert drawing.tag == "{http://www.w3.org/2000/svg}svg", path.name
        words = {part.tag.rpartition("}")[2] for part in drawing.iter()}
        assert not words & {"script", "image", "foreignObject", "use"}, path.name


def test_every_catalogue_says_the_same_in_every_language() -> None:
    found = [
        f"{stem}: {difference}"
        for stem, files in catalogues().items()
        for difference in differences(
            {language: tomllib.loads(p.read_text("utf-8")) for language, p in files.items()}
        )
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"late": {"one": "{n} jour", "other": "{n} jours"}},
        {"late": {"one": "{n} jour"}, "done": "fini {ref}"},
        {"late": {"one": "{n} jour"}, "done": "fini", "more": "plus"},
    ],
)
def test_a_difference_is_seen(other: dict[str, object]) -> None:
    dutch = {"late": {"one": "{n} dag", "other": "{n} dagen"}, "done": "klaar"}
    assert list(differences({"nl": dutch, "en": dutch, "fr": other}))


def test_plural_forms_may_differ() -> None:
    dutch = {"late": {"one": "{n} dag", "other": "{n} dagen"}}
    french = {"late": {"one": "{n} jour", "many": "{n} de jours", "other": "{n} jours"}}
    assert not list(differences({"nl": dutch, "en": dutch, "fr": french}))
