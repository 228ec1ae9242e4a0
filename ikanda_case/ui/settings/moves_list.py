"""What a change of a table would move: the running cases by number, for a person to accept."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ikanda_case.app import office_tables
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.moving import Moved
from ikanda_case.domain.office import TableChange
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.lanes import Ticket
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.measures import GAP_8
from ikanda_case.ui.models.moved_rows import moved_rows
from ikanda_case.ui.widgets.checklist import Check, Checklist
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_PAUSE_MS = 200
"""After the last key, before the running cases are counted anew."""


class MovesList(QWidget):
    """Counts before it happens; nothing is accepted that was not shown."""

    changed = Signal()
    """What is known or accepted is another thing now."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._words = words = Words(context.lang, "ui_tables")
        self._change: TableChange | None = None
        self._rulebook: Rulebook | None = None
        self._found: tuple[Moved, ...] | None = None
        self._asked: Ticket | None = None
        self.refused = ""
        """Why the change cannot be, in words; empty when it can."""
        self.setAccessibleName(words("moves"))
        self._says = Checklist(context.look, words("moves"))
        columns = (
            Column("case", words("moves_case"), sample="AVG-2026-0000", strong=True, fixed=True),
            Column("days", words("moves_days"), stretch=True, fixed=True),
        )
        self.table = Table(context.look, words("moves"), columns, rows="two", fits_rows=True)
        self._rows = RowsModel([column.title for column in columns], self.table)
        self.table.setModel(self._rows)
        self.table.setSortingEnabled(False)
        self._told = PlainLabel(role="caption", wrap=True)
        self.accept = QCheckBox(words("moves_accept"))
        self.accept.toggled.connect(lambda _: self.changed.emit())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_8)
        lines.addWidget(PlainLabel(words("moves"), role="strong"))
        for part in (self._says, self.table, self._told, self.accept):
            lines.addWidget(part)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.hide()

    @property
    def accepted(self) -> tuple[Moved, ...] | None:
        """Return what a person saw and accepted; None while there is something to see."""
        if self._found is None or (self._found and not self.accept.isChecked()):
            return None
        return self._found

    def look_at(self, change: TableChange | None, rulebook: Rulebook | None) -> None:
        """Count what a change would move; None: nothing is to be changed."""
        if change == self._change and self._found is not None and not self.refused:
            return
        self._change, self._rulebook, self._found, self.refused = change, rulebook, None, ""
        self.accept.setChecked(False)
        if self._asked is not None:
            self._asked.cancel()
        self._show()
        if change is None:
            self._pause.stop()
        else:
            self._pause.start()

    def look_again(self) -> None:
        """Count anew: the cases are others than those that were shown."""
        change, rulebook, self._change = self._change, self._rulebook, None
        self.look_at(change, rulebook)

    def clear(self) -> None:
        """Keep no reference."""
        self.look_at(None, None)

    def _ask(self) -> None:
        desk, change = self._context.desk, self._change
        if change is None:
            return
        wanted = change
        self._asked = self._context.work(
            lambda _progress: office_tables.what_moves(desk, wanted),
            self._on_counted,
            self,
            self._on_refused,
        )

    def _on_counted(self, found: tuple[Moved, ...]) -> None:
        self._asked, self._found = None, found
        self._show()
        self.changed.emit()

    def _on_refused(self, error: Exception) -> None:
        self._asked = None
        if not isinstance(error, KnownError):
            self._context.failed.emit(error)
            return
        said = error_sentence(error, self._context.lang)
        self.refused = f"{said.message} {said.hint}"
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        found, count = self._found, len(self._found or ())
        self.setVisible(self._change is not None)
        if self.refused:
            check = Check("no", Badge(Shape.TRIANGLE, "", "late"), self.refused)
        elif found is None:
            check = Check("wait", Badge(Shape.HOLLOW, "", "muted"), self._words("moves_counting"))
        elif found:
            words = self._words("moves_some", count=count)
            check = Check("some", Badge(Shape.TRIANGLE, "", "soon"), words)
        else:
            check = Check("none", Badge(Shape.TICK_DISC, "", "ok"), self._words("moves_none"))
        self._says.set_checks([check])
        today, lang = self._context.today(), self._context.lang
        rows = moved_rows(found, self._rulebook, today, lang) if found and self._rulebook else []
        self._rows.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.accept.setVisible(bool(rows))
        told = len({each.stream for each in found or () if each.told})
        self._told.setText(self._words("moves_told", count=told) if told else "")
        self._told.setVisible(bool(told))
