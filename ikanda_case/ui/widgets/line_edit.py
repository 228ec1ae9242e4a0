"""A text field with an icon before its words and small buttons after them."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ikanda_case.ui.look.measures import TARGET
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.paint import Canvas

_ICON, _ICON_AT, _ICON_ROOM = 16, 9, 24
_END = 3


class LineEdit(QLineEdit):
    """A `QLineEdit` whose buttons can be reached by Tab and are 24 px."""

    def __init__(
        self, look: Look, name: str, *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._buttons: list[Button] = []
        self.setAccessibleName(name)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, _END, 0)
        self._line.setSpacing(0)
        self._line.addStretch(1)
        self._keep_room()
        look.changed.connect(self.update)

    def clear(self) -> None:
        """Empty it for good: Qt's own `clear` can be undone, at a locked door as well."""
        self.setText("")

    def add_button(self, icon: str, words: str) -> Button:
        """A small button at the trailing end."""
        button = Button(self._look, words, kind="icon", icon=icon, parent=self)
        button.setFixedSize(TARGET, TARGET)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        self._line.addWidget(button)
        self._buttons.append(button)
        self._keep_room()
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        """With the icon before the words."""
        super().paintEvent(event)
        if not self._icon:
            return
        painter = QPainter(self)
        place = QRectF(self.rect())
        canvas = Canvas(painter, self._look, place, direction=self.layoutDirection())
        canvas.icon(self._icon, _ICON, "text2", _ICON_AT, (place.height() - _ICON) / 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons stay inside the frame."""
        super().resizeEvent(event)
        self._keep_room()

    def changeEvent(self, event: QEvent) -> None:
        """Another direction of writing changes sides."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._keep_room()

    def _keep_room(self) -> None:
        lead = _ICON_ROOM if self._icon else 0
        trail = TARGET * sum(1 for button in self._buttons if not button.isHidden())
        if self.isRightToLeft():
            lead, trail = trail, lead
        self.setTextMargins(lead, 0, trail, 0)
