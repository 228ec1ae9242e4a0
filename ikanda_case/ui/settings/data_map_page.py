"""Gegevenskaart: what the company holds, where and why, and what nobody has confirmed yet."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from ikanda_case.domain.data_map import Line
from ikanda_case.domain.facts import DataMapChanged
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.office import Office
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_4, GAP_12
from ikanda_case.ui.models.map_rows import (
    COLUMNS,
    VIEWS,
    MapField,
    last_changes,
    map_fields,
    map_rows,
    state_badge,
    to_settle,
    value_name,
    values_of,
    view_of,
)
from ikanda_case.ui.settings.change_pane import ChangePane
from ikanda_case.ui.settings.table_page import TablePage
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.segments import Segment, Segments
from ikanda_case.ui.widgets.table import Table

_SAMPLES = {
    "name": "verkoop- en marketingketen, zo",
    "basis": "TOEST/OVK", "systems": "webwinkel, klantenbestand",
    "role": "gezamenlijk/eigen", "owner": "Ilse Modelaar-Voorbeeld",
}  # fmt: skip
_GIVES_WAY = {"systems": 1, "id": 3, "notice": 1, "outside": 1, "role": 2}
_IDS = {"systems": "mail_provider"}


class DataMapPage(TablePage):
    """Four views of one map; the fields of the chosen line are edited beside it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        said = Words(context.lang, "ui_tables")
        super().__init__(
            context,
            "data_map",
            _columns(said, context.lang, "categories"),
            LinePane(context),
            parent,
        )
        self.tables: dict[str, tuple[Table, RowsModel]] = {"categories": (self.table, self.rows)}
        for view in VIEWS[1:]:
            name = said(f"view_{view}")
            self.tables[view] = self.make_table(name, _columns(said, context.lang, view))
            self.list.body.addWidget(self.tables[view][0])
        options = [Segment(view, said(f"view_{view}")) for view in VIEWS]
        self.view = Segments(context.look, said("views"), options, chosen="categories")
        self.view.chosen.connect(self._show_view)
        self.only_open = QCheckBox(said("only_open"))
        self.only_open.toggled.connect(lambda _: self._fill())
        self.list.add_to_head(self.only_open)
        self.head.addWidget(self.view)
        self.below.addWidget(PlainLabel(said("map_legend"), role="caption", wrap=True))
        self._show_view("categories")
        self.refresh()

    def show_office(self, office: Office) -> None:
        """Show the map; the chosen line stays chosen."""
        self._fill()
        missing, proposed = to_settle(office.rulebook.data_map, last_changes(self.entries))
        note = self.said("map_note", missing=missing, proposed=proposed)
        self.list.set_title(self.words("section.data_map"), note)

    def show_line(self, key: str) -> None:
        """Show a line in the pane."""
        assert self.office is not None and isinstance(self.pane, LinePane)
        if key in _ids(self.tables[self.view.current][1]):
            self.pane.show_line(key, self.office, self.entries)

    def go_to(self, key: str) -> None:
        """Choose a line in its view."""
        assert self.office is not None
        view = view_of(self.office.rulebook.data_map, key)
        self.view.choose(view)
        self._show_view(view)
        self.tables[view][0].choose(key)

    def clear(self) -> None:
        """Keep nothing of the file."""
        super().clear()
        for _, rows in self.tables.values():
            rows.set_rows(())

    def _show_view(self, view: str) -> None:
        for each, (table, _) in self.tables.items():
            table.setVisible(each == view)
        self._choose()

    def _fill(self) -> None:
        if self.office is None:
            return
        data_map, last = self.office.rulebook.data_map, last_changes(self.entries)
        only_open = self.only_open.isChecked()
        for view, (_, rows) in self.tables.items():
            rows.set_rows(map_rows(data_map, view, last, self.context.lang, only_open=only_open))
        self._choose()

    def _choose(self) -> None:
        """Show the line that is chosen in this view, or its first."""
        table, rows = self.tables[self.view.current]
        if table.current_key is not None:
            self._on_row_chosen(table.current_key)
        elif rows.rows:
            table.choose(rows.rows[0].key)


def _ids(rows: RowsModel) -> set[str]:
    return {row.key for row in rows.rows}


def _columns(said: Words, lang: str, view: str) -> tuple[Column, ...]:
    badges = (state_badge("to_confirm", lang),)
    open_ones = ("basis", "period", "transfer", "owner", "role")
    return tuple(
        Column(
            name,
            said(f"map_field_{name}"),
            sample=_IDS.get(view, "D00") if name == "id" else _SAMPLES.get(name, ""),
            badges=badges if name in open_ones else (),
            stretch=name == "name",
            fixed=name == "name",
            gives_way=_GIVES_WAY.get(name, 0),
        )
        for name in COLUMNS[view]
    )


class _MapEditor(QWidget):
    """One field with its state; what is only proposed can be confirmed as it stands."""

    def __init__(self, pane: "LinePane", line: Line, field: MapField) -> None:
        super().__init__()
        words, context = pane.words, pane.context
        self.field = field
        label = words(f"map_field_{field.name}")
        self.editor: LineEdit | QComboBox
        if values := values_of(line, field.name):
            self.editor = QComboBox()
            for value in values:
                self.editor.addItem(value_name(value, context.lang), value)
            self.editor.setCurrentIndex(self.editor.findData(field.text))
            self.editor.currentIndexChanged.connect(lambda _: pane.on_edited())
        else:
            self.editor = LineEdit(context.look, label)
            self.editor.setText(field.text)
            self.editor.textChanged.connect(lambda _: pane.on_edited())
        badge = state_badge(field.state, context.lang) if field.is_said else None
        hint = field.by or (words("map_all_languages") if field.name == "name" else "")
        held = Field(context.look, label, self.editor, hint=hint, badge=badge)
        self.confirm = QCheckBox(words("map_confirm"))
        self.confirm.toggled.connect(lambda _: pane.on_edited())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_4)
        lines.addWidget(held)
        lines.addWidget(self.confirm)
        self.confirm.setVisible(field.state == "proposed")

    @property
    def text(self) -> str:
        """Return what stands in it."""
        if isinstance(self.editor, QComboBox):
            return str(self.editor.currentData())
        return self.editor.text().strip()

    @property
    def is_changed(self) -> bool:
        """Return whether it says something else, or confirms what was proposed."""
        return self.text != self.field.text or self.confirm.isChecked()


class LinePane(ChangePane):
    """The fields of one line; those that changed are kept together, each an entry of its own."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._line = ""
        self._office: Office | None = None
        self.fields: dict[str, _MapEditor] = {}
        self._holder = QVBoxLayout()
        self._holder.setSpacing(GAP_12)
        self.editors.addLayout(self._holder)

    def show_line(self, id: str, office: Office, entries: Sequence[Entry]) -> None:
        """Show a line; of the same one what is typed stays unless the map itself moved."""
        data_map = office.rulebook.data_map
        same = id == self._line and self._office is not None
        if same and self._office is not None and self._office.rulebook.data_map == data_map:
            self._office = office
            self.on_edited()
            return
        line, view = data_map.line(id), view_of(data_map, id)
        self._line, self._office = id, office
        self.set_title(f"{id}  {line.name[self.context.lang]}")
        self.fault.set_notice(None)
        self._empty()
        last = last_changes(entries)
        for field in map_fields(line, view, last, office, self.context.lang):
            editor = _MapEditor(self, line, field)
            self.fields[field.name] = editor
            self._holder.addWidget(editor)
        self.on_edited()

    @property
    def line(self) -> str:
        return self._line

    def named(self) -> dict[str, QWidget]:
        boxes = {f"{name}:confirm": each.confirm for name, each in self.fields.items()}
        return {**{name: each.editor for name, each in self.fields.items()}, **boxes}

    def clear(self) -> None:
        """Keep nothing of the file."""
        self._line, self._office = "", None
        self._empty()
        self.set_title(self.words("pane"))
        super().clear()

    def on_edited(self) -> None:
        """Take what the fields say now."""
        changes = [
            DataMapChanged(line=self._line, field=name, value=editor.text)
            for name, editor in self.fields.items()
            if editor.is_changed
        ]
        self.propose(changes, self._office, "")

    def _empty(self) -> None:
        for editor in self.fields.values():
            editor.hide()
            editor.deleteLater()
        self.fields = {}
