"""What one check over a case file found, as a code with facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ikanda_case.domain.errors import FactValue


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of a check; damage is a finding, never an error."""

    ok: bool
    code: str
    facts: Mapping[str, FactValue] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """The same in English, for the command line."""
        return _SAID.get(self.code, self.code).format(**self.facts)


class Bad:
    """How many of something were not what they should be, and the first of them."""

    def __init__(self) -> None:
        self.count = 0
        self.first = 0

    def note(self, place: int) -> None:
        """Count one; places need not come in order."""
        self.first = min(self.first, place) if self.count else place
        self.count += 1


_SAID = {
    "pages_sound": "{pages} pages",
    "pages_damaged": "{problems} problems; the first: {first}",
    "damaged": "the file is damaged",
    "not_readable": "the file is damaged",
    "journal_whole": "{entries} entries",
    "first_bad_entry": "entry {entry} is the first that is not what was written",
    "state_differs": "stream {stream} is not in the state its entries give",
    "entry_damaged": "entry {entry} is the first that is not what was written",
    "unreadable_entry": "entry {entry} cannot be read",
    "unknown_entry_kind": "entry {entry} is of a kind this program does not know",
    "payloads_whole": "{payloads} payloads, {removed} lawfully removed",
    "bad_payload": "{count} payloads are not what was written; the first is of entry {entry}",
    "stray_payload": "a payload belongs to no entry: {entry}",
    "lists_agree": "{cases} cases, {items} items",
    "lists_differ": "{count} rows differ from a replay; the first is of stream {stream}",
    "words_differ": "words would be missed in a search",
    "reference_too_low": "a reference of {year} would be given out twice",
    "inventory_differs": "what lies beside the journal is not what was last written there",
    "head_differs": "what lies beside the journal goes with another head",
    "lists_of_other_rules": "made by another version; made anew when opened for writing",
    "blobs_whole": "{blobs} blobs, {bytes} bytes",
    "blobs_damaged": "{count} blobs are not what was kept; the first: {sha256}",
    "blobs_missing": "{count} blobs are missing; the first: {sha256}",
    "signatures_valid": "{letters} signed letters",
    "signatures_valid_since": "{letters} letters signed since {since}; {older} older ones left out",
    "signatures_invalid": "{count} signatures are not valid; the first, of entry {entry}: {why}",
    "unanchored": "unanchored since {since}",
    "anchored": "anchored at entry {entry}",
    "older_than_anchor": "{found} entries; there were {anchored} on {since}",
    "differs_from_anchor": "entry {entry} is not the one that was anchored",
    "nothing_to_anchor": "no entries yet",
    "printed_head_unknown": "this journal never had the head {head}",
    "unknown_head": "entry {entry} names a head that this journal never had",
}
