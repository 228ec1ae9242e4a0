"""Asking what a date would be before anything is done: a question put today, answered on a day."""

from datetime import timedelta

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.ui.case.steps_grid import StepsGrid
from ikanda_case.ui.case.words import Words
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_8, GAP_12
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.models.case_what_if import QUESTIONS, answer
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel

_DAYS = 14
"""The proposed day of arrival lies so many days ahead: when a reminder is due (rules 9, 7)."""


class WhatIfPanel(Panel):
    """Two fields and their answer in words, counted anew at every change."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        say = Words(context)
        super().__init__(context.look, say("what_if"), note=say("what_if_note"), parent=parent)
        self._context = context
        self._now: CaseNow | None = None
        self._right = ""
        self.question = QComboBox()
        for code in QUESTIONS:
            self.question.addItem(say(f"what_if_{code}"), code)
        self.answered = DayField(say("what_if_answered"), context.today() + timedelta(_DAYS))
        row = QHBoxLayout()
        row.setSpacing(GAP_12)
        row.addWidget(Field(context.look, say("what_if_asked"), self.question), 1)
        row.addWidget(Field(context.look, say("what_if_answered"), self.answered), 1)
        self.said = PlainLabel(role="strong", wrap=True, selectable=True)
        self.more = PlainLabel(role="text2", wrap=True, selectable=True)
        self.steps = StepsGrid(context.look)
        words = QVBoxLayout()
        words.setSpacing(GAP_8)
        for part in (self.said, self.more, self.steps):
            words.addWidget(part)
        self.body.addLayout(row)
        self.body.addLayout(words)
        self.question.currentIndexChanged.connect(lambda _: self._count())
        self.answered.day_changed.connect(lambda _: self._count())

    def show_right(self, now: CaseNow | None, right: str) -> None:
        """Answer for this right of a case; nothing is asked of a case that is over."""
        self._now, self._right = now, right
        self.setVisible(now is not None and not now.case.closed and bool(right))
        self._count()

    def _count(self) -> None:
        now = self._now
        if now is None or not self._right:
            self.said.clear()
            self.more.clear()
            self.steps.set_lines(())
            return
        question = str(self.question.currentData())
        found = answer(now, question, self.answered.day, self._right, self._context.lang)
        self.said.setText(found.bold)
        self.more.setText(" ".join(found.plain))
        self.more.setVisible(bool(found.plain))
        self.steps.set_lines(found.steps)
