"""What of an item or case can be searched: its documents, and the words each of them holds."""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.numbers import find_numbers, mask
from ikanda_case.domain.people import Person

DocumentKind = Literal["case", "message", "attachment", "note", "letter"]
FileState = Literal["read", "nothing", "unreadable"]

READ_AS = 1
"""Raised whenever files are read better: what was read before is then read again."""
MOST_WORDS = 500_000
"""Characters of one file, or of one attachment in it, that are kept to be searched."""
MOST_NAME = 500
"""Characters of a name, a subject or an address that are kept to be searched."""
_FIGURE = re.compile(r"\d")
_FEWEST_FIGURES = 7
"""A text with fewer figures holds none of the numbers that are masked."""


@dataclass(frozen=True, slots=True)
class FilePart:
    """What reading a file gave: its own words, or those of one attachment inside it."""

    part: int
    """0 is the file itself; its attachments count from 1."""
    state: FileState
    """read; nothing: it opens and holds no words (a scan); unreadable: it does not open."""
    name: str = ""
    """The subject of a message, the name of an attachment."""
    sender: str = ""
    addressee: str = ""
    text: str = ""


_NOT_READ = (FilePart(0, "unreadable"),)
PartsOf = Callable[[str], Sequence[FilePart]]
"""What was read of the file with this SHA-256; nothing when it was not read yet."""


class Document(NamedTuple):
    """One thing in which words are found; the place says where it stands in its case."""

    kind: DocumentKind
    place: str
    """A letter's number, an entry's number, `entry/part` of a file inside; else empty or a part."""
    day: date
    what: str = ""
    """A letter's or an entry's kind, or why a piece was added: a code."""
    title: str = ""
    sender: str = ""
    addressee: str = ""
    ref: str = ""
    context: str = ""
    """Whose case it is: words that count with those of the document, and never alone."""
    body: str = ""
    sha256: str = ""
    """The file whose words are its body; empty when its own words are all."""
    part: int = 0


def documents_of(case: Case, parts_of: PartsOf) -> tuple[Document, ...]:
    """Return the documents of an item or case; nothing of a payload that was lawfully removed.

    National register, card and account numbers are masked in them (rules 3.4).
    """
    return tuple(_documents(case, parts_of))


def masked(part: FilePart) -> FilePart:
    """Return what was read of a file without numbers that do not belong in notes (rules 3.4)."""
    return FilePart(
        part.part,
        part.state,
        _safe(part.name[:MOST_NAME]),
        _safe(part.sender[:MOST_NAME]),
        _safe(part.addressee[:MOST_NAME]),
        _safe(part.text[:MOST_WORDS]),
    )


def _safe(text: str) -> str:
    if len(_FIGURE.findall(text)) < _FEWEST_FIGURES:
        return text
    return mask(text, find_numbers(text))


def _documents(case: Case, parts_of: PartsOf) -> Iterator[Document]:
    context = ""
    destroyed = {e.fact.evidence for e in case.in_force if isinstance(e.fact, f.EvidenceDestroyed)}
    received, day = case.received, case.received_on
    if received is not None and day is not None:
        parties = received.parties
        names = _safe(_names(parties.requester, parties.data_subject))
        context = f"{received.ref} {names}"
        yield _of_case(received, day, names)
    for entry in case.in_force:
        fact = entry.fact
        if isinstance(fact, f.TakenIn):
            yield from _of_file(fact, "", entry.on, "", parts_of, destroyed)
        elif isinstance(fact, f.Attached):
            yield from _of_file(fact, str(entry.n), entry.on, context, parts_of, destroyed)
        elif fact is not None and (words := _remark(fact)):
            yield Document(
                "note",
                str(entry.n),
                entry.on,
                what=entry.kind,
                context=context,
                body=_safe(words),
            )
    for letter in case.letters:
        yield _of_letter(letter, _last_day(case.in_force, letter), context, parts_of)


# ---- the case ----------------------------------------------------------------------------------


def _of_case(received: f.Received, day: date, names: str) -> Document:
    parties = received.parties
    reached = (*_reached(parties.requester), *_reached(parties.data_subject))
    return Document(
        "case",
        "",
        day,
        title=_safe(received.subject),
        sender=names,
        ref=received.ref,
        body=_safe(_lines(reached)),
    )


def _names(requester: Person, data_subject: Person) -> str:
    said = (requester.name, requester.email, data_subject.name, data_subject.email)
    return ", ".join(dict.fromkeys(filter(None, said)))


def _reached(person: Person) -> tuple[str, ...]:
    return (*person.address, person.phone)


def _lines(words: Sequence[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, words)))


# ---- files -------------------------------------------------------------------------------------


def _of_file(
    fact: f.TakenIn | f.Attached,
    place: str,
    day: date,
    context: str,
    parts_of: PartsOf,
    destroyed: Container[str],
) -> Iterator[Document]:
    """Yield a file and what is attached to it; one that was not read yet is found by its name.

    So is evidence that was destroyed: there is nothing to be read any more.
    """
    name, attached = _safe(fact.name), isinstance(fact, f.Attached)
    sha256 = "" if fact.sha256 in destroyed else fact.sha256
    parts = (parts_of(sha256) if sha256 else ()) or _NOT_READ
    whole = parts[0]
    yield Document(
        "attachment" if attached else "message",
        place,
        day,
        what=fact.purpose if isinstance(fact, f.Attached) else "",
        title=f"{whole.name} ({name})" if whole.name else name,
        sender=whole.sender,
        addressee=whole.addressee,
        context=context,
        sha256=sha256,
    )
    for each in parts[1:]:
        yield Document(
            "attachment",
            f"{place}/{each.part}" if place else str(each.part),
            day,
            what="inside",
            title=each.name,
            sender=each.sender,
            addressee=each.addressee,
            context=context or whole.sender,
            sha256=sha256,
            part=each.part,
        )


# ---- letters -----------------------------------------------------------------------------------


def _of_letter(letter: Letter, day: date, context: str, parts_of: PartsOf) -> Document:
    """Return a letter: the words of its page once that was read, the drafter's until then."""
    page = letter.rendered.sha256 if letter.rendered else ""
    read = any(each.state == "read" for each in parts_of(page)) if page else False
    recipient = letter.rendered.recipient if letter.rendered else ()
    sent = (letter.sent.to, letter.sent.proof) if letter.sent else ()
    return Document(
        "letter",
        letter.id,
        day,
        what=letter.draft.letter_kind,
        title=" ".join(filter(None, (letter.id, letter.draft.letter_kind, letter.draft.ground))),
        addressee=_safe(", ".join(dict.fromkeys(filter(None, (*recipient, *sent))))),
        context=context,
        body="" if read else _safe(_drafted(letter.draft)),
        sha256=page,
    )


def _drafted(draft: f.Drafted) -> str:
    return _lines([words for _, words in (*draft.fields, *draft.free)])


def _last_day(entries: Sequence[Entry], letter: Letter) -> date:
    """Return the day of the last thing that happened to a letter."""
    days = [each.on for each in entries if getattr(each.fact, "letter", "") == letter.id]
    return days[-1]


# ---- remarks and reasons -----------------------------------------------------------------------

SAID: Mapping[str, tuple[str, ...]] = {
    "received": ("despite",),
    "set_aside": ("reason",),
    "duplicate_received": ("name",),
    "right_added": ("why",),
    "typed": ("meant", "why"),
    "withdrawn": ("how",),
    "identity_not_needed": ("because",),
    "identity_requested": ("doubt", "asked", "despite"),
    "identity_received": ("what",),
    "identity_insufficient": ("why",),
    "identity_verified": ("how",),
    "identity_mismatch": ("why",),
    "identity_unanswered": ("why",),
    "identity_unidentifiable": ("why",),
    "evidence_destroyed": ("how",),
    "mandate_requested": ("doubt", "asked"),
    "mandate_received": ("what",),
    "mandate_verified": ("how",),
    "mandate_refused": ("why",),
    "clarification_requested": ("question", "why"),
    "clarification_received": ("what",),
    "reminder_sent": ("what",),
    "extended": ("reason", "despite"),
    "decided": ("ground", "facts", "items", "evidence", "balancing", "counsel", "despite"),
    "executed": ("what",),
    "fee_quoted": ("because", "amount", "basis"),
    "restriction_set": ("what",),
    "restriction_lifted": ("why",),
    "human_reviewed": ("outcome", "factors"),
    "search_ordered": ("owner",),
    "search_chased": ("how",),
    "search_done": ("identifiers", "what"),
    "annex_added": ("name", "despite"),
    "approved": ("despite",),
    "sent_back": ("remark",),
    "redaction_checked": ("how",),
    "delivery_failed": ("why",),
    "taken_out": ("to", "despite"),
    "response_resent": ("to", "proof"),
    "follow_on_settled": ("subject", "how"),
    "policy_task_opened": ("what", "owner"),
    "policy_task_done": ("how",),
    "breach_opened": ("what", "happened", "persons", "measures"),
    "breach_decided": ("why",),
    "held": ("reason",),
    "hold_ended": ("reason",),
    "complaint_sa": ("what",),
    "complaint_ended": ("what",),
    "contents_removed": ("reason",),
    "seen": ("step",),
    "noted": ("text",),
    "corrected": ("reason",),
    "reopened": ("reason",),
}
"""What a person wrote down in each kind of entry; letters and files are documents of their own."""


def _remark(fact: f.Fact) -> str:
    return _lines(
        [each for name in SAID.get(fact.kind, ()) for each in _words(getattr(fact, name))]
    )


def _words(value: object) -> tuple[str, ...]:
    """Return the words of a field: a text, texts by name, or what was decided item by item."""
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, tuple):
        return ()
    found: list[str] = []
    for each in value:
        if isinstance(each, f.ItemDecided):
            found += (each.item, each.ground, each.facts)
        elif isinstance(each, tuple):
            found += map(str, each[1:])  # the name is a code
    return tuple(found)
