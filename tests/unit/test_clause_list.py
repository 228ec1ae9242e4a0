"""The clauses behind `::`: whole sentences that stand by themselves, in the letter's language."""

import pytest

from ikanda_case.app.clause_list import clause_list
from ikanda_case.domain.answer_checks import language_of
from ikanda_case.tables.letters import load_templates


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_what_is_offered_needs_nothing_filled_in(language: str) -> None:
    offers = clause_list(load_templates(), "L05", language)
    assert len(offers) > 20
    assert len({each.text for each in offers}) == len(offers)
    for offer in offers:
        assert offer.label
        assert not set("{}[]*") & set(offer.text), offer.text


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_what_is_offered_is_in_the_letter_s_language(language: str) -> None:
    for offer in clause_list(load_templates(), "L06", language):
        assert language_of(offer.text) in ("", language), offer.text


def test_the_kind_s_own_clauses_come_first() -> None:
    templates = load_templates()
    own = {clause.text.replace("*", "").strip() for clause in templates["L07", "nl"].clauses}
    assert clause_list(templates, "L07", "nl")[0].text in own
