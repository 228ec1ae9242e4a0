"""One part of a letter text: a box for the office's words, what ships, and the way back to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ikanda_case.domain.letter_texts import Part, same_words
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.letter.clause_box import ClauseBox
from ikanda_case.ui.look.measures import GAP_4
from ikanda_case.ui.look.style import set_state
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.text_rows import difference, part_hint, part_name
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.label import PlainLabel

_SIGNS, _MOST_LINES, _SLACK = 54, 9, 0.5
"""So many signs stand on a line of a box; a longer text scrolls."""


class PartEditor(QWidget):
    """A fixed block can be read and copied, never typed in."""

    edited = Signal()
    """What stands in it is another text now."""

    def __init__(
        self, look: Look, part: Part, number: int, lang: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        """`number` is its place in the letter."""
        self.part, self.name = part, part_name(part, number, lang)
        self._lang = lang
        words = Words(lang, "ui_letter_texts")
        self.box = ClauseBox(part.now, _lines(part.now) + _SLACK)
        self.box.setReadOnly(part.fixed)
        self.box.setTabChangesFocus(True)
        self.box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_state(self.box, "locked", on=part.fixed)
        self.field = Field(look, self.name, self.box, hint=part_hint(part, lang))
        self._difference = PlainLabel(role="caption", wrap=True, selectable=True)
        self.back = Button(look, words("back"), kind="ghost")
        self.back.setAccessibleName(f"{words('back')}: {self.name}")
        self.back.clicked.connect(self.go_back)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_4)
        lines.addWidget(self.field)
        lines.addWidget(self._difference)
        lines.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.textChanged.connect(self.edited)
        self.look_again()

    @property
    def text(self) -> str:
        """Return what stands in it."""
        return self.box.toPlainText()

    def look_again(self) -> None:
        """Show what is other than in the text that ships."""
        self.field.set_error("")
        other = not same_words(self.text, self.part.shipped)
        said = difference(self.part.shipped, self.text, self._lang) if other else ""
        self._difference.setText(said)
        self._difference.setVisible(other)
        self.back.setVisible(other)

    def refuse(self, sentence: str) -> None:
        """Say why it cannot stand so."""
        self.field.set_error(sentence)

    def go_back(self) -> None:
        """Put the text that ships into the box; it is kept only with a reason."""
        if not self.part.fixed and not same_words(self.text, self.part.shipped):
            self.box.setPlainText(self.part.shipped)


def _lines(text: str) -> int:
    needed = sum(1 + len(line) // _SIGNS for line in text.split("\n"))
    return min(needed, _MOST_LINES)
