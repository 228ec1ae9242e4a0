"""The side that proves the date: its steps, the facts they rest on, and what would move it."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ikanda_case.domain.deadlines import RowClock
from ikanda_case.ui.case.side import Side
from ikanda_case.ui.case.steps_grid import StepsGrid
from ikanda_case.ui.case.what_if_panel import WhatIfPanel
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16
from ikanda_case.ui.models.case_clock import (
    contested_readings,
    flags,
    not_extendable,
    step_lines,
    steps_as_text,
    strict_words,
)
from ikanda_case.ui.models.case_facts import FACT_COLUMNS, fact_rows
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_GIVES_WAY = {"by": 1}


class ClockSide(Side):
    """Steps, strict reading, flags and facts of one right at a time."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        look, say = context.look, self.say
        self.chooser = QComboBox()
        self.chooser.setAccessibleName(say("clock_right"))
        self.steps = Panel(look, say("clock_steps"), action=say("copy"), flush=True)
        self.steps.add_to_head(self.chooser)
        self._grid = StepsGrid(look)
        self._grid.setContentsMargins(GAP_16, GAP_8, GAP_16, GAP_12)
        self.steps.body.addWidget(self._grid)
        self._reading = Panel(look)
        self.facts = Panel(look, say("facts_that_count"), action=say("act_correct"), flush=True)
        self.table = self._fact_table()
        self.facts.body.addWidget(self.table)
        self.extend = Button(look, say("act_extend"), icon="calendar_clock")
        self._why_not = PlainLabel(role="text2", wrap=True)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_12)
        foot.addWidget(self.extend)
        foot.addWidget(self._why_not, 1)
        self.what_if = WhatIfPanel(context)
        for part in (self.steps, self._reading, self.what_if, self.facts):
            self.lines.addWidget(part)
        self.lines.addLayout(foot)
        self.lines.addStretch(1)
        self.chooser.currentIndexChanged.connect(self._on_chooser_changed)
        self.steps.acted.connect(self._on_copy)
        self.facts.acted.connect(lambda: self.wanted.emit("correct"))
        self.extend.clicked.connect(lambda: self.wanted.emit("extend"))

    def show_case(self, now: CaseNow) -> None:
        """Show the deadlines of a case as they are counted now."""
        super().show_case(now)
        lang = self.context.lang
        self._fill_chooser(now)
        self._rows.set_rows(fact_rows(now.case, now.office, now.today, lang))
        said = not_extendable(now.case, now.office, now.today, lang)
        self._why_not.setText(f"{said.message} {said.source}" if said else self.say("extend_note"))
        self.extend.refuse(self.context.refusal("extend") or (said.message if said else ""))
        self.facts.action.refuse(self.context.refusal("correct"))
        self._show_row()

    def show_right(self, right: str) -> None:
        """Show the steps of this right."""
        self.chooser.setCurrentIndex(max(0, self.chooser.findData(right)))

    def clear(self) -> None:
        """Hold no word of a case any more."""
        super().clear()
        self.chooser.clear()
        self._rows.set_rows(())
        self._why_not.clear()
        self._show_row()

    @property
    def row(self) -> RowClock | None:
        """Return the right whose steps are shown."""
        if self.now is None:
            return None
        wanted = self.chooser.currentData()
        return next((row for row in self.now.clock.rows if row.right == wanted), None)

    def _fill_chooser(self, now: CaseNow) -> None:
        kept = self.chooser.currentData()
        was_blocked = self.chooser.blockSignals(True)
        self.chooser.clear()
        for row in now.clock.rows:
            self.chooser.addItem(now.right_name(row.right, self.context.lang), row.right)
        self.chooser.setCurrentIndex(max(0, self.chooser.findData(kept)))
        self.chooser.blockSignals(was_blocked)
        self.chooser.setVisible(len(now.clock.rows) > 1)

    def _show_row(self) -> None:
        row, now = self.row, self.now
        self.steps.action.setVisible(row is not None)
        self._show_reading(row)
        shown = step_lines(row, now.today, self.context.lang) if row and now else ()
        self._grid.set_lines(shown)
        self.what_if.show_right(now, row.right if row else "")

    def _show_reading(self, row: RowClock | None) -> None:
        body = self._reading.body
        while item := body.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._reading.setVisible(row is not None)
        if row is None:
            return
        for bold, plain in strict_words(row, self.context.lang):
            body.addWidget(PlainLabel(bold, role="strong", wrap=True))
            body.addWidget(PlainLabel(plain, role="text2", wrap=True))
        for words in flags(row, self.context.lang):
            body.addWidget(PlainLabel(words, role="soon", wrap=True))
        readings = contested_readings(row, self.now.office, self.context.lang) if self.now else ()
        for name, why in readings:
            body.addWidget(PlainLabel(name, role="text2", wrap=True))
            body.addWidget(PlainLabel(why, role="caption", wrap=True))

    def _fact_table(self) -> Table:
        columns = [
            Column(
                key,
                self.say(f"fact_{key}"),
                sample=self.say(f"sample_fact_{key}") if key != "rests_on" else "",
                stretch=key == "rests_on",
                gives_way=_GIVES_WAY.get(key, 0),
                strong=key == "fact",
            )
            for key in FACT_COLUMNS
        ]
        table = Table(
            self.context.look, self.say("facts_that_count"), columns, rows="dense", fits_rows=True
        )
        self._rows = RowsModel([column.title for column in columns], table)
        table.setModel(self._rows)
        table.opened.connect(lambda key: self.wanted.emit(f"correct:{key}"))
        return table

    def _on_chooser_changed(self, _place: int) -> None:
        self._show_row()

    def _on_copy(self) -> None:
        row = self.row
        if row is None or self.now is None:
            return
        lang = self.context.lang
        name = self.now.right_name(row.right, lang)
        text = steps_as_text(self.now.case.ref, name, row, self.now.today, lang)
        self.context.copied.emit(text)
        self.context.said.emit(self.say("copied"))
