"""What a finished letter text must not hold, whoever wrote it (rules 0 T3, 3.4, 5.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ikanda_case.domain.answer_checks import AnswerCode, AnswerFacts, of_whole, spots
from ikanda_case.domain.asking import asks_for_secret
from ikanda_case.domain.numbers import find_numbers
from ikanda_case.domain.page import Box, Heading, LetterText, Listing, Paragraph, Runs

LetterCode = Literal[
    "letter_asks_secret",
    "letter_national_number",
    "letter_card_number",
    "letter_iban",
    "letter_other_reference",
]
FindingCode = LetterCode | AnswerCode
_NUMBERS: dict[str, LetterCode] = {
    "national": "letter_national_number",
    "card": "letter_card_number",
    "iban": "letter_iban",
}
REFERENCE = re.compile(r"\bAVG[-\u2010-\u2015\u2212]?\d{4}[-\u2010-\u2015\u2212]?\d{4,}\b", re.I)


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What the checks must know of the case and the letter's way out."""

    reference: str
    """The own reference; any other one belongs to somebody else's case."""
    by_email: bool = False
    answer: AnswerFacts = AnswerFacts()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must go: where it stands, never what it says.

    `where` is `title`, `salutation`, `closing`, `line:N` of the reference block or `block:N`
    (`block:N:M` for item or cell M), counted from 0; `start` and `end` are places in its words.
    """

    code: FindingCode
    where: str
    start: int
    end: int


def checks(text: LetterText, facts: CheckFacts) -> tuple[Finding, ...]:
    """Return what must not leave the office like this, in the order of the letter.

    Everywhere: a national register, card or account number (rules 5.1) and the reference of
    another case. In a letter that goes by e-mail also a sentence that asks for an identity
    document, card data, login or password (T3). In the drafter's own words what `answer_checks`
    looks for; what is wrong with the letter as a whole is told of its title.
    """
    found: list[Finding] = []
    for where, words in places(text):
        if facts.by_email:
            found += [
                Finding("letter_asks_secret", where, start, end)
                for start, end in asks_for_secret(words)
            ]
        found += [
            Finding(_NUMBERS[hit.kind], where, hit.start, hit.end) for hit in find_numbers(words)
        ]
        found += [
            Finding("letter_other_reference", where, match.start(), match.end())
            for match in REFERENCE.finditer(words)
            if _bare(match[0]) != _bare(facts.reference)
        ]
        found += [
            Finding(spot.code, where, spot.start, spot.end) for spot in spots(words, facts.answer)
        ]
    if facts.by_email:
        found += _asked_in_listings(text)
    said = "\n".join(words for _, words in places(text))
    found += [Finding(code, "title", 0, len(text.title)) for code in of_whole(said, facts.answer)]
    return tuple(dict.fromkeys(found))


def places(text: LetterText) -> Iterator[tuple[str, str]]:
    """Yield every place of a letter with its words, in order."""
    yield "title", text.title
    yield "salutation", text.salutation
    for number, (label, value) in enumerate(text.reference_lines):
        yield f"line:{number}", f"{label} {value}"
    for number, block in enumerate(text.blocks):
        match block:
            case Heading(words):
                yield f"block:{number}", words
            case Paragraph(runs=runs) | Box(runs=runs):
                yield f"block:{number}", _plain(runs)
            case Listing(items=items):
                for place, item in enumerate(items):
                    yield f"block:{number}:{place}", _plain(item)
            case table:
                for place, row in enumerate((table.head, *table.rows)):
                    yield f"block:{number}:{place}", " ".join(row)
    yield "closing", text.closing


def _asked_in_listings(text: LetterText) -> Iterator[Finding]:
    """Yield items of a list that its lead-in sentence asks for: "Send us:" and then the list."""
    for number, (lead, block) in enumerate(zip(text.blocks, text.blocks[1:], strict=False), 1):
        if not isinstance(lead, Paragraph | Heading) or not isinstance(block, Listing):
            continue
        words = lead.text if isinstance(lead, Heading) else _plain(lead.runs)
        last = words.rstrip()
        if not last.endswith(":"):
            continue
        for place, item in enumerate(block.items):
            said = _plain(item)
            if asks_for_secret(f"{last} {said}") and not asks_for_secret(last):
                yield Finding("letter_asks_secret", f"block:{number}:{place}", 0, len(said))


def _bare(reference: str) -> str:
    return "".join(sign for sign in reference.upper() if sign.isalnum())


def _plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)
