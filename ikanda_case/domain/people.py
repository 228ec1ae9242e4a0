"""Who is who in a request: requester, data subject, representative."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

Representation = Literal[
    "", "lawyer", "proxy", "portal", "parent", "guardian", "protected", "heir", "employer",
    "authority", "other",
]  # fmt: skip
"""In what quality a requester acts for another (rules 3.6); `protected`: for a protected adult."""


@dataclass(frozen=True)
class Person:
    """A natural person as she made herself known; every field may be unknown and then empty."""

    name: str = ""
    address: tuple[str, ...] = ()
    """Lines as on an envelope, without the name; the last but country is postcode and town."""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Parties:
    """The three roles of one request (EDPB 01/2022 section 3.4).

    The requester wrote; the data subject is the person the data are about and may be the same;
    `representation` says in what quality the requester acts, empty when for herself.
    """

    requester: Person
    data_subject: Person
    representation: Representation = ""

    @classmethod
    def herself(cls, person: Person) -> "Parties":
        """Return the ordinary case: the requester asks about her own data."""
        return cls(requester=person, data_subject=person)

    @property
    def represented(self) -> bool:
        return self.representation != ""


def folded(text: str) -> str:
    """Return `text` without accents, case and double spaces, for comparing names."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(text.casefold().split())


def person_keys(person: Person) -> frozenset[str]:
    """Return what recognises the same person in an earlier case: e-mail, or name with town.

    A shared key is a hint for the clerk, never a proof of identity.
    """
    keys = set()
    if person.email:
        keys.add("mail:" + person.email.strip().casefold())
    if person.name and person.address:
        keys.add(f"home:{folded(person.name)}|{folded(' '.join(person.address))}")
    return frozenset(keys)
