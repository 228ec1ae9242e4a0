"""The sentences of the program, kept as text files for each area and language."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from string import Formatter
from types import MappingProxyType
from typing import Any

from ikanda_case.resource_files import resource

_YES = {"nl": ("nee", "ja"), "fr": ("non", "oui"), "en": ("no", "yes"), "de": ("nein", "ja")}
_NO_FACTS: Mapping[str, object] = MappingProxyType({})


class UnknownPhraseError(LookupError):
    """The catalogue has no such sentence, or a fact it needs was not given: a bug."""


def phrase(lang: str, area: str, code: str, facts: Mapping[str, object] = _NO_FACTS) -> str:
    """Return a sentence of an area, with its facts worded in the language.

    Areas are files `resources/texts/<area>.<lang>.toml`; a nested table's code is dotted
    (`unknown_rule.hint`). A sentence written as a table of `one` and `other` takes the form that
    the fact `count` asks for. Facts a sentence does not name are left out. UnknownPhraseError
    for a code, or a fact in the sentence, that is not there.
    """
    template = _template(lang, area, code, facts)
    words = {name: _worded(value, lang) for name, value in facts.items()}
    try:
        return template.format_map(words)
    except KeyError as missing:
        raise UnknownPhraseError(f"{area}.{lang}: {code} needs {missing}") from None


@cache
def sentences(lang: str, area: str) -> Mapping[str, str]:
    """Return every sentence of an area by its code, read once and checked.

    FileNotFoundError for an area without that language; ValueError for a field that is more
    than a plain name.
    """
    text = resource("texts", f"{area}.{lang}.toml").read_text(encoding="utf-8")
    found = dict(_flat(tomllib.loads(text), ""))
    for code, template in found.items():
        _check(template, f"{area}.{lang}: {code}")
    return MappingProxyType(found)


def fields(template: str) -> frozenset[str]:
    """Return the names of the facts a sentence needs."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _template(lang: str, area: str, code: str, facts: Mapping[str, object]) -> str:
    known = sentences(lang, area)
    template = known.get(code)
    count = facts.get("count")
    if template is None and isinstance(count, int):
        from ikanda_case.texts.dates import plural_form  # Babel is slow to import

        template = known.get(f"{code}.{plural_form(count, lang)}")
    if template is None:
        raise UnknownPhraseError(f"{area}.{lang}: {code}")
    return template


def _worded(value: object, lang: str) -> str:
    if isinstance(value, date):
        from ikanda_case.texts.dates import long_date, moment  # Babel is slow to import

        return moment(value, lang) if isinstance(value, datetime) else long_date(value, lang)
    if isinstance(value, bool):
        return _YES[lang][value]
    return str(value)


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _check(template: str, where: str) -> None:
    for _, name, form, conversion in Formatter().parse(template):
        if name is not None and (not name.isidentifier() or form or conversion):
            raise ValueError(f"{where}: the field {{{name}}} is not a plain name")
