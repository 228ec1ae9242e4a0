"""The recovery sheet: the data key on paper, with what it opens and how to keep it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.recovery_code import RecoveryCode
from ikanda_case.pdf import blocks, grid, tables
from ikanda_case.pdf.archive import NotArchivable, archived
from ikanda_case.pdf.flow import BlockTooHigh, Section, TooManyPages, lay_out
from ikanda_case.pdf.fonts import BOLD, MONO, MONO_BOLD, TEXT, font
from ikanda_case.pdf.frame import Foot, draw_demo, draw_foot
from ikanda_case.pdf.grid import MM, Style
from ikanda_case.pdf.lines import Piece, pieces_of
from ikanda_case.pdf.tags import Tag, TaggedCanvas
from ikanda_case.pdf.wording import printable
from ikanda_case.reports.code_panel import CodePanel
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import long_date

MEASURE = (grid.TEXT_RIGHT - grid.TEXT_LEFT) * MM
_TOP = 18.0
_TITLE = Style(22, 27, bold=True, after=2)
_WHOSE = Style(11.5, 15, after=8)
_ROW = Style(9.5, 14.4)
_STORED = (44 * MM, 52 * MM, 22 * MM, 39 * MM)
_STORED_ROWS = 2
_STORED_BEFORE = 8
_HERE = "\ue000"
"""Stands in a sentence where something bold goes."""


@dataclass(frozen=True, slots=True, repr=False)
class RecoverySheet:
    """What one recovery sheet says."""

    file: str
    """The name of the case file, without its folder."""
    office: str
    """Legal name and department, as on a letter."""
    code: RecoveryCode
    fingerprint: str
    number: int
    """Of the sheet: the generation of the data key."""
    since: date
    """The day the file got this key."""
    made_on: date
    demo: bool


def recovery_sheet(sheet: RecoverySheet, lang: str) -> bytes:
    """Return the sheet as tagged PDF/A-2b, to be printed and never kept.

    InputError: "letter_not_archivable"(rule), "letter_part_too_high".
    """
    canvas = TaggedCanvas(lang)
    made = _Sheet(sheet, lang)
    canvas.setTitle(made.say("title"))
    canvas.setAuthor(printable(sheet.office))
    canvas.setCreator("ikanda-case")
    for name in (TEXT, BOLD, MONO, MONO_BOLD):
        font(name)
    tag = canvas.document.child("Sect", language=lang)
    try:
        lay_out(canvas, [Section(made.frame(), list(made.content(tag)))])
        return archived(canvas.finished(), canvas.document)
    except NotArchivable as refused:
        raise InputError("letter_not_archivable", rule=refused.rule) from None
    except (BlockTooHigh, TooManyPages):
        raise InputError("letter_part_too_high") from None


@dataclass(frozen=True)
class _Frame:
    """What surrounds the text of the sheet."""

    foot: Foot
    demo: tuple[str, str] | None
    left: float = grid.x(grid.TEXT_LEFT)
    right: float = grid.x(grid.TEXT_RIGHT)
    bottom: float = grid.y(grid.TEXT_BOTTOM)

    def open_page(self, canvas: TaggedCanvas, *, first: bool) -> float:
        """Draw the frame that says it is a demo; return where the text begins."""
        if self.demo:
            draw_demo(canvas, *self.demo)
        return grid.y(_TOP)

    def close_page(self, canvas: TaggedCanvas, number: int, total: int) -> None:
        """Draw the foot with its page number."""
        draw_foot(canvas, self.foot, self.left, self.right, number, total)


class _Sheet:
    """One sheet being laid out."""

    def __init__(self, sheet: RecoverySheet, lang: str) -> None:
        self._sheet = sheet
        self._lang = lang
        self._file = printable(sheet.file)

    def say(self, code: str, **facts: object) -> str:
        """Return a sentence of the sheet."""
        return phrase(self._lang, "recovery", code, facts)

    def frame(self) -> _Frame:
        """Return foot and demo frame."""
        made_on = long_date(self._sheet.made_on, self._lang)
        foot = Foot(
            self.say("foot", number=self._sheet.number, file=self._file, day=made_on),
            lambda page, total: phrase(
                self._lang, "page", "page_of", {"page": page, "total": total}
            ),
            (self.say("never"), self._about_key("key")),
        )
        demo = (phrase(self._lang, "page", "demo_mark"), self.say("demo"))
        return _Frame(foot, demo if self._sheet.demo else None)

    def content(self, tag: Tag) -> Iterator[blocks.Block]:
        """Return the sheet from its title to the lines where it is stored."""
        yield self._text(pieces_of(self.say("title"), bold=True), _TITLE, tag.child("H1"))
        yield self._text(self._whose(), _WHOSE, tag.child("P"))
        warning: tuple[Piece, ...] = (
            (self.say("warning") + "\n", BOLD),
            (self.say("warning_keep"), TEXT),
        )
        yield blocks.box(warning, grid.BOX, tag.child("P"), MEASURE)
        yield self._heading("code", tag)
        yield self._panel(tag)
        yield self._text(pieces_of(self.say("signs")), grid.NOTE, tag.child("P"))
        yield self._heading("opens", tag)
        yield self._text(pieces_of(self._about_key("opens")), grid.BODY, tag.child("P"))
        yield from self._list("use", tag, numbered=True)
        yield from self._list("keep", tag, numbered=False)
        yield self._stored(tag)

    def _about_key(self, code: str) -> str:
        """Return a sentence in its form for the first key of a file, or for a later one."""
        number = self._sheet.number
        facts = {
            "file": self._file,
            "number": number,
            "earlier": number - 1,
            "since": long_date(self._sheet.since, self._lang),
            "fingerprint": self._sheet.fingerprint,
        }
        first = code if code == "key" else f"{code}_first"
        return self.say(first if number == 1 else f"{code}_later", **facts)

    def _whose(self) -> tuple[Piece, ...]:
        said = self.say("whose", file=_HERE, office=printable(self._sheet.office))
        before, after = said.split(_HERE)
        return (before, TEXT), (self._file, BOLD), (after, TEXT)

    def _panel(self, tag: Tag) -> CodePanel:
        holder = tag.child("L", numbering="Decimal")
        items = [holder.child("LI") for _ in self._sheet.code.lines]
        lines = [(item.child("Lbl"), item.child("LBody")) for item in items]
        return CodePanel(self._sheet.code, lines, self.say("scan"), tag.child("P"), MEASURE)

    def _list(self, group: str, tag: Tag, *, numbered: bool) -> Iterator[blocks.Block]:
        yield self._heading(group, tag)
        said = [pieces_of(self.say(f"{group}_{number}")) for number in (1, 2, 3)]
        yield from blocks.listing(said, tag, MEASURE, numbered=numbered)

    def _stored(self, tag: Tag) -> tables.Table:
        """Return lines to write on; each is as high as a hand needs."""
        names = [self.say(code) for code in ("stored_by", "stored_at", "stored_on", "signed")]
        empty: list[tables.Cell] = [pieces_of(" ") for _ in names]
        made = tables.table(
            tables.bold(names), [empty] * _STORED_ROWS, tag, MEASURE, grid.CELL, _STORED
        )
        rows = [replace(row, style=_ROW) for row in made.rows]
        return replace(made, rows=rows, before=_STORED_BEFORE)

    def _heading(self, code: str, tag: Tag) -> blocks.Text:
        words = pieces_of(self.say(code), bold=True)
        return blocks.text(words, grid.HEADING, tag.child("H2"), MEASURE, keeps=True)

    def _text(self, pieces: Sequence[Piece], style: Style, tag: Tag) -> blocks.Text:
        return blocks.text(pieces, style, tag, MEASURE)
