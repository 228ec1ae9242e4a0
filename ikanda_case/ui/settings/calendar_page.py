"""Kalender: the public holidays a deadline is counted with; a change shows whose date moves."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ikanda_case.domain.calendars import Holiday
from ikanda_case.domain.facts import CalendarChanged
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.office import Office
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.models.holiday_rows import (
    HOLIDAY_COLUMNS,
    day_history,
    holiday_rows,
    of_year,
    oj_code,
    weekend_note,
)
from ikanda_case.ui.settings.change_pane import ChangePane
from ikanda_case.ui.settings.table_page import TablePage
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.facts import Facts
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.inputs import DayField, NumberField
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.line_edit import LineEdit

_LISTED = {"yes": True, "no": False, "unknown": None}
_NAMES = ("name_nl", "name_fr", "name_en", "name_de")
_GIVES_WAY = {"source": 1, "in_oj": 2}


class CalendarPage(TablePage):
    """One year at a time; a day is put in, changed or struck in the pane."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        said = Words(context.lang, "ui_tables")
        pane = DayPane(context)
        super().__init__(context, "calendar", _columns(said), pane, parent)
        self.year = NumberField(said("year"), 2000, 2100)
        self.year.setValue(context.today().year)
        self.year.valueChanged.connect(lambda _: self._show_year())
        self.new = Button(context.look, said("day_new"), icon="add")
        self.new.clicked.connect(self._on_new_clicked)
        self.list.add_to_head(self.new)
        self.list.add_to_head(self.year)
        pane.kept.connect(pane.forget)
        self.refresh()

    def show_office(self, office: Office) -> None:
        """Show the year; what is typed in the pane stays."""
        calendar = office.rulebook.calendar
        self.year.setRange(calendar.first_year, calendar.last_year)
        self._show_year()

    def show_line(self, key: str) -> None:
        """Show a day in the pane."""
        assert self.office is not None and isinstance(self.pane, DayPane)
        wanted = date.fromisoformat(key)
        calendar = self.office.rulebook.calendar
        found = next((e for e in of_year(calendar, wanted.year) if e.date == wanted), None)
        self.pane.show_day(found, self.office, self.entries)

    def go_to(self, key: str) -> None:
        """Choose a day of its year; an empty key is a new one."""
        if not key:
            self._on_new_clicked()
            return
        self.year.setValue(date.fromisoformat(key).year)
        self.table.choose(key)

    def _show_year(self) -> None:
        if self.office is None:
            return
        year, calendar = self.year.value(), self.office.rulebook.calendar
        self.rows.set_rows(holiday_rows(calendar, year, self.context.lang))
        rest = sum(each.statutory for each in of_year(calendar, year))
        note = self.said("calendar_note", number=rest, version=calendar.version)
        self.list.set_title(self.words("section.calendar"), note)
        if isinstance(self.pane, DayPane) and self.pane.is_blank:
            self.table.choose(next((row.key for row in self.rows.rows), ""))
        elif self.table.current_key is not None:
            self.show_line(str(self.table.current_key))

    def _on_new_clicked(self) -> None:
        if self.office is not None and isinstance(self.pane, DayPane):
            self.table.clearSelection()
            self.pane.show_day(None, self.office, self.entries)
            self.pane.day.setFocus()


def _columns(said: Words) -> tuple[Column, ...]:
    samples = {
        "day": "woensdag 30 september 2026",
        "name": "Onze-Lieve-Heer-Hemelvaart",
        "statutory": max(said("rests_yes"), said("rests_no"), key=len) + "WWW",
        "in_oj": said("in_oj_unknown"),
    }
    return tuple(
        Column(
            key,
            said(f"holiday_{key}"),
            sample=samples.get(key, ""),
            stretch=key == "source",
            fixed=key in ("day", "name"),
            gives_way=_GIVES_WAY.get(key, 0),
        )
        for key in HOLIDAY_COLUMNS
    )


class DayPane(ChangePane):
    """One day: its names, whether it rests, where it stands written, and striking it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        look, words = context.look, self.words
        self._shown: Holiday | None = None
        self._office: Office | None = None
        self._striking = False
        self.day = DayField(words("holiday_day"), context.today())
        self._day_field = Field(look, words("holiday_day"), self.day)
        self.editors.addWidget(self._day_field)
        self.names: dict[str, LineEdit] = {}
        for name in _NAMES:
            self.names[name] = self._line(f"holiday_{name}")
        self.statutory = QCheckBox(words("holiday_rests"))
        self.editors.addWidget(self.statutory)
        self.source = self._line("holiday_source")
        self.listed = QComboBox()
        for code in _LISTED:
            self.listed.addItem(words(f"in_oj_{code}"), code)
        self.editors.addWidget(Field(look, words("holiday_in_oj"), self.listed))
        self.source_oj = self._line("holiday_source_oj")
        self._history = Facts(look, words("history"))
        self.editors.addWidget(self._history)
        self.strike = QCheckBox(words("day_strike"))
        self.editors.addWidget(self.strike)
        self._note = PlainLabel(role="caption", wrap=True)
        self.editors.addWidget(self._note)
        for box in (self.statutory, self.strike):
            box.toggled.connect(lambda _: self._on_edited())
        self.day.day_changed.connect(lambda _: self._on_edited())
        self.listed.currentIndexChanged.connect(lambda _: self._on_edited())

    def _line(self, code: str) -> LineEdit:
        line = LineEdit(self.context.look, self.words(code))
        line.textChanged.connect(lambda _: self._on_edited())
        self.editors.addWidget(Field(self.context.look, self.words(code), line))
        return line

    @property
    def is_blank(self) -> bool:
        """Return whether nothing is shown in it."""
        return self._office is None

    def show_day(self, shown: Holiday | None, office: Office, entries: Sequence[Entry]) -> None:
        """Show a named day, or None for a new one; of the same one what is typed stays."""
        same = self._office is not None and shown == self._shown
        self._shown, self._office = shown, office
        if not same:
            self.reason.clear()
            self.fault.set_notice(None)
            self._fill(shown)
        history = day_history(shown.date, office, entries, self.context.lang) if shown else []
        self._history.set_facts(history)
        self.set_title(self.words("day_pane" if shown else "day_new_pane"))
        self._on_edited()

    def forget(self) -> None:
        """What was typed is kept: the next day is shown afresh."""
        self._office = None

    @property
    def line(self) -> str:
        return self._shown.date.isoformat() if self._shown else ""

    def named(self) -> dict[str, QWidget]:
        return {
            "day": self.day, **self.names, "statutory": self.statutory, "source": self.source,
            "listed": self.listed, "source_oj": self.source_oj, "strike": self.strike,
        }  # fmt: skip

    def clear(self) -> None:
        """Keep nothing of the file."""
        self._shown, self._office = None, None
        self._fill(None)
        self._history.set_facts(())
        super().clear()

    def _fill(self, shown: Holiday | None) -> None:
        for name, line in self.names.items():
            line.setText(getattr(shown, name) if shown else "")
        if shown:
            self.day.set_day(shown.date)
        self._day_field.setEnabled(shown is None)
        self.statutory.setChecked(shown.statutory if shown else True)
        self.source.setText(shown.source if shown else "")
        code = oj_code(shown.in_oj if shown else None)
        self.listed.setCurrentIndex(self.listed.findData(code))
        self.source_oj.setText(shown.source_oj if shown else "")
        self.strike.setChecked(False)
        self.strike.setVisible(shown is not None)

    def change(self) -> CalendarChanged:
        """Return what the fields say now."""
        if self.strike.isChecked():
            return CalendarChanged(day=self.day.day, removed=True)
        said = {name: line.text().strip() for name, line in self.names.items()}
        return CalendarChanged(
            day=self.day.day,
            name_nl=said["name_nl"],
            name_fr=said["name_fr"],
            name_en=said["name_en"],
            name_de=said["name_de"],
            statutory=self.statutory.isChecked(),
            in_oj=_LISTED[str(self.listed.currentData())],
            source=self.source.text().strip(),
            source_oj=self.source_oj.text().strip(),
        )

    def _on_edited(self) -> None:
        office = self._office
        if office is None:
            self.propose((), None, "")
            return
        change = self.change()
        self._note.setText(weekend_note(self.day.day, self.context.lang))
        self._note.setVisible(bool(self._note.text()))
        missing = ""
        if not change.removed and not (change.name_nl and change.source):
            missing = self.words("day_needs")
        idle = missing or (self._shown is not None and not change.removed and self._same(change))
        self.propose(() if idle else (change,), office, missing)

    def _same(self, change: CalendarChanged) -> bool:
        shown = self._shown
        fields = (*_NAMES, "statutory", "in_oj", "source", "source_oj")
        return all(getattr(shown, each) == getattr(change, each) for each in fields)
