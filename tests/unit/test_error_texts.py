"""Every known error has its sentence and its way out, in every language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ikanda_case.domain.errors import EnvironmentFault, InputError, RuleError
from ikanda_case.texts.catalogue import fields, sentences
from ikanda_case.texts.errors import error_sentence

PACKAGE = Path(__file__).parents[2] / "ikanda_case"
LANGUAGES = ("nl", "fr", "en", "de")
ERRORS = {"RuleError", "InputError", "EnvironmentFault", "DamageError", "ask_reason"}


def raised() -> Iterator[tuple[str, str]]:
    """Give each error code the program names, and where."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            first = node.args[0]
            if name in ERRORS and isinstance(first, ast.Constant):
                yield str(first.value), f"{path.name}:{node.lineno}"


SAID_BY_A_VARIABLE = {
    "identity_open": "sending.py",
    "identity_mismatch": "sending.py",
    "letter_asks_secret": "letter_checks.py",
    "letter_national_number": "letter_checks.py",
    "letter_card_number": "letter_checks.py",
    "letter_iban": "letter_checks.py",
    "letter_other_reference": "letter_checks.py",
    "disk_full": "faults.py",
    "disk_failed": "faults.py",
    "disk_read_only": "faults.py",
}
CODES = {**dict(raised()), **SAID_BY_A_VARIABLE}


def said_in(lang: str) -> dict[str, str]:
    return {**sentences(lang, "store_errors"), **sentences(lang, "errors")}


def test_the_walk_finds_what_the_program_raises() -> None:
    assert {"copy_owed_first", "wrong_passphrase", "letter_field_missing"} <= CODES.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_sentence_and_hint(lang: str) -> None:
    known = said_in(lang)
    missing = {
        code: place
        for code, place in CODES.items()
        if code not in known or f"{code}_hint" not in known
    }
    assert missing == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["cannot_open", "not_allowed"])
def test_a_fault_of_the_file_itself_is_said_like_any_other(lang: str, code: str) -> None:
    said = error_sentence(EnvironmentFault(code), lang)
    known = sentences(lang, "store_errors")
    assert (said.message, said.hint) == (known[code], known[f"{code}_hint"])


def test_a_sentence_names_the_same_facts_in_every_language() -> None:
    for code, sentence in said_in("nl").items():
        for lang in LANGUAGES:
            assert fields(said_in(lang)[code]) == fields(sentence), (lang, code)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_error_is_worded_with_its_rule_and_its_field(lang: str) -> None:
    error = RuleError("words_missing", rule="S8", article="GDPR Art. 12(4)", field="facts")
    said = error_sentence(error, lang)
    assert "facts" not in said.message or lang == "en"
    assert "S8" in said.source
    assert said.hint


def test_a_field_of_a_plan_is_named_with_its_place() -> None:
    error = InputError("plan_field_missing", field="identity.requested_on")
    assert "dag van de vraag" in error_sentence(error, "nl").message
