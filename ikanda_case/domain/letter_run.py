"""A run of clauses with what fills it: what is in force, what is missing, what it becomes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from ikanda_case.domain.letter_forms import Clause, Filling, OpenPoint
from ikanda_case.domain.letter_terms import TRUE_WHEN_FILLED
from ikanda_case.domain.page import Block, Box, Heading, Listing, Paragraph, Run, Runs
from ikanda_case.domain.slots import (
    filled,
    holds,
    on_one_line,
    paragraphs,
    plain,
    printable,
    slots,
)


class ClauseRun:
    """Clauses of one filling: those of a whole letter, or of its part on one right."""

    def __init__(
        self,
        clauses: Iterable[Clause],
        filling: Filling,
        standing: Mapping[str, str],
        *,
        several: bool = False,
    ) -> None:
        self.free = {name: printable(text) for name, text in filling.free.items()}
        self._listings = {
            name: tuple(line for line in map(printable, lines) if line)
            for name, lines in filling.listings.items()
        }
        given = {name: printable(text) for name, text in filling.fields.items()}
        joined = {name: "; ".join(lines) for name, lines in self._listings.items()}
        self.values: dict[str, str] = {
            **joined,
            **standing,
            **{name: text for name, text in given.items() if text},
        }
        true = {condition for condition, name in TRUE_WHEN_FILLED.items() if self.values.get(name)}
        self.conditions = filling.conditions | true | ({"several_rights"} if several else set())
        self.clauses = tuple(each for each in clauses if holds(each.when, self.conditions))

    # ---- what is missing -----------------------------------------------------------------------

    @property
    def missing(self) -> tuple[OpenPoint, ...]:
        """Return what its clauses still need, in their order."""
        return tuple(
            point for clause in self.clauses if clause.required for point in self.lacks(clause)
        )

    def lacks(self, clause: Clause) -> tuple[OpenPoint, ...]:
        """Return what one clause still needs."""
        own = self._own_words(clause)
        if clause.kind == "free" and not (clause.text if own is None else own):
            return (OpenPoint(clause.id, "text_missing", clause.id, clause.article),)
        return tuple(
            OpenPoint(clause.id, "field_missing", need.strip("[]"), clause.article)
            for need in (needs_of(clause) if own is None else ())
            if not self._has(need)
        )

    def _has(self, need: str) -> bool:
        name = _listing_named(need)
        return bool(self._listings.get(name) if name else self.values.get(need))

    def _own_words(self, clause: Clause) -> str | None:
        return self.free.get(clause.id) if clause.kind == "free" else None

    # ---- what it becomes -----------------------------------------------------------------------

    def blocks(self) -> Iterable[Block]:
        """Yield the blocks of each clause that lacks nothing."""
        for clause in self.clauses:
            if not self.lacks(clause):
                yield from self._blocks_of(clause)

    def _blocks_of(self, clause: Clause) -> tuple[Block, ...]:
        if clause.kind == "listing":
            return (Listing(self._items(clause.text), clause.numbered),)
        own = self._own_words(clause)
        runs = filled(clause.text, self.values) if own is None else (Run(own),)
        if clause.kind == "heading":
            return (Heading(plain(on_one_line(runs))),)
        if clause.kind == "box":
            return (Box(on_one_line(runs)),)
        style: Literal["body", "note"] = "note" if clause.note else "body"
        return tuple(Paragraph(each, style) for each in paragraphs(runs))

    def _items(self, text: str) -> tuple[Runs, ...]:
        found: list[Runs] = []
        for line in text.split("\n"):
            name = _listing_named(line)
            if name:
                found += [(Run(each),) for each in self._listings[name]]
            else:
                found.append(filled(line, self.values))
        return tuple(found)


def joined(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks as they follow each other: lists grow together, a bare heading falls away."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, Listing) and isinstance(last, Listing):
            found[-1] = replace(last, items=(*last.items, *block.items))
            continue
        if isinstance(block, Heading):
            _drop_bare(found, above=block.under)
        found.append(block)
    _drop_bare(found)
    return tuple(found)


def _drop_bare(found: list[Block], *, above: bool = False) -> None:
    """Take away the headings at the end under which nothing stands.

    `above`: what comes next stands under one of the first rank, which is therefore not bare.
    """
    while found and isinstance(last := found[-1], Heading) and (last.under or not above):
        found.pop()


def needs_of(clause: Clause) -> tuple[str, ...]:
    """Return what a clause needs, as `needs`."""
    return needs(clause.text, listing=clause.kind == "listing")


def needs(text: str, *, listing: bool) -> tuple[str, ...]:
    """Return what the text of a clause needs: names of slots, and `[name]` for a listing."""
    if not listing:
        return slots(text)
    lines = text.split("\n")
    return tuple(
        need for line in lines for need in ([line] if _listing_named(line) else slots(line))
    )


def _listing_named(line: str) -> str:
    return line[1:-1] if line.startswith("[") and line.endswith("]") else ""
