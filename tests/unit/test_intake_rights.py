"""Phrases suggest rights, and quote the words that say so."""

import tomllib
from itertools import product
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikanda_case.app.drafts import RightHint
from ikanda_case.intake.rights import MOST_QUOTES, Vocabulary, rights_in, vocabulary

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "intake"
LANGUAGES = ("nl", "fr", "en", "de")
RIGHTS = (
    "ACCESS RECTIFY ERASE RESTRICT PORT OBJECT OPTOUT_DM OPTOUT_PROFILE ADM CONSENT_WD RECIPIENTS"
    " INFO CHILD_DATA COMPLAINT SA_INQUIRY OOS_SUBSIDIARY OOS_PARTNER OOS_WARRANTY_DISK"
    " OOS_DECEASED"
)
"""The request types of rules section 1.1."""


def text_of(language: str) -> str:
    return (FOLDER / f"rights.{language}.toml").read_text("utf-8")


@pytest.fixture(scope="module")
def known() -> Vocabulary:
    return vocabulary(map(text_of, LANGUAGES))


def found(text: str, *phrases: str) -> list[tuple[str, ...]]:
    listed = ", ".join(f'"{each}"' for each in phrases)
    hints = rights_in([text], vocabulary([f"[ACCESS]\nlikely = [{listed}]"]))
    return [each.words for each in hints]


@pytest.mark.parametrize(
    ("phrase", "text", "quote"),
    [
        ("recht op inzage", "Mijn RECHT op  inzage, aub", "RECHT op  inzage"),
        ("donnees personnelles", "mes données\npersonnelles", "données\npersonnelles"),
        ("verwijder*", "verwijderde", "verwijderde"),
        ("wis|wist alles", "u wist alles", "wist alles"),
        ("kopie ... gegevens", "kopie van al mijn gegevens", "kopie van al mijn gegevens"),
        ("kopie ... gegevens", "kopie gegevens", "kopie gegevens"),
        ("artikel|art 15", "volgens art. 15 AVG", "art. 15"),
        ("loschung", "die Löschung", "Löschung"),
        ("droit d acces", "le droit d’accès", "droit d’accès"),
    ],
)
def test_a_phrase_is_found_and_quoted_as_it_stands(phrase: str, text: str, quote: str) -> None:
    assert found(text, phrase) == [(quote,)]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("kopie ... gegevens", "een kopie. Gegevens"),
        ("kopie ... gegevens", "kopie a b c d e f gegevens"),
        ("kopie ... gegevens", "kopie\n\ngegevens"),
        ("inzage", "inzagerecht"),
        ("artikel 15", "artikel 150"),
        ("wis alles", "wis niet alles"),
    ],
)
def test_a_phrase_stays_within_its_sentence_and_words(phrase: str, text: str) -> None:
    assert found(text, phrase) == []


@pytest.mark.parametrize("phrase", ["", "... x", "x ...", "a* b", "x-y", "x |y"])
def test_a_phrase_that_cannot_work_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError):
        vocabulary([f'[ACCESS]\nlikely = ["{phrase}"]'])


def test_the_earliest_right_is_first_and_certainty_is_kept() -> None:
    words = vocabulary(
        ['[ERASE]\nlikely=["wissen"]\n[ACCESS]\ncertain=["inzage"]\nlikely=["kopie"]']
    )
    assert rights_in(["eerst een kopie en inzage,", "dan wissen"], words) == (
        RightHint("ACCESS", ("kopie", "inzage"), certain=True),
        RightHint("ERASE", ("wissen",), certain=False),
    )


def test_quotes_are_few() -> None:
    text = " ".join(f"kopie{number}" for number in range(50))
    assert len(found(text, "kopie*")[0]) == MOST_QUOTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_words_every_request_type_and_finds_itself(language: str) -> None:
    lists = tomllib.loads(text_of(language))
    assert lists.keys() == set(RIGHTS.split())
    words = vocabulary([text_of(language)])
    for right, certainty in product(lists, ("certain", "likely")):
        for phrase in lists[right][certainty]:
            plain = " ".join(each.split("|")[0].rstrip("*") for each in phrase.split())
            hints = {each.right: each for each in rights_in([plain.replace("...", "")], words)}
            assert right in hints, phrase
            assert hints[right].certain or certainty == "likely", phrase


@pytest.mark.parametrize(
    ("text", "rights"),
    [
        ("Graag inzage in mijn dossier en wis daarna mijn account.", {"ACCESS", "ERASE"}),
        ("Ik wil geen reclame meer ontvangen.", {"OPTOUT_DM"}),
        ("Je retire mon consentement.", {"CONSENT_WD"}),
        ("Veuillez supprimer mon compte et toutes mes données.", {"ERASE"}),
        ("I object to the processing of my data.", {"OBJECT"}),
        ("Bitte löschen Sie mein Konto.", {"ERASE"}),
        ("Meine Adresse ist falsch.", {"RECTIFY"}),
        ("Wanneer zijn jullie open?", set()),
        ("Bonjour, à quelle heure ouvrez-vous demain ?", set()),
        ("Thank you for the quick delivery.", set()),
        ("Vielen Dank für die schnelle Lieferung.", set()),
    ],
)
def test_ordinary_sentences(text: str, rights: set[str], known: Vocabulary) -> None:
    assert {each.right for each in rights_in([text], known)} == rights


@given(st.text(alphabet="kopie gevns*.|'\n\u0301é15", max_size=300))
@settings(max_examples=300)
def test_quotes_stand_in_the_text(text: str) -> None:
    words = vocabulary(['[ACCESS]\nlikely=["kopie ... ge*", "ge* ... ko*", "15 ... 15", "en"]'])
    for hint in rights_in([text], words):
        assert all(quote in text for quote in hint.words)


def test_a_long_text_is_searched_within_seconds(known: Vocabulary) -> None:
    start = process_time()
    rights_in(["kopie gegevens van wissen art 15 " * 20_000], known)
    assert process_time() - start < 8
