"""The chips above the register: one right, one state of identity, one colleague."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ikanda_case.app.queries import RegisterFilter
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.names import identity_name
from ikanda_case.ui.context import Context
from ikanda_case.ui.lists.register_tables import IDENTITIES
from ikanda_case.ui.widgets.chip import FilterChip


class RegisterChips(QObject):
    """Narrow a list; what they offer depends on the office, and is known once it was read."""

    chosen = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._values: dict[str, str] = {}
        self.widgets = {
            name: FilterChip(context.look, self._say(f"chip_{name}"), QMenu(parent))
            for name in ("right", "identity", "handler")
        }

    def narrowed(self, wanted: RegisterFilter) -> RegisterFilter:
        """The filter with what is chosen here."""
        if "right" in self._values:
            wanted = replace(wanted, right=self._values["right"])
        if "identity" in self._values:
            wanted = replace(wanted, identity=(self._values["identity"],))
        if "handler" in self._values:
            wanted = replace(wanted, handler=self._values["handler"])
        return wanted

    def fill(self, office: Office) -> None:
        """Offer what this office knows."""
        lang, rights = self._context.lang, office.rulebook.rights.rights
        self._fill("right", {key: right.short[lang] for key, right in rights.items()})
        self._fill("identity", {code: identity_name(code, lang) for code in IDENTITIES})
        people = {person.id: person.name for person in office.people.values()}
        self._fill("handler", {"": self._say("nobody"), **people})

    def _fill(self, name: str, options: dict[str, str]) -> None:
        menu = self.widgets[name].menu()
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
        if key is None:
            self._values.pop(name, None)
        else:
            self._values[name] = key
        self.widgets[name].set_value(words)
        self.chosen.emit()

    def clear(self) -> None:
        """Narrow nothing, and know no office any more."""
        self._values.clear()
        for chip in self.widgets.values():
            chip.set_value("")
            chip.menu().clear()

    def _say(self, code: str) -> str:
        return phrase(self._context.lang, "ui_lists", code)
