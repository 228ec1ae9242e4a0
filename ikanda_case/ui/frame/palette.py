"""The list below the search field: cases and commands while somebody types."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ikanda_case.app.queries import RegisterFilter, RegisterLine
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.commands import COMMANDS
from ikanda_case.ui.frame.menus import Menus
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_4, GAP_12
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.palette_rows import MOST_CASES, Named, Offer, fitting, palette_lines
from ikanda_case.ui.widgets.lines import Drawing, Line, LineDelegate, LineList
from ikanda_case.ui.widgets.search_field import SearchField

_SHORTEST = 2
"""Signs before anything is looked for."""


class Palette(QFrame):
    """Down goes into it, Enter opens, Escape or leaving closes it; the field keeps its words."""

    case_chosen = Signal(int)
    command_chosen = Signal(str)

    def __init__(self, context: Context, menus: Menus, field: SearchField, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._context = context
        self._menus = menus
        self._field = field
        self._words = Words(context.lang, "ui_shell")
        self._asked = ""
        set_role(self, "panel")
        self.list = LineList(self._words("palette_name"), parent=self)
        self.list.setItemDelegate(LineDelegate(context.look, self.list, _Painter(context.look)))
        self.list.opened.connect(self._on_list_opened)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(1, GAP_4, 1, GAP_4)
        lines.addWidget(self.list)
        field.typed.connect(self._on_field_typed)
        field.searched.connect(self.close_list)
        field.left.connect(self.close_list)
        field.left_downwards.connect(self._on_field_left_downwards)
        field.installEventFilter(self)
        self.list.installEventFilter(self)
        self.hide()

    def clear(self) -> None:
        """Keep no name of what was found."""
        self._asked = ""
        self.list.lines.set_lines(())
        self.hide()

    def close_list(self) -> None:
        """Give the window back to its page."""
        self.clear()

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

    def _on_field_typed(self, text: str) -> None:
        self._asked = text.strip()
        if len(self._asked) < _SHORTEST:
            self.clear()
            return
        asked, file = self._asked, self._context.desk.file

        def found() -> tuple[str, tuple[RegisterLine, ...]]:
            with file.reading() as now:
                return asked, now.register(RegisterFilter(words=asked, limit=MOST_CASES))

        self._context.jobs.run(
            found,
            on_done=self._on_found,
            on_error=self._context.failed.emit,
            owner=self,
            key="palette",
        )

    def _on_found(self, answer: tuple[str, tuple[RegisterLine, ...]]) -> None:
        asked, cases = answer
        if asked != self._asked:
            return
        lines = palette_lines(cases, fitting(self._commands(), asked), self._words)
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
        width = max(self._field.width(), self._context.look.measures.px(360))
        left = min(below.x(), self._over.width() - width - GAP_12)
        height = self.list.content_height() + 2 * GAP_4 + 2
        self.setGeometry(left, below.y(), width, height)
        self.raise_()

    def _on_field_left_downwards(self) -> None:
        if self.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_list_opened(self, key: str) -> None:
        kind, _, what = key.partition(":")
        self.close_list()
        if kind == "case":
            self.case_chosen.emit(int(what))
        else:
            self.command_chosen.emit(what)


class _Painter:
    """Reference and name, or a command with its key at the end."""

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
        font = fonts.medium if offer.strong else fonts.body
        taken = canvas.words(offer.words, font, "text", canvas.place(GAP_12, 0, width, height))
        rest = canvas.place(GAP_12 + taken + GAP_12, 0, width - taken - GAP_12, height)
        if offer.second:
            canvas.words(offer.second, fonts.body, "text2", rest)
        if offer.end:
            end = QFontMetricsF(fonts.caption).horizontalAdvance(offer.end)
            room = canvas.place(GAP_12 + width - end, 0, end + 1, height)
            canvas.words(offer.end, fonts.caption, "muted", room, trailing=True)
