"""The text of a letter as blocks of a page: title, box, headings, paragraphs, lists, tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.page import (
    Block,
    Box,
    Heading,
    Letterhead,
    LetterText,
    Listing,
    Paragraph,
    Runs,
    Table,
)
from ikanda_case.letters.dashes import is_dashed, joined, lines_of, without_dash
from ikanda_case.pdf import blocks, endings, grid, tables
from ikanda_case.pdf.fonts import BOLD, TEXT
from ikanda_case.pdf.grid import MM
from ikanda_case.pdf.lines import Piece, pieces_of
from ikanda_case.pdf.tags import Tag

SIGNATURE_FIELD = "Signature1"
MEASURE = (grid.TEXT_RIGHT - grid.TEXT_LEFT) * MM
MOST_COLUMNS = 5

_BESIDE_STAMP = MEASURE - (grid.STAMP_WIDTH + 4) * MM
_NOTES_THAT_STAY = 120.0
"""Notes under a signature higher than this, in points, may go on on the next page."""


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """The stamp's place in the text that is signed, with the words read aloud for it."""

    spoken: str


@dataclass(frozen=True)
class Contents:
    """Makes the blocks of one text. `level` is the heading level of its title."""

    text: LetterText
    tag: Tag
    level: int
    dates_in_box: bool

    def whole(self, sender: Letterhead, place: SignaturePlace | None) -> list[blocks.Block]:
        """Return everything from the title to the notes under the signature."""
        body = list(self.text.blocks)
        notes = list(takewhile(_is_note, reversed(body)))[::-1]
        made = [*self._opening(), *self._each(body[: len(body) - len(notes)])]
        ending = [*made[-1:], *self._closing(), self._signed_by(sender, place)]
        under = list(self._each(notes))
        if sum(note.height for note in under) <= _NOTES_THAT_STAY:
            ending, under = [*ending, *under], []
        return [*made[:-1], endings.Together(ending), *under]

    def _opening(self) -> Iterator[blocks.Block]:
        title = pieces_of(self.text.title, bold=True)
        yield blocks.text(title, grid.TITLE, self._child(f"H{self.level}"), MEASURE, keeps=True)
        if self.text.salutation:
            yield self._paragraph(pieces_of(self.text.salutation), grid.BODY, keeps=True)

    def _closing(self) -> Iterator[blocks.Block]:
        if self.text.closing:
            yield self._paragraph(pieces_of(self.text.closing), grid.CLOSING)

    def _each(self, body: Sequence[Block]) -> Iterator[blocks.Block]:
        for block in body:
            yield from self._blocks_of(block)

    def _blocks_of(self, block: Block) -> Iterator[blocks.Block]:
        match block:
            case Heading():
                tag = self._child(f"H{self.level + (2 if block.under else 1)}")
                heading = pieces_of(block.text, bold=True)
                style = grid.HEADING_UNDER if block.under else grid.HEADING
                yield blocks.text(heading, style, tag, MEASURE, keeps=True)
            case Paragraph(style="note"):
                yield self._paragraph(_pieces(block.runs), grid.NOTE)
            case Paragraph():
                yield from self._parts(_pieces(block.runs))
            case Box():
                style = grid.BOX_OF_DATES if self.dates_in_box else grid.BOX
                yield blocks.box(_pieces(block.runs), style, self._child("P"), MEASURE)
            case Listing():
                items = [_pieces(runs) for runs in block.items]
                yield from blocks.listing(items, self.tag, MEASURE, numbered=block.numbered)
            case Table():
                yield self._table(block)

    def _parts(self, pieces: Sequence[Piece]) -> Iterator[blocks.Block]:
        """Return a paragraph; lines in it that begin with a dash as the list they are."""
        groups = [
            (dashed, list(group)) for dashed, group in groupby(lines_of(pieces), key=is_dashed)
        ]
        for number, (dashed, lines) in enumerate(groups, start=1):
            if dashed:
                items = [without_dash(line) for line in lines]
                yield from blocks.listing(items, self.tag, MEASURE, numbered=False)
            else:
                leads = number < len(groups)
                style = replace(grid.BODY, after=grid.ITEM.after) if leads else grid.BODY
                yield self._paragraph(joined(lines), style, keeps=leads)

    def _table(self, block: Table) -> tables.Table:
        columns = len(block.head)
        if not 1 <= columns <= MOST_COLUMNS or any(len(row) != columns for row in block.rows):
            raise InputError("letter_table_columns", columns=columns, most=MOST_COLUMNS)
        rows = [[pieces_of(cell) for cell in row] for row in block.rows]
        return tables.table(tables.bold(block.head), rows, self.tag, MEASURE)

    def _signed_by(self, sender: Letterhead, place: SignaturePlace | None) -> endings.SignedBy:
        measure = _BESIDE_STAMP if place else MEASURE
        written = [
            blocks.text(pieces_of(line, bold=style.bold), style, self._child("P"), measure)
            for line, style in (
                (sender.signatory, grid.SIGNATORY),
                (sender.function, grid.CONTACT),
                (sender.legal_name, grid.CONTACT),
            )
            if line
        ]
        stamp = self._child("Form") if place else None
        spoken = place.spoken if place else ""
        return endings.SignedBy(written, stamp, MEASURE, SIGNATURE_FIELD, spoken)

    def _paragraph(
        self, pieces: Sequence[Piece], style: grid.Style, *, keeps: bool = False
    ) -> blocks.Text:
        return blocks.text(pieces, style, self._child("P"), MEASURE, keeps=keeps)

    def _child(self, role: str) -> Tag:
        return self.tag.child(role)


def _pieces(runs: Runs) -> tuple[Piece, ...]:
    return tuple((run.text, BOLD if run.bold else TEXT) for run in runs)


def _is_note(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style == "note"
