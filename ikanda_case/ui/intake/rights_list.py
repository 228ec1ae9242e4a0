"""The rights a request may hold, each with the day it would be due."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from ikanda_case.app.drafts import RightHint
from ikanda_case.domain.office import Office
from ikanda_case.domain.rights import RightType
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import short_date
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16
from ikanda_case.ui.models.outside import one_line
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel

_UNDER_WORDS = 24
_USUAL = ("ACCESS", "RECTIFY", "ERASE", "OPTOUT_DM")


class RightsList(Panel):
    """A box for each right that is proposed or usual; the others can be added."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context.look,
            context_words(context, "rights"),
            note=context_words(context, "rights_note"),
            flush=True,
            parent=parent,
        )
        self._context = context
        self._office: Office | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._dues: dict[str, PlainLabel] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(GAP_16, GAP_8, GAP_16, GAP_8)
        self._grid.setHorizontalSpacing(GAP_12)
        self._grid.setVerticalSpacing(GAP_8)
        self._grid.setColumnStretch(0, 1)
        self._more = QComboBox()
        self._more.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._more.setAccessibleName(self._say("add_right"))
        self._more.activated.connect(self._on_more_activated)
        lines = QVBoxLayout()
        lines.addLayout(self._grid)
        below = QVBoxLayout()
        below.setContentsMargins(GAP_16, 0, GAP_16, GAP_12)
        below.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(lines)
        self.body.addLayout(below)

    def propose(self, office: Office, hints: Sequence[RightHint]) -> None:
        """Show the usual rights and those the words seem to mean, ticked when certain."""
        self.clear()
        self._office = office
        hinted = {hint.right: (number, hint) for number, hint in enumerate(hints, 1)}
        for key in dict.fromkeys((*hinted, *_USUAL)):
            if key in office.rulebook.rights.rights:
                number, hint = hinted.get(key, (0, None))
                right = office.rulebook.rights.right(key)
                self._add(right, hint, number, ticked=bool(hint and hint.certain))
        self._fill_more()
        self.changed.emit()

    def clear(self) -> None:
        """Take every right off the list."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._boxes, self._dues = {}, {}
        self._more.clear()

    def chosen(self) -> tuple[str, ...]:
        """Return the rights that are ticked, in the order shown."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def typed(self) -> str:
        """Return the rights that are ticked, to outlive the form."""
        return " ".join(self.chosen())

    def put_back(self, text: str) -> None:
        """Tick them again, and no others."""
        if self._office is None:
            return
        wanted, known = text.split(), self._office.rulebook.rights.rights
        for key in wanted:
            if key not in self._boxes and key in known:
                self._add(known[key], None, ticked=True)
        self._fill_more()
        for key, box in self._boxes.items():
            box.setChecked(key in wanted)
        self.changed.emit()

    def show_dues(self, dues: Mapping[str, date | None]) -> None:
        """Say beside each ticked right when it would be due."""
        today, lang = self._context.today(), self._context.lang
        for key, label in self._dues.items():
            day = dues.get(key)
            label.setText(short_date(day, lang, today) if day else "")

    def _add(
        self, right: RightType, hint: RightHint | None, number: int = 0, *, ticked: bool
    ) -> None:
        lang = self._context.lang
        box = QCheckBox(f"{right.short[lang]}   {articled(right.article)}".replace("&", "&&"))
        box.setChecked(ticked)
        box.toggled.connect(self.changed)
        due = PlainLabel(role="strong")
        row = self._grid.rowCount()
        self._grid.addWidget(box, row, 0)
        self._grid.addWidget(due, row, 1, Qt.AlignmentFlag.AlignRight)
        if hint:
            words = ", ".join(f"“{one_line(word, 80)}”" for word in _telling(hint.words))
            sure = self._say("certain" if hint.certain else "uncertain")
            why = PlainLabel(f"[{number}] {words}. {sure}", role="caption", wrap=True)
            why.setIndent(_UNDER_WORDS)
            self._grid.addWidget(why, row + 1, 0, 1, 2)
            box.setAccessibleDescription(why.text())
        self._boxes[right.id], self._dues[right.id] = box, due

    def _fill_more(self) -> None:
        if self._office is None:
            return
        lang = self._context.lang
        self._more.clear()
        self._more.addItem(self._say("add_right"), "")
        for key, right in self._office.rulebook.rights.rights.items():
            if key not in self._boxes:
                self._more.addItem(right.short[lang], key)

    def _on_more_activated(self, place: int) -> None:
        key = str(self._more.itemData(place) or "")
        if key and self._office:
            self._add(self._office.rulebook.rights.right(key), None, ticked=True)
            self._fill_more()
            self.changed.emit()

    def _say(self, code: str, **facts: object) -> str:
        return context_words(self._context, code, **facts)


def _telling(words: Sequence[str]) -> list[str]:
    """Return at most three pieces that are no part of another one."""
    folded = [word.casefold() for word in words]
    return [
        word
        for at, word in enumerate(words)
        if not any(
            folded[at] in other and (other != folded[at] or place < at)
            for place, other in enumerate(folded)
            if place != at
        )
    ][:3]


def articled(article: str) -> str:
    """Return `art. 15` for the number of an article; words stay as they are."""
    return f"art. {article}" if article[:1].isdigit() else article


def context_words(context: Context, code: str, **facts: object) -> str:
    """Return a sentence of the intake pages."""
    return phrase(context.lang, "ui_intake", code, facts)
