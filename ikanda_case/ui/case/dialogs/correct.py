"""Putting a recorded fact right: what, why, and which dates move, before anything is kept."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from ikanda_case.app import steps
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.roles import act_of
from ikanda_case.texts.dates import full_date, short_date
from ikanda_case.texts.errors import error_sentence
from ikanda_case.texts.names import field_name, journal_line
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_facts import (
    CHOICES,
    FIELDS,
    Move,
    choice_name,
    correctable,
    moved,
    value_of,
)
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.label import PlainLabel


class CorrectDialog(DeedDialog):
    """The old value stays in the journal; the dates are counted anew."""

    needs = "correct"

    def __init__(
        self, context: Context, now: CaseNow, entry: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, now, "correct", parent)
        self._entries = {each.n: each for each in correctable(now.case)}
        self.entry = QComboBox()
        for n, each in self._entries.items():
            line = journal_line(each, now.office, context.lang)
            day = short_date(each.on, context.lang, now.today)
            self.entry.addItem(f"{line.title} ({day})".replace("&", "&&"), n)
        self.entry.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.entry.setMinimumContentsLength(40)
        self.entry.setCurrentIndex(max(0, self.entry.findData(entry)))
        self.add("entry", self.entry, self.say("correct_entry"))
        self.editors: dict[str, DayField | QPlainTextEdit | QComboBox] = {}
        self._inside = QVBoxLayout()
        self.form.addLayout(self._inside)
        self.reason = self.add_words("reason", self.say("reason"), hint=self.say("correct_hint"))
        self.form.addWidget(PlainLabel(self.say("correct_moves"), role="strong"))
        self.moves = self.add_note("")
        self.entry.currentIndexChanged.connect(lambda _: self._show_fields())
        self._show_fields()

    def changes(self) -> dict[str, object]:
        """Return the fields that were changed, with their new values."""
        entry = self._chosen()
        if entry is None:
            return {}
        typed: dict[str, date | str] = {
            name: _said(editor) for name, editor in self.editors.items()
        }
        return {name: value for name, value in typed.items() if value != value_of(entry, name)}

    def deed(self) -> Deed:
        desk, stream = self.context.desk, self.now.case.id
        n, changes, reason = (
            int(self.entry.currentData()),
            self.changes(),
            self.reason.toPlainText(),
        )
        plain = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in changes.items()
        }
        return lambda: steps.correct(desk, stream, n, dict(plain), reason)

    def _chosen(self) -> Entry | None:
        return self._entries.get(int(self.entry.currentData() or 0))

    def _show_fields(self) -> None:
        self.grow()
        while item := self._inside.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for name in self.editors:
            self.fields.pop(name, None)
        self.editors = {}
        entry = self._chosen()
        for name in FIELDS[entry.kind] if entry else ():
            assert entry is not None
            self._add_editor(name, value_of(entry, name))
        told = act_of(entry.fact) if entry and entry.fact else self.needs
        self.refuse(self.context.refusal(told))
        self._show_moves()

    def _add_editor(self, name: str, value: date | str) -> None:
        label = field_name(name, self.context.lang).capitalize()
        editor: DayField | QPlainTextEdit | QComboBox
        if name in CHOICES:
            editor = QComboBox()
            for code in CHOICES[name]:
                editor.addItem(choice_name(code, self.context.lang), code)
            editor.setCurrentIndex(editor.findData(value))
            editor.currentIndexChanged.connect(lambda _: self._show_moves())
        elif isinstance(value, date):
            editor = DayField(label, value)
            editor.dateChanged.connect(lambda _: self._show_moves())
        else:
            editor = QPlainTextEdit(value)
            editor.setTabChangesFocus(True)
            editor.setFixedHeight(editor.fontMetrics().lineSpacing() * 3)
            editor.textChanged.connect(self._show_moves)
        self.editors[name] = editor
        self.fields[name] = Field(self.context.look, label, editor)
        self._inside.addWidget(self.fields[name])

    def _show_moves(self) -> None:
        changes, entry = self.changes(), self._chosen()
        if not changes or entry is None:
            self.moves.setText(self.say("correct_nothing"))
            return
        try:
            found = moved(self.now.case, self.now.office, entry.n, dict(changes), self.now.today)
        except KnownError as error:
            said = error_sentence(error, self.context.lang)
            self.moves.setText(f"{said.message} {said.hint}")
            return
        lines = [self._move(each) for each in found if each.moves]
        self.moves.setText("\n".join(lines) or self.say("correct_no_move"))

    def _move(self, move: Move) -> str:
        def said(day: date | None) -> str:
            return full_date(day, self.context.lang) if day else self.say("due_open")

        return self.say(
            "correct_move",
            right=self.now.right_name(move.right, self.context.lang),
            old=said(move.due),
            new=said(move.new_due),
            old_strict=said(move.strict),
            new_strict=said(move.new_strict),
        )


def _said(editor: DayField | QPlainTextEdit | QComboBox) -> date | str:
    """Return what stands in an editor."""
    if isinstance(editor, DayField):
        return editor.day
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    return editor.toPlainText().strip()
