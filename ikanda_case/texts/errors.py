"""Known errors as sentences: what happened and why, and what the person can do."""

from dataclasses import dataclass

from ikanda_case.domain.errors import KnownError, RuleError
from ikanda_case.texts.catalogue import phrase, sentences
from ikanda_case.texts.roles import act_name, roles_said
from ikanda_case.texts.steps import rule_text


@dataclass(frozen=True, slots=True)
class Sentence:
    """An error in words; `hint` says what to do, `source` which rule refused."""

    message: str
    hint: str
    source: str = ""


def error_sentence(error: KnownError, lang: str) -> Sentence:
    """Return the sentences of a known error in a language."""
    facts = {name: _named(name, value, lang) for name, value in error.facts.items()}
    source = ""
    if isinstance(error, RuleError):
        rule = {"rule": error.rule, "article": rule_text(error.article, lang)}
        source = phrase(lang, "errors", "source", rule)
    area = "errors" if error.code in sentences(lang, "errors") else "store_errors"
    return Sentence(
        phrase(lang, area, error.code, facts),
        phrase(lang, area, f"{error.code}_hint", facts),
        source,
    )


def _named(name: str, value: object, lang: str) -> object:
    """Return a fact that is itself a code as its word: a field's name, an act, roles."""
    if name in ("field", "what") and isinstance(value, str):
        return phrase(lang, "names", f"field_{value.replace('.', '_')}")
    if name == "act" and isinstance(value, str):
        return act_name(value, lang)
    if name == "roles" and isinstance(value, str):
        return roles_said(value.split(","), lang)
    return value
