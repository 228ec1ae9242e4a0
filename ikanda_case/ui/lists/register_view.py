"""The register: find a case and choose it; and the list of what waits to be looked at."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ikanda_case.app.desk import Changes
from ikanda_case.app.queries import RegisterFilter, Tally, Waiting
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.lists.reading_pane import NARROW, WIDTH, ReadingPane, Shown
from ikanda_case.ui.lists.register_asking import Found, RegisterAsking, line_of
from ikanda_case.ui.lists.register_chips import RegisterChips
from ikanda_case.ui.lists.register_tables import case_table, waiting_table
from ikanda_case.ui.look.cells import Row
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.models.register_rows import (
    COLUMNS,
    ORDERS,
    list_filter,
    ranks_of,
    waiting_row,
)
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel
from ikanda_case.ui.widgets.paged_rows import PAGE
from ikanda_case.ui.widgets.search_field import SearchField

TYPING_PAUSE = 150
"""Milliseconds after the last key before the list is asked again."""
_PANE_FROM, _PANE_WIDE_FROM = 1000, 1280


class RegisterView(QWidget):
    """One ready-made list at a time, narrowed by words and chips."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._key = "todo"
        self._live = False
        self._asked: RegisterFilter | None = None
        self._office: Office | None = None
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self._pane_waits = False
        """The chosen case is still to be asked for since the list was."""
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
        self._chips = RegisterChips(context, self)
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
        self._chips.clear()
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
        for chip in self._chips.widgets.values():
            chip.setVisible(not waiting)
        self._search.setVisible(not waiting)
        self._place_pane()
        if waiting:
            self._context.read(self._ask_waiting, self._on_waiting_read, self)
        else:
            self._ask(self._wanted())

    def clear(self) -> None:
        """Hold no word of a case any more."""
        self._live = False
        self._asked = None
        self._case_rows.clear()
        self._waiting_rows.set_rows(())
        self._search.clear()
        self._pane.show_case(None)
        self._office = None
        self._chips.clear()
        self._pause.stop()
        for label in (self._count, self._foot, self._oldest):
            label.clear()

    def in_hand(self) -> tuple[Held, ...]:
        """Return the words of the filter."""
        words = self._search.text()
        return (Held("filter", {"words": words}),) if words else ()

    def take_up(self, held: Held) -> None:
        """Filter by them again."""
        if held.what == "filter":
            self._search.setText(held.words.get("words", ""))
            self.refresh()

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
        listed = list_filter(self._key, self._context.today())
        return self._in_order(self._chips.narrowed(replace(listed, words=self._search.text())))

    def _in_order(self, wanted: RegisterFilter) -> RegisterFilter:
        """Ask for the order the person chose by the head of a column."""
        column, direction = self._sorted
        order = ORDERS.get(COLUMNS[column]) if column >= 0 else None
        if order is None:
            return wanted
        down = direction == Qt.SortOrder.DescendingOrder
        ranks = ranks_of(order, self._office, self._context.lang)
        if ranks:
            return replace(wanted, order=order, ranks=ranks[::-1] if down else ranks)
        return replace(wanted, order=order, descending=down)

    @property
    def _asking(self) -> RegisterAsking:
        context = self._context
        return RegisterAsking(context.desk.file, context.today(), context.lang)

    def _ask(self, wanted: RegisterFilter) -> None:
        """Another list begins with its first page; the same one is asked for as a whole, so that
        the row that was chosen is found in another order as well."""
        asking, again = self._asking, _unordered(wanted) == _unordered(self._asked)
        self._asked = wanted
        self._pane_waits = True
        if again or wanted.ranks:
            self._ask_whole()
        else:
            self._context.read(lambda: asking.first(wanted), self._on_first_read, self)

    def _ask_whole(self) -> None:
        asking, wanted, (first, last) = self._asking, self._asked, self._cases.seen
        if wanted is not None:
            last = max(last, PAGE - 1)
            self._context.read(lambda: asking.whole(wanted, first, last), self._on_whole_read, self)

    def _ask_waiting(self) -> tuple[Waiting, ...]:
        with self._context.desk.file.reading() as now:
            return now.waiting()

    def _ask_case(self, stream: int) -> Shown | None:
        with self._context.desk.file.reading() as now:
            line = line_of(now, stream)
            return Shown(line, now.case(stream), now.office()) if line else None

    def _on_rows_wanted(self, keys: tuple[int, ...]) -> None:
        asking = self._asking
        self._context.jobs.run(
            lambda: asking.rows(keys),
            on_done=self._on_rows_read,
            on_error=self._context.failed.emit,
            owner=self,
            key="register rows",
        )

    # ---- answers -------------------------------------------------------------------------------

    def _is_answer(self, found: Found) -> bool:
        """An answer to an earlier question may come after the one to the last."""
        return self._live and found.wanted == self._asked

    def _on_first_read(self, found: Found) -> None:
        if self._is_answer(found):
            self._show(found)
            self._context.jobs.after_paint(self._ask_whole, self)

    def _on_whole_read(self, found: Found) -> None:
        if self._is_answer(found) and found.tally is not None:
            self._show(found)
            self._count.setText(self._counted("cases", len(found.keys)))
            self._foot.setText(self._summary(found.tally))
            self._oldest.setText(self._oldest_strict(found.tally))

    def _show(self, found: Found) -> None:
        self._office = found.office
        self._case_rows.show_keys(found.keys, found.rows)
        self._chips.fill(found.office)
        if self._cases.current_key is None and found.keys:
            self._cases.choose(str(found.keys[0]))
        elif self._pane_waits:
            self._on_case_chosen(self._cases.current_key)

    def _on_rows_read(self, rows: Mapping[int, Row]) -> None:
        if self._live:
            self._case_rows.add_rows(rows)

    def _on_order_wanted(self, column: int, direction: Qt.SortOrder) -> None:
        if column >= 0 and COLUMNS[column] not in ORDERS:
            self._cases.columns.setSortIndicator(*self._sorted)
            return
        if (column, direction) != self._sorted:
            self._sorted = (column, direction)
            if self._live:
                self.refresh()

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

    def _summary(self, tally: Tally) -> str:
        return self._say(
            "summary",
            late=tally.late,
            today=tally.today,
            soon=tally.soon,
            suspended=tally.suspended,
        )

    def _oldest_strict(self, tally: Tally) -> str:
        if tally.oldest_strict is None:
            return ""
        return self._say("oldest_strict", day=full_date(tally.oldest_strict, self._context.lang))

    # ---- slots ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._context.changed.connect(self._on_context_changed)
        self._search.typed.connect(self._pause.start)
        self._search.searched.connect(self.refresh)
        self._search.left_downwards.connect(self._cases.setFocus)
        self._pause.timeout.connect(self.refresh)
        self._chips.chosen.connect(self.refresh)
        self._cases.opened.connect(self._open_case)
        self._cases.set_empty(self._empty)
        self._empty.acted.connect(self._on_empty_acted)
        self._cases.chosen.connect(self._on_case_chosen)
        self._case_rows.wanted.connect(self._on_rows_wanted)
        self._case_rows.order_wanted.connect(self._on_order_wanted)
        self._waiting.opened.connect(self._open_item)
        self._pane.opened.connect(self._on_pane_opened)

    def _on_context_changed(self, changes: Changes) -> None:
        if self._live and (changes.streams or changes.office):
            self._pause.start()

    def _on_case_chosen(self, key: object) -> None:
        self._pane_waits = False
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
        for chip in self._chips.widgets.values():
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


def _unordered(wanted: RegisterFilter | None) -> RegisterFilter | None:
    return replace(wanted, order="due", ranks=(), descending=False) if wanted else None
