"""The pane beside a table of the office: what is chosen, what it would become, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ikanda_case.app import letter_texts, office_tables
from ikanda_case.app.desk import Changes
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.facts import CalendarChanged, LetterTextChanged, PolicyChanged
from ikanda_case.domain.office import Office, TableChange
from ikanda_case.domain.roles import Act
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_8, GAP_12
from ikanda_case.ui.models.vault_words import fault
from ikanda_case.ui.settings.moves_list import MovesList
from ikanda_case.ui.widgets.banner import Banner
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.typed import put_back, typed

OfficeChange = TableChange | LetterTextChanged
_Dated = PolicyChanged | CalendarChanged
"""What may move a date; the data map and the letter texts move none."""


class ChangePane(Panel):
    """Nothing is kept without a reason, nor before what it moves was seen and accepted."""

    act: Act = "policy"
    """Whose roles it needs."""
    kept = Signal()
    """The change stands in the journal."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.context = context
        self.words = words = Words(context.lang, "ui_tables")
        super().__init__(context.look, words("pane"), parent=parent)
        self._changes: tuple[OfficeChange, ...] = ()
        self._not_yet = ""
        self._busy = False
        self.fault = Banner(context.look)
        self.editors = QVBoxLayout()
        """What is chosen, and the fields it can be changed in."""
        self.editors.setSpacing(GAP_12)
        self.moves = MovesList(context)
        self.moves.changed.connect(self._allow)
        self.reason = LineEdit(context.look, words("reason"))
        self.reason.setPlaceholderText(words("reason_needed"))
        self.reason.textChanged.connect(lambda _: self._allow())
        self.keep = Button(context.look, words("keep"), kind="primary", key="Ctrl+Enter")
        self.keep.clicked.connect(self.do)
        self._why = PlainLabel(role="text2", wrap=True)
        self.acts = QVBoxLayout()
        """The filled button, and what stands below it."""
        self.acts.setSpacing(GAP_8)
        self.acts.addWidget(self.keep)
        self.acts.addWidget(self._why)
        self.body.setSpacing(GAP_12)
        self.body.addWidget(self.fault)
        self.body.addLayout(self.editors)
        self.body.addWidget(self.moves)
        self.body.addWidget(Field(context.look, words("reason"), self.reason))
        self.body.addLayout(self.acts)
        self.body.addStretch(1)
        self._allow()

    def propose(self, changes: Sequence[OfficeChange], office: Office | None, not_yet: str) -> None:
        """Take what the fields say now; `not_yet` is why that is no change, if it is none.

        What moves is counted for one change of a parameter or a day.
        """
        self._changes, self._not_yet = tuple(changes), not_yet
        counted = next((each for each in changes if isinstance(each, _Dated)), None)
        self.moves.look_at(counted, office.rulebook if office else None)
        self._allow()

    def do(self) -> None:
        """Write it into the journal."""
        if not self.keep.isEnabled():
            return
        desk, reason = self.context.desk, self.reason.text().strip()
        accepted = self.moves.accepted or ()
        changes = [replace(each, reason=reason) for each in self._changes]

        def deed() -> Changes:
            done = Changes()
            for each in changes:
                if isinstance(each, LetterTextChanged):
                    done |= letter_texts.change(desk, each)
                else:
                    done |= office_tables.change(desk, each, accepted)
            return done

        self._busy = True
        self.keep.set_busy(self.words("busy"))
        self.fault.set_notice(None)
        self.context.act(deed, self, self._on_kept, self._on_failed)

    @property
    def line(self) -> str:
        """Return the key of the line that is shown; empty for a new one."""
        raise NotImplementedError

    def named(self) -> dict[str, QWidget]:
        """Return the fields a person fills, by name."""
        raise NotImplementedError

    def typed(self) -> dict[str, str]:
        """Return what stands in the fields, to outlive the window; nothing while none changed."""
        if self._busy or not (self._changes or self._not_yet or self.reason.text()):
            return {}
        found = ((name, typed(field)) for name, field in self.named().items())
        words = {name: text for name, text in found if text is not None}
        return {**words, "line": self.line, "reason": self.reason.text()}

    def put_back(self, words: Mapping[str, str]) -> None:
        """Fill the fields of the line that is shown as they stood."""
        for name, field in {**self.named(), "reason": self.reason}.items():
            if name in words:
                put_back(field, words[name])

    def clear(self) -> None:
        """Keep nothing of the file."""
        self._changes, self._not_yet = (), ""
        self.reason.clear()
        self.moves.clear()
        self.fault.set_notice(None)
        self._allow()

    def _on_kept(self, _changes: Changes) -> None:
        self._end()
        self.reason.clear()
        self.context.said.emit(self.words("kept"))
        self.kept.emit()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, KnownError):
            self.context.failed.emit(error)
            return
        if error.code == "dates_move":
            self.moves.look_again()
        self.fault.set_notice(fault(error, self.context.lang))

    def _end(self) -> None:
        self._busy = False
        self.keep.set_busy("")
        self._allow()

    def _allow(self) -> None:
        if self._busy:
            return
        reason = self.context.refusal(self.act) or self._missing()
        self.keep.refuse(reason)
        self._why.setText(reason)
        self._why.setVisible(bool(reason))

    def _missing(self) -> str:
        if not self._changes:
            return self._not_yet or self.words("nothing_changed")
        if self.moves.refused:
            return self.moves.refused
        if not self.reason.text().strip():
            return self.words("reason_first")
        counted = any(isinstance(each, _Dated) for each in self._changes)
        if counted and self.moves.accepted is None:
            return self.words("accept_first")
        return ""
