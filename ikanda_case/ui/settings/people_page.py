"""Mensen: who may act in this case file, and as what."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ikanda_case.app import office
from ikanda_case.app.desk import Changes
from ikanda_case.domain.journal import OFFICE, Entry
from ikanda_case.domain.office import Colleague, Office
from ikanda_case.ui.context import Context
from ikanda_case.ui.failing import tell
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.cells import Cell
from ikanda_case.ui.look.marks import Badge
from ikanda_case.ui.look.measures import GAP_8
from ikanda_case.ui.models.people_rows import next_person, people_rows
from ikanda_case.ui.models.vault_words import access_badge, with_own_way
from ikanda_case.ui.settings.access_panel import AccessPanel, Standing
from ikanda_case.ui.settings.people_history import PeopleHistory
from ikanda_case.ui.settings.permits_panel import PermitsPanel
from ikanda_case.ui.settings.role_boxes import RoleBoxes
from ikanda_case.ui.settings.section import SectionPage
from ikanda_case.ui.vault import Way
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table


class PeoplePage(SectionPage):
    """A list, a form that adds or changes a colleague, one for its ways in; then who may what."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "people", wide=True, parent=parent)
        self._people: dict[str, Colleague] = {}
        self._own: frozenset[str] = frozenset()
        self._chosen = ""
        words, look = self.words, context.look
        self._vault = context.adapters.vault(context.desk)
        self._vault_words = Words(context.lang, "ui_vault")
        columns: tuple[Column, ...] = (
            Column("name", words("person_name"), sample="Rik Ontwerp (fictief)", fixed=True),
            Column("roles", words("person_roles"), stretch=True),
            Column("here", words("person_desk"), sample=words("person_here"), gives_way=1),
        )
        if self._vault is not None:
            said = self._vault_words
            columns += (Column("access", said("access_column"), sample=said("access_yes") + "WW"),)
        self._model = RowsModel([column.title for column in columns], self)
        self.table = Table(look, words("section.people"), columns, fits_rows=True)
        self.table.setModel(self._model)
        self.table.setSortingEnabled(False)
        self.table.opened.connect(self._on_table_opened)
        list_panel = Panel(look, words("people_list"), flush=True)
        list_panel.body.addWidget(self.table)
        self.body.addWidget(list_panel)
        self.body.addWidget(self._form())
        self.access: AccessPanel | None = None
        if self._vault is not None:
            self.access = AccessPanel(context, self._vault)
            self.access.kept.connect(self.refresh)
            self.body.addWidget(self.access)
        self.history = PeopleHistory(context)
        self.body.addWidget(self.history)
        self.body.addWidget(PermitsPanel(context))
        self.body.addStretch(1)
        context.changed.connect(self._on_context_changed)
        self._show_form(None)
        self.refresh()

    def _form(self) -> Panel:
        words, look = self.words, self.context.look
        self._panel = Panel(look, words("person_new"))
        self.name = LineEdit(look, words("person_name"))
        self.name.textChanged.connect(self._allow)
        self.roles = RoleBoxes(self.context)
        self.roles.changed.connect(self._allow)
        self._reason = PlainLabel(role="text2", wrap=True)
        self.keep = Button(look, words("person_add"), kind="primary", key="Ctrl+Enter")
        self.keep.clicked.connect(self.complete_step)
        self.new = Button(look, words("person_other"))
        self.new.clicked.connect(self._on_new_clicked)
        acts = QHBoxLayout()
        acts.setSpacing(GAP_8)
        acts.addWidget(self.keep)
        acts.addWidget(self.new)
        acts.addWidget(self._reason, 1)
        self.name.setMaximumWidth(look.measures.px(400))
        self._panel.body.addWidget(Field(look, words("person_name"), self.name))
        self._panel.body.addWidget(PlainLabel(words("person_roles"), role="strong"))
        self._panel.body.addWidget(self.roles)
        self._panel.body.addWidget(PlainLabel(words("person_note"), role="caption", wrap=True))
        self._panel.body.addLayout(acts)
        return self._panel

    # ---- asking --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask who is there."""
        file = self.context.desk.file

        def read() -> tuple[Office, Sequence[Entry]]:
            with file.reading() as now:
                return now.office(), now.entries(OFFICE)

        self.context.read(read, self._on_office_read, owner=self)
        vault = self._vault
        if vault is not None:
            self.context.read(
                vault.ways, self._on_ways_read, owner=self, failed=self._on_ways_failed
            )

    def _on_office_read(self, read: tuple[Office, Sequence[Entry]]) -> None:
        office_now, entries = read
        self._people = dict(office_now.people)
        self.history.show_entries(entries, office_now)
        self._show_people()
        self._allow()

    def _on_ways_read(self, ways: Sequence[Way]) -> None:
        self._own = with_own_way(ways)
        self.banner.set_notices(())
        self._show_people()

    def _on_ways_failed(self, error: Exception) -> None:
        tell(self.context, self.banner, error)

    def _show_people(self) -> None:
        rows = people_rows(
            self._people.values(), self.words, self.context.desk.actor, self.context.lang
        )
        if self._vault is not None:
            rows = [
                replace(row, cells=(*row.cells, Cell(badge=self._badge(row.key)))) for row in rows
            ]
        self._model.set_rows(rows)
        self._show_access()

    def _badge(self, person: str) -> Badge:
        return access_badge(self._vault_words, own=person in self._own)

    def _show_access(self) -> None:
        if self.access is None:
            return
        person = self._people.get(self._chosen)
        me = self.context.desk.actor
        self.access.show_standing(
            Standing(person, person.id in self._own, person.id == me) if person else None
        )

    def _on_context_changed(self, changes: Changes) -> None:
        if changes.office:
            self.refresh()

    # ---- the form ------------------------------------------------------------------------------

    def _on_table_opened(self, key: object) -> None:
        self._show_form(self._people[str(key)])
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_new_clicked(self) -> None:
        self._show_form(None)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self, person: Colleague | None) -> None:
        self._chosen = person.id if person else ""
        self._panel.set_title(self.words("person_change" if person else "person_new"))
        self.keep.set_words(self.words("person_keep" if person else "person_add"))
        self.new.setVisible(person is not None)
        self.name.setText(person.name if person else "")
        self.roles.show_roles(person.roles if person else ())
        self._allow()
        self._show_access()

    def _allow(self) -> None:
        reason = self.context.refusal("people") or self._missing()
        self.keep.refuse(reason)
        self._reason.setText(reason)

    def _missing(self) -> str:
        if not self.name.text().strip():
            return self.words("person_name_missing")
        return "" if self.roles.chosen() else self.words("person_roles_missing")

    def complete_step(self) -> None:
        """Write the colleague into the journal."""
        if not self.keep.isEnabled():
            return
        desk, name, roles = self.context.desk, self.name.text().strip(), self.roles.chosen()
        person = self._chosen or next_person(self._people)
        self.keep.set_busy(self.words("busy"))
        self.context.act(
            lambda: office.add_person(desk, person, name, roles),
            owner=self,
            done=lambda _changes: self._on_kept(name),
            failed=self._on_failed,
        )

    def _on_kept(self, name: str) -> None:
        self.keep.set_busy("")
        self._show_form(None)
        self.context.said.emit(self.words("person_kept", name=name))

    def _on_failed(self, error: Exception) -> None:
        self.keep.set_busy("")
        self._allow()
        self.context.failed.emit(error)

    def clear(self) -> None:
        """Keep no name."""
        super().clear()
        self._people = {}
        self._own = frozenset()
        self._model.set_rows(())
        self.history.clear()
        self._show_form(None)
        if self.access is not None:
            self.access.clear()
