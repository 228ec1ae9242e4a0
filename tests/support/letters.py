"""Letters of invented people in four languages, a key to sign them, and ways to look inside."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Literal

import pikepdf
from PIL import Image

from ikanda_case.domain.page import (
    Block,
    Box,
    Heading,
    Letterhead,
    LetterPage,
    LetterText,
    Listing,
    Paragraph,
    Run,
    Table,
)
from ikanda_case.letters.render import RenderedLetter, render_letter
from ikanda_case.signing.keys import OrganisationKey, make_organisation_key
from ikanda_case.signing.sign import Stamp, sign_letter

Language = Literal["nl", "fr", "en", "de"]
LANGUAGES: tuple[Language, ...] = ("nl", "fr", "en", "de")

SIGNED_AT = datetime(2026, 11, 23, 15, 20, tzinfo=UTC)

SENDER = Letterhead(
    legal_name="IKANDA BV",
    department="Afdeling Legal - Privacy",
    address=("Achterstraat 17", "9450 Haaltert"),
    contact=("Telefoon +32 53 77 16 61", "maandag tot vrijdag, 8 tot 18 uur"),
    enterprise_number="0000.000.000 (verzonnen)",
    signatory="Rik Ontwerp (fictief)",
    function="Hoofd Afdeling Legal - Privacy",
)

RECIPIENT = ("Wout Denkbeeldig (fictief)", "Nergenslaan 3", "0000 Nergenshuizen")

SMALL_PRINT = (
    "IKANDA BV · Achterstraat 17, 9450 Haaltert · 0000.000.000 (verzonnen)",
    "Journaal 9F3C 21A7 0B4E 7D10 · certificaat 7C41 90AE 22D8 5B13 · L01 nl, tekst 3",
)


def paragraph(text: str, style: Literal["body", "note"] = "body") -> Paragraph:
    """Return a paragraph in one weight."""
    return Paragraph((Run(text),), style)


def _text(
    language: Language,
    words: tuple[str, ...],
    references: tuple[tuple[str, str], ...],
    head: tuple[str, str, str],
    rows: tuple[tuple[str, str, str], ...],
) -> LetterText:
    title, salutation, when, day, first, body, second, one, two, third, body3, closing, note = words
    blocks: tuple[Block, ...] = (
        Box((Run(when), Run(day, bold=True), Run("."))),
        Heading(first),
        paragraph(body),
        Heading(second),
        Listing(((Run(one),), (Run(two),)), numbered=True),
        Table(head, rows),
        Heading(third),
        paragraph(body3),
        paragraph(note, "note"),
    )
    return LetterText(language, title, salutation, blocks, closing, references)


TEXTS: dict[Language, LetterText] = {
    "nl": _text(
        "nl",
        (
            "Wij hebben uw verzoek ontvangen",
            "Geachte heer Denkbeeldig",
            "Wij antwoorden zo snel mogelijk en uiterlijk op ",
            "woensdag 23 december 2026",
            "Wat u vroeg",
            "Wij begrijpen uw brief als een verzoek om uw gegevens te wissen, ook op een fiche.",
            "Wat u mag verwachten",
            "Wij gaan na welke gegevens wij van u hebben, in onze systemen en op papier.",
            "Kunnen wij iets niet wissen, dan schrijven wij u wat, waarom, en wie u helpt.",
            "Vragen?",
            "Bel of schrijf ons. Wij vragen u nooit via e-mail om uw identiteitskaart.",
            "Met vriendelijke groeten",
            "Bijlagen: geen. Een kopie van deze brief zit in ons dossier.",
        ),
        (
            ("Ons kenmerk", "AVG-2026-0149"),
            ("Datum", "23 november 2026"),
            ("Uw verzoek", "23 november 2026, aangetekend, aangekomen in Ninove"),
            ("Betreft", "wissing (artikel 17 AVG)"),
        ),
        ("Ontvanger (alle fictief)", "Waarvoor", "Land"),
        (
            ("Transport Voorbeeld BV", "levering van uw bestelling", "België"),
            ("Webanalyse Oefening", "meting van bezoek aan onze website", "Ierland"),
        ),
    ),
    "fr": _text(
        "fr",
        (
            "Nous avons reçu votre demande",
            "Madame,",
            "Nous répondrons dans les meilleurs délais et au plus tard le ",
            "mercredi 23 décembre 2026",
            "Ce que vous demandez",
            "Nous comprenons votre message comme une demande d’effacement, fiches comprises\u00a0: "
            "vouliez-vous autre chose\u202f? Aucun formulaire ni motif n’est nécessaire.",
            "Ce que vous pouvez attendre",
            "Nous recherchons les données que nous avons à votre sujet, même sur papier.",
            "Si nous ne pouvons pas tout effacer, nous vous écrivons quoi et pourquoi.",
            "Des questions\u00a0?",
            "Téléphonez ou écrivez-nous. Cœur, œuvre, où, ça, là, forêt, Noël, aiguë.",
            "Veuillez agréer, Madame, nos salutations distinguées.",
            "Annexes\u00a0: aucune. Une copie de cette lettre est conservée.",
        ),
        (
            ("Notre référence", "AVG-2026-0149"),
            ("Date", "23 novembre 2026"),
            ("Votre demande", "23 novembre 2026, par e-mail"),
            ("Objet", "effacement (article 17 du RGPD)"),
        ),
        ("Destinataire (tous fictifs)", "Pourquoi", "Pays"),
        (
            ("Transport Exemple SRL", "livraison de votre commande", "Belgique"),
            ("Analyse Fictive SA", "mesure des visites de notre site", "Irlande"),
        ),
    ),
    "en": _text(
        "en",
        (
            "We have received your request",
            "Dear Ms Example",
            "We answer as soon as we can and at the latest on ",
            "Wednesday 23 December 2026",
            "What you asked",
            "We read your letter as a request to erase your data. Did you mean something else? "
            "Then tell us; no form and no reason is needed.",
            "What you may expect",
            "We find out which data we have about you, in our systems and on paper.",
            "Where we cannot erase something, we write to you what it is and why.",
            "Questions?",
            "Call us or write to us. We never ask for your identity card by e-mail.",
            "Yours sincerely",
            "Enclosures: none. A copy of this letter is kept in our file.",
        ),
        (
            ("Our reference", "AVG-2026-0149"),
            ("Date", "23 November 2026"),
            ("Your request", "23 November 2026, by e-mail"),
            ("Subject", "erasure (Article 17 GDPR)"),
        ),
        ("Recipient (all invented)", "What for", "Country"),
        (
            ("Carrier Example Ltd", "delivery of your order", "Belgium"),
            ("Web Figures Practice", "counting visits to our site", "Ireland"),
        ),
    ),
    "de": _text(
        "de",
        (
            "Wir haben Ihren Antrag erhalten",
            "Sehr geehrte Frau Beispiel,",
            "Wir antworten so bald wie möglich und spätestens am ",
            "Mittwoch, 23. Dezember 2026",
            "Was Sie wünschen",
            "Wir verstehen Ihr Schreiben als Antrag auf Löschung Ihrer personenbezogenen Daten. "
            "Größe, Maß, Übermaß: Sie brauchen weder ein Formular noch einen Grund.",
            "Was Sie erwarten dürfen",
            "Wir prüfen, welche Daten wir über Sie haben, in unseren Systemen und auf Papier.",
            "Können wir etwas nicht löschen, so schreiben wir Ihnen, was und warum.",
            "Fragen?",
            "Rufen Sie uns an oder schreiben Sie uns „formlos“.",
            "Mit freundlichen Grüßen",
            "Anlagen: keine. Eine Kopie dieses Briefes bleibt in unserer Akte.",
        ),
        (
            ("Unser Zeichen", "AVG-2026-0149"),
            ("Datum", "23. November 2026"),
            ("Ihr Antrag", "23. November 2026, per E-Mail"),
            ("Betreff", "Löschung (Artikel 17 DSGVO)"),
        ),
        ("Empfänger (alle erfunden)", "Wofür", "Land"),
        (
            ("Transport Beispiel GmbH", "Lieferung Ihrer Bestellung", "Belgien"),
            ("Webanalyse Übung AG", "Messung der Besuche unserer Seite", "Irland"),
        ),
    ),
}


def letter_page(language: Language = "nl", *, record: bool = True, demo: bool = True) -> LetterPage:
    """Return a letter in a language; in another one than Dutch with its Dutch record text."""
    texts: tuple[LetterText, ...] = (TEXTS[language],)
    if record and language != "nl":
        texts = (*texts, TEXTS["nl"])
    return LetterPage("L01", "AVG-2026-0149", SENDER, RECIPIENT, texts, SMALL_PRINT, demo)


def with_blocks(*blocks: Block, title: str = "Een brief om te proberen") -> LetterPage:
    """Return a Dutch letter with other contents."""
    page = letter_page()
    return replace(page, texts=(replace(page.texts[0], title=title, blocks=blocks),))


def two_pages() -> LetterPage:
    """Return a Dutch letter of two pages, with lists and tables."""
    text = TEXTS["nl"]
    return replace(letter_page(), texts=(replace(text, blocks=text.blocks[:-1] * 3),))


def sentences(text: LetterText) -> Iterator[str]:
    """Return everything that must be found on the pages of a text, piece by piece."""
    yield from (text.title, text.salutation, text.closing)
    for label, value in text.reference_lines:
        yield from (label, value)
    for block in text.blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph() | Box():
                yield "".join(run.text for run in block.runs)
            case Listing():
                yield from ("".join(run.text for run in item) for item in block.items)
            case Table():
                yield from (cell for row in (block.head, *block.rows) for cell in row)


@cache
def rendered(language: Language = "nl") -> RenderedLetter:
    """Return the sample letter of a language, made once."""
    return render_letter(letter_page(language))


@cache
def office_key() -> OrganisationKey:
    """Return the invented office's key, made once."""
    return make_organisation_key("IKANDA BV (verzonnen)", SIGNED_AT)


STAMP = Stamp(
    (
        "Elektronisch ondertekend",
        "voor IKANDA BV: Rik Ontwerp (fictief)",
        "23 november 2026, 16:20 (Brussel)",
        "AVG-2026-0149 · certificaat 7C41 90AE 22D8 5B13",
        "Eigen certificaat van IKANDA. Na te kijken in de PDF.",
    )
)


@cache
def signed(language: Language = "nl") -> bytes:
    """Return the sample letter of a language, signed once."""
    return sign_letter(rendered(language).pdf, office_key().pkcs12, STAMP, now=SIGNED_AT)


def words(text: str) -> str:
    """Return a text with every run of spaces and line ends as one space."""
    return " ".join(text.split())


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Return a PDF to look into."""
    return pikepdf.open(io.BytesIO(pdf))


def a_logo(width: int = 640, height: int = 200) -> bytes:
    """Return an invented logo as a PNG that is half transparent, as offices have them."""
    made = io.BytesIO()
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    picture.paste((12, 92, 110, 255), (0, 0, width // 3, height))
    picture.paste((220, 120, 20, 200), (width // 3, height // 3, width, 2 * height // 3))
    picture.save(made, "PNG")
    return made.getvalue()
