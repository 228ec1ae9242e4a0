"""Signing every approved letter at once, with how far it is and the way to stop it."""

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ikanda_case.app import sealing
from ikanda_case.app.desk import Changes
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.context import Context
from ikanda_case.ui.failing import tell
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.jobs import Progress, Ticket
from ikanda_case.ui.letter.leaving import NO_TIME_STAMP
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.measures import GAP_12, GAP_16
from ikanda_case.ui.models.case_letters import kind_name
from ikanda_case.ui.stopping import Stop, StoppedError
from ikanda_case.ui.widgets.banner import BannerSlot, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.ctrl_enter import on_ctrl_enter
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.progress_line import ProgressLine
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_WIDTH, _HEIGHT = 720, 520


class SignManyDialog(QDialog):
    """The letters, then what became of each; closing it stops between two of them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._words = words = Words(context.lang, "ui_letter")
        self._letters: tuple[sealing.Waiting, ...] = ()
        self._found: dict[tuple[int, str], sealing.Outcome] = {}
        self._stop = Stop()
        self._ticket: Ticket | None = None
        look = context.look
        self.setWindowTitle(words("many_title"))
        self.resize(look.measures.px(_WIDTH), look.measures.px(_HEIGHT))
        columns = (
            Column("case", words("many_case"), sample="AVG-2026-0000"),
            Column("letter", words("many_letter"), stretch=True),
            Column("state", words("many_state"), badges=(self._refused_badge(),)),
        )
        self._rows = RowsModel([column.title for column in columns], self)
        self.table = Table(look, words("many_title"), columns, rows="two")
        self.table.setModel(self._rows)
        self.table.set_empty(EmptyState(look, words("many_none"), ""))
        self.notices = BannerSlot(look)
        self.progress = ProgressLine(
            look,
            words("many_working"),
            cancel_words=words("many_stop"),
            stopping_words=words("many_stopping"),
        )
        self.progress.cancelled.connect(self._stop_now)
        self.sign = Button(
            look, words("many_do"), kind="primary", icon="signature", key="Ctrl+Enter"
        )
        self.without = Button(look, words("many_without"))
        self.end = Button(look, words("many_close"))
        self.sign.clicked.connect(lambda: self._begin(""))
        self.without.clicked.connect(lambda: self._begin(self._fault))
        self.end.clicked.connect(self.close)
        on_ctrl_enter(self, self.sign)
        self._lay_out()
        self._allow()
        desk = context.desk
        context.read(lambda: sealing.waiting(desk), self._on_read, owner=self)

    # ---- the letters ---------------------------------------------------------------------------

    def _on_read(self, found: Sequence[sealing.Waiting]) -> None:
        self._letters = tuple(found)
        self._show()
        self._allow()

    def _show(self) -> None:
        self._rows.set_rows([self._row(each) for each in self._letters])

    def _row(self, each: sealing.Waiting) -> Row:
        key = (each.stream, each.letter.id)
        kind = each.letter.draft.letter_kind
        outcome, why = self._found.get(key), ""
        if outcome is not None and outcome.refused is not None:
            why = error_sentence(outcome.refused, self._context.lang).message
        name = kind_name(kind, self._context.desk.templates, self._context.lang)
        letter = Cell(name, why or f"{each.letter.id}, {kind}", ink="late" if why else "text")
        cells = (Cell(each.ref, strong=True), letter, Cell(badge=self._badge(outcome)))
        return Row(f"{each.stream} {each.letter.id}", cells)

    def _badge(self, outcome: sealing.Outcome | None) -> Badge:
        if outcome is None:
            return Badge(Shape.HOLLOW, self._words("many_waits"))
        if outcome.refused is None:
            return Badge(Shape.TICK_DISC, self._words("many_signed"), "ok")
        return self._refused_badge()

    def _refused_badge(self) -> Badge:
        return Badge(Shape.OCTAGON, self._words("many_refused"), "late")

    @property
    def _left(self) -> list[tuple[int, str]]:
        """The letters that are not signed, by stream and number."""
        keys = [(each.stream, each.letter.id) for each in self._letters]
        found = self._found
        return [key for key in keys if key not in found or found[key].refused is not None]

    @property
    def _fault(self) -> str:
        """The fault of the time-stamp server that letters were refused for, if any were."""
        codes = [each.refused.code for each in self._found.values() if each.refused]
        return next((code for code in codes if code.startswith(NO_TIME_STAMP)), "")

    def _allow(self) -> None:
        refused = self._context.refusal("sign")
        nothing = "" if self._left else self._words("many_none")
        busy = self._words("busy") if self._ticket else ""
        self.sign.refuse(refused or busy or nothing)
        self.without.setVisible(bool(self._fault))
        self.without.refuse(refused or busy)

    # ---- signing -------------------------------------------------------------------------------

    def _begin(self, without_time_stamp: str) -> None:
        desk, chosen, today = self._context.desk, self._left, self._context.today()
        found, stop = self._found, Stop()
        self._stop = stop
        self.notices.set_notices(())
        self._show_step(0, len(chosen))

        def deed(progress: Progress) -> Changes:
            changes = Changes()
            signing = sealing.sign_many(
                desk, chosen, today, stop.require_going_on, without_time_stamp
            )
            with suppress(StoppedError):
                for done, outcome in enumerate(signing, 1):
                    found[outcome.stream, outcome.number] = outcome
                    changes |= outcome.changes
                    progress.report(done, len(chosen))
            return changes

        self._ticket = self._context.work(
            deed,
            self._on_done,
            owner=self._context,  # what was signed is told to every view, also when this has gone
            failed=self._on_failed,
            on_progress=lambda done, total, _code: self._show_step(done, total),
        )
        self._allow()

    def _show_step(self, done: int, total: int) -> None:
        if not isValid(self):
            return
        step = self._words("many_step", done=done, total=total)
        self.progress.show_step(self._words("many_working"), step, done=done, total=total)
        self._show()

    def _on_done(self, changes: Changes) -> None:
        self._context.changed.emit(changes)
        if not isValid(self):
            return
        self._end()
        total, left = len(self._letters), len(self._left)
        code = "many_stopped" if self._stop.asked else "many_done"
        said = self._words(code, done=total - left, total=total)
        refused = any(each.refused for each in self._found.values())
        plain = self._words("many_left") if refused else ""
        self.notices.set_notices([Notice("soon" if left else "ok", said, plain)])

    def _on_failed(self, error: Exception) -> None:
        if not isValid(self):
            self._context.failed.emit(error)
            return
        self._end()
        tell(self._context, self.notices, error)

    def _end(self) -> None:
        self._ticket = None
        self.progress.finish()
        self._show()
        self._allow()

    def _stop_now(self) -> None:
        self._stop.ask()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is being signed is finished; nothing new is begun."""
        self._stop.ask()
        super().closeEvent(event)

    def reject(self) -> None:
        """Escape closes it the same way."""
        self._stop.ask()
        super().reject()

    def _lay_out(self) -> None:
        panel = Panel(self._context.look, flush=True)
        panel.body.addWidget(self.table, 1)
        acts = QHBoxLayout()
        acts.setSpacing(GAP_12)
        acts.addStretch(1)
        for button in (self.without, self.sign, self.end):
            acts.addWidget(button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_16, GAP_16, GAP_16, GAP_16)
        lines.setSpacing(GAP_12)
        lines.addWidget(PlainLabel(self._words("many_note"), role="text2", wrap=True))
        lines.addWidget(self.notices)
        lines.addWidget(panel, 1)
        lines.addWidget(self.progress)
        lines.addLayout(acts)
