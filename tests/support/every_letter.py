"""Every letter kind in every language, filled with invented words, as it would leave the office."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from ikanda_case.domain.letters import LISTINGS, Filling, LetterTemplate, RightPart, compose
from ikanda_case.domain.page import DataFile, LetterPage
from ikanda_case.letters.render import render_letter
from ikanda_case.signing.sign import sign_letter
from ikanda_case.tables.letters import KINDS, load_templates
from ikanda_case.tables.rights import load_rights
from tests.support.letters import (
    LANGUAGES,
    RECIPIENT,
    SENDER,
    SIGNED_AT,
    SMALL_PRINT,
    STAMP,
    Language,
    office_key,
)

REFERENCE = "AVG-2026-0149"
LONG_NAME = "Marie-Antoinette Vandenbroucke-van der Verzonnenhoeve (fictief)"
LONG_ADDRESS = (
    LONG_NAME,
    "p/a Mevrouw Ingeborg Fantasie",
    "Onbestaande-Grotesteenweg 1234 bus 56",
    "0000 Nergenshuizen-aan-de-Verzinsels",
    "LUXEMBURG",
)
"""The longest address the window takes: its name alone fills two of the six lines."""
FIELDS = {
    "reference": REFERENCE,
    "received_on": "5 november 2026",
    "channel": "per post",
    "rights": "inzage (artikel 15 AVG), wissing (artikel 17 AVG)",
    "due_on": "7 december 2026",
    "effect_on": "19 november 2026",
    "paper_on": "5 december 2026",
    "doubt": "Het e-mailadres waarmee u schreef, kennen wij niet bij uw naam.",
    "asked": "het nummer van een bestelling en de maand ervan",
    "asked_until": "4 december 2026",
    "extension_until": "5 februari 2027",
    "extension_reason": "uw verzoek gaat over negen systemen en drie verwerkers",
    "facts": "Wij zochten in de webshop, in het klantenbestand en in de boekhouding.\n"
    "Daar vonden wij wat hieronder staat.",
    "right_name": "wissing (artikel 17 AVG)",
    "ground_title": "wettelijke verplichting tot bewaring",
    "ground_article": "artikel 17(3)(b) AVG",
    "searched_systems": "de webshop, het klantenbestand en de boekhouding",
    "identifiers": "klantnummer 00000 en het e-mailadres op het verzoek",
    "done_on": "20 november 2026",
    "what_done": "Uw account, uw winkelwagen en uw nieuwsbriefvoorkeuren zijn gewist.",
    "competent": "Voorbeeld Warmte BV (fictief)",
    "competent_contact": "Nergenslaan 9, 0000 Nergenshuizen",
    "legal_name": "IKANDA BV",
    "department": "Afdeling Legal - Privacy",
    "contact": "telefoon +32 53 77 16 61",
    "address": "Achterstraat 17, 9450 Haaltert",
    "mailbox": "privacy@voorbeeld.invalid",
    "requester_name": LONG_NAME,
    "subject_name": "Wout Denkbeeldig (fictief)",
    "today": "23 november 2026",
    "copy": "drie stukken, twaalf pagina's",
    "left_out": "twee facturen van 2024, omdat de belastingwet ze ons tot 31 december 2034 doet "
    "bewaren",
    "call_at": "12 november 2026 om 10.40 uur",
    "answered_by": "Rik Ontwerp (fictief), hoofd van de afdeling",
    "identity_proof": "U noemde uit het hoofd twee feiten die alleen de klant kent.",
    "said": "Welke gegevens wij hebben, waarom, van wie, en wie ze kreeg.",
    "export_format": "JSON, met een beschrijving in PDF",
    "export_fields": "Naam, adressen, bestellingen sinds 2019, voorkeuren, bekeken pagina's.",
    "new_controller": "Voorbeeld Handel NV (fictief)",
    "lifted_on": "7 december 2026",
    "reviewer": "Het hoofd van de dienst Financiering",
    "review_outcome": "Uw aanvraag voor gespreide betaling is alsnog aanvaard.",
    "factors": "Uw betaalgedrag van de laatste drie jaar; een fout in het adres telde niet meer.",
    "fee_amount": "18,40 euro",
    "fee_basis": "Een uur werk van een medewerker en de portkosten van een aangetekende zending.",
    "reply_by": "4 december 2026",
    "inquiry": "DOS-0000-00000 van 2 november 2026",
    "instruction": "wis alle gegevens van deze persoon",
    "who_answers": "IKANDA BV antwoordt de persoon, ook over uw deel van de verwerking.",
    "shares": "Wij wissen in onze systemen. U wist wat u zelf over deze persoon bewaart.",
}
ANNEXES = f"{REFERENCE}-gegevens-1.csv (CSV, 1 kB); {REFERENCE}-gegevens-2.json (JSON, 1 kB)"
LINES = {name: (f"eerste regel van {name}", f"tweede regel van {name}") for name in LISTINGS}
LINES["areas"] = ("bestellingen en facturen", "nieuwsbrief en reclame", "bezoek aan de website")
FREE = {
    "retention": "Bestellingen: zeven jaar na het boekjaar. Nieuwsbrief: tot u zich afmeldt.",
    "answer": "Wij hebben uw gegevens gewist.",
    "measures": "Wij hebben de zoekopdracht aangepast en de medewerkers opnieuw opgeleid.",
}
CONDITIONS = {
    "L02": {"suspends", "asks_card"},
    "L03": {"suspends"},
    "L03b": {"suspends", "represented"},
    "L05": {"in_part", "criterion_only"},
    "L06": {"in_part", "in_parts"},
    "L07": {"erased", "in_part", "recipients_to_inform", "suppressed"},
    "L08": {"in_part", "by_email"},
    "L11": {"objected"},
    "L12": {"optout"},
    "L13": {"in_part"},
    "L15": {"erased"},
    "L19": {"to_child"},
}
"""What is true in the sample of a kind: the longer form of it."""


def sample_filling(template: LetterTemplate, *, annexed: bool = False) -> Filling:
    """Return invented words for everything a kind may name; files inside it when `annexed`."""
    free = {clause.id for clause in template.clauses if clause.kind == "free"}
    return Filling(
        fields={**FIELDS, "annexes": ANNEXES} if annexed else FIELDS,
        listings=LINES,
        free={name: text for name, text in FREE.items() if name in free},
        conditions=frozenset(CONDITIONS.get(template.kind, ())),
    )


@cache
def sample_page(
    kind: str, language: Language, *, longest: bool = False, annexed: bool = False
) -> LetterPage:
    """Return the page of a kind in a language; `longest` has the longest name and address."""
    references = (("Ons kenmerk", REFERENCE), ("Datum", "23 november 2026"))
    texts = []
    for each in dict.fromkeys((language, "nl")):
        template, filling = filling_of(kind, each)
        if annexed:
            filling = sample_filling(template, annexed=True)
        texts.append(compose(template, filling, references))
    recipient = LONG_ADDRESS if longest else RECIPIENT
    return LetterPage(
        kind.removesuffix("+"), REFERENCE, SENDER, recipient, tuple(texts), SMALL_PRINT, True
    )


SEVERAL: Mapping[str, Mapping[str, str]] = {
    "L05+": {"ACCESS": "L05", "ERASE": "L06"},
    "L07+": {"RECTIFY": "L07", "ERASE": "L06"},
}
"""Letters for several rights: for each the kind whose clauses speak of it. ERASE is refused."""


def several_filling(sample: str, language: Language) -> Filling:
    """Return invented words for a letter that gives one right and refuses another."""
    templates, rights = load_templates(), load_rights()
    parts = []
    for right, kind in SEVERAL[sample].items():
        known, clauses = rights.right(right), templates[kind, language].parts
        given = CONDITIONS[kind] - {"in_parts", "in_part", "erased", "suppressed"}
        free = {clause.id for clause in clauses if clause.kind == "free"}
        filling = Filling(
            fields=FIELDS,
            listings=LINES,
            free={name: text for name, text in FREE.items() if name in free},
            conditions=frozenset({*given, *({"rectified"} if right == "RECTIFY" else ())}),
        )
        name = known.name[language]
        shown = name[:1].upper() + name[1:]
        parts.append(RightPart(right, shown, known.short[language], clauses, filling))
    asked = ", ".join(rights.right(each.right).name[language] for each in parts)
    return Filling(
        fields={**FIELDS, "rights": asked, "right_name": asked},
        listings=LINES,
        conditions=frozenset({"several_rights", "in_part"}),
        parts=tuple(parts),
    )


def filling_of(sample: str, language: Language) -> tuple[LetterTemplate, Filling]:
    """Return the text of a sample, a kind or one of `SEVERAL`, and the words that go into it."""
    template = load_templates()[sample.removesuffix("+"), language]
    if sample in SEVERAL:
        return template, several_filling(sample, language)
    return template, sample_filling(template)


@cache
def unsigned(kind: str, language: Language, *, longest: bool = False) -> bytes:
    """Return the page as it lies for approval."""
    return render_letter(sample_page(kind, language, longest=longest)).pdf


@cache
def sealed(kind: str, language: Language) -> bytes:
    """Return the signed letter."""
    return sign_letter(unsigned(kind, language), office_key().pkcs12, STAMP, now=SIGNED_AT)


FILES = (
    DataFile(
        f"{REFERENCE}-gegevens-1.csv",
        "text/csv",
        "Gegevens",
        date(2026, 11, 23),
        b"veld;waarde\r\n",
    ),
    DataFile(
        f"{REFERENCE}-gegevens-2.json", "application/json", "Gegevens", date(2026, 11, 23), b"{}"
    ),
)


@cache
def with_files(kind: str, language: Language) -> bytes:
    """Return the page of an answer with two data files inside, as it lies for approval."""
    return render_letter(replace(sample_page(kind, language, annexed=True), files=FILES)).pdf


@cache
def sealed_with_files(kind: str, language: Language) -> bytes:
    """Return the same letter, signed."""
    pdf = with_files(kind, language)
    return sign_letter(pdf, office_key().pkcs12, STAMP, now=SIGNED_AT)


def every_kind(*, long: bool) -> Iterable[tuple[str, Language]]:
    """Yield kinds and languages: all in the long form; else all in Dutch and three in the rest.

    Letters for several rights are among them, in the short form in Dutch and French.
    """
    for language in LANGUAGES:
        for kind in KINDS:
            if long or language == "nl" or kind in ("L01", "L05", "L06"):
                yield kind, language
        if long or language in ("nl", "fr"):
            yield from ((sample, language) for sample in SEVERAL)
