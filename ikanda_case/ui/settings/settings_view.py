"""One settings page: sections at the left, the chosen one beside them."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.choices import Choices
from ikanda_case.ui.frame.in_hand import Held, Holds
from ikanda_case.ui.frame.page_list import PageList, Section
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.settings.calendar_page import CalendarPage
from ikanda_case.ui.settings.data_map_page import DataMapPage
from ikanda_case.ui.settings.keys_page import KeysPage
from ikanda_case.ui.settings.letters_page import LettersPage
from ikanda_case.ui.settings.looks_page import LooksPage
from ikanda_case.ui.settings.office_page import OfficePage
from ikanda_case.ui.settings.paper_page import PaperPage
from ikanda_case.ui.settings.people_page import PeoplePage
from ikanda_case.ui.settings.policy_page import PolicyPage
from ikanda_case.ui.settings.section import SectionPage
from ikanda_case.ui.settings.signing_page import SigningPage
from ikanda_case.ui.settings.vault_page import VaultPage
from ikanda_case.ui.widgets.label import PlainLabel

SECTIONS = {
    "office": "home",
    "calendar": "calendar",
    "policy": "scales",
    "data_map": "table",
    "letters": "document_text",
    "paper": "mail",
    "signing": "signature",
    "vault": "database",
    "people": "people",
    "looks": "eye",
    "keys": "keyboard",
}
_LIST_WIDTH = 196


class SettingsView(QWidget):
    """Office entries stand in the journal, looks on this computer; each section says which."""

    def __init__(self, context: Context, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = Words(context.lang, "ui_shell")
        self.setAccessibleName(words("settings"))
        self.pages: dict[str, SectionPage] = {
            "office": OfficePage(context),
            "calendar": CalendarPage(context),
            "policy": PolicyPage(context),
            "data_map": DataMapPage(context),
            "letters": LettersPage(context),
            "paper": PaperPage(context),
            "signing": SigningPage(context),
            "vault": VaultPage(context),
            "people": PeoplePage(context),
            "looks": LooksPage(context, choices),
            "keys": KeysPage(context, choices),
        }
        sections = tuple(
            Section(key, words(f"section.{key}"), icon) for key, icon in SECTIONS.items()
        )
        self.list = PageList(context.look, words("settings"), sections)
        self.list.turned.connect(self._on_list_turned)
        for part in (self.list, self.list.viewport()):
            set_role(part, "raised")
        side = QFrame()
        set_role(side, "raised")
        side.setFixedWidth(context.look.measures.px(_LIST_WIDTH))
        lines = QVBoxLayout(side)
        lines.setContentsMargins(GAP_8, GAP_16, GAP_8, GAP_16)
        lines.setSpacing(GAP_12)
        title = PlainLabel(words("settings"), role="section")
        title.setContentsMargins(GAP_8, 0, 0, 0)
        lines.addWidget(title)
        lines.addWidget(self.list, 1)
        rule = QFrame()
        set_role(rule, "rule")
        rule.setFixedWidth(1)
        self._stack = QStackedWidget()
        for page in self.pages.values():
            self._stack.addWidget(page)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(side)
        line.addWidget(rule)
        line.addWidget(self._stack, 1)
        self.show_section("office")

    def show_section(self, key: str) -> None:
        """Show one section."""
        self.list.choose(key or "office")

    def _on_list_turned(self, key: str) -> None:
        self._stack.setCurrentWidget(self.pages[key])

    @property
    def _page(self) -> SectionPage:
        return self.pages[self.list.current_key]

    def refresh(self) -> None:
        """Ask anew for what is shown."""
        self._page.refresh()

    def clear(self) -> None:
        """Keep nothing of the file."""
        for page in self.pages.values():
            page.clear()

    def in_hand(self) -> tuple[Held, ...]:
        """Return what is typed in any section."""
        holders = [page for page in self.pages.values() if isinstance(page, Holds)]
        return tuple(held for page in holders for held in page.in_hand())

    def take_up(self, held: Held) -> None:
        """Give it back to its section."""
        for page in self.pages.values():
            if isinstance(page, Holds):
                page.take_up(held)

    def complete_step(self) -> None:
        """Do what the section's filled button does."""
        self._page.complete_step()

    def focus_filter(self) -> None:
        """There is no filter: the keyboard goes to the list of sections."""
        self.list.setFocus()
