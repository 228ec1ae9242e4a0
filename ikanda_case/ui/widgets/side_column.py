"""A column of panels beside a page's own, as wide and as high as its words need."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ikanda_case.ui.look.measures import GAP_12
from ikanda_case.ui.look.theme import Look

_QT_MOST = 16_777_215


class SideColumn(QWidget):
    """A scrolling page asks its parts only for a least height; words that wrap need more."""

    def __init__(self, look: Look, width: int, *, parent: QWidget | None = None) -> None:
        """`width` is that of the column where it stands beside the others, at 100 %; it is wider
        where a panel cannot be so narrow."""
        super().__init__(parent)
        self._width = look.measures.px(width)
        self._beside = True
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP_12)

    def add(self, panel: QWidget) -> None:
        """Add a panel below the others."""
        self._lines.addWidget(panel)

    def end(self) -> None:
        """Nothing more comes: what room is left stays below."""
        self._lines.addStretch(1)

    def stand(self, columns: QBoxLayout, *, beside: bool) -> None:
        """Stand beside the other column of a layout, or below it over the whole width."""
        directions = QBoxLayout.Direction
        columns.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._beside = beside
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Take the room that is needed whenever the words or the width are others."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        width = max(self._width, self._lines.minimumSize().width())
        self.setMinimumWidth(width if self._beside else 0)
        self.setMaximumWidth(width if self._beside else _QT_MOST)
        self.setMinimumHeight(max(0, self._lines.totalHeightForWidth(self.width())))
