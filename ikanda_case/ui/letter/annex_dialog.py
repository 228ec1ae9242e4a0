"""One data file of a letter, looked at inside the program: as text, or as the pages it has."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.frame.words import page_words
from ikanda_case.ui.look.measures import GAP_12, GAP_16
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.page_view import PageView
from ikanda_case.ui.widgets.plain_text import PlainText

MOST_SHOWN = 100_000
"""Signs of a text that are shown; the rest is said to be there."""


class AnnexDialog(QDialog):
    """To read and to close; `save` writes it outside, where the page asks for the place."""

    def __init__(
        self, context: Context, name: str, looked_at: str | Sequence[QImage], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._lang = context.lang
        look = context.look
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(look.measures.px(720), look.measures.px(560))
        self.text: PlainText | None = None
        self.pages: PageView | None = None
        self.note = PlainLabel(role="caption", wrap=True)
        self.note.hide()
        inside: QWidget = (
            self._text(look, name, looked_at)
            if isinstance(looked_at, str)
            else self._pages(look, name, looked_at)
        )
        self.save = Button(look, self._say("save_as"))
        close = Button(look, self._say("many_close"))
        close.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_16, GAP_16, GAP_16, GAP_16)
        lines.setSpacing(GAP_12)
        lines.addWidget(inside, 1)
        lines.addWidget(self.note)
        lines.addWidget(buttons)

    def _text(self, look: Look, name: str, text: str) -> PlainText:
        self.text = PlainText(look, name, bare=False)
        self.text.set_text(text[:MOST_SHOWN])
        self.note.setText(self._say("annex_cut") if len(text) > MOST_SHOWN else "")
        self.note.setVisible(len(text) > MOST_SHOWN)
        return self.text

    def _pages(self, look: Look, name: str, pages: Sequence[QImage]) -> PageView:
        self.pages = PageView(look, name, page_words(self._lang))
        self.pages.set_pages(pages)
        return self.pages

    def in_hand(self) -> tuple[Held, ...]:
        """Nothing is typed here."""
        return ()

    def put_back(self, words: Mapping[str, str]) -> None:
        """There is nothing to fill."""

    def wipe(self) -> None:
        """Hold no word of the file any more."""
        if self.text is not None:
            self.text.clear()
        if self.pages is not None:
            self.pages.clear()

    def _say(self, code: str) -> str:
        return phrase(self._lang, "ui_letter", code)
