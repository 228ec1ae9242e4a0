"""The icon files, drawn in any colour at the screen's real pixels."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_USUAL_RATIOS = (1.0, 2.0)
_SMALL, _LARGE = 16, 20
MARK = "ikanda-case"
"""The program's own mark, never recoloured."""


class Icons:
    """Fluent UI System Icons by their plain name (`mail_inbox`), kept once drawn."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawn: dict[tuple[str, int, str, float], QPixmap] = {}

    def svg(self, name: str, size: int, colour: str) -> str:
        """The icon's source in `colour`; the 16 px drawing for small sizes, else the 20 px one.

        Raises FileNotFoundError for a name that was not copied into the resources.
        """
        grid = _SMALL if size < _LARGE and self._path(name, _SMALL).exists() else _LARGE
        source = self._path(name, grid).read_text(encoding="utf-8")
        return source.replace("<svg ", f'<svg fill="{colour}" ', 1)

    def pixmap(self, name: str, size: int, colour: str, ratio: float) -> QPixmap:
        """The icon of `size` logical pixels, at `ratio` real pixels for each."""
        key = (name, size, colour, ratio)
        if key not in self._drawn:
            self._drawn[key] = _render(self.svg(name, size, colour), QSize(size, size), ratio)
        return self._drawn[key]

    def icon(self, name: str, size: int, colour: str, disabled: str) -> QIcon:
        """The icon for buttons and menus, at the ratio of every screen present."""
        icon = QIcon()
        screens = (screen.devicePixelRatio() for screen in QGuiApplication.screens())
        for ratio in sorted({*_USUAL_RATIOS, *screens}):
            icon.addPixmap(self.pixmap(name, size, colour, ratio))
            icon.addPixmap(self.pixmap(name, size, disabled, ratio), QIcon.Mode.Disabled)
        return icon

    def mark(self, size: int, ratio: float) -> QPixmap:
        """The program's own mark, in its own colours."""
        key = (MARK, size, "", ratio)
        if key not in self._drawn:
            source = (self._folder / f"{MARK}.svg").read_text(encoding="utf-8")
            self._drawn[key] = _render(source, QSize(size, size), ratio)
        return self._drawn[key]

    def forget(self) -> None:
        """Let go of what was drawn in former colours."""
        self._drawn.clear()

    def _path(self, name: str, grid: int) -> Path:
        return self._folder / f"{name}_{grid}_regular.svg"


def _render(source: str, size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
