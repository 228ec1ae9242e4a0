"""The overdue report on paper, in the order and the words of the screen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ikanda_case.app.reporting import BLOCKS, OverdueReport, OverdueRow
from ikanda_case.domain.errors import InputError
from ikanda_case.pdf import blocks, grid, tables
from ikanda_case.pdf.archive import NotArchivable, archived
from ikanda_case.pdf.flow import BlockTooHigh, Section, TooManyPages, lay_out
from ikanda_case.pdf.frame import Foot, draw_demo, draw_foot, draw_running_head
from ikanda_case.pdf.grid import MM, Style
from ikanda_case.pdf.lines import pieces_of
from ikanda_case.pdf.tags import Tag, TaggedCanvas
from ikanda_case.pdf.wording import printable
from ikanda_case.reports.week_bars import Bar, WeekBars
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, long_date, short_date
from ikanda_case.texts.names import blocker_name, step_name

MEASURE = (grid.SHEET_RIGHT - grid.SHEET_LEFT) * MM
_TITLE = Style(19, 24, bold=True, after=2)
_LEAD = Style(10.5, 14.6, bold=True, before=6, after=4)
_SUMMED = ("overdue", "due_0_2", "due_3_7", "due_8_14", "suspended", "follow_up")
_WEEKS = 6
_NO_BREAK = "\u00a0"
_COLUMNS = ("ref", "rights", "received", "due", "strict", "stand", "step", "blocker")


def overdue_pdf(report: OverdueReport, *, names: bool, lang: str) -> bytes:
    """Return the report as tagged PDF/A-2b; names only when asked for.

    InputError("letter_not_archivable") when the validator finds a fault.
    """
    return _Sheet(report, names, lang).pdf()


@dataclass(frozen=True)
class _Frame:
    """What surrounds the text of a report page."""

    title: str
    rest: str
    foot: Foot
    demo: tuple[str, str] | None
    left: float = grid.x(grid.SHEET_LEFT)
    right: float = grid.x(grid.SHEET_RIGHT)
    bottom: float = grid.y(grid.TEXT_BOTTOM)

    def open_page(self, canvas: TaggedCanvas, *, first: bool) -> float:
        """Draw the running head on following pages; return where the text begins."""
        if self.demo:
            draw_demo(canvas, *self.demo)
        if first:
            return grid.y(grid.SHEET_TOP)
        draw_running_head(canvas, self.title, self.rest, self.left, self.right)
        return grid.y(grid.NEXT_TEXT_TOP)

    def close_page(self, canvas: TaggedCanvas, number: int, total: int) -> None:
        """Draw the foot with its page number."""
        draw_foot(canvas, self.foot, self.left, self.right, number, total)


class _Sheet:
    """One report being laid out."""

    def __init__(self, report: OverdueReport, names: bool, lang: str) -> None:
        self._report = report
        self._names = names
        self._lang = lang

    def pdf(self) -> bytes:
        canvas = TaggedCanvas(self._lang)
        canvas.setTitle(f"{self._say('title')} {self._report.as_of.isoformat()}")
        canvas.setAuthor(printable(self._report.office.described.legal_name))
        canvas.setCreator("ikanda-case")
        tag = canvas.document.child("Sect", language=self._lang)
        try:
            lay_out(canvas, [Section(self._frame(), list(self._blocks(tag)))])
            return archived(canvas.finished(), canvas.document)
        except NotArchivable as refused:
            raise InputError("letter_not_archivable", rule=refused.rule) from None
        except BlockTooHigh:
            raise InputError("letter_part_too_high") from None
        except TooManyPages as full:
            raise InputError("letter_too_long", most=full.most) from None

    # ---- frame ---------------------------------------------------------------------------------

    def _frame(self) -> _Frame:
        office = self._report.office
        digits = self._report.head[:16].upper()
        head = " ".join(digits[place : place + 4] for place in range(0, 16, 4))
        fingerprint = office.fingerprint[:16].upper()
        key = " ".join(fingerprint[place : place + 4] for place in range(0, 16, 4))
        rest = self._say("foot", day=long_date(self._report.as_of, self._lang), names=self._with())
        demo = None
        if office.described.demo:
            demo = (phrase(self._lang, "page", "demo_mark"), self._say("demo"))
        foot = Foot(
            f"{self._say('title')} · {rest}",
            lambda page, total: phrase(
                self._lang, "page", "page_of", {"page": page, "total": total}
            ),
            (self._say("computed"), self._say("small_print", head=head, fingerprint=key)),
        )
        return _Frame(self._say("title"), rest, foot, demo)

    def _with(self) -> str:
        return self._say("with_names" if self._names else "without_names")

    # ---- text ----------------------------------------------------------------------------------

    def _blocks(self, tag: Tag) -> Iterator[blocks.Block]:
        described = self._report.office.described
        yield self._text(self._say("title"), _TITLE, tag.child("H1"), keeps=True)
        sender = ", ".join(each for each in (described.legal_name, described.department) if each)
        day = full_date(self._report.as_of, self._lang)
        stand = self._say("stand", office=sender, day=day, names=self._with())
        yield self._text(stand, grid.BODY, tag.child("P"))
        yield self._summary(tag)
        yield self._text(self._conclusion(), _LEAD, tag.child("P"))
        yield from self._groups(tag)
        bars = self._weeks()
        if any(bar.count for bar in bars):
            heading = self._text(self._say("weeks"), grid.HEADING, tag.child("H2"), keeps=True)
            yield heading
            spoken = "; ".join(f"{bar.label}: {bar.count}" for bar in bars)
            yield WeekBars(bars, tag.child("P"), MEASURE, spoken)

    def _text(self, words: str, style: Style, tag: Tag, *, keeps: bool = False) -> blocks.Text:
        pieces = pieces_of(printable(words), bold=style.bold)
        return blocks.text(pieces, style, tag, MEASURE, keeps=keeps)

    def _summary(self, tag: Tag) -> tables.Table:
        names = [phrase(self._lang, "names", f"block_{code}") for code in _SUMMED]
        counts = [str(len(self._report.block(code))) for code in _SUMMED]
        row = [pieces_of(count, bold=True) for count in counts]
        style = grid.CELL_OF_REPORT
        return tables.table(tables.bold(names), [row], tag, MEASURE, style)

    def _conclusion(self) -> str:
        late = self._report.block("overdue")
        if not self._report.rows:
            return self._say("none_open")
        if not late:
            return self._say("none_late")
        worst = max(row.days_late for row in late)
        code = "some_late.one" if len(late) == 1 else "some_late.other"
        return self._say(code, count=len(late), days=worst)

    def _groups(self, tag: Tag) -> Iterator[blocks.Block]:
        """Give a table for each block that holds a case, all with the same columns."""
        names = [*_COLUMNS[:1], *(("requester",) if self._names else ()), *_COLUMNS[1:]]
        head = tables.bold([self._say(f"head_{name}") for name in names])
        cells = {row.ref: self._cells(row, names) for row in self._report.rows}
        widths = tables.column_widths([head, *cells.values()], grid.CELL_OF_REPORT.size, MEASURE)
        for code in BLOCKS:
            rows = self._report.block(code)
            if not rows:
                continue
            title = f"{phrase(self._lang, 'names', f'block_{code}')} ({len(rows)})"
            yield self._text(title, grid.HEADING, tag.child("H2"), keeps=True)
            lines = [cells[row.ref] for row in rows]
            style = grid.CELL_OF_REPORT
            yield tables.table(head, lines, tag, MEASURE, style, columns=widths)

    def _cells(self, row: OverdueRow, names: Sequence[str]) -> list[tables.Cell]:
        table = self._report.office.rulebook.rights
        said = {
            "ref": row.ref,
            "requester": row.requester,
            "rights": ", ".join(table.right(right).short[self._lang] for right in row.rights),
            "received": self._day(row.received),
            "due": self._day(row.due),
            "strict": self._day(row.strict_due),
            "stand": self._stand(row),
            "step": step_name(row.next_step, self._lang),
            "blocker": blocker_name(row.blocker, self._lang) or "–",
        }
        return [pieces_of(printable(said[name]), bold=name == "ref") for name in names]

    def _day(self, day: date | None) -> str:
        """Return a day without its weekday, on one line."""
        if day is None:
            return "–"
        words = short_date(day, self._lang, self._report.as_of).split(" ")[1:]
        return _NO_BREAK.join(words)

    def _stand(self, row: OverdueRow) -> str:
        if row.error:
            return row.error
        if row.days_late:
            late = phrase(self._lang, "badges", "late", {"days": row.days_late})
            house = row.late_by == "house_rule"
            return f"{late} ({self._say('house_rule')})" if house else late
        if row.block == "suspended":
            return self._say("suspended", days=row.days_suspended)
        if row.due is None:
            return "–"
        left = (row.due - self._report.as_of).days
        if left == 0:
            return phrase(self._lang, "badges", "today")
        return phrase(self._lang, "badges", "days", {"days": max(left, 0)})

    # ---- weeks ---------------------------------------------------------------------------------

    def _weeks(self) -> list[Bar]:
        """Return what is late already, then the last days of each of six weeks."""
        as_of = self._report.as_of
        owing = [row for row in self._report.rows if row.due and row.block != "follow_up"]
        late = sum(row.due < as_of for row in owing if row.due)
        bars = [Bar(self._say("late_already"), late, strong=True)]
        monday = as_of - timedelta(days=as_of.weekday())
        for week in range(_WEEKS):
            first = monday + timedelta(weeks=week)
            last = first + timedelta(days=6)
            count = sum(
                max(first, as_of) <= row.due <= last for row in owing if row.due is not None
            )
            label = long_date(first, self._lang, year=False)
            bars.append(Bar(label, count))
        return bars

    def _say(self, code: str, **facts: object) -> str:
        return phrase(self._lang, "reports", code, facts)
