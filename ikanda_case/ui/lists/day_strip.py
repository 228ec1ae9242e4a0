"""Fourteen days with the deadlines that fall on them, drawn as shapes; the first cell is late."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikanda_case.ui.look.measures import GAP_8
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.look.tokens import Ink
from ikanda_case.ui.models.today_days import StripDay
from ikanda_case.ui.widgets.paint import Canvas

_HEIGHT = 86
_LINE = 20


class DayStrip(QWidget):
    """Arrow keys move by day; Enter or a click asks for the cases of that day."""

    day_chosen = Signal(object)
    """A date, or None for what is late."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._name = name
        self._days: tuple[StripDay, ...] = ()
        self._at = 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        look.changed.connect(self.update)

    def set_days(self, days: Sequence[StripDay]) -> None:
        """Show these cells."""
        self._days = tuple(days)
        self._at = min(self._at, max(0, len(self._days) - 1))
        self._speak()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it is given; high enough for three lines."""
        return QSize(15 * 44, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Cells may become narrow, never low."""
        return QSize(15 * 32, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by day, choose by Enter or Space."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step:
            self._at = max(0, min(len(self._days) - 1, self._at + step))
            self._speak()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the cell under it."""
        if self._days:
            starts = [self._box(place).left() for place in range(len(self._days))]
            self._at = max(0, bisect_right(starts, event.position().x()) - 1)
            self._speak()
            self.update()
            self._choose()

    def _choose(self) -> None:
        if self._days:
            self.day_chosen.emit(self._days[self._at].day)

    def _speak(self) -> None:
        if self._days:
            self.setAccessibleDescription(self._days[self._at].spoken)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each cell from left to right, the one with the keyboard in a ring."""
        painter = QPainter(self)
        for place, day in enumerate(self._days):
            box = self._box(place)
            ring = self.hasFocus() and place == self._at
            self._draw(painter, day, box, ring=ring)

    def _box(self, place: int) -> QRectF:
        """Return a cell; the first holds words and is as wide as they need."""
        metrics = QFontMetricsF(self._look.fonts.strong)
        words = (self._days[0].above, self._days[0].number)
        first = max(metrics.horizontalAdvance(each) for each in words) + 2 * GAP_8
        first = max(first, self.width() / len(self._days))
        rest = (self.width() - first) / max(1, len(self._days) - 1)
        if place == 0:
            return QRectF(0, 0, first, self.height())
        return QRectF(first + (place - 1) * rest, 0, rest, self.height())

    def _draw(self, painter: QPainter, day: StripDay, box: QRectF, *, ring: bool) -> None:
        canvas = Canvas(painter, self._look, box, selected=day.today)
        tokens = self._look.tokens
        if day.rest:
            canvas.fill(0, 0, box.width(), box.height(), tokens.sunken)
        elif day.today:
            canvas.quiet_ground(True, ring=False)
        if ring:
            canvas.quiet_ground(False, ring=True)
        fonts = self._look.fonts
        ink: Ink = "text2"
        number: Ink = "late" if day.day is None and day.count else "text2" if day.rest else "text"
        strong = day.today or number == "late"
        self._centred(painter, canvas, (8, box.width()), day.above, ink, strong=False)
        self._centred(painter, canvas, (8 + _LINE, box.width()), day.number, number, strong=strong)
        if day.count:
            self._shapes(painter, day, box)
        else:
            middle = canvas.place(0, 52, box.width(), 24)
            painter.setFont(fonts.body)
            painter.setPen(canvas.ink("disabled"))
            painter.drawText(middle, int(Qt.AlignmentFlag.AlignCenter), "–")

    def _centred(
        self, painter: QPainter, canvas: Canvas, spot: tuple[float, float], words: str, ink: Ink,
        *, strong: bool,
    ) -> None:  # fmt: skip
        top, width = spot
        painter.setFont(self._look.fonts.strong if strong else self._look.fonts.body)
        painter.setPen(canvas.ink(ink))
        place = canvas.place(0, top, width, _LINE)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)

    def _shapes(self, painter: QPainter, day: StripDay, box: QRectF) -> None:
        """Draw up to two shapes; over two, one shape and the number."""
        side = self._look.measures.shape
        row = QRectF(box.left(), 52, box.width(), 24)
        canvas = Canvas(painter, self._look, row, selected=day.today)
        if day.count <= 2 and day.day is not None:
            width = side * day.count + 4 * (day.count - 1)
            start = (box.width() - width) / 2
            for number in range(day.count):
                canvas.shape(day.shape, day.ink, start + number * (side + 4), side)
            return
        start = (box.width() - side - 16) / 2
        canvas.shape(day.shape, day.ink, start, side)
        place = canvas.place(start + side + 4, 0, 24, 24)
        canvas.words(str(day.count), self._look.fonts.strong, day.ink, place)
