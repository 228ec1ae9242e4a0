"""Mistakes that requesters look for in an answer are found in what the drafter wrote."""

from dataclasses import replace

import pytest

from ikanda_case.domain.answer_checks import AnswerFacts, language_of, of_whole, spots

CLEAN = AnswerFacts(articles=frozenset({15}))


def codes(words: str, facts: AnswerFacts = CLEAN) -> list[str]:
    facts = replace(facts, own_words=(words,))
    return [spot.code for spot in spots(f"Vooraf. {words} Achteraf.", facts)]


@pytest.mark.parametrize(
    "words",
    [
        "Stuur ons een kopie van uw identiteitskaart.",
        "Merci de nous envoyer une copie de votre carte d'identité.",
        "Please send us a copy of your passport.",
        "Bitte senden Sie uns eine Kopie Ihres Personalausweises.",
    ],
)
def test_an_identity_document_is_more_than_needed_below_rung_four(words: str) -> None:
    assert "answer_asks_more_identity" in codes(words)
    assert "answer_asks_more_identity" not in codes(words, replace(CLEAN, rung="L5"))


@pytest.mark.parametrize(
    "words",
    [
        "U moet het bijgevoegde formulier invullen.",
        "Uw verzoek moet ondertekend zijn voordat wij antwoorden: stuur ons uw handtekening.",
        "Gelieve uw vraag aangetekend te sturen.",
        "Veuillez remplir et renvoyer le formulaire joint.",
        "Vous devez nous envoyer une demande signée.",
        "Please return the signed form to us.",
        "Bitte senden Sie uns das unterschriebene Formular.",
        "Stuur ons eerst uw klantnummer.",
    ],
)
def test_no_form_is_insisted_on(words: str) -> None:
    assert "answer_insists_on_form" in codes(words)


@pytest.mark.parametrize(
    "words",
    [
        "U hoeft geen formulier in te vullen en niets te ondertekenen.",
        "Een klacht moet gedateerd en ondertekend zijn.",
        "Aucun formulaire n'est nécessaire.",
        "You need not sign anything; no form is needed.",
        "Sie brauchen kein Formular und keine Unterschrift.",
        "Wij stuurden u op 3 november een aangetekende brief.",
        "Stuur uw klacht ondertekend naar de Gegevensbeschermingsautoriteit.",
    ],
)
def test_saying_that_no_form_is_needed_passes(words: str) -> None:
    assert "answer_insists_on_form" not in codes(words)


@pytest.mark.parametrize(
    "words",
    [
        "Uw verzoek is buitensporig.",
        "Votre demande est manifestement infondée.",
        "Your request is manifestly unfounded.",
        "Ihr Antrag ist offenkundig unbegründet.",
    ],
)
def test_a_request_is_called_excessive_only_where_that_was_decided(words: str) -> None:
    assert codes(words) == ["answer_calls_excessive"]
    assert codes(words, replace(CLEAN, abuse_ground=True)) == []


def test_the_article_of_another_right_is_found_and_the_own_one_passes() -> None:
    assert codes("Dat volgt uit artikel 17 AVG.") == ["answer_other_right"]
    assert codes("Cela résulte de l'article 21 du RGPD.") == ["answer_other_right"]
    assert codes("See Art. 15(3) GDPR and Article 12(3).") == []
    assert codes("artikel 170 van de wet") == []


def test_where_no_right_is_known_any_article_may_be_cited() -> None:
    assert codes("Dat volgt uit artikel 17 AVG.", AnswerFacts()) == []


LONG = {
    "nl": "Wij zochten uw gegevens in onze systemen en wij vonden daar wat u hieronder leest.",
    "fr": "Nous avons cherché vos données dans nos systèmes et nous y avons trouvé ceci.",
    "en": "We have looked for your data in our systems and found what you can read below.",
    "de": "Wir haben Ihre Daten in unseren Systemen gesucht und das gefunden, was Sie hier lesen.",
}


@pytest.mark.parametrize("language", LONG)
def test_a_paragraph_in_another_language_is_found(language: str) -> None:
    assert language_of(LONG[language]) == language
    for own in LONG:
        found = codes(LONG[language], replace(CLEAN, language=own))
        assert found == ([] if own == language else ["answer_other_language"])


def test_a_list_of_names_and_figures_has_no_language() -> None:
    assert (
        language_of("Transport Voorbeeld BV, Analyse Fictive SA, Web Figures Ltd, 12 000 3") == ""
    )
    assert language_of("de la") == ""


def test_contact_data_wait_until_identity_is_settled() -> None:
    open_yet = replace(
        CLEAN, identity_settled=False, known_contacts=frozenset({"info@ikanda.be", "3253771661"})
    )
    assert codes("U schreef vanaf ada@voorbeeld.invalid.", open_yet) == ["answer_data_unverified"]
    assert codes("Uw nummer is +32 470 00 00 01.", open_yet) == ["answer_data_unverified"]
    assert codes("U bent geboren op een dag in mei.", open_yet) == ["answer_data_unverified"]
    assert codes("Bel ons op +32 53 77 16 61 of schrijf info@ikanda.be.", open_yet) == []
    assert codes("U schreef vanaf ada@voorbeeld.invalid.") == []


def test_somebody_of_another_case_is_found_where_she_stands() -> None:
    facts = replace(
        CLEAN, others=frozenset({"Wout Denkbeeldig"}), own_words=("Aan wout denkbeeldig",)
    )
    (spot,) = spots("Aan wout denkbeeldig", facts)
    assert (spot.code, spot.start, spot.end) == ("answer_other_person", 4, 20)
    elsewhere = replace(facts, others=facts.others | {"Ada Verzonnen"})
    assert list(spots("Aan wout denkbeeldig", elsewhere)) == [spot]


def test_only_the_own_words_are_read() -> None:
    assert list(spots("Uw verzoek is buitensporig.", CLEAN)) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ons antwoord.", ["answer_late_unsaid"]),
        ("Ons antwoord komt te laat, het spijt ons.", []),
        ("Notre réponse arrive en retard.", []),
        ("We apologise.", []),
        ("Unsere Antwort kommt verspätet.", []),
    ],
)
def test_a_late_answer_says_so(words: str, expected: list[str]) -> None:
    assert list(of_whole(words, replace(CLEAN, late=True))) == expected
    assert list(of_whole(words, replace(CLEAN, late=True, says_late=True))) == []
    assert list(of_whole(words, CLEAN)) == []


def test_an_address_changed_after_the_check_is_told() -> None:
    assert list(of_whole("", replace(CLEAN, address_verified=False))) == ["answer_other_address"]


def test_the_longest_words_take_no_time() -> None:
    assert isinstance(codes("stuur " * 20_000 + "formulier"), list)
