"""The pane beside a case: what happened, newest first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ikanda_case.ui.case.words import Words
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_8, GAP_16
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.widgets.history import History, HistoryDay
from ikanda_case.ui.widgets.label import PlainLabel


class HistoryPane(QFrame):
    """Title and entries."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "raised")
        title = Words(context)("history")
        self.setAccessibleName(title)
        self.setFixedWidth(context.look.measures.history)
        self.history = History(context.look, title)
        head = PlainLabel(title, role="section")
        head.setContentsMargins(GAP_16, GAP_16, GAP_16, GAP_8)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(head)
        lines.addWidget(self.history, 1)

    def set_days(self, days: Sequence[HistoryDay]) -> None:
        """Show these."""
        self.history.set_days(days)

    def clear(self) -> None:
        """Hold nothing."""
        self.history.clear()
