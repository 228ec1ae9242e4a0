"""A letter for several rights as pages: archivable, each mandatory content found in its part."""

import re
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from ikanda_case.app.filling import reference_lines
from ikanda_case.app.letter_parts import filled
from ikanda_case.bootstrap.parts import Words
from ikanda_case.domain import facts as f
from ikanda_case.domain.facts import ItemDecided
from ikanda_case.domain.letters import Filling, LetterTemplate, compose
from ikanda_case.domain.page import Box, Heading, LetterPage, LetterText, Listing, Paragraph
from ikanda_case.domain.slots import plain
from ikanda_case.letters.render import RenderedLetter, render_letter
from ikanda_case.pdf.archive import check_archivable
from ikanda_case.pictures.pages import page_texts
from ikanda_case.signing.sign import sign_letter
from ikanda_case.tables.letters import load_templates
from tests.support.cases import TODAY, Story, opened
from tests.support.letters import (
    LANGUAGES,
    RECIPIENT,
    SENDER,
    SIGNED_AT,
    SMALL_PRINT,
    STAMP,
    Language,
    office_key,
    sentences,
    words,
)
from tests.support.letters import opened as pdf_opened
from tests.support.pdf_content import roles

TEMPLATES = load_templates()
DAY, LATER = date(2026, 11, 10), date(2026, 11, 17)
KINDS = ("L05", "L06", "L07")


@cache
def story() -> Story:
    """Return a request for four rights: granted, done, done in part, and refused."""
    told = opened(rights=("ACCESS", "RECTIFY", "ERASE", "OBJECT"))
    told.put(DAY, f.Decided(right="ACCESS", decision="granted"))
    told.put(DAY, f.Decided(right="RECTIFY", decision="granted"))
    told.put(DAY, f.Executed(right="RECTIFY", what="Uw huisnummer is nu 12."))
    items = (
        ItemDecided(item="klantenkaart", decision="granted"),
        ItemDecided(item="facturen", decision="refused", ground="G10", facts="bewaarplicht"),
    )
    told.put(DAY, f.Decided(right="ERASE", decision="partly", items=items))
    told.put(LATER, f.Executed(right="ERASE", what="Uw klantenkaart is gewist."))
    refused = f.Decided(
        right="OBJECT", decision="refused", ground="G17", facts="fraude tegengaan gaat hier voor"
    )
    told.put(DAY, refused)
    return told


def taken(kind: str, language: Language) -> tuple[LetterTemplate, Filling, LetterText]:
    told, template = story(), TEMPLATES[kind, language]
    drafted = f.Drafted(
        letter=f"B{len(told.case.letters) + 1}", letter_kind=kind, language="nl",
        rights=("ACCESS", "RECTIFY", "ERASE", "OBJECT"),
        fields=(("facts.ACCESS", "Wij vonden drie bestellingen."),),
    )  # fmt: skip
    told.put(TODAY, drafted)
    letter = told.case.letters[-1]
    filling = filled(
        told.case, told.office, letter, language, TODAY, Words(),
        lambda kind: TEMPLATES[kind, language],
    )  # fmt: skip
    lines = reference_lines(told.case, letter, language, TODAY, Words(), told.office)
    return template, filling, compose(template, filling, lines)


@cache
def letter_text(kind: str, language: Language) -> LetterText:
    return taken(kind, language)[2]


@cache
def rendered(kind: str, language: Language) -> RenderedLetter:
    texts = tuple(letter_text(kind, each) for each in dict.fromkeys((language, "nl")))
    return render_letter(
        LetterPage(kind, "AVG-2026-0149", SENDER, RECIPIENT, texts, SMALL_PRINT, True)
    )


def said(block: object) -> str:
    match block:
        case Paragraph() | Box():
            return plain(block.runs)
        case Listing():
            return " ".join(plain(item) for item in block.items)
    return ""


def in_parts(kind: str, language: Language) -> dict[str, str]:
    """Return what the pages say between the heading of each part and the next of its rank."""
    blocks = letter_text(kind, language).blocks
    headings = [block.text for block in blocks if isinstance(block, Heading) and not block.under]
    found = words(" ".join(page_texts(rendered(kind, language).pdf)))
    box = words(next(said(block) for block in blocks if isinstance(block, Box)))
    start = found.index(box) + len(box)
    places = [start := found.index(words(each), start) for each in headings]
    ends = [*places[1:], len(found)]
    return {name: found[place:end] for name, place, end in zip(headings, places, ends, strict=True)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_page_is_archivable_unsigned_and_signed(kind: str, language: Language) -> None:
    check_archivable(rendered(kind, language).pdf)
    signed = sign_letter(rendered(kind, language).pdf, office_key().pkcs12, STAMP, now=SIGNED_AT)
    check_archivable(signed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_sentence_stands_on_the_pages(kind: str, language: Language) -> None:
    found = words(" ".join(page_texts(rendered(kind, language).pdf)))
    for each in dict.fromkeys((language, "nl")):
        for sentence in sentences(letter_text(kind, each)):
            for line in sentence.split("\n"):
                said_so = words(line.removeprefix("– "))
                ends = (" ".join(said_so.split()[:4]), " ".join(said_so.split()[-4:]))
                assert said_so in found or all(end in found for end in ends), "over two pages"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_mandatory_content_is_found_in_its_own_part(kind: str, language: Language) -> None:
    pages, rights = in_parts(kind, language), story().office.rulebook.rights

    def part(right: str) -> str:
        name = rights.right(right).name[language]
        return pages[name[:1].upper() + name[1:]]

    def ground(code: str) -> str:
        return words(rights.ground(code).title[language])

    first, later = (words(Words().long_date(day, language)) for day in (DAY, LATER))
    done = words("Uw huisnummer is nu 12.")
    assert done in part("RECTIFY") and first in part("RECTIFY")
    assert later not in part("RECTIFY") and ground("G10") not in part("RECTIFY")
    assert words("bewaarplicht") in part("ERASE") and ground("G10") in part("ERASE")
    assert done not in part("ERASE") and ground("G17") not in part("ERASE")
    assert words("Fraude tegengaan gaat hier voor.") in part("OBJECT")
    assert ground("G17") in part("OBJECT") and ground("G10") not in part("OBJECT")
    assert later in part("ERASE") and words("Uw klantenkaart is gewist.") in part("ERASE")
    if kind == "L05":
        assert words("Wij vonden drie bestellingen.") in part("ACCESS")
    address = words(TEMPLATES[kind, language].standing["authority_address"])
    assert [address in page for page in pages.values()].count(True) >= 1
    for right in ("ACCESS", "RECTIFY", "ERASE", "OBJECT"):
        assert address not in part(right), "the remedies belong to no part"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_headings_of_a_part_stand_one_level_below_its_own(kind: str, language: Language) -> None:
    with pdf_opened(rendered(kind, language).pdf) as pdf:
        levels = [int(role[1]) for role in roles(pdf) if re.fullmatch(r"H\d", role)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert {2, 3} <= {*levels}
    assert all(below - above <= 1 for above, below in pairwise(levels))
