"""What every side of a case is: a page that shows one case and lets go of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ikanda_case.ui.case.words import Words
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_12
from ikanda_case.ui.models.case_page import CaseNow


class Side(QWidget):
    """One tab of the case page; dialogs are opened by the page, at its wish."""

    wanted = Signal(str)
    """Code of a dialog."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.say = Words(context)
        self.now: CaseNow | None = None
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(GAP_12)

    def show_case(self, now: CaseNow) -> None:
        """Show a case as it is now."""
        self.now = now

    def show_right(self, right: str) -> None:
        """Follow the row that was chosen, where it matters."""

    def clear(self) -> None:
        """Hold no word of a case any more."""
        self.now = None
