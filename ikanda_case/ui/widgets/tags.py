"""Rights and other labels without colour, as many whole ones as fit."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.label import plain_tip
from ikanda_case.ui.widgets.paint import Canvas
from ikanda_case.ui.widgets.sizes import more_width, tag_height, tag_width, tags_width


class TagRow(QLabel):
    """Outlined tags in one line, then +n; the tooltip and the ear get all of them."""

    def __init__(
        self, look: Look, tags: Sequence[str] = (), *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._tags: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._on_look_changed)
        self.set_tags(tags)

    @property
    def tags(self) -> tuple[str, ...]:
        """All of them, shown or not."""
        return self._tags

    def set_tags(self, tags: Sequence[str]) -> None:
        """Show these."""
        self._tags = tuple(tags)
        self.setAccessibleName(", ".join(self._tags))
        self.setToolTip(plain_tip(", ".join(self._tags)) if len(self._tags) > 1 else "")
        self._on_look_changed()

    def sizeHint(self) -> QSize:
        """Room for all."""
        width = tags_width(self._tags, self._look)
        return QSize(round(width + 0.5), round(tag_height(self._look)))

    def minimumSizeHint(self) -> QSize:
        """Room for the first and a number."""
        if len(self._tags) < 2:
            return self.sizeHint()
        width = tag_width(self._tags[0], self._look) + more_width(99, self._look)
        return QSize(round(width), round(tag_height(self._look)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tags."""
        painter = QPainter(self)
        place = QRectF(self.rect())
        direction = self.layoutDirection()
        Canvas(painter, self._look, place, direction=direction).tags(self._tags)

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()
