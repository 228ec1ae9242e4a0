"""The register: find a case and choose it; and the list of what waits to be looked at."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ikanda_case.app.desk import Changes
from ikanda_case.app.queries import RegisterFilter, RegisterLine, Waiting
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date
from ikanda_case.texts.names import identity_name
from ikanda_case.ui.context import Context
from ikanda_case.ui.lists.reading_pane import NARROW, WIDTH, ReadingPane, Shown
from ikanda_case.ui.lists.register_tables import IDENTITIES, case_table, waiting_table
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.models.register_rows import (
    list_filter,
    owes,
    register_row,
    waiting_row,
)
from ikanda_case.ui.widgets.chip import FilterChip
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel
from ikanda_case.ui.widgets.search_field import SearchField

TYPING_PAUSE = 150
"""Milliseconds after the last key before the list is asked again."""
_PANE_FROM, _PANE_WIDE_FROM = 1000, 1280


@dataclass(frozen=True, slots=True)
class _Found:
    wanted: RegisterFilter
    office: Office
    lines: tuple[RegisterLine, ...]


class RegisterView(QWidget):
    """One ready-made list at a time, narrowed by words and chips."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._key = "todo"
        self._live = False
        self._asked: RegisterFilter | None = None
        self._office: Office | None = None
        self._lines: dict[str, RegisterLine] = {}
        self._right = ""
        self._identity = ""
        self._handler: str | None = None
        look = context.look
        self._title = PlainLabel(role="title")
        self._count = PlainLabel(role="text2")
        self._search = SearchField(
            look,
            self._say("filter"),
            placeholder=self._say("filter_placeholder"),
            icon="filter",
            clear_words=self._say("filter_clear"),
        )
        self._chips = {
            name: FilterChip(look, self._say(f"chip_{name}"), QMenu(self))
            for name in ("right", "identity", "handler")
        }
        self._cases, self._case_rows = case_table(context)
        self._waiting, self._waiting_rows = waiting_table(context)
        self._empty = EmptyState(
            look, self._say("empty"), self._say("empty_next"), self._say("empty_action")
        )
        self._stack = QStackedWidget()
        self._foot = ElidedLabel(role="caption")
        self._oldest = PlainLabel(role="caption")
        self._pane = ReadingPane(context)
        self._edge = QFrame()
        set_role(self._edge, "rule")
        self._edge.setFixedWidth(1)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._lay_out()
        self._connect()

    # ---- what others call ----------------------------------------------------------------------

    def show_list(self, key: str) -> None:
        """Show a ready-made list, or `waiting`."""
        self._key = key
        self._search.clear()
        self._clear_chips()
        self.refresh()

    def show_words(self, words: str) -> None:
        """Show every case that holds these words."""
        self.show_list("all")
        self._search.setText(words)
        self.refresh()

    def refresh(self) -> None:
        """Ask the case file again."""
        self._live = True
        self._title.setText(self._say(f"list_{self._key}"))
        waiting = self._key == "waiting"
        self._stack.setCurrentWidget(self._waiting if waiting else self._cases)
        for chip in self._chips.values():
            chip.setVisible(not waiting)
        self._search.setVisible(not waiting)
        self._place_pane()
        if waiting:
            self._context.read(self._ask_waiting, self._on_waiting_read, self)
        else:
            wanted = self._asked = self._wanted()
            self._context.read(lambda: self._ask(wanted), self._on_lines_read, self)

    def clear(self) -> None:
        """Hold no word of a case any more."""
        self._live = False
        self._lines = {}
        self._case_rows.set_rows(())
        self._waiting_rows.set_rows(())
        self._search.clear()
        self._pane.show_case(None)
        self._office = None
        self._clear_chips()
        self._pause.stop()
        for label in (self._count, self._foot, self._oldest):
            label.clear()

    def complete_step(self) -> None:
        """Open what is chosen."""
        if self._key == "waiting":
            self._open_item(self._waiting.current_key)
        else:
            self._open_case(self._cases.current_key)

    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self._search.setFocus()
        self._search.selectAll()

    # ---- asking --------------------------------------------------------------------------------

    def _wanted(self) -> RegisterFilter:
        wanted = replace(
            list_filter(self._key, self._context.today()),
            words=self._search.text(),
            right=self._right,
        )
        if self._identity:
            wanted = replace(wanted, identity=(self._identity,))
        if self._handler is not None:
            wanted = replace(wanted, handler=self._handler)
        return wanted

    def _ask(self, wanted: RegisterFilter) -> _Found:
        with self._context.desk.file.reading() as now:
            return _Found(wanted, now.office(), now.register(wanted))

    def _ask_waiting(self) -> tuple[Waiting, ...]:
        with self._context.desk.file.reading() as now:
            return now.waiting()

    def _ask_case(self, stream: int) -> Shown | None:
        line = self._lines.get(str(stream))
        if line is None:
            return None
        with self._context.desk.file.reading() as now:
            return Shown(line, now.case(stream), now.office())

    # ---- answers -------------------------------------------------------------------------------

    def _on_lines_read(self, found: _Found) -> None:
        """Show the answer to the last question; an answer to an earlier one may come after it."""
        if not self._live or found.wanted != self._asked:
            return
        self._office = found.office
        lines = found.lines
        today, lang = self._context.today(), self._context.lang
        self._lines = {str(line.stream): line for line in lines}
        self._case_rows.set_rows([register_row(each, self._office, today, lang) for each in lines])
        self._count.setText(self._counted("cases", len(lines)))
        self._foot.setText(self._summary(lines))
        self._oldest.setText(self._oldest_strict(lines))
        self._fill_chips()
        self._sort_again()
        if self._cases.current_key is None and lines:
            self._cases.choose(self._case_rows.rows[0].key)
        else:
            self._on_case_chosen(self._cases.current_key)

    def _sort_again(self) -> None:
        """Keep the order the person chose by the head of a column."""
        column = self._cases.columns.sortIndicatorSection()
        self._case_rows.sort(column, self._cases.columns.sortIndicatorOrder())

    def _on_waiting_read(self, items: tuple[Waiting, ...]) -> None:
        if not self._live or self._key != "waiting":
            return
        today, lang = self._context.today(), self._context.lang
        self._waiting_rows.set_rows(
            [
                waiting_row(item, today, lang, self._context.brussels(item.taken_in_at))
                for item in items
            ]
        )
        self._count.setText(self._counted("items", len(items)))
        self._foot.clear()
        self._oldest.clear()
        if self._waiting.current_key is None and items:
            self._waiting.choose(str(items[0].stream))

    def _summary(self, lines: tuple[RegisterLine, ...]) -> str:
        today = self._context.today()
        running = [line for line in lines if line.is_open and owes(line)]
        days = [left for line in running if (left := line.days_left(today)) is not None]
        return self._say(
            "summary",
            late=sum(each < 0 for each in days),
            today=sum(each == 0 for each in days),
            soon=sum(0 < each <= 3 for each in days),
            suspended=sum(line.suspended for line in running),
        )

    def _oldest_strict(self, lines: tuple[RegisterLine, ...]) -> str:
        strict = [line.strict_due for line in lines if line.is_open and owes(line)]
        days = [day for day in strict if day]
        if not days:
            return ""
        return self._say("oldest_strict", day=full_date(min(days), self._context.lang))

    # ---- chips ---------------------------------------------------------------------------------

    def _fill_chips(self) -> None:
        if self._office is None:
            return
        lang, office = self._context.lang, self._office
        rights = office.rulebook.rights.rights
        self._fill("right", {key: right.short[lang] for key, right in rights.items()})
        self._fill("identity", {code: identity_name(code, lang) for code in IDENTITIES})
        people = {person.id: person.name for person in office.people.values()}
        self._fill("handler", {"": self._say("nobody"), **people})

    def _fill(self, name: str, options: dict[str, str]) -> None:
        menu = self._chips[name].menu()
        if menu.actions():
            return
        anything = QAction(self._say("anything"), menu)
        anything.triggered.connect(lambda: self._choose(name, None, ""))
        menu.addAction(anything)
        menu.addSeparator()
        for key, words in options.items():
            action = QAction(words.replace("&", "&&"), menu)
            action.triggered.connect(
                lambda _=False, key=key, words=words: self._choose(name, key, words)
            )
            menu.addAction(action)

    def _choose(self, name: str, key: str | None, words: str) -> None:
        if name == "right":
            self._right = key or ""
        elif name == "identity":
            self._identity = key or ""
        else:
            self._handler = key
        self._chips[name].set_value(words if key is not None else "")
        self.refresh()

    def _clear_chips(self) -> None:
        self._right = self._identity = ""
        self._handler = None
        for chip in self._chips.values():
            chip.set_value("")
            chip.menu().clear()

    # ---- slots ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._context.changed.connect(self._on_context_changed)
        self._search.typed.connect(self._pause.start)
        self._search.searched.connect(self.refresh)
        self._search.left_downwards.connect(self._cases.setFocus)
        self._pause.timeout.connect(self.refresh)
        self._cases.opened.connect(self._open_case)
        self._cases.set_empty(self._empty)
        self._empty.acted.connect(self._on_empty_acted)
        self._cases.chosen.connect(self._on_case_chosen)
        self._waiting.opened.connect(self._open_item)
        self._pane.opened.connect(self._on_pane_opened)

    def _on_context_changed(self, changes: Changes) -> None:
        if self._live and (changes.streams or changes.office):
            self._pause.start()

    def _on_case_chosen(self, key: object) -> None:
        if key is None:
            self._pane.show_case(None)
        if key is None or not self._pane.isVisible():
            return
        stream = int(str(key))
        self._context.read(lambda: self._ask_case(stream), self._on_case_read, self)

    def _on_case_read(self, shown: Shown | None) -> None:
        wanted = self._cases.current_key
        if self._live and (shown is None or str(shown.line.stream) == wanted):
            self._pane.show_case(shown)

    def _on_pane_opened(self, tab: str) -> None:
        self._open_case(self._cases.current_key, tab)

    def _open_case(self, key: object, tab: str = "") -> None:
        if key is not None:
            self._context.case_wanted.emit(int(str(key)), tab)

    def _open_item(self, key: object) -> None:
        if key is not None:
            self._context.item_wanted.emit(int(str(key)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The reading pane gives way in a narrow window."""
        super().resizeEvent(event)
        self._place_pane()

    def _place_pane(self) -> None:
        px = self._context.look.measures.px
        self._pane.setFixedWidth(px(WIDTH if self.width() >= _PANE_WIDE_FROM else NARROW))
        room = self.width() >= px(_PANE_FROM) and self._key != "waiting"
        self._edge.setVisible(room)
        if room != self._pane.isVisible():
            self._pane.setVisible(room)
            if room:
                self._on_case_chosen(self._cases.current_key)

    # ---- building ------------------------------------------------------------------------------

    def _on_empty_acted(self) -> None:
        self.show_list(self._key)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP_12)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        filters = QHBoxLayout()
        filters.setSpacing(GAP_8)
        self._search.setMinimumWidth(180)
        filters.addWidget(self._search, 1)
        for chip in self._chips.values():
            filters.addWidget(chip)
        filters.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(GAP_16, GAP_16, GAP_24, GAP_12)
        top.setSpacing(GAP_12)
        top.addLayout(head)
        top.addLayout(filters)
        self._stack.addWidget(self._cases)
        self._stack.addWidget(self._waiting)
        sheet = QWidget()
        set_role(sheet, "surface")
        lines = QVBoxLayout(sheet)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(top)
        lines.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_16, GAP_8, GAP_16, GAP_8)
        foot.addWidget(self._foot, 1)
        foot.addWidget(self._oldest)
        lines.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(sheet, 1)
        row.addWidget(self._edge)
        row.addWidget(self._pane)

    def _say(self, code: str, **facts: object) -> str:
        return phrase(self._context.lang, "ui_lists", code, facts)

    def _counted(self, code: str, number: int) -> str:
        return self._say(f"count_{code}", count=number)
