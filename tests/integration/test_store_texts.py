"""Every code of the store and of the keyring has its sentences in the four languages."""

import re
from pathlib import Path

import pytest

from ikanda_case.texts.catalogue import fields, sentences

ROOT = Path(__file__).parents[2]
FILES = [
    *sorted((ROOT / "ikanda_case/store").glob("*.py")),
    ROOT / "ikanda_case/desktop/keyring.py",
]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
RAISED = re.compile(r'(?:EnvironmentFault|DamageError|InputError)(?:\(\s*|, )"(\w+)"')
BY_ERRNO = re.compile(r"errno\.\w+: \"(\w+)\"")
FOUND = re.compile(r'\bFinding\(\s*(?:True|False), "(\w+)"')


@pytest.mark.parametrize("lang", ["nl", "fr", "en", "de"])
def test_every_error_has_a_sentence_and_a_way_out(lang: str) -> None:
    codes = {*RAISED.findall(SOURCE), *BY_ERRNO.findall(SOURCE)}
    assert len(codes) > 30
    known = sentences(lang, "errors").keys() | sentences(lang, "store_errors").keys()
    assert {code for code in codes if not {code, f"{code}_hint"} <= known} == set()


@pytest.mark.parametrize("lang", ["nl", "fr", "en", "de"])
def test_every_finding_has_a_sentence_with_the_same_facts(lang: str) -> None:
    codes = set(FOUND.findall(SOURCE))
    assert len(codes) > 15
    said, dutch = sentences(lang, "store_errors"), sentences("nl", "store_errors")
    assert said.keys() == dutch.keys() and {f"check_{code}" for code in codes} <= said.keys()
    assert {code for code in said if fields(said[code]) != fields(dutch[code])} == set()
