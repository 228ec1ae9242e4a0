"""Overdue cases for managers: as of a day, without names, in the order of the paper."""

from datetime import date

from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.app import reporting
from ikanda_case.app.desk import Changes
from ikanda_case.app.reporting import BLOCKS, OverdueReport, OverdueRow
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, short_date
from ikanda_case.texts.names import blocker_name, step_name
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16, GAP_24
from ikanda_case.ui.look.tokens import Ink
from ikanda_case.ui.models.badges import Term, deadline_badge, identity_badge
from ikanda_case.ui.widgets.badge import BadgeLabel
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_SUMMED: tuple[tuple[str, Shape, Ink], ...] = (
    ("overdue", Shape.OCTAGON, "late"),
    ("due_0_2", Shape.SQUARE, "soon"),
    ("due_3_7", Shape.TRIANGLE, "soon"),
    ("due_8_14", Shape.HALF, "soon"),
    ("suspended", Shape.BARS, "pause"),
    ("follow_up", Shape.TICK, "ok"),
)
_COLUMNS = ("ref", "rights", "received", "stand", "due", "strict", "identity", "step", "blocker")


class ReportView(QWidget):
    """The same rows as the report on paper; a row opens its case."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._report: OverdueReport | None = None
        look = context.look
        self._stand = PlainLabel(role="text2")
        self._as_of = DayField(self._say("report_as_of"), context.today())
        self._csv = Button(look, self._say("report_csv"))
        self._pdf = Button(look, self._say("report_pdf"), kind="primary", icon="document_pdf")
        self._numbers: dict[str, PlainLabel] = {}
        self._summary = Panel(look)
        self._table = self._made_table()
        self._empty = EmptyState(look, " ")
        self._table.set_empty(self._empty)
        self._lay_out()
        self._as_of.day_changed.connect(self.refresh)
        self._csv.clicked.connect(lambda: self._save("csv"))
        self._pdf.clicked.connect(lambda: self._save("pdf"))
        self._table.opened.connect(self._on_table_opened)
        context.changed.connect(self._on_context_changed)

    def refresh(self) -> None:
        """Compute the report anew for its day, for those who may see it."""
        refused = self._context.refusal("report")
        for button in (self._csv, self._pdf):
            button.refuse(refused)
        if refused:
            self._empty.set_words(refused)
            return
        desk, as_of = self._context.desk, self._as_of.day
        self._context.work(
            lambda _progress: reporting.overdue(desk, as_of), self._on_computed, self
        )

    def clear(self) -> None:
        """Hold no word of a case any more."""
        self._report = None
        self._rows.set_rows(())
        for label in self._numbers.values():
            label.clear()

    def complete_step(self) -> None:
        """Write the report as a PDF."""
        self._save("pdf")

    def focus_filter(self) -> None:
        """Put the keyboard on the day of the report."""
        self._as_of.setFocus()

    # ---- answers -------------------------------------------------------------------------------

    def _on_computed(self, report: OverdueReport) -> None:
        self._report = report
        lang = self._context.lang
        day = full_date(report.as_of, lang)
        self._stand.setText(self._say("report_stand", day=day))
        self._empty.set_words(self._say("report_none", day=day))
        for code, label in self._numbers.items():
            label.setText(str(len(report.block(code))))
        rows: list[Row] = []
        for code in BLOCKS:
            block = report.block(code)
            if block:
                name = phrase(lang, "names", f"block_{code}")
                title = self._say("report_group", name=name, number=len(block))
                rows.append(Row(f"group:{code}", (Cell(title, strong=True),), group=True))
                rows += [self._row(each, report) for each in block]
        self._rows.set_rows(rows)

    def _row(self, row: OverdueRow, report: OverdueReport) -> Row:
        lang, table = self._context.lang, report.office.rulebook.rights
        term = Term(
            due=row.due,
            strict_due=row.strict_due,
            suspended=row.block == "suspended",
            extended=row.block == "extended",
            name=row.ref,
        )
        badge = deadline_badge(term, report.as_of, lang)
        if row.block == "follow_up":
            badge = Badge(Shape.TICK, phrase(lang, "names", "block_follow_up"), "ok")
        cells = (
            Cell(row.ref, strong=True),
            Cell(tags=tuple(table.right(right).short[lang] for right in row.rights)),
            Cell(self._day(row.received, report.as_of)),
            Cell(badge=badge),
            Cell(self._day(row.due, report.as_of)),
            Cell(self._day(row.strict_due, report.as_of)),
            Cell(badge=identity_badge(row.identity, lang)),
            Cell(step_name(row.next_step, lang)),
            Cell(row.error or blocker_name(row.blocker, lang) or "–"),
        )
        return Row(str(row.stream), cells, spoken=f"{row.ref}, {badge.sentence}")

    def _day(self, day: date | None, as_of: date) -> str:
        return short_date(day, self._context.lang, as_of) if day else "–"

    # ---- acts ----------------------------------------------------------------------------------

    def _save(self, form: str) -> None:
        report = self._report
        if report is None:
            return
        name = f"te-late-zaken-{report.as_of.isoformat()}.{form}"
        path, _ = QFileDialog.getSaveFileName(self, self._say("report_save"), name)
        if not path:
            return
        adapters, lang = self._context.adapters, self._context.lang

        def write() -> None:
            content = adapters.report(report, form, names=False, lang=lang)
            with open(path, "wb") as file:
                file.write(content)

        self._pdf.set_busy(self._say("report_writing"))
        self._context.work(
            lambda _progress: write(),
            lambda _: self._on_written(self._say("report_saved")),
            self,
            self._on_write_failed,
        )

    def _on_written(self, words: str) -> None:
        self._pdf.set_busy("")
        self._context.said.emit(words)

    def _on_write_failed(self, error: Exception) -> None:
        self._pdf.set_busy("")
        if isinstance(error, OSError):
            self._context.said.emit(self._say("report_not_saved"))
        else:
            self._context.failed.emit(error)

    def _on_table_opened(self, key: object) -> None:
        if not str(key).startswith("group:"):
            self._context.case_wanted.emit(int(str(key)), "")

    def _on_context_changed(self, changes: Changes) -> None:
        if (changes.streams or changes.office) and self.isVisible():
            self.refresh()

    # ---- building ------------------------------------------------------------------------------

    def _made_table(self) -> Table:
        lang, say = self._context.lang, self._say
        late = Badge(
            Shape.OCTAGON, phrase(lang, "badges", "late", {"days": 100}), "late", chip=True
        )
        titles = {
            "stand": say("report_column_stand"),
            "strict": say("report_column_strict"),
            "blocker": say("report_column_blocker"),
        }
        samples = {"ref": "AVG-2026-0000", "due": "wo 30 sept 2027", "strict": "wo 30 sept 2027"}
        badges = {"stand": (late,), "identity": (identity_badge("insufficient", lang),)}
        gives_way = {"received": 1, "identity": 2, "blocker": 3}
        columns = [
            Column(
                key,
                titles.get(key) or say(f"column_{key}"),
                sample=samples.get(key, ""),
                badges=badges.get(key, ()),
                tags=("Rechtzetting",) if key == "rights" else (),
                stretch=key == "blocker",
                fixed=key in ("ref", "stand"),
                gives_way=gives_way.get(key, 0),
                strong=key == "ref",
            )
            for key in _COLUMNS
        ]
        table = Table(self._context.look, say("report_title"), columns, grouped=True)
        self._rows = RowsModel([column.title for column in columns], table)
        table.setModel(self._rows)
        return table

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(self._say("report_title"), role="title"))
        words.addWidget(self._stand)
        head = QHBoxLayout()
        head.setSpacing(GAP_8)
        head.addLayout(words)
        head.addStretch(1)
        head.addWidget(PlainLabel(self._say("report_as_of"), role="text2"))
        for widget in (self._as_of, self._csv, self._pdf):
            head.addWidget(widget)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_24)
        for column, (code, shape, ink) in enumerate(_SUMMED):
            name = phrase(self._context.lang, "names", f"block_{code}")
            number = PlainLabel(role="number")
            number.setAccessibleName(name)
            grid.addWidget(BadgeLabel(self._context.look, Badge(shape, name, ink)), 0, column)
            grid.addWidget(number, 1, column)
            self._numbers[code] = number
        self._summary.body.addLayout(grid)
        panel = Panel(self._context.look, flush=True)
        panel.body.addWidget(self._table)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_24, GAP_16, GAP_24, GAP_24)
        lines.setSpacing(GAP_12)
        lines.addLayout(head)
        lines.addWidget(self._summary)
        lines.addWidget(panel, 1)

    def _say(self, code: str, **facts: object) -> str:
        return phrase(self._context.lang, "ui_lists", code, facts)
