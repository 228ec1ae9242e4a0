"""Points that must be in order, each with its state, its words and its reason or article."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ikanda_case.ui.look.marks import Badge
from ikanda_case.ui.look.measures import GAP_8
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.lines import Drawing, Line, LineDelegate, LineList
from ikanda_case.ui.widgets.sizes import wrapped_height

_BETWEEN = 4
_WORDS_AFTER = 10


@dataclass(frozen=True, slots=True)
class Check:
    """One point. The badge's own words are only spoken; a strong badge makes the title bold."""

    key: str
    badge: Badge
    title: str
    second: str = ""

    @property
    def sentence(self) -> str:
        """Title, state and reason."""
        parts = (self.title, self.badge.sentence, self.second)
        return ", ".join(part for part in parts if part)


class Checklist(QWidget):
    """As high as its points; arrows move, Enter or a click says `chosen`."""

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        checks: Sequence[Check] = (),
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._checks: tuple[Check, ...] = ()
        self._list = LineList(name, parent=self)
        self._list.setItemDelegate(LineDelegate(look, self._list, _CheckPainter(look)))
        set_role(self._list, "clear")
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.opened.connect(self.chosen)
        self.setFocusProxy(self._list)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._list)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_checks(checks)
        look.changed.connect(self.updateGeometry)

    @property
    def checks(self) -> tuple[Check, ...]:
        """All points."""
        return self._checks

    def set_checks(self, checks: Sequence[Check]) -> None:
        """Show these."""
        self._checks = tuple(checks)
        self._list.lines.set_lines(
            [
                Line(check.key, check, check.sentence, tip=check.badge.sentence)
                for check in self._checks
            ]
        )
        self.updateGeometry()

    def choose(self, key: str) -> bool:
        """Move to this point; False when it is not there."""
        return self._list.choose(key)

    def sizeHint(self) -> QSize:
        """All points."""
        return QSize(200, self._list.content_height())

    def minimumSizeHint(self) -> QSize:
        """All points; words give way."""
        return QSize(120, self._list.content_height())


class _CheckPainter:
    def __init__(self, look: Look) -> None:
        self._look = look

    def is_chosen(self, line: Line, *, selected: bool) -> bool:
        """The point the keyboard or pointer chose."""
        return selected

    def height(self, line: Line, width: int) -> int:
        """Title and reason, each as many lines as they need."""
        title, second = self._heights(line.value, width)
        return max(24, round(title + second + 2 * _BETWEEN))

    def draw(self, line: Line, drawing: Drawing) -> None:
        """Shape, title, reason."""
        check: Check = line.value
        canvas = drawing.canvas
        canvas.quiet_ground(drawing.selected, ring=drawing.ring)
        side = self._look.measures.shape
        title, second = self._heights(check, round(drawing.place.width()))
        first_line = QFontMetricsF(self._look.fonts.body).height()
        top = (first_line - side) / 2 + _BETWEEN
        canvas.narrowed(QRectF(canvas.place(GAP_8, top, side, side))).shape(
            check.badge.shape, check.badge.role, 0, side
        )
        at = GAP_8 + side + _WORDS_AFTER
        room = self._room(drawing.place.width())
        canvas.wrapped(
            check.title, self._font(check), "text", canvas.place(at, _BETWEEN, room, title)
        )
        below = canvas.place(at, _BETWEEN + title, room, second)
        canvas.wrapped(check.second, self._look.fonts.caption, "muted", below)

    def _font(self, check: Check) -> QFont:
        fonts = self._look.fonts
        return fonts.strong if check.badge.strong else fonts.body

    def _room(self, width: float) -> float:
        return max(40.0, width - 2 * GAP_8 - self._look.measures.shape - _WORDS_AFTER)

    def _heights(self, check: Check, width: int) -> tuple[float, float]:
        room = self._room(width)
        title = wrapped_height(check.title, self._font(check), room)
        second = wrapped_height(check.second, self._look.fonts.caption, room)
        return title, second
