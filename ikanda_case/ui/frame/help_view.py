"""Help inside the program: short pages to read, in the language of the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.resource_files import resource
from ikanda_case.ui.frame.page_list import PageList, Section
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_12, GAP_16
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.plain_text import PlainText

PAGES = ("index", "keys", "search", "safe", "lock", "rescue", "security")


class HelpView(QDialog):
    """Pages at the left, the words at the right; the window stays usable beside it."""

    def __init__(
        self, look: Look, lang: str, page: str = "index", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        words = Words(lang, "ui_shell")
        self._lang = lang
        self.setWindowTitle(words("help_title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(look.measures.px(820), look.measures.px(560))
        sections = tuple(Section(code, words(f"help_page.{code}")) for code in PAGES)
        self.pages = PageList(look, words("help_pages"), sections)
        for part in (self.pages, self.pages.viewport()):
            set_role(part, "raised")
        self.pages.setFixedWidth(look.measures.px(196))
        self.text = PlainText(look, words("help_title"), bare=False)
        self.pages.turned.connect(self.show_page)
        close = Button(look, words("close"))
        close.clicked.connect(self.close)
        buttons = QDialogButtonBox()
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        middle = QHBoxLayout()
        middle.setSpacing(GAP_12)
        middle.addWidget(self.pages)
        middle.addWidget(self.text, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_16, GAP_16, GAP_16, GAP_16)
        lines.setSpacing(GAP_12)
        lines.addLayout(middle, 1)
        lines.addWidget(buttons)
        self.pages.choose(page)

    def show_page(self, code: str) -> None:
        """Show this page from its beginning."""
        path = resource("help", self._lang, f"{code}.md")
        self.text.set_text(path.read_text(encoding="utf-8"))
