"""The list below the search field: what was found, and commands, while somebody types."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ikanda_case.app.search import Answer, search
from ikanda_case.app.search_words import refused, without_numbers
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.commands import COMMANDS
from ikanda_case.ui.frame.menus import Menus
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_4, GAP_12
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.palette_rows import (
    EVERYTHING,
    Named,
    Offer,
    fitting,
    palette_lines,
)
from ikanda_case.ui.models.search_rows import SearchRows, Target
from ikanda_case.ui.widgets.lines import Drawing, Line, LineDelegate, LineList
from ikanda_case.ui.widgets.search_field import SearchField

_SHORTEST = 2
"""Signs before anything is looked for."""
_MOST = 40
"""Documents that are asked for: a few cases are offered."""
_WIDTH = 560


class Palette(QFrame):
    """Down goes into it, Enter opens, Escape or leaving closes it; the field keeps its words."""

    case_chosen = Signal(int, str)
    """Stream of a case, and the tab with the place on it."""
    item_chosen = Signal(int)
    command_chosen = Signal(str)
    all_wanted = Signal(str)
    """The words, to be shown on the page of the search."""

    def __init__(self, context: Context, menus: Menus, field: SearchField, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._context = context
        self._menus = menus
        self._field = field
        self._words = Words(context.lang, "ui_shell")
        self._search_words = Words(context.lang, "ui_search")
        self._asked = ""
        self._refused: list[str] = []
        self._resting = False
        self._targets: dict[str, Target] = {}
        set_role(self, "panel")
        self.list = LineList(self._words("palette_name"), parent=self)
        self.list.setItemDelegate(LineDelegate(context.look, self.list, _Painter(context.look)))
        self.list.opened.connect(self._on_list_opened)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(1, GAP_4, 1, GAP_4)
        lines.addWidget(self.list)
        field.searched.connect(self.close_list)
        field.left.connect(self.close_list)
        field.left_downwards.connect(self._on_field_left_downwards)
        field.installEventFilter(self)
        self.list.installEventFilter(self)
        self.hide()

    def clear(self) -> None:
        """Keep no name of what was found."""
        self._asked = ""
        self._refused = []
        self._targets = {}
        self.list.lines.set_lines(())
        self.hide()

    def close_list(self) -> None:
        """Give the window back to its page."""
        self.clear()

    def set_resting(self, *, resting: bool) -> None:
        """Offer nothing while the page of the search is shown: everything stands there."""
        self._resting = resting
        if resting:
            self.clear()

    def offer(self, text: str) -> None:
        """Look for what was typed; an answer that comes after the next key is dropped."""
        rows = self._rows()
        self._refused = [rows.misread(each) for each in refused(text)]
        self._asked = without_numbers(text).rstrip("\n")
        if self._resting or len(self._asked.strip()) < _SHORTEST:
            self.clear()
        else:
            self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving both field and list closes it; so does Escape in the list."""
        if event.type() == QEvent.Type.FocusOut:
            if self.window().focusWidget() not in (self._field, self.list):
                self.close_list()
        elif watched is self.list and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._leaves_list(event)
        return False

    def _leaves_list(self, event: QKeyEvent) -> bool:
        key = event.key()
        at_top = self.list.currentIndex().row() <= 1
        if key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and at_top):
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    # ---- asking --------------------------------------------------------------------------------

    def _ask(self) -> None:
        asked, desk = self._asked, self._context.desk
        self._context.jobs.run(
            lambda: (asked, search(desk, asked, _MOST)),
            on_done=self._on_found,
            on_error=self._context.failed.emit,
            owner=self,
            key="palette",
        )

    def _rows(self) -> SearchRows:
        context = self._context
        return SearchRows(context.desk.templates, context.lang, context.today())

    def _on_found(self, answered: tuple[str, Answer]) -> None:
        asked, answer = answered
        if asked != self._asked or self._resting:
            return
        rows = self._rows()
        found = rows.found(answer)
        self._targets = dict(found.targets)
        say = self._search_words
        everything = Named(EVERYTHING, say("everything"), say("everything_key"))
        commands = fitting(self._commands(), asked)
        notes = [*self._refused, *map(rows.misread, answer.query.misread)]
        lines = palette_lines(found.lines, notes, everything, commands, self._words)
        self.list.lines.set_lines(lines)
        self.setVisible(bool(lines))
        self._place()

    def _commands(self) -> list[Named]:
        """Every command that can be given now, in the words of the menus."""
        native = QKeySequence.SequenceFormat.NativeText
        named = []
        for command in COMMANDS:
            action = self._menus.actions[command.code]
            if action.isEnabled() and action.isVisible() and not command.choices:
                words = action.text().replace("&", "").rstrip("…")
                named.append(Named(command.code, words, action.shortcut().toString(native)))
        return named

    def _place(self) -> None:
        below = self._field.mapTo(self._over, QPoint(0, self._field.height() + 2))
        wanted = max(self._field.width(), self._context.look.measures.px(_WIDTH))
        width = min(wanted, self._over.width() - 2 * GAP_12)
        left = max(GAP_12, min(below.x(), self._over.width() - width - GAP_12))
        room = self._over.height() - below.y() - GAP_12
        height = min(self.list.content_height() + 2 * GAP_4 + 2, room)
        self.setGeometry(left, below.y(), width, height)
        self.raise_()

    # ---- slots ---------------------------------------------------------------------------------

    def _on_field_left_downwards(self) -> None:
        if self.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_list_opened(self, key: str) -> None:
        asked, target = self._asked, self._targets.get(key)
        self.close_list()
        if key == EVERYTHING:
            self.all_wanted.emit(asked)
        elif target is None:
            self.command_chosen.emit(key.removeprefix("command:"))
        elif target.is_case:
            self.case_chosen.emit(target.stream, target.tab)
        else:
            self.item_chosen.emit(target.stream)


class _Painter:
    """What was found with its hits marked, or a command with its key at the end."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def is_chosen(self, line: Line, *, selected: bool) -> bool:
        return selected

    def height(self, line: Line, width: int) -> int:
        return self._look.measures.row_dense

    def draw(self, line: Line, drawing: Drawing) -> None:
        canvas, fonts = drawing.canvas, self._look.fonts
        width, height = drawing.place.width() - 2 * GAP_12, drawing.place.height()
        if line.heading:
            place = canvas.place(GAP_12, 0, width, height)
            canvas.words(line.value, fonts.caption_strong, "muted", place)
            return
        offer: Offer = line.value
        canvas.quiet_ground(drawing.selected, ring=drawing.ring)
        if offer.end:
            end = QFontMetricsF(fonts.caption).horizontalAdvance(offer.end)
            room = canvas.place(GAP_12 + width - end, 0, end + 1, height)
            canvas.words(offer.end, fonts.caption, "muted", room, trailing=True)
            width -= end + GAP_12
        font = fonts.medium if offer.strong else fonts.body
        taken = canvas.words(offer.words, font, "text", canvas.place(GAP_12, 0, width, height))
        left = width - taken - GAP_12
        if offer.second.text and left > 0:
            line_height = QFontMetricsF(fonts.body).height()
            top = (height - line_height) / 2
            rest = canvas.place(GAP_12 + taken + GAP_12, top, left, line_height)
            canvas.marked(offer.second.text, offer.second.marks, fonts.body, "text2", rest)
