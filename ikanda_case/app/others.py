"""Names and e-mail addresses of other cases in what a drafter wrote: a letter to the wrong person.

Only what stands in the words is looked up, never the other way round: a long file costs no more.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from ikanda_case.app.ports import Reading
from ikanda_case.domain.annex_forms import in_pieces
from ikanda_case.domain.answer_words import EMAIL
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.letter_checks import REFERENCE
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import Person, folded, person_keys

_MOST = 30
"""Names of one letter that are looked up; more is a list, which the data checks are for."""
_AT_ONCE = 500
"""Addresses of a file that are looked up with one question."""
_CAPITAL = r"(?![\d_])[^\W\d_a-zà-öø-ÿ][\w'’-]+"
_BETWEEN = r"(?:(?:van|de|den|der|du|la|le|von|zu|ten|ter|d’|d')\s+){0,3}"
_NAME = re.compile(rf"(?=(\b{_CAPITAL}\s+{_BETWEEN}{_CAPITAL}(?:\s+{_CAPITAL})?))")
"""Two or three words with capitals, and what may stand between them in a name."""


def others_in(
    now: Reading, case: Case, office: Office, letter: Letter, own_words: Iterable[str]
) -> frozenset[str]:
    """Return what in the drafter's own words names somebody of another case.

    Whoever is of this case, of the office or of its data map may be named.
    """
    words = list(own_words)
    found = set(_addresses(now, case, words))
    known = {folded(name) for name in _own_names(case, office, letter)}
    for name in _names(words, known):
        if {*now.named(name)} - {case.id}:
            found.add(name)
    return frozenset(found)


def _addresses(now: Reading, case: Case, words: Iterable[str]) -> Iterator[str]:
    mine = {each.email.casefold() for each in _people(case)}
    typed = dict.fromkeys(match[0] for text in words for match in EMAIL.finditer(text))
    for address in [each for each in typed if each.casefold() not in mine][:_MOST]:
        if {*now.alike(person_keys(Person(email=address)))} - {case.id}:
            yield address


def other_cases_in(now: Reading, case: Case, text: str) -> int:
    """Return how many cases of other people a file names: by reference, or by e-mail address.

    What is kept of the same person under other references may be named. Names of people are not
    looked for: any file of data is full of them.
    """
    own = {case.id}
    for person in _people(case):
        own |= {*now.alike(person_keys(person))}
    return len({*_addressed(now, text), *_referred(now, text)} - own)


def _addressed(now: Reading, text: str) -> Iterator[int]:
    """Yield the streams of cases of people whose e-mail address stands in a text."""
    found = dict.fromkeys(
        match[0].casefold() for piece in in_pieces(text) for match in EMAIL.finditer(piece)
    )
    keys = [key for each in found for key in person_keys(Person(email=each))]
    for place in range(0, len(keys), _AT_ONCE):
        yield from now.alike(keys[place : place + _AT_ONCE])


def _referred(now: Reading, text: str) -> Iterator[int]:
    """Yield the streams of the references that stand in a text and are some case's."""
    found = dict.fromkeys(
        match[0].upper() for piece in in_pieces(text) for match in REFERENCE.finditer(piece)
    )
    for ref in found:
        with suppress(InputError):
            yield now.stream_of(_hyphened(ref))


def _hyphened(ref: str) -> str:
    digits = "".join(sign for sign in ref if sign.isdigit())
    return f"AVG-{digits[:4]}-{digits[4:]}"


def _names(words: Iterable[str], known: set[str]) -> list[str]:
    """Return what looks like a name, the longer reading and the shorter one."""
    found: dict[str, None] = {}
    for text in words:
        for match in _NAME.finditer(text):
            parts = match[1].split()
            for end in range(len(parts), 1, -1):
                found.setdefault(" ".join(parts[:end]))
    return [name for name in found if folded(name) not in known][:_MOST]


def _people(case: Case) -> tuple[Person, ...]:
    if case.received is None:
        return ()
    return (case.received.parties.requester, case.received.parties.data_subject)


def _own_names(case: Case, office: Office, letter: Letter) -> Iterator[str]:
    yield from (person.name for person in _people(case))
    yield letter.draft.addressee.name if letter.draft.addressee else ""
    yield from (office.described.legal_name, office.described.signatory)
    yield from (colleague.name for colleague in office.people.values())
    for recipient in office.rulebook.data_map.recipients.values():
        yield from recipient.name.values()
