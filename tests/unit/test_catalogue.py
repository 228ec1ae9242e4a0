"""The catalogue of sentences: every language says the same, and what is not there is a bug."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ikanda_case.resource_files import resource
from ikanda_case.texts import catalogue
from ikanda_case.texts.catalogue import UnknownPhraseError, fields, phrase, sentences
from ikanda_case.texts.dates import LANGUAGES

AREAS = sorted({path.name.split(".")[0] for path in resource("texts").glob("*.toml")})


@pytest.mark.parametrize("area", AREAS)
def test_every_language_has_the_same_sentences_with_the_same_facts(area: str) -> None:
    dutch = sentences("nl", area)
    for lang in LANGUAGES:
        other = sentences(lang, area)
        assert set(other) ^ set(dutch) == set(), lang
        differ = [code for code in dutch if fields(dutch[code]) != fields(other[code])]
        # "één dag" need not name the number
        assert [code for code in differ if not code.endswith(".one")] == [], lang


@pytest.mark.parametrize("area", AREAS)
def test_no_sentence_is_empty_or_untidy(area: str) -> None:
    for lang in LANGUAGES:
        for code, sentence in sentences(lang, area).items():
            assert sentence.strip() == sentence != "", f"{area}.{lang}: {code}"
            assert "  " not in sentence, f"{area}.{lang}: {code}"


@pytest.mark.parametrize("area", AREAS)
def test_forms_come_in_pairs(area: str) -> None:
    codes = set(sentences("nl", area))
    ones = {code.removesuffix(".one") for code in codes if code.endswith(".one")}
    others = {code.removesuffix(".other") for code in codes if code.endswith(".other")}
    assert ones <= others
    assert not ones & codes


def test_facts_are_worded_in_the_language() -> None:
    facts = {"on": date(2026, 3, 4), "receipt": date(2026, 3, 1), "kind": "extended"}
    dutch = phrase("nl", "errors", "event_before_receipt", facts)
    assert "4 maart 2026" in dutch
    assert "1 maart 2026" in dutch
    assert "1er mars 2026" in phrase("fr", "errors", "event_before_receipt", facts)
    assert "4. März 2026" in phrase("de", "errors", "event_before_receipt", facts)


def test_the_form_follows_the_count() -> None:
    def days(lang: str, count: int) -> str:
        return phrase(lang, "steps", "days_credited", {"count": count, "date": "x"})

    assert days("nl", 1) == "één dag schorsing erbij: x"
    assert days("nl", 0) == "0 dagen schorsing erbij: x"
    assert days("fr", 2) == "2 jours de suspension ajoutés : x"
    assert days("fr", 1_000_000) == "1000000 jours de suspension ajoutés : x"


def test_facts_that_a_sentence_does_not_name_are_left_out() -> None:
    assert phrase("en", "steps", "holiday", {"holiday": "A", "weekday": "B"}) == "A"


def test_text_among_the_facts_is_never_a_pattern() -> None:
    assert phrase("en", "steps", "holiday", {"holiday": "{weekday} {0.x}"}) == "{weekday} {0.x}"


@pytest.mark.parametrize(
    ("lang", "area", "code", "facts"),
    [
        ("nl", "steps", "no_such_step", {}),
        ("nl", "steps", "no_such_step", {"count": 3}),
        ("nl", "steps", "days_credited", {"date": "x"}),
        ("nl", "steps", "one_month", {}),
        ("nl", "steps", "one_month", {"day": "x"}),
    ],
)
def test_what_is_not_there_is_loud(
    lang: str, area: str, code: str, facts: dict[str, object]
) -> None:
    with pytest.raises(UnknownPhraseError, match=code):
        phrase(lang, area, code, facts)


def test_an_area_or_language_that_is_not_there_is_loud() -> None:
    for lang, area in (("nl", "no_such_area"), ("it", "steps")):
        with pytest.raises(FileNotFoundError):
            phrase(lang, area, "one_month")


def test_moments_and_yes_and_no_among_the_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trial.nl.toml").write_text('said = "{at}: {sure}, {unsure}"', encoding="utf-8")
    monkeypatch.setattr(catalogue, "resource", lambda *parts: tmp_path / parts[-1])
    facts = {"at": datetime(2026, 12, 1, 9, 5, tzinfo=UTC), "sure": True, "unsure": False}
    assert phrase("nl", "trial", "said", facts) == "1 december 2026 om 09:05 (UTC+00:00): ja, nee"


@pytest.mark.parametrize("field", ["{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{}", "{0}"])
def test_only_plain_names_are_fields(
    field: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"odd{abs(hash(field))}"
    (tmp_path / f"{name}.nl.toml").write_text(f'said = "x {field}"', encoding="utf-8")
    monkeypatch.setattr(catalogue, "resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(ValueError, match="plain name"):
        phrase("nl", name, "said", {"a": 1})
