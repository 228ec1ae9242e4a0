"""The drafter's side of a letter: its fields and its free clauses, with what they propose."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from ikanda_case.app.drafting import Blank
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_12, GAP_16, GAP_24
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.line_edit import LineEdit

_LINES = 5.5


class Editor(QScrollArea):
    """One field or box for each blank; `typed` at every change by hand."""

    typed = Signal()

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._editors: dict[str, LineEdit | QPlainTextEdit] = {}
        self._fields: dict[str, Field] = {}
        self._blanks: dict[str, Blank] = {}
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidget(QWidget())

    def set_blanks(self, blanks: Sequence[Blank], proposed_words: str, *, locked: bool) -> None:
        """Show these; `proposed_words` says that a text is still the proposed one."""
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(GAP_24, GAP_16, GAP_24, GAP_24)
        lines.setSpacing(GAP_12)
        self._editors, self._fields, self._blanks = {}, {}, {}
        for blank in blanks:
            editor = self._editor(blank, locked=locked)
            field = Field(self._context.look, blank.label, editor)
            if blank.proposed and blank.text == blank.proposed:
                field.set_hint(proposed_words)
            self._editors[blank.id], self._fields[blank.id] = editor, field
            self._blanks[blank.id] = blank
            lines.addWidget(field)
        lines.addStretch(1)
        self.setWidget(page)

    def clear(self) -> None:
        """Hold no word of the letter any more."""
        self.set_blanks((), "", locked=True)

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return the fields as they stand, empty ones left out."""
        return tuple(
            (name, text) for name, text in self._texts() if text and not self._blanks[name].clause
        )

    def free(self) -> tuple[tuple[str, str], ...]:
        """Return the clauses in the drafter's own words: those that differ from the proposal."""
        return tuple(
            (name, text)
            for name, text in self._texts()
            if self._blanks[name].clause and text != self._blanks[name].proposed
        )

    def show_missing(self, names: Sequence[str], words: str) -> None:
        """Mark the fields that are still missing."""
        for name, field in self._fields.items():
            field.set_error(words if name in names else "")

    def focus(self, name: str = "") -> None:
        """Put the keyboard into a field, the first when none is named."""
        editor = self._editors.get(name) or next(iter(self._editors.values()), None)
        if editor is not None:
            editor.setFocus()
            self.ensureWidgetVisible(editor)

    def _texts(self) -> list[tuple[str, str]]:
        return [(name, _text(editor).strip()) for name, editor in self._editors.items()]

    def _editor(self, blank: Blank, *, locked: bool) -> LineEdit | QPlainTextEdit:
        if not blank.long:
            line = LineEdit(self._context.look, blank.label)
            line.setText(blank.text)
            line.setReadOnly(locked)
            line.textEdited.connect(self.typed)
            return line
        box = QPlainTextEdit(blank.text)
        box.setAccessibleName(blank.label)
        box.setTabChangesFocus(True)
        box.setReadOnly(locked)
        box.setMinimumHeight(round(box.fontMetrics().lineSpacing() * _LINES))
        box.textChanged.connect(self.typed)
        return box


def _text(editor: LineEdit | QPlainTextEdit) -> str:
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
