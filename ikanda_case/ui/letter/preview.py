"""The page beside the text, with one line below that says what it is."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import page_words
from ikanda_case.ui.jobs import Ticket
from ikanda_case.ui.look.measures import GAP_8, GAP_12
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.page_view import PageView


class Preview(QWidget):
    """Shows the last pages there were until new ones come; earlier work is given up."""

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Ticket] = []

        self.pages = PageView(context.look, name, page_words(context.lang))
        self.note = PlainLabel(role="caption", wrap=True)
        below = QVBoxLayout(self)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.pages, 1)
        row = QHBoxLayout()
        row.setContentsMargins(GAP_12, GAP_8, GAP_12, GAP_8)
        row.addWidget(self.note)
        below.addLayout(row)

    def await_pages(self, note: str, start: Callable[[], Ticket]) -> None:
        """Give up what is being drawn and begin this instead."""
        self.drop()
        self.note.setText(note)
        self._jobs.append(start())

    def show_pages(self, pages: Sequence[QImage], note: str) -> None:
        """Show these pages."""
        self.pages.set_pages(pages)
        self.note.setText(note)

    def drop(self) -> None:
        """Give up what is being drawn."""
        while self._jobs:
            self._jobs.pop().cancel()

    def clear(self) -> None:
        """Show nothing, keep nothing."""
        self.drop()
        self.pages.clear()
        self.note.clear()
