"""The drafter's side of a letter: its fields and its free clauses, with what they propose."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from ikanda_case.app.clause_list import Offer
from ikanda_case.app.drafting import Blank
from ikanda_case.domain.letter_parts import UNDECIDED, bare
from ikanda_case.domain.typography import capital
from ikanda_case.ui.context import Context
from ikanda_case.ui.letter.clause_box import ClauseBox
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.measures import GAP_12, GAP_16, GAP_24
from ikanda_case.ui.look.style import set_state
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.typed import words_in

_LEAST, _MOST = 3, 9
"""Lines of a box."""
_WIDE = 60
"""Signs that about fit on a line of a box."""


class Editor(QScrollArea):
    """One field or box for each blank; `typed` at every change by hand."""

    typed = Signal()

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._editors: dict[str, LineEdit | QPlainTextEdit] = {}
        self._fields: dict[str, Field] = {}
        self._blanks: dict[str, Blank] = {}
        self._proposed = self._undecided = ""
        self._offers: Sequence[Offer] = ()
        self._hint = ""
        self._locked = True
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidget(QWidget())

    def set_offers(self, offers: Sequence[Offer], hint: str) -> None:
        """Offer these clauses behind `::` in the boxes made from now on; an empty one says so."""
        self._offers, self._hint = offers, hint

    def set_blanks(
        self, blanks: Sequence[Blank], *, proposed: str, undecided: str, nothing: str, locked: bool
    ) -> None:
        """Show these; `proposed` marks words nobody touched, `nothing` says that none are asked.

        `undecided` says what to do first where nothing was decided on a right.

        What is about one of several rights stands under the name of that right.
        The same blanks with the same words leave the caret where it is.
        """
        self._proposed, self._undecided = proposed, undecided
        if locked == self._locked and self._stands(blanks):
            self._blanks = {blank.id: blank for blank in blanks}
            return
        self._locked = locked
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(GAP_24, GAP_16, GAP_24, GAP_24)
        lines.setSpacing(GAP_12)
        self._editors, self._fields, self._blanks = {}, {}, {}
        if not blanks:
            lines.addWidget(PlainLabel(nothing, role="text2", wrap=True))
        part = ""
        for blank in blanks:
            if blank.part != part:
                part = blank.part
                lines.addWidget(PlainLabel(part, role="section", wrap=True))
            editor = self._editor(blank, locked=locked)
            field = Field(self._context.look, capital(blank.label), editor)
            self._editors[blank.id], self._fields[blank.id] = editor, field
            self._blanks[blank.id] = blank
            lines.addWidget(field)
        lines.addStretch(1)
        self.setWidget(page)
        for before, after in pairwise((self, *self._editors.values())):
            QWidget.setTabOrder(before, after)
        self.show_missing((), "")

    def _stands(self, blanks: Sequence[Blank]) -> bool:
        known = [(blank.id, _spoken(blank)) for blank in self._blanks.values()]
        same = known == [(blank.id, _spoken(blank)) for blank in blanks] and bool(blanks)
        return same and all(
            _loose(text) == _loose(blank.text.strip())
            for (_, text), blank in zip(self._texts(), blanks, strict=True)
        )

    def clear(self) -> None:
        """Hold no word of the letter any more."""
        self.set_blanks((), proposed="", undecided="", nothing="", locked=True)

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return the fields in the drafter's own words: neither empty nor as they are proposed."""
        return tuple(
            (name, text)
            for name, text in self._texts()
            if not self._blanks[name].clause and text not in ("", self._blanks[name].proposed)
        )

    def free(self) -> tuple[tuple[str, str], ...]:
        """Return the clauses in the drafter's own words: those that differ from the proposal."""
        return tuple(
            (name, text)
            for name, text in self._texts()
            if self._blanks[name].clause and text != self._blanks[name].proposed
        )

    def words(self) -> dict[str, str]:
        """Return everything that stands in it, by blank."""
        return dict(self._texts())

    def put_back(self, words: Mapping[str, str]) -> bool:
        """Put words back into their blanks; return whether anything stood there differently."""
        differing = [name for name, text in self._texts() if words.get(name, text) != text]
        for name in differing:
            editor = self._editors[name]
            if isinstance(editor, QPlainTextEdit):
                editor.setPlainText(words[name])
            else:
                editor.setText(words[name])
                self.typed.emit()
        return bool(differing)

    def show_missing(self, names: Sequence[str], words: str) -> None:
        """Mark the fields that are still missing, and say which words are still the proposed ones.

        Missing is no mistake: it is said in the colour of what is to be done, never in red.
        """
        mark = Badge(Shape.TRIANGLE, words, "soon")
        texts = dict(self._texts())
        for name, field in self._fields.items():
            blank = self._blanks[name]
            untouched = blank.proposed and texts[name] == blank.proposed.strip()
            field.set_badge(mark if name in names else None)
            hint = self._undecided if bare(name) == UNDECIDED else ""
            field.set_hint(self._proposed if untouched else hint)

    def focus(self, name: str = "") -> None:
        """Put the keyboard into a field, the first when none is named; a fixed text has none."""
        first = next(iter(self._editors.values()), None)
        editor = self._editors.get(name) if name else first
        if editor is not None:
            editor.setFocus()
            self.ensureWidgetVisible(editor)

    def _texts(self) -> list[tuple[str, str]]:
        return [(name, _text(editor).strip()) for name, editor in self._editors.items()]

    def _editor(self, blank: Blank, *, locked: bool) -> LineEdit | QPlainTextEdit:
        if not blank.long:
            line = LineEdit(self._context.look, _spoken(blank))
            line.setText(blank.text)
            line.setReadOnly(locked)
            line.textEdited.connect(self.typed)
            return line
        lines = min(_MOST, max(_LEAST, blank.text.count("\n") + len(blank.text) // _WIDE + 1))
        box = ClauseBox(blank.text, lines, self._offers)
        box.setAccessibleName(_spoken(blank))
        box.setTabChangesFocus(True)
        box.setPlaceholderText("" if locked else self._hint)
        box.setReadOnly(locked)
        set_state(box, "locked", on=locked)
        box.textChanged.connect(self.typed)
        return box


def _spoken(blank: Blank) -> str:
    """Return the name of a field, with the right it is about."""
    return ", ".join(each for each in (blank.part, blank.label) if each)


def _loose(text: str) -> str:
    """Return words with plain spaces: which of them hold together is not the drafter's to type."""
    return text.replace("\u00a0", " ")


def _text(editor: LineEdit | QPlainTextEdit) -> str:
    return words_in(editor) if isinstance(editor, QPlainTextEdit) else editor.text()
