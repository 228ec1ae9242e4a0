"""The office: what its own entries say it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ikanda_case.domain.access_facts import KeyChanged, PersonRemoved, SheetPrinted
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.facts import (
    CalendarChanged,
    DataMapChanged,
    EnvelopeChosen,
    KeyMade,
    LetterTextChanged,
    LogoChosen,
    OfficeDescribed,
    PersonAdded,
    PolicyChanged,
    TimeStampsChosen,
)
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.letter_texts import OwnText
from ikanda_case.domain.page import Envelope
from ikanda_case.domain.policy import Policy
from ikanda_case.domain.rulebook import Rulebook, TableChanges

TableChange = PolicyChanged | CalendarChanged | DataMapChanged
"""What an office may change in its parameters and tables."""

NEEDED_ON_A_LETTER = (
    "legal_name",
    "department",
    "address",
    "enterprise_number",
    "signatory",
    "function",
    "contact",
)
"""The sender's facts without which no letter is lawful (rules 5.1)."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person who may act in the case file."""

    id: str
    name: str
    roles: tuple[str, ...]
    active: bool = True
    """False for one who was removed: the name stays with what that person did."""


@dataclass(frozen=True)
class Office:
    """The state of the office after its entries; `version` is the number of the last one."""

    rulebook: Rulebook
    described: OfficeDescribed = OfficeDescribed()
    people: Mapping[str, Colleague] = field(default_factory=dict)
    policy: Policy = Policy()
    fingerprint: str = ""
    """SHA-256 of the organisation's certificate, hexadecimal; empty before one was made."""
    certificate: bytes = b""
    key_entry: int = 0
    """The number of the entry by which the organisation got that key."""
    key_from_file: bool = False
    """Taken from a key file, and not of the office's own making."""
    time_stamps: str = ""
    """The address of the server for time stamps; empty for none."""
    envelope: Envelope = Envelope()
    """The window envelope its letters are made for."""
    logo: str = ""
    """SHA-256 of the picture in its letterhead; empty for none."""
    key_generation: int = 1
    """Of the case file's data key; also the number of its recovery sheet."""
    key_since: date | None = None
    """The day the file got that key; None for the key it was made with."""
    sheet_printed_on: date | None = None
    """The last day the sheet of that key was printed."""
    version: int = 0
    shipped: Rulebook | None = None
    """The tables that came with the program; None when nothing was changed in them."""
    tables: TableChanges = TableChanges()
    """What office entries changed in the tables: `rulebook` holds them already."""
    letter_texts: Mapping[tuple[str, str], OwnText] = field(default_factory=dict)
    """What the office changed in the letter texts, by kind and language."""

    @property
    def missing_for_letters(self) -> tuple[str, ...]:
        """Return the names of the answers that are missing before any letter may go out."""
        return tuple(name for name in NEEDED_ON_A_LETTER if not getattr(self.described, name))

    def require_letterhead(self) -> None:
        """Refuse a letter by the name of the first missing answer (rules 5.1, S10)."""
        for name in self.missing_for_letters:
            raise RuleError("office_field_missing", rule="S10", article="WVV 2:20", field=name)

    def may_act(self, person: str) -> bool:
        """Return whether a colleague is known here and was not removed."""
        known = self.people.get(person)
        return known is not None and known.active

    def with_role(self, role: str) -> tuple[Colleague, ...]:
        """Return the colleagues who hold a role and were not removed."""
        return tuple(each for each in self.people.values() if each.active and role in each.roles)

    def name_of(self, person: str) -> str:
        """Return the name of a colleague, or the id of one who is not known here."""
        known = self.people.get(person)
        return known.name if known else person


def office_of(entries: Iterable[Entry], rulebook: Rulebook) -> Office:
    """Return the office that its entries, in order, add up to."""
    office = Office(rulebook)
    for entry in entries:
        office = replace(_after(office, entry), version=entry.n)
    return _with_tables(office)


def changed_office(office: Office, change: TableChange) -> Office:
    """Return the office as it would be after one more change; InputError when it cannot be."""
    return _with_tables(_with_change(office, change))


def _with_change(office: Office, change: TableChange | LetterTextChanged) -> Office:
    if isinstance(change, LetterTextChanged):
        key = (change.letter_kind, change.language)
        own = office.letter_texts.get(key, OwnText()).after(change)
        return replace(office, letter_texts={**office.letter_texts, key: own})
    if isinstance(change, PolicyChanged):
        return replace(office, policy=office.policy.changed(change.name, change.value))
    return replace(office, tables=office.tables.and_also(change))


def _with_tables(office: Office) -> Office:
    """Return the office with what it changed in the tables put into its rulebook."""
    shipped = office.shipped or office.rulebook
    rest = office.policy.official_journal_days_rest
    changes = replace(office.tables, journal_days_rest=rest)
    return replace(office, shipped=shipped, rulebook=changes.on(shipped))


def _with_chosen(
    office: Office, fact: KeyMade | TimeStampsChosen | EnvelopeChosen | LogoChosen, number: int
) -> Office:
    if isinstance(fact, EnvelopeChosen):
        return replace(office, envelope=Envelope(fact.window, fact.across, fact.down))
    if isinstance(fact, LogoChosen):
        return replace(office, logo=fact.sha256)
    if isinstance(fact, TimeStampsChosen):
        return replace(office, time_stamps=fact.url)
    made = bytes.fromhex(fact.certificate)
    return replace(
        office,
        fingerprint=fact.fingerprint,
        certificate=made,
        key_entry=number,
        key_from_file=fact.from_file,
    )


def _after(office: Office, entry: Entry) -> Office:
    match entry.fact:
        case OfficeDescribed() as described:
            return replace(office, described=described)
        case PersonAdded(person=person, name=name, roles=roles):
            people = {**office.people, person: Colleague(person, name, roles)}
            return replace(office, people=people)
        case PersonRemoved(person=person) if person in office.people:
            gone = replace(office.people[person], roles=(), active=False)
            return replace(office, people={**office.people, person: gone})
        case KeyChanged(generation=generation):
            return replace(
                office, key_generation=generation, key_since=entry.on, sheet_printed_on=None
            )
        case SheetPrinted(generation=generation) if generation == office.key_generation:
            return replace(office, sheet_printed_on=entry.on)
        case KeyMade() | TimeStampsChosen() | EnvelopeChosen() | LogoChosen() as chosen:
            return _with_chosen(office, chosen, entry.n)
        case PolicyChanged() | CalendarChanged() | DataMapChanged() | LetterTextChanged() as change:
            return _with_change(office, change)
        case _:
            return office
