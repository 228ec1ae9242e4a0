"""A settings page with a table of the office and, beside it, the pane of the chosen line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ikanda_case.app.desk import Changes
from ikanda_case.domain.journal import OFFICE, Entry
from ikanda_case.domain.office import Office
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_12
from ikanda_case.ui.settings.change_pane import ChangePane
from ikanda_case.ui.settings.section import SectionPage
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.side_column import SideColumn
from ikanda_case.ui.widgets.table import Table

_SIDE, _TWO_COLUMNS = 344, 900


class TablePage(SectionPage):
    """Asks for the office and its entries; what is chosen or typed stays over a refresh."""

    def __init__(
        self, context: Context, name: str, columns: Sequence[Column], pane: ChangePane,
        parent: QWidget | None = None, *, side: int = _SIDE,
    ) -> None:  # fmt: skip
        """`side` is how wide the pane stands beside the table, at 100 %."""
        super().__init__(context, name, wide=True, parent=parent)
        self.said = Words(context.lang, "ui_tables")
        self._what = f"table:{name}"
        self._held: dict[str, str] = {}
        self.office: Office | None = None
        self.entries: Sequence[Entry] = ()
        self.pane = pane
        pane.kept.connect(self.refresh)
        self.list = Panel(context.look, self.words(f"section.{name}"), note=" ", flush=True)
        self.table, self.rows = self.make_table(self.words(f"section.{name}"), columns)
        self.list.body.addWidget(self.table)
        self._main = QVBoxLayout()
        self._main.setSpacing(GAP_12)
        self._main.addWidget(self.list)
        self.below = QVBoxLayout()
        """What stands below the table."""
        self._main.addLayout(self.below)
        self._main.addStretch(1)
        self._side = SideColumn(context.look, side)
        self._side.add(pane)
        self._side.end()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP_12)
        self._columns.addLayout(self._main, 1)
        self._columns.addWidget(self._side)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        context.changed.connect(self._on_context_changed)

    def make_table(self, name: str, columns: Sequence[Column]) -> tuple[Table, RowsModel]:
        """Return a table as high as its rows, and the rows it shows."""
        table = Table(self.context.look, name, columns, rows="dense", fits_rows=True)
        rows = RowsModel([column.title for column in columns], table)
        table.setModel(rows)
        table.setSortingEnabled(False)
        table.chosen.connect(self._on_row_chosen)
        table.opened.connect(lambda _: self._go_to_pane())
        return table, rows

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pane goes below where there is no room for two columns."""
        super().resizeEvent(event)
        beside = self.width() >= self.context.look.measures.px(_TWO_COLUMNS)
        self._side.stand(self._columns, beside=beside)

    def refresh(self) -> None:
        """Ask the case file again."""
        file = self.context.desk.file

        def read() -> tuple[Office, Sequence[Entry]]:
            with file.reading() as now:
                return now.office(), now.entries(OFFICE)

        self.context.read(read, self._on_read, owner=self)

    def _on_read(self, found: tuple[Office, Sequence[Entry]]) -> None:
        self.office, self.entries = found
        self.show_office(self.office)
        self._put_back()

    def show_office(self, office: Office) -> None:
        """Show the table as it stands."""
        raise NotImplementedError

    def show_line(self, key: str) -> None:
        """Show a line in the pane."""
        raise NotImplementedError

    def go_to(self, key: str) -> None:
        """Choose a line of the table."""
        self.table.choose(key)

    def in_hand(self) -> tuple[Held, ...]:
        """Return what is typed in the pane."""
        words = self.pane.typed()
        return (Held(self._what, words),) if words else ()

    def take_up(self, held: Held) -> None:
        """Fill the pane as it stood, once the table is there."""
        if held.what == self._what:
            self._held = dict(held.words)
            self._put_back()

    def _put_back(self) -> None:
        if self._held and self.office is not None:
            words, self._held = self._held, {}
            self.go_to(words.get("line", ""))
            self.pane.put_back(words)

    def clear(self) -> None:
        """Keep nothing of the file."""
        super().clear()
        self.office, self.entries = None, ()
        self.rows.set_rows(())
        self.pane.clear()

    def complete_step(self) -> None:
        """Do what the filled button does."""
        self.pane.do()

    def _on_row_chosen(self, key: object) -> None:
        if key is not None and self.office is not None:
            self.show_line(str(key))

    def _go_to_pane(self) -> None:
        """Enter leads to the fields of the line, which may stand below the table."""
        editors = self.pane.findChildren(QWidget)
        wanted = Qt.FocusPolicy.TabFocus
        first = (each for each in editors if each.isVisible() and each.focusPolicy() & wanted)
        if (editor := next(first, None)) is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.room.ensureWidgetVisible(editor)

    def _on_context_changed(self, changes: Changes) -> None:
        if changes.office and self.office is not None:
            self.refresh()
