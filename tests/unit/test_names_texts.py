"""Every state, step and kind of entry has its words in every language."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from ikanda_case.app.reporting import BLOCKS
from ikanda_case.domain import facts as f
from ikanda_case.domain.case import IdentityCode, LetterState
from ikanda_case.domain.entry_kinds import FACTS
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.next_step import Step
from ikanda_case.domain.people import Parties, Person, Representation
from ikanda_case.texts import names
from ikanda_case.texts.catalogue import phrase, sentences
from tests.support.cases import an_office

LANGUAGES = ("nl", "fr", "en", "de")
EXAMPLES: dict[str, object] = {
    "parties": Parties.herself(Person("Marieke Denkbeeld")),
    "rights": ("ACCESS",),
    "right": "ACCESS",
    "language": "nl",
    "decision": "granted",
    "by": date(2026, 11, 25),
    "size": 1,
    "pages": 1,
    "entry": 1,
    "generation": 2,
    "changes": (),
    "rung": "L2",
    "form": "mail",
    "aware_at": datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
}
CHANNELS = {"sent": "post", "received": "email"}


def example(kind: type[f.Fact]) -> f.Fact:
    """Return a fact of a kind, with just what it must have."""
    given = {
        name: EXAMPLES.get(name, "x")
        for name, field in kind.__dataclass_fields__.items()
        if field.default is field.default_factory  # neither is given: the field is needed
    }
    if "channel" in given:
        given["channel"] = CHANNELS[kind.kind]
    return kind(**given)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_kind_of_entry_has_its_line(kind: str, lang: str) -> None:
    when = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    entry = Entry(1, 1, kind, date(2026, 11, 5), "p1", when, example(FACTS[kind]))
    line = names.journal_line(entry, an_office(), lang)
    assert line.icon
    assert line.title
    assert line.second.startswith("Ilse Modelaar")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_its_name(lang: str) -> None:
    for code in get_args(IdentityCode):
        assert names.identity_name(code, lang)
    for code in get_args(Step):
        assert names.step_name(code, lang)
    for code in get_args(LetterState):
        assert names.letter_state_name(code, lang)
    for code in get_args(Representation):
        assert names.representation_name(code, lang)
    for code in get_args(f.Channel):
        assert names.channel_name(code, lang)
    for code in get_args(f.Rung):
        assert names.rung_name(code, lang)
    for code in BLOCKS:
        assert phrase(lang, "names", f"block_{code}")


def test_all_languages_hold_the_same_names() -> None:
    for area in ("names", "journal", "badges", "ui_lists"):
        for lang in LANGUAGES:
            assert set(sentences(lang, area)) == set(sentences("nl", area)), (area, lang)
