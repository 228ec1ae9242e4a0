"""The data files of a letter under its text: which, in what order, and the place to drop them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.drops import OWN_PLACE, local_files
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.models.annex_rows import Shown
from ikanda_case.ui.widgets.banner import BannerSlot
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Rule
from ikanda_case.ui.widgets.progress_line import ProgressLine
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_MOST_ROWS = 3
"""Rows in sight; the others scroll."""


class AnnexesPane(QWidget):
    """A short list with its acts; it tells what is wanted and does nothing itself."""

    add_wanted = Signal()
    dropped = Signal(object)
    """Paths of files that were dropped here."""
    open_wanted = Signal(str)
    """The SHA-256 of a file, here and below."""
    remove_wanted = Signal(str)
    move_wanted = Signal(str, int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look = context.look
        self._words = words = Words(context.lang, "ui_letter")
        self._title = PlainLabel(words("annexes"), role="strong")
        self._note = PlainLabel(role="text2")
        self._hint = PlainLabel(role="caption", wrap=True)
        self.add = Button(look, words("annex_add"), icon="attach")
        columns = (
            Column("file", words("annex_file"), stretch=True),
            Column("form", words("annex_form"), sample="JSON"),
            Column("size", words("annex_size"), sample="888,8 MB"),
        )
        self._rows = RowsModel([column.title for column in columns], self)
        self.table = Table(look, words("annexes"), columns, rows="two")
        self.table.setModel(self._rows)
        self.table.columns.hide()
        self.open = Button(look, words("annex_open"), kind="ghost", icon="eye", key="Enter")
        self.up = self._icon("chevron_up", "annex_up", "Alt+Up")
        self.down = self._icon("chevron_down", "annex_down", "Alt+Down")
        self.remove = Button(look, words("annex_remove"), kind="ghost", icon="delete", key="Del")
        self.notices = BannerSlot(look)
        self.progress = ProgressLine(
            look,
            words("annex_adding"),
            cancel_words=words("many_stop"),
            stopping_words=words("many_stopping"),
        )
        self.setAccessibleName(words("annexes"))
        set_role(self, "raised")
        self._connect()
        self._lay_out()
        self.set_shown(Shown())

    def set_shown(self, shown: Shown) -> None:
        """Show these files; what may not be done is closed with its reason."""
        self._rows.set_rows(shown.rows)
        self._note.setText(shown.note)
        self._hint.setText(shown.hint)
        self._hint.setVisible(bool(shown.hint))
        self.table.setVisible(bool(shown.rows))
        self.setAcceptDrops(shown.writable)
        self.setProperty(OWN_PLACE, shown.writable)
        for button in (self.add, self.up, self.down, self.remove):
            button.setVisible(shown.writable and (bool(shown.rows) or button is self.add))
        self.open.setVisible(bool(shown.rows))
        self._fit(len(shown.rows))
        if shown.rows and self.table.current_key is None:
            self.table.selectRow(0)
        self._allow()

    def clear(self) -> None:
        """Hold no name of a file any more."""
        self.set_shown(Shown())
        self.notices.set_notices(())

    @property
    def chosen(self) -> str:
        """The file the keyboard is on; empty for none."""
        return str(self.table.current_key or "")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer may be dropped here."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which."""
        if paths := local_files(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def _fit(self, rows: int) -> None:
        height = self.table.verticalHeader().defaultSectionSize() * min(rows, _MOST_ROWS)
        self.table.setFixedHeight(height + 2 * self.table.frameWidth())

    def _allow(self) -> None:
        place = self.table.currentIndex().row()
        first, last = place <= 0, place >= self._rows.rowCount() - 1
        self.up.refuse(self._words("annex_first") if first else "")
        self.down.refuse(self._words("annex_last") if last else "")

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_wanted)
        self.table.opened.connect(lambda key: self.open_wanted.emit(str(key)))
        self.table.chosen.connect(lambda _key: self._allow())
        self.open.clicked.connect(lambda: self.open_wanted.emit(self.chosen))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.chosen))
        self.up.clicked.connect(lambda: self.move_wanted.emit(self.chosen, -1))
        self.down.clicked.connect(lambda: self.move_wanted.emit(self.chosen, 1))
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, button in (("Del", self.remove), ("Alt+Up", self.up), ("Alt+Down", self.down)):
            QShortcut(QKeySequence(keys), self.table, context=here).activated.connect(button.click)

    def _icon(self, icon: str, code: str, key: str) -> Button:
        return Button(self._look, self._words(code), kind="icon", icon=icon, key=key)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP_12)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self.add)
        acts = QHBoxLayout()
        acts.setSpacing(GAP_8)
        for button in (self.open, self.up, self.down, self.remove):
            acts.addWidget(button)
        acts.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Rule())
        lines = QVBoxLayout()
        whole.addLayout(lines)
        lines.setContentsMargins(GAP_24, GAP_12, GAP_24, GAP_12)
        lines.setSpacing(GAP_8)
        lines.addLayout(head)
        lines.addWidget(self._hint)
        lines.addWidget(self.notices)
        lines.addWidget(self.table)
        lines.addLayout(acts)
        lines.addWidget(self.progress)
