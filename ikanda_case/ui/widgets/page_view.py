"""Pages of a letter or scan as pictures on the desk: page, fit, zoom."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ikanda_case.ui.look.measures import GAP_4, GAP_8, GAP_12, GAP_16
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel

PAGE_DPI = 130
"""Dots an inch at which a page is drawn that is read beside its words."""
_SHADOW = 3
_STEP = 1.25
_FIT = 0.0
_LEAST, _MOST = 0.25, 6.0
_PAPER = 1.414
"""Height over width of a page that is not there yet: A4."""
_NEAR_ENOUGH = 0.1
"""A picture is asked for again when its width is off by more than this share."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """What the viewer says; `place` and `spoken` are formats with {number} and {count}."""

    previous: str
    next: str
    fit: str
    zoom_in: str
    zoom_out: str
    place: str = "{number} / {count}"
    spoken: str = "{number} / {count}"


class PageView(QWidget):
    """One page at a time, as wide as there is room, at the screen's real pixels.

    `page_wanted(number, width)` asks for a picture of that page, from 0, that many real pixels
    wide; answer with `set_page`. White stays white in the dark: a page is evidence.
    """

    page_wanted = Signal(int, int)
    page_changed = Signal(int)

    def __init__(
        self, look: Look, name: str, words: PageWords, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._name = name
        self._words = words
        self._images: list[QImage | None] = []
        self._number = 0
        self._zoom = _FIT
        self._asked: tuple[int, int] = (-1, 0)
        self.head = QHBoxLayout()
        """Above the page: the view's own title first, its own buttons last."""
        self._place = PlainLabel(role="text2")
        self._previous = self._icon_button("chevron_left", words.previous)
        self._next = self._icon_button("chevron_right", words.next)
        self._fit = self._icon_button("page_fit", words.fit)
        self._zoom_out = self._icon_button("zoom_out", words.zoom_out)
        self._zoom_in = self._icon_button("zoom_in", words.zoom_in)
        self._sheet = _Sheet(look)
        self._scroll = _Desk(look, self._sheet)
        self._scroll.setAccessibleName(name)
        self._scroll.zoomed.connect(self._on_scroll_zoomed)
        self._scroll.turned.connect(self._on_scroll_turned)
        self._scroll.resized.connect(self._show)
        self._lay_out()
        self._connect_buttons()
        look.changed.connect(self._show)
        self._show()

    def _icon_button(self, icon: str, words: str) -> Button:
        return Button(self._look, words, kind="icon", icon=icon, parent=self)

    def _lay_out(self) -> None:
        self.head.setContentsMargins(GAP_16, GAP_4, GAP_8, GAP_4)
        self.head.setSpacing(GAP_4)
        self.head.addStretch(1)
        for widget in (self._previous, self._place, self._next):
            self.head.addWidget(widget)
        self.head.addSpacing(GAP_8)
        for widget in (self._fit, self._zoom_out, self._zoom_in):
            self.head.addWidget(widget)
        bar = QFrame()
        set_role(bar, "raised")
        bar.setLayout(self.head)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(bar)
        lines.addWidget(self._scroll, 1)

    def _connect_buttons(self) -> None:
        self._previous.clicked.connect(lambda: self.go_to(self._number - 1))
        self._next.clicked.connect(lambda: self.go_to(self._number + 1))
        self._fit.clicked.connect(lambda: self.set_zoom(_FIT))
        self._zoom_in.clicked.connect(lambda: self._on_scroll_zoomed(1))
        self._zoom_out.clicked.connect(lambda: self._on_scroll_zoomed(-1))

    @property
    def number(self) -> int:
        """The page that is shown, from 0."""
        return self._number

    @property
    def count(self) -> int:
        """How many pages."""
        return len(self._images)

    def set_pages(self, pages: Sequence[QImage]) -> None:
        """Show these pictures, from the first page."""
        self._images = list(pages)
        self._number = 0
        self._asked = (-1, 0)
        self._show()

    def set_page_count(self, count: int) -> None:
        """So many pages, pictures to follow; pages already known stay until they are replaced."""
        self._images = [*self._images[:count], *([None] * (count - len(self._images)))]
        self._number = max(0, min(self._number, count - 1))
        self._asked = (-1, 0)
        self._show()

    def set_page(self, number: int, image: QImage) -> None:
        """The picture of one page."""
        if 0 <= number < len(self._images):
            self._images[number] = image
            if number == self._number:
                self._show()

    def clear(self) -> None:
        """Show nothing, keep nothing."""
        self.set_pages(())

    def go_to(self, number: int) -> None:
        """Show another page from its top; outside the document nothing happens."""
        if not 0 <= number < self.count or number == self._number:
            return
        self._number = number
        self._scroll.verticalScrollBar().setValue(0)
        self._show()
        self.page_changed.emit(number)

    def set_zoom(self, zoom: float) -> None:
        """1.0 is 96 pixels an inch for A4; 0 fits the width."""
        self._zoom = zoom if zoom == _FIT else min(_MOST, max(_LEAST, zoom))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what is missing."""
        super().showEvent(event)
        self._show()

    def _width(self) -> int:
        if self._zoom == _FIT:
            bar = self._scroll.verticalScrollBar().sizeHint().width()
            return max(100, self._scroll.width() - bar - 2 * GAP_12)
        return round(794 * self._zoom)

    def _show(self) -> None:
        image = self._images[self._number] if self._images else None
        width = self._width()
        shape = _PAPER if image is None else image.height() / max(1, image.width())
        self._sheet.show_page(image, QSize(width, round(width * shape)), shown=bool(self._images))
        facts = {"number": self._number + 1 if self._images else 0, "count": self.count}
        self._place.setText(self._words.place.format(**facts))
        self._sheet.setAccessibleName(self._words.spoken.format(**facts))
        self._scroll.setAccessibleDescription(self._words.spoken.format(**facts))
        self._previous.setEnabled(self._number > 0)
        self._next.setEnabled(self._number + 1 < self.count)
        self._ask(image, width)

    def _ask(self, image: QImage | None, width: int) -> None:
        """Once for each page and width."""
        if not self._images or not self.isVisible():
            return
        wanted = round(width * self.devicePixelRatioF())
        if image is not None and abs(image.width() - wanted) <= wanted * _NEAR_ENOUGH:
            return
        if self._asked != (self._number, wanted):
            self._asked = (self._number, wanted)
            self.page_wanted.emit(self._number, wanted)

    def _on_scroll_zoomed(self, direction: int) -> None:
        now = self._zoom or self._width() / 794
        self.set_zoom(now * (_STEP if direction > 0 else 1 / _STEP))

    def _on_scroll_turned(self, direction: int) -> None:
        self.go_to(self._number + direction)


class _Desk(QScrollArea):
    """The desk behind the page; Ctrl with the wheel, + and - zoom, Page keys turn."""

    zoomed = Signal(int)
    turned = Signal(int)
    resized = Signal()

    def __init__(self, look: Look, sheet: "_Sheet") -> None:
        super().__init__()
        self._look = look
        self.setWidget(sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(self, "desk")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted page follows."""
        super().resizeEvent(event)
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn the page when there is nothing left to scroll."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_PageDown if bar.value() == bar.maximum():
                self.turned.emit(1)
            case Qt.Key.Key_PageUp if bar.value() == bar.minimum():
                self.turned.emit(-1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoomed.emit(1)
            case Qt.Key.Key_Minus:
                self.zoomed.emit(-1)
            case _:
                super().keyPressEvent(event)


class _Sheet(QWidget):
    """One page with its shadow, on the desk's own colour."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._image: QImage | None = None
        self._drawn: QPixmap | None = None
        self._page = QSize()
        self._shown = False

    def show_page(self, image: QImage | None, size: QSize, *, shown: bool) -> None:
        """Draw the page at this size; without a picture as blank paper."""
        if image is not self._image or size != self._page:
            self._drawn = None
        self._image, self._page, self._shown = image, size, shown
        self.resize(size.width() + 2 * GAP_12, size.height() + 2 * GAP_12)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shadow, paper, picture."""
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.desk))
        if not self._shown:
            return
        paper = QRectF(GAP_12, GAP_12, self._page.width(), self._page.height())
        shadow = QColor(Qt.GlobalColor.black)
        for step in range(_SHADOW, 0, -1):
            shadow.setAlphaF(0.07)
            painter.fillRect(paper.adjusted(-step + 1, -step + 2, step - 1, step), shadow)
        painter.fillRect(paper, QColor(Qt.GlobalColor.white))
        if self._image is not None:
            painter.drawPixmap(paper.topLeft(), self._fitted(self._image))
        if tokens.is_contrast:
            painter.setPen(QColor(tokens.text))
            painter.drawRect(paper)

    def _fitted(self, image: QImage) -> QPixmap:
        """The picture at real pixels, kept until page or size change."""
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.devicePixelRatio() != ratio:
            pixels = self._page * ratio
            smooth = Qt.TransformationMode.SmoothTransformation
            fitted = image.scaled(pixels, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._drawn = QPixmap.fromImage(fitted)
            self._drawn.setDevicePixelRatio(ratio)
        return self._drawn
