"""What a chosen ground needs before it may be used: a field for each need, counted as it fills."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ikanda_case.domain.facts import Decided
from ikanda_case.domain.rights import Need
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.case.words import Words
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_8, GAP_16
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.line_edit import LineEdit

END_DATE = "end_date"
"""The evidence that is a day: until when what is kept must be kept (G10)."""
_ALSO: tuple[tuple[str, Need], ...] = (("balancing", "B"), ("counsel", "counsel"))
_LINES = 3


class GroundNeeds(QWidget):
    """Evidence notes, balancing and counsel of one ground; what was typed stays while it is open.

    A change of ground shows other fields; only those that are shown are told.
    """

    resized = Signal()
    added = Signal(str, Field)
    """A field that was not there before, under the name by which an error names it."""

    def __init__(self, context: Context, decided: Decided | None, today: date) -> None:
        super().__init__()
        self._context = context
        self._say = Words(context)
        self._ground = ""
        self._known = dict(decided.evidence) if decided else {}
        self._today = today
        self._kept_until = (decided.kept_until if decided else None) or today
        self._texts = {
            "balancing": decided.balancing if decided else "",
            "counsel": decided.counsel if decided else "",
        }
        self.fields: dict[str, Field] = {}
        """By the name of what is noted, as an error names it."""
        self._asked: tuple[str, ...] = ()
        self._title = PlainLabel(role="strong", wrap=True)
        self._second = PlainLabel(role="text2", wrap=True)
        self._second.setText(self._say("needs_second"))
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP_8)
        self._lines.addWidget(self._title)
        self._lines.addWidget(self._second)
        self.hide()

    def ask(self, ground: str, evidence: Sequence[str], needs: frozenset[Need]) -> None:
        """Show the fields of a ground; an empty ground asks nothing."""
        self._ground = ground
        also = [
            name for name, need in (("balancing", "B"), ("counsel", "counsel")) if need in needs
        ]
        self._asked = (*evidence, *also)
        for name in self._asked:
            if name not in self.fields:
                self._add(name)
        for name, field in self.fields.items():
            field.setVisible(name in self._asked)
        self._second.setVisible("4E" in needs)
        self.setVisible(bool(ground))
        self._count()
        self.resized.emit()

    @property
    def evidence(self) -> tuple[tuple[str, str], ...]:
        """Return what was noted, by name; a day as its ISO form."""
        notes = [name for name in self._asked if name not in self._texts]
        return tuple((name, self._words(name)) for name in notes)

    @property
    def balancing(self) -> str:
        """Return the written balancing; empty where none is asked."""
        return self._words("balancing") if "balancing" in self._asked else ""

    @property
    def counsel(self) -> str:
        """Return who of counsel advised what; empty where nobody is asked."""
        return self._words("counsel") if "counsel" in self._asked else ""

    @property
    def kept_until(self) -> date | None:
        """Return the end date of what must stay; None where the ground has none."""
        words = self._words(END_DATE) if END_DATE in self._asked else ""
        return date.fromisoformat(words) if words else None

    def _words(self, name: str) -> str:
        editor = self.fields[name].editor
        if isinstance(editor, DayField):  # what ends today need not be kept: nobody chose yet
            return editor.day.isoformat() if editor.day > self._today else ""
        if isinstance(editor, LineEdit):
            return editor.text().strip()
        return editor.toPlainText().strip() if isinstance(editor, QPlainTextEdit) else ""

    def _add(self, name: str) -> None:
        look, say = self._context.look, self._say
        if name in self._texts:
            editor = QPlainTextEdit(self._texts[name])
            editor.setTabChangesFocus(True)
            editor.setFixedHeight(editor.fontMetrics().lineSpacing() * _LINES + GAP_16)
            editor.textChanged.connect(self._count)
            field = Field(look, say(f"needs_{name}"), editor, hint=say(f"needs_{name}_hint"))
        else:
            what = phrase(self._context.lang, "names", f"evidence_{name}")
            label = say("needs_evidence", what=what)
            hint = say("needs_end_date_hint") if name == END_DATE else ""
            field = Field(look, label, self._note(name, label), hint=hint)
        self.fields[name] = field
        self._lines.insertWidget(self._lines.count() - 1, field)
        self.added.emit(name, field)

    def _note(self, name: str, label: str) -> QWidget:
        if name == END_DATE:
            day = DayField(label, self._kept_until, earliest=self._today)
            day.day_changed.connect(lambda _: self._count())
            return day
        line = LineEdit(self._context.look, label)
        line.setText(self._known.get(name, ""))
        line.textChanged.connect(self._count)
        return line

    def _count(self) -> None:
        if not self._asked:
            self._title.setText(self._say("needs_nothing", ground=self._ground))
            return
        filled = sum(bool(self._words(name)) for name in self._asked)
        self._title.setText(
            self._say("needs_of", ground=self._ground, filled=filled, asked=len(self._asked))
        )
