"""Today: what comes first, what is new, and who is being waited for."""

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ikanda_case.app.desk import Changes
from ikanda_case.app.queries import RegisterLine
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, long_date
from ikanda_case.texts.names import step_name
from ikanda_case.ui.context import Context
from ikanda_case.ui.lists.day_strip import DayStrip
from ikanda_case.ui.lists.needs_panel import NeedsPanel
from ikanda_case.ui.lists.today_asking import TodayFound, ask_today
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.measures import GAP_12, GAP_16, GAP_24
from ikanda_case.ui.models.badges import identity_badge
from ikanda_case.ui.models.outside import one_line
from ikanda_case.ui.models.register_rows import line_badge, rights_words, waiting_short
from ikanda_case.ui.models.today_days import strip
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_SIDE, _TWO_COLUMNS = 348, 960
_QT_MOST = 16_777_215
_NEWEST = 6


class TodayView(QWidget):
    """The landing page; nothing in it depends on remembering to open a list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._urgent: int | None = None
        self._live = self._asked_already = False
        self.refresh()
        self._asked_already = True  # the file looks things up while the page is being made
        look = context.look
        self._title = PlainLabel(self._say("today_title"), role="title")
        self._date = PlainLabel(role="text2")
        self._open = Button(
            look, self._say("today_urgent"), kind="primary", icon="arrow_right", key="Ctrl+Enter"
        )
        self._strip = DayStrip(look, self._say("today_strip"))
        self._strip_panel = Panel(look, self._say("today_strip"), note=" ", flush=True)
        self._first = self._table(
            "today_first", ("term", "ref", "requester", "rights", "step", "who")
        )
        self._first_empty = EmptyState(look, self._say("today_nothing"))
        self._first.set_empty(self._first_empty)
        self._first_panel = Panel(
            look,
            self._say("today_first"),
            note=" ",
            action=self._say("today_first_all"),
            flush=True,
        )
        self._waiting = self._table("today_waiting", ("name",))
        self._waiting.set_empty(EmptyState(look, self._say("empty_waiting")))
        self._waiting_panel = Panel(
            look, self._say("today_waiting"), note=" ", action=self._say("today_look"), flush=True
        )
        self._identity = self._table("today_identity", ("ref", "identity"))
        self._identity_panel = self._side_panel("today_identity", "today_look")
        self._letters = self._table("today_letters", ("ref", "step"))
        self._letters_panel = self._side_panel("today_letters", "today_first_all")
        self._orders = self._table("today_orders", ("ref", "requester", "due"))
        self._orders_panel = self._side_panel("today_orders", "today_first_all")
        self.needs = NeedsPanel(context)
        self._pause = QTimer(self, singleShot=True, interval=100)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask the case file again, unless the page has just been made and asked by itself."""
        self._live = True
        if not self._asked_already:
            self._context.read(self._ask, self._on_read, self)
        self._asked_already = False

    def clear(self) -> None:
        """Hold no word of a case any more."""
        self._live = False
        self._pause.stop()
        for table in self._tables:
            self._rows_of(table).set_rows(())
        self.needs.clear()
        self._strip.set_days(())
        self._urgent = None

    @property
    def _tables(self) -> tuple[Table, ...]:
        return (self._first, self._waiting, self._identity, self._letters, self._orders)

    def complete_step(self) -> None:
        """Open the most urgent case."""
        if self._urgent is not None:
            self._context.case_wanted.emit(self._urgent, "")

    def focus_filter(self) -> None:
        """There is no filter here: the list that has one opens."""
        self._context.list_wanted.emit("todo")

    # ---- asking --------------------------------------------------------------------------------

    def _ask(self) -> TodayFound:
        desk = self._context.desk
        return ask_today(desk.file, self._context.today(), desk.actor)

    def _on_read(self, found: TodayFound) -> None:
        if not self._live:
            return
        today, lang = self._context.today(), self._context.lang
        self._date.setText(full_date(today, lang))
        days = strip(found.due_days, found.office.rulebook.calendar, today, lang)
        self._strip.set_days(days)
        last = days[-1].day or today
        self._strip_panel.set_title(
            self._say("today_strip"),
            self._say(
                "today_strip_note",
                first=long_date(today, lang, year=False),
                last=long_date(last, lang, year=False),
            ),
        )
        self._show_first(found, today)
        self._show_side(found, today)
        self._context.jobs.after_paint(self._ask_needs, self)

    def _ask_needs(self) -> None:
        if self._live:
            self.needs.refresh()

    def _show_first(self, found: TodayFound, today: date) -> None:
        self._urgent = found.urgent
        if self._urgent is None:
            self._open.refuse(self._say("today_nothing_at_all"))
        else:
            self._open.allow()
        rows = [self._first_row(line, found.office, today) for line in found.pressing.lines]
        self._rows_of(self._first).set_rows(rows)
        count = found.pressing.count
        note = phrase(self._context.lang, "ui_lists", "count_cases", {"count": count})
        self._first_panel.set_title(self._say("today_first"), note)
        self._first_empty.set_words(self._say("today_nothing"), self._next_words(found))
        self._first.setMinimumHeight(0 if rows else 150)

    def _next_words(self, found: TodayFound) -> str:
        if found.coming is None:
            return self._say("today_nothing_at_all")
        return self._say("today_nothing_next", day=full_date(found.coming, self._context.lang))

    def _first_row(self, line: RegisterLine, office: Office, today: date) -> Row:
        lang = self._context.lang
        badge = line_badge(line, today, lang)
        cells = (
            Cell(badge=badge),
            Cell(line.ref, strong=True),
            Cell(one_line(line.requester)),
            Cell(tags=rights_words(line, office, lang)),
            Cell(step_name(line.next_step, lang)),
            Cell(office.name_of(line.handler) if line.handler else "", ink="text2"),
        )
        return Row(str(line.stream), cells, spoken=f"{line.ref}, {badge.sentence}")

    def _show_side(self, found: TodayFound, today: date) -> None:
        lang = self._context.lang
        short = [
            waiting_short(item, today, lang, self._context.brussels(item.taken_in_at))
            for item in found.waiting[:_NEWEST]
        ]
        self._fill(self._waiting, self._waiting_panel, "today_waiting", short, len(found.waiting))
        self._waiting.setMinimumHeight(0 if short else 120)
        asked = [
            self._short_row(line, Cell(badge=identity_badge(line.identity, lang)))
            for line in found.identity.lines
        ]
        self._fill_or_hide(
            self._identity, self._identity_panel, "today_identity", asked, found.identity.count
        )
        letters = [
            self._short_row(line, Cell(step_name(line.next_step, lang), ink="text2"))
            for line in found.letters.lines
        ]
        self._fill_or_hide(
            self._letters, self._letters_panel, "today_letters", letters, found.letters.count
        )
        orders = [self._order_row(line) for line in found.orders.lines]
        self._fill_or_hide(
            self._orders, self._orders_panel, "today_orders", orders, found.orders.count
        )

    def _short_row(self, line: RegisterLine, beside: Cell) -> Row:
        return Row(
            str(line.stream), (Cell(line.ref, one_line(line.requester), strong=True), beside)
        )

    def _order_row(self, line: RegisterLine) -> Row:
        by = full_date(line.next_step_by, self._context.lang) if line.next_step_by else ""
        cells = (
            Cell(line.ref, strong=True),
            Cell(one_line(line.requester)),
            Cell(by, sort=line.next_step_by),
        )
        return Row(str(line.stream), cells)

    def _fill_or_hide(
        self, table: Table, panel: Panel, title: str, rows: list[Row], number: int
    ) -> None:
        """Show the first ones, and the way to all of them where there are more."""
        self._fill(table, panel, title, rows, number)
        panel.setVisible(bool(rows))
        panel.action.setVisible(number > len(rows))

    def _fill(self, table: Table, panel: Panel, title: str, rows: list[Row], number: int) -> None:
        self._rows_of(table).set_rows(rows)
        panel.set_title(self._say(title), str(number))

    # ---- building ------------------------------------------------------------------------------

    def _side_panel(self, title: str, action: str) -> Panel:
        look, words = self._context.look, self._say(action)
        return Panel(look, self._say(title), note=" ", action=words, flush=True)

    def _table(self, name: str, keys: tuple[str, ...]) -> Table:
        lang = self._context.lang
        samples = {
            "ref": "AVG-2026-0000",
            "due": self._say("sample_due"),
            "who": "Ilse Modelaar",
            "step": step_name("finish_draft", lang),
        }
        stretch = next(key for key in ("requester", "name", "ref") if key in keys)
        late = phrase(lang, "badges", "late", {"days": 100})
        columns = [
            Column(
                key,
                self._say(f"column_{key}"),
                sample=samples.get(key, ""),
                badges=self._badges(key, late),
                tags=("Rechtzetting",) if key == "rights" else (),
                stretch=key == stretch,
                fixed=key in ("ref", "term", "name"),
                gives_way={"who": 1, "rights": 2, "step": 3}.get(key, 0) if key != stretch else 0,
                strong=key == "ref",
            )
            for key in keys
        ]
        rows = "two" if name in ("today_waiting", "today_identity", "today_letters") else "one"
        table = Table(self._context.look, self._say(name), columns, rows=rows, fits_rows=True)
        table.setModel(RowsModel([column.title for column in columns], table))
        if name != "today_first":
            table.columns.hide()
        return table

    def _badges(self, key: str, late: str) -> tuple[Badge, ...]:
        if key == "term":
            return (Badge(Shape.OCTAGON, late, "late", chip=True),)
        if key == "identity":
            return (identity_badge("insufficient", self._context.lang),)
        return ()

    def _rows_of(self, table: Table) -> RowsModel:
        model = table.model()
        assert isinstance(model, RowsModel)
        return model

    def _lay_out(self) -> None:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(GAP_24, GAP_16, GAP_24, GAP_24)
        lines.setSpacing(GAP_12)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._date)
        head.addLayout(words)
        head.addStretch(1)
        head.addWidget(self._open)
        lines.addLayout(head)
        self._strip_panel.body.addWidget(self._strip)
        self._first_panel.body.addWidget(self._first)
        for panel, table in (
            (self._waiting_panel, self._waiting),
            (self._identity_panel, self._identity),
            (self._letters_panel, self._letters),
            (self._orders_panel, self._orders),
        ):
            panel.body.addWidget(table)
        main, side = QVBoxLayout(), QVBoxLayout()
        main.setSpacing(GAP_12)
        side.setSpacing(GAP_12)
        for panel in (self._strip_panel, self._first_panel, self._orders_panel, self.needs):
            main.addWidget(panel)
        main.addStretch(1)
        for panel in (self._waiting_panel, self._identity_panel, self._letters_panel):
            side.addWidget(panel)
        side.addStretch(1)
        self._beside = QWidget()
        side.setContentsMargins(0, 0, 0, 0)
        self._beside.setLayout(side)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP_12)
        self._columns.addLayout(main, 1)
        self._columns.addWidget(self._beside)
        lines.addLayout(self._columns)
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self._say("today_title"))
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside goes below where there is no room for two columns."""
        super().resizeEvent(event)
        px = self._context.look.measures.px
        wide = self.width() >= px(_TWO_COLUMNS)
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._beside.setMinimumWidth(px(_SIDE) if wide else 0)
        self._beside.setMaximumWidth(px(_SIDE) if wide else _QT_MOST)

    def _connect(self) -> None:
        self._context.changed.connect(self._on_context_changed)
        self._pause.timeout.connect(self.refresh)
        self._open.clicked.connect(self.complete_step)
        self._strip.day_chosen.connect(self._on_strip_day_chosen)
        for panel, key in (
            (self._first_panel, "todo"),
            (self._waiting_panel, "waiting"),
            (self._identity_panel, "identity"),
            (self._letters_panel, "todo"),
            (self._orders_panel, "todo"),
        ):
            panel.acted.connect(lambda key=key: self._context.list_wanted.emit(key))
        for table in (self._first, self._identity, self._letters, self._orders):
            table.opened.connect(self._on_case_opened)
        self._waiting.opened.connect(lambda key: self._context.item_wanted.emit(int(str(key))))

    def _on_context_changed(self, changes: Changes) -> None:
        if self._live and (changes.streams or changes.office):
            self._pause.start()

    def _on_case_opened(self, key: object) -> None:
        self._context.case_wanted.emit(int(str(key)), "")

    def _on_strip_day_chosen(self, day: object) -> None:
        self._context.list_wanted.emit("late" if day is None else "week")

    def _say(self, code: str, **facts: object) -> str:
        return phrase(self._context.lang, "ui_lists", code, facts)
