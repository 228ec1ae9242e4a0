"""Buttons: one filled one for the next step, plain ones, and quiet ones without a frame."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ikanda_case.ui.look.measures import RADIUS_CONTROL, TARGET
from ikanda_case.ui.look.style import set_kind
from ikanda_case.ui.look.theme import Look

Kind = Literal["plain", "primary", "ghost", "icon"]


class Button(QPushButton):
    """A verb. Never the default of a dialog unless somebody makes it so.

    `kind="icon"` shows the icon alone; its words are then the tooltip and the spoken name.
    """

    def __init__(
        self,
        look: Look,
        words: str,
        *,
        kind: Kind = "plain",
        icon: str = "",
        tip: str = "",
        key: str = "",
        icon_size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._kind = kind
        self._words = words
        self._tip = tip
        self._key = key
        self._refusal = ""
        self._busy = ""
        self.setAutoDefault(False)
        set_kind(self, "" if kind == "plain" else kind)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if icon:
            ink = "on_accent" if kind == "primary" else "text2"
            look.dress(self, icon, size=icon_size, ink=ink)
        self._show()

    @property
    def words(self) -> str:
        """The verb, also while the button is busy."""
        return self._words

    def set_words(self, words: str) -> None:
        """Another verb."""
        self._words = words
        self._show()

    def set_busy(self, words: str) -> None:
        """Say that it is being done and take no second press; empty words end it."""
        self._busy = words
        self._show()

    def refuse(self, reason: str) -> None:
        """Stay visible but closed, with the reason as tooltip and spoken description."""
        self._refusal = reason
        self._show()

    def allow(self) -> None:
        """Take back a refusal."""
        self.refuse("")

    def sizeHint(self) -> QSize:
        """Square for an icon alone."""
        if self._kind != "icon":
            return super().sizeHint()
        side = max(TARGET, self._look.measures.control)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """With a second ring inside the filled button, whose own colour is too near the first."""
        super().paintEvent(event)
        if self._kind == "primary" and self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._look.tokens.on_accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inside = self.rect().toRectF().adjusted(2.75, 2.75, -2.75, -2.75)
            painter.drawRoundedRect(inside, RADIUS_CONTROL - 2, RADIUS_CONTROL - 2)

    def _show(self) -> None:
        shown = self._busy or self._words
        plain = shown.replace("&", "")
        self.setText("" if self._kind == "icon" else shown)
        self.setAccessibleName(plain)
        self.setAccessibleDescription(self._refusal or self._tip)
        self.setEnabled(not self._busy and not self._refusal)
        tip = self._tip or (plain if self._kind == "icon" else "")
        if self._key:
            tip = f"{tip or plain} ({self._key})"
        self.setToolTip(self._refusal or tip)
        self.updateGeometry()
