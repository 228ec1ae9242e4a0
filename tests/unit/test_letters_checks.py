"""What a finished letter must not hold: numbers, other cases, questions never put by e-mail."""

import pytest

from ikanda_case.domain.letter_checks import CheckFacts, Finding, checks, places
from ikanda_case.domain.page import (
    Block,
    Box,
    Heading,
    LetterText,
    Listing,
    Paragraph,
    Run,
    Table,
)

OWN = CheckFacts(reference="AVG-2026-0149")
BY_EMAIL = CheckFacts(reference="AVG-2026-0149", by_email=True)
NATIONAL = "85.07.30-033.28"
IBAN = "BE68 5390 0754 7034"
CARD = "4111 1111 1111 1111"


def letter(*blocks: Block, **parts: str) -> LetterText:
    return LetterText(
        language="nl",
        title=parts.get("title", "Ons antwoord"),
        salutation=parts.get("salutation", "Geachte Ada Voorbeeld"),
        blocks=blocks,
        closing=parts.get("closing", "Met vriendelijke groeten"),
        reference_lines=(("Ons kenmerk", parts.get("line", "AVG-2026-0149")),),
    )


def said(words: str) -> Paragraph:
    return Paragraph((Run(words),))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (f"Uw nummer is {NATIONAL}.", "letter_national_number"),
        ("Uw nummer is 85073003328.", "letter_national_number"),
        (f"Wij betaalden op {IBAN}.", "letter_iban"),
        (f"U betaalde met {CARD}.", "letter_card_number"),
        ("Zie ook AVG-2025-0007.", "letter_other_reference"),
        ("Zie ook avg‑2026‑0150.", "letter_other_reference"),
    ],
)
def test_what_never_stands_in_a_letter_is_found(words: str, code: str) -> None:
    (finding,) = checks(letter(said(words)), OWN)
    assert (finding.code, finding.where) == (code, "block:0")
    assert words[finding.start : finding.end] in words
    assert finding.end - finding.start >= 11


@pytest.mark.parametrize(
    "words",
    [
        "Ons kenmerk is AVG-2026-0149.",
        "Telefoon +32 (0)2 274 48 00 en +32 53 77 16 61.",
        "De facturen van 12 en 26 maart 2026, tot en met 31 december 2036.",
        "Ondernemingsnummer 0000.000.000.",
        "Bestelling 20260312-0042 van 14 stukken, 31 bladzijden.",
        "85.07.30-033.29 is geen rijksregisternummer.",
    ],
)
def test_ordinary_figures_pass(words: str) -> None:
    assert checks(letter(said(words)), OWN) == ()


def test_every_part_of_a_letter_is_read() -> None:
    text = letter(
        Heading(NATIONAL),
        Paragraph((Run("85.07."), Run("30-033.28", bold=True))),
        Box((Run(NATIONAL),)),
        Listing(((Run("niets"),), (Run(NATIONAL),))),
        Table(("Wat", "Nummer"), (("kaart", NATIONAL),)),
        title=NATIONAL,
        salutation=NATIONAL,
        closing=NATIONAL,
        line=NATIONAL,
    )
    assert [finding.where for finding in checks(text, OWN)] == [
        "title",
        "salutation",
        "line:0",
        "block:0",
        "block:1",
        "block:2",
        "block:3:1",
        "block:4:1",
        "closing",
    ]
    assert [where for where, _ in places(text)][:3] == ["title", "salutation", "line:0"]


def test_asking_is_looked_for_only_in_what_goes_by_e_mail() -> None:
    text = letter(said("Dank u. Stuur ons uw paspoort."))
    assert checks(text, OWN) == ()
    assert checks(text, BY_EMAIL) == (Finding("letter_asks_secret", "block:0", 8, 30),)


def test_a_list_that_its_lead_in_asks_for_is_found() -> None:
    wanted = Listing(((Run("uw bestelnummer"),), (Run("een kopie van uw identiteitskaart"),)))
    (finding,) = checks(letter(said("Stuur ons:"), wanted), BY_EMAIL)
    assert (finding.code, finding.where) == ("letter_asks_secret", "block:1:1")
    assert checks(letter(said("Stuur ons nooit:"), wanted), BY_EMAIL) == ()
    assert checks(letter(said("Dit zijn uw gegevens:"), wanted), BY_EMAIL) == ()


def test_a_finding_holds_nothing_of_what_was_found() -> None:
    (finding,) = checks(letter(said(f"Uw nummer is {NATIONAL}.")), OWN)
    assert not {"85", "07", "033"} & {*repr(finding).replace(".", " ").split()}
    assert {*Finding.__slots__} == {"code", "where", "start", "end"}
