"""One thing to know about a region, at its top: a bold sentence, a plain one, one way on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ikanda_case.ui.look.measures import EDGE_BANNER, GAP_12, GAP_16
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel

NoticeKind = Literal["late", "soon", "pause", "info", "ok"]

_WORST_FIRST: tuple[NoticeKind, ...] = ("late", "soon", "pause", "info", "ok")
_ICONS: dict[NoticeKind, str] = {
    "late": "error_circle",
    "soon": "warning",
    "pause": "pause",
    "info": "info",
    "ok": "checkmark_circle",
}
_EDGE_STRENGTH = 0.25


@dataclass(frozen=True, slots=True)
class Notice:
    """What a banner says."""

    kind: NoticeKind
    bold: str
    plain: str = ""
    action: str = ""
    """The words of the one way on; empty means there is none."""
    icon: str = ""
    """Empty means the kind's own."""
    primary: bool = False
    """The action is the next step of the screen and gets the filled button."""
    key: str = ""
    """For the view, to know which one was acted on."""


class Banner(QFrame):
    """Full width of its region; hidden while there is nothing to say."""

    acted = Signal(object)
    """The notice whose action was pressed."""

    def __init__(
        self, look: Look, notice: Notice | None = None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._notice: Notice | None = None
        self._put_away = False
        self._icon = QLabel(self)
        self._bold = PlainLabel(role="strong", wrap=True)
        self._plain = PlainLabel(role="text2", wrap=True)
        self._action: Button | None = None
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._bold)
        words.addWidget(self._plain)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(EDGE_BANNER + GAP_12, 8, GAP_12, 8)
        self._line.setSpacing(GAP_12)
        self._line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.addLayout(words, 1)
        look.changed.connect(self._on_look_changed)
        self.set_notice(notice)

    @property
    def notice(self) -> Notice | None:
        """What is said now."""
        return self._notice

    def set_notice(self, notice: Notice | None) -> None:
        """Say something else; None hides the banner."""
        self._notice = notice
        if notice is None:
            self._put_away = True
            self.hide()
            return
        if self._put_away:
            self._put_away = False
            self.show()
        self._bold.setText(notice.bold)
        self._plain.setText(notice.plain)
        self._plain.setVisible(bool(notice.plain))
        self.setAccessibleName(": ".join(part for part in (notice.bold, notice.plain) if part))
        self._set_action(notice)
        self._on_look_changed()

    def action_button(self) -> Button | None:
        """The button, to refuse or busy it."""
        return self._action

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint, edge on the leading side, a hair line round it."""
        if self._notice is None:
            return
        tokens = self._look.tokens
        kind = self._notice.kind
        painter = QPainter(self)
        place = QRectF(self.rect())
        painter.fillRect(place, QColor(tokens.tint(kind)))
        edge = QColor(tokens.accent if kind == "info" else tokens.ink(kind))
        hair = QColor(edge)
        if not tokens.is_contrast:
            hair.setAlphaF(_EDGE_STRENGTH)
        painter.setPen(hair)
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        start = place.right() - EDGE_BANNER if right_to_left else 0.0
        painter.fillRect(QRectF(start, 0, EDGE_BANNER, place.height()), edge)

    def _set_action(self, notice: Notice) -> None:
        if self._action is not None:
            self._line.removeWidget(self._action)
            self._action.hide()  # until it is really gone
            self._action.deleteLater()
            self._action = None
        if notice.action:
            kind: Literal["primary", "ghost"] = "primary" if notice.primary else "ghost"
            self._action = Button(self._look, notice.action, kind=kind, parent=self)
            self._action.clicked.connect(self._on_action_clicked)
            self._line.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
            self._action.show()

    def _on_action_clicked(self) -> None:
        self.acted.emit(self._notice)

    def _on_look_changed(self) -> None:
        if self._notice is not None:
            kind = self._notice.kind
            name = self._notice.icon or _ICONS[kind]
            ink = "accent" if kind == "info" else kind
            colour = getattr(self._look.tokens, ink)
            ratio = self.devicePixelRatioF()
            self._icon.setPixmap(self._look.icons.pixmap(name, GAP_16 + 4, colour, ratio))
        self.update()


class BannerSlot(QWidget):
    """Room for one banner: of all that could be said, the worst is."""

    acted = Signal(object)

    def __init__(self, look: Look, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self.banner = Banner(look, parent=self)
        self.banner.acted.connect(self.acted)
        line.addWidget(self.banner)
        self.hide()

    def set_notices(self, notices: Sequence[Notice]) -> None:
        """Show the worst of these; of equals, the first."""
        ranked = sorted(notices, key=lambda notice: _WORST_FIRST.index(notice.kind))
        self.banner.set_notice(ranked[0] if ranked else None)
        self.setVisible(bool(ranked))
