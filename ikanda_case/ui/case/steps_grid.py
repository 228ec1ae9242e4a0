"""The steps of a count under each other: number, day, sentence, source."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ikanda_case.ui.look.measures import GAP_8, GAP_16
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.case_clock import StepLine
from ikanda_case.ui.widgets.label import PlainLabel

_SOURCE_WIDTH = 260


class StepsGrid(QWidget):
    """A grid as high as its steps; the last one is the day itself and stands out."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_16)
        self._grid.setVerticalSpacing(GAP_8)
        self._grid.setColumnStretch(2, 1)

    def set_lines(self, lines: Sequence[StepLine]) -> None:
        """Show these in place of what stood there."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._add(line)

    def _add(self, line: StepLine) -> None:
        role = "strong" if line.last else ""
        top = Qt.AlignmentFlag.AlignTop
        parts = (
            PlainLabel(str(line.number), role="muted"),
            PlainLabel(line.day, role=role),
            PlainLabel(line.words, role=role, wrap=True, selectable=True),
            PlainLabel(line.source, role="caption", wrap=True),
        )
        for column, part in enumerate(parts):
            self._grid.addWidget(part, line.number - 1, column, top)
        parts[3].setMaximumWidth(self._look.measures.px(_SOURCE_WIDTH))
