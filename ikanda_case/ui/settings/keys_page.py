"""Toetsen: every key of the program, and whether single keys count."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QWidget

from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.choices import Choices
from ikanda_case.ui.frame.commands import COMMANDS
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.settings.section import SectionPage
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table


class KeysPage(SectionPage):
    """The keys as the menus have them."""

    def __init__(self, context: Context, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(context, "keys", wide=True, parent=parent)
        self._choices = choices
        words = self.words
        self.single = QCheckBox(words("keys_single"))
        self.single.setChecked(choices.value("single_keys") == "yes")
        self.single.toggled.connect(self._on_single_toggled)
        columns = (
            Column("command", words("keys_command"), stretch=True, fixed=True),
            Column("keys", words("keys_keys"), sample="Ctrl+Shift+Return, Ctrl+Shift+C"),
        )
        self.table = Table(
            context.look, words("section.keys"), columns, rows="dense", fits_rows=True
        )
        model = RowsModel([column.title for column in columns], self)
        model.set_rows(self._rows())
        self.table.setModel(model)
        panel = Panel(context.look, words("keys_list"), flush=True)
        panel.body.addWidget(self.table)
        self.body.addWidget(self.single)
        self.body.addWidget(panel)
        self.body.addStretch(1)
        choices.changed.connect(self._on_choices_changed)

    def _rows(self) -> list[Row]:
        rows = []
        for command in COMMANDS:
            if command.keys:
                name = self.words(f"command.{command.code}").replace("&", "").rstrip("…")
                native = QKeySequence.SequenceFormat.NativeText
                keys = ", ".join(QKeySequence(key).toString(native) for key in command.keys)
                rows.append(Row(command.code, (Cell(name), Cell(keys))))
        return rows

    def _on_single_toggled(self, on: bool) -> None:
        self._choices.choose("single_keys", "yes" if on else "no")

    def _on_choices_changed(self, what: str, _before: str, now: str) -> None:
        if what == "single_keys":
            self.single.setChecked(now == "yes")
