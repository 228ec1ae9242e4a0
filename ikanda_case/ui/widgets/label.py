"""Words on the window, always as plain text: a label never reads markup."""

from PySide6 import QtGui
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ikanda_case.ui.look.style import set_role


def plain_tip(words: str) -> str:
    """Words for a tooltip, made safe against being read as markup."""
    if QtGui.Qt.mightBeRichText(words):
        escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"<p style='white-space:pre-wrap'>{escaped}</p>"
    return words


class PlainLabel(QLabel):
    """Words in one of the sheet's roles.

    Roles: body, text2, muted, caption, label, strong, medium, section, title, number, late,
    soon, ok, pause.
    """

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "",
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self, role)
        self.setText(text)


class ElidedLabel(PlainLabel):
    """One line that gives way: cut with an ellipsis, whole in its tooltip and to the ear."""

    def __init__(self, text: str = "", *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role=role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        metrics = QFontMetricsF(self.font())
        return QSize(round(metrics.averageCharWidth() * 6), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as tooltip only while it is cut."""
        super().resizeEvent(event)
        self.setToolTip(plain_tip(self.text()) if self._cut() != self.text() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, cut to the width there is."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), self._cut())

    def _cut(self) -> str:
        width = self.contentsRect().width()
        return QFontMetricsF(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, width
        )
