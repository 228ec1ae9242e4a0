"""A letter for several rights: whose clauses speak of each of them, and how its words are named."""

from collections.abc import Iterable, Mapping

from ikanda_case.domain.case_parts import ANSWER_IS_ALL, ANSWERING, Row
from ikanda_case.domain.facts import Drafted

Words = Iterable[tuple[str, str]]
"""What the drafter wrote, by the name of a field or of a free clause."""

REFUSING, CONFIRMING = "L06", "L07"
SPEAKS_OF: Mapping[str, frozenset[str]] = {
    "L05": frozenset({"ACCESS"}),
    "L05b": frozenset({"ACCESS"}),
    "L08": frozenset({"PORT"}),
    "L12": frozenset({"OPTOUT_DM", "OPTOUT_PROFILE"}),
    "L13": frozenset({"ADM"}),
}
"""The letter kinds whose own clauses speak of some rights only (rules 5.2)."""
UNDECIDED = "decision"
"""The field of a right on which nothing was decided: what is said of it all the same."""
_NOTHING_FOUND, _NO_DATA = "L18", "G01"
_LATE = "L17"


def kind_of_part(kind: str, row: Row) -> str:
    """Return the letter kind whose clauses speak of one right in a letter for several.

    What is refused is said as L06 says it; what the letter's own clauses do not speak of, as L07
    confirms it. A late answer (L17) gives each right its answer in the drafter's own words.
    """
    if kind == _LATE or (kind == _NOTHING_FOUND and _nothing_found(row)):
        return kind
    if row.decision == "refused":
        return REFUSING
    if kind == REFUSING:
        return REFUSING if row.decision == "partly" and not row.executed_on else CONFIRMING
    if kind == _NOTHING_FOUND:
        return CONFIRMING
    return kind if row.right in SPEAKS_OF.get(kind, {row.right}) else CONFIRMING


def answers(draft: Drafted, row: Row) -> bool:
    """Return whether a letter answers a right it names (GDPR Art. 12(3)).

    A late letter (L17) does unless it only names the day of the answer. A copy or an export that is
    granted is given by its own letter; another one only promises it. Of several rights, one on
    which nothing was decided is only spoken of: its month runs on.
    """
    kind = draft.letter_kind
    if row.right not in draft.rights or (len(draft.rights) > 1 and _is_undecided(kind, row)):
        return False
    if kind == _LATE:
        return not any(bare(name) == "answer_on" and text for name, text in draft.fields)
    return kind in ANSWERING and not _only_promises(kind, row)


def _is_undecided(kind: str, row: Row) -> bool:
    """Return whether a letter for several rights has nothing to confirm of this one yet."""
    pending = not (row.decision or row.executed_on or row.withdrawn_on)
    return pending and kind_of_part(kind, row) == CONFIRMING


def _only_promises(kind: str, row: Row) -> bool:
    own = {each for each, rights in SPEAKS_OF.items() if row.right in rights}
    by_letter = bool(own) and row.as_right in ANSWER_IS_ALL
    ended = row.executed_on or row.withdrawn_on
    return by_letter and not ended and kind not in own and kind_of_part(kind, row) == CONFIRMING


def _nothing_found(row: Row) -> bool:
    """Return whether no data were found for this right: nothing was done, on no other ground."""
    return not row.executed_on and {*row.grounds} <= {_NO_DATA}


# ---- words that belong to one right --------------------------------------------------------------


def named(name: str, right: str) -> str:
    """Return the name of a field or free clause in the part of one right: `what_done.ERASE`.

    Without a right it is the name itself.
    """
    return f"{name}.{right}" if right else name


def bare(name: str) -> str:
    """Return a name without the right it belongs to."""
    return name.partition(".")[0]


def right_in(name: str) -> str:
    """Return the right a name belongs to; empty when it belongs to the letter."""
    return name.partition(".")[2]


def of_letter(words: Words) -> dict[str, str]:
    """Return the words that belong to no single right."""
    return {name: text for name, text in words if not right_in(name)}


def of_right(words: Words, right: str) -> dict[str, str]:
    """Return the words that belong to this right alone, by their bare names."""
    return {bare(name): text for name, text in words if right_in(name) == right}
