"""What each letter kind says of one right, as digests: what letters for several must not touch."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from ikanda_case.domain.letters import FIELDS, Filling, LetterTemplate, compose
from ikanda_case.domain.page import Box, Heading, LetterText, Listing, Paragraph

DIGESTS = Path(__file__).parents[1] / "files" / "letters" / "one-right.txt"
"""A line for each kind and language: the first sixteen digits of the SHA-256 of `said`."""
WORDS = {name: f"<{name}>" for name in FIELDS if name != "annexes"}
LINES = {
    name: (f"<first of {name}>", f"<second of {name}>")
    for name in ("rights", "items", "areas", "timeline", "inventory")
}
OWN = {"retention": "<retention>", "answer": "<answer>"}
"""Own words for the free clauses that propose nothing."""
ALONE = (
    "to_child", "represented", "by_email", "optout", "profile_stopped", "no_paper", "extendable",
    "identity_asked", "suspends", "asks_card", "no_response", "evidence_received", "in_parts",
    "criterion_only", "rectified", "erased", "restricted", "objected", "consent_withdrawn",
    "suppressed", "recipients_informed", "recipients_to_inform",
)  # fmt: skip
_MAY_LACK = ("answer_on", "competent", "searched_systems", "requester_name")


def situations() -> Iterator[frozenset[str]]:
    """Yield what can be true of one right: nothing, each thing alone, each in a partial answer."""
    for name in ("", *ALONE):
        yield frozenset({name} - {""})
        yield frozenset({name, "in_part"} - {""})
    yield frozenset({"in_parts", "several_grounds"})
    yield frozenset({"in_part", "in_parts", "several_grounds"})


def said(template: LetterTemplate) -> str:
    """Return every word of a kind in a language, in every situation, with its weight and place."""
    told = [_letter(template, conditions) for conditions in situations()]
    told += [_letter(template, frozenset(), without=name) for name in _MAY_LACK]
    return "\n\n".join(told)


def _letter(template: LetterTemplate, conditions: frozenset[str], *, without: str = "") -> str:
    free = {clause.id for clause in template.clauses if clause.kind == "free"}
    filling = Filling(
        fields={name: text for name, text in WORDS.items() if name != without},
        listings=LINES,
        free={name: text for name, text in OWN.items() if name in free},
        conditions=conditions,
    )
    return "\n".join(_words(compose(template, filling, (("Datum", "heden"),))))


def digest(template: LetterTemplate) -> str:
    """Return the digest as it stands in the file."""
    return hashlib.sha256(said(template).encode()).hexdigest()[:16]


def _words(text: LetterText) -> Iterator[str]:
    yield from (text.title, text.salutation, text.closing, str(text.reference_lines))
    for block in text.blocks:
        match block:
            case Heading():
                yield f"# {block.text}"
            case Paragraph():
                yield f"{block.style}: {[(run.text, run.bold) for run in block.runs]}"
            case Box():
                yield f"box: {[(run.text, run.bold) for run in block.runs]}"
            case Listing():
                items = [[(run.text, run.bold) for run in item] for item in block.items]
                yield f"list {block.numbered}: {items}"
