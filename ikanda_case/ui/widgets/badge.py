"""A state beside words of its own: shape, text and colour as one small label."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.paint import Canvas
from ikanda_case.ui.widgets.sizes import badge_height, badge_width


class BadgeLabel(QLabel):
    """One badge; the screen reader gets the whole sentence."""

    def __init__(
        self, look: Look, badge: Badge | None = None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._badge = Badge(Shape.NONE, "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._on_look_changed)
        self.set_badge(badge)

    @property
    def badge(self) -> Badge:
        """What is shown."""
        return self._badge

    def set_badge(self, badge: Badge | None) -> None:
        """Show another state; None shows nothing and takes no room."""
        self._badge = badge or Badge(Shape.NONE, "")
        self.setAccessibleName(self._badge.sentence)
        self.setToolTip(self._badge.spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The badge whole, at the height of a chip; nothing for no badge."""
        if not self._badge.text and self._badge.shape is Shape.NONE:
            return QSize(0, 0)
        width = badge_width(self._badge, self._look)
        return QSize(round(width + 0.5), round(badge_height(self._look)))

    def minimumSizeHint(self) -> QSize:
        """The same: a state is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shape and words."""
        painter = QPainter(self)
        place = QRectF(self.rect())
        direction = self.layoutDirection()
        Canvas(painter, self._look, place, direction=direction).badge(self._badge)

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()


__all__ = ["Badge", "BadgeLabel", "Shape"]
