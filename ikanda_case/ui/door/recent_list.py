"""The case files that were opened on this computer, as rows of name and last use."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikanda_case.ui.look.measures import EDGE_ROW, GAP_12
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.lines import Drawing, Line, LineDelegate, LineList
from ikanda_case.ui.widgets.paint import Ground

_ICON = 16
_WORDS_AT = 40
_MOST = 5
"""Rows shown before the list scrolls."""


@dataclass(frozen=True, slots=True)
class RecentRow:
    """One file as it stands in the list."""

    path: Path
    name: str
    second: str = ""
    last: bool = False
    """No rule below it."""


class RecentList(LineList):
    """One row is current: that is the file the passphrase is for."""

    picked = Signal(object)
    """Path of the row that became current."""
    dropped = Signal(object)
    """Path of the row that shall leave the list."""

    def __init__(
        self, look: Look, name: str, *, drop_words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent=parent)
        self._look = look
        self.setItemDelegate(LineDelegate(look, self, _RecentPainter(look)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        drop = QAction(drop_words, self)
        drop.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        drop.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        drop.triggered.connect(self._on_drop_triggered)
        self.addAction(drop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.chosen.connect(self._on_line_chosen)
        look.changed.connect(self.updateGeometry)

    @property
    def path(self) -> Path | None:
        """The file of the current row."""
        return Path(self.current_key) if self.current_key else None

    def set_recents(self, rows: Sequence[RecentRow]) -> None:
        """Show these; the current one stays, else the first becomes it."""
        before = self.current_key
        rows = [*rows[:-1], *(replace(row, last=True) for row in rows[-1:])]
        self.lines.set_lines(
            [Line(str(row.path), row, f"{row.name}, {row.second}".strip(", ")) for row in rows]
        )
        if rows and not (before and self.choose(before)):
            self.choose(str(rows[0].path))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its rows, up to five."""
        rows = max(1, min(_MOST, self.lines.rowCount()))
        return QSize(super().sizeHint().width(), rows * self._look.measures.row_two)

    def minimumSizeHint(self) -> QSize:
        """At least one row."""
        return QSize(120, self._look.measures.row_two)

    def _on_line_chosen(self, key: str) -> None:
        self.picked.emit(Path(key))

    def _on_drop_triggered(self) -> None:
        if self.path is not None:
            self.dropped.emit(self.path)


class _RecentPainter:
    """Icon, name, and when it was last opened."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def is_chosen(self, line: Line, *, selected: bool) -> bool:
        return selected

    def height(self, line: Line, width: int) -> int:
        return self._look.measures.row_two

    def draw(self, line: Line, drawing: Drawing) -> None:
        row: RecentRow = line.value
        canvas, fonts = drawing.canvas, self._look.fonts
        height, width = drawing.place.height(), drawing.place.width()
        canvas.ground(Ground(selected=drawing.selected, ring=drawing.ring, rule=not row.last))
        canvas.icon("database", _ICON, "text2", EDGE_ROW + GAP_12, (height - _ICON) / 2)
        room = width - _WORDS_AT - GAP_12
        first = QFontMetricsF(fonts.medium).height()
        second = QFontMetricsF(fonts.caption).height()
        top = (height - first - second) / 2
        canvas.words(row.name, fonts.medium, "text", self._at(drawing, top, room, first))
        below = self._at(drawing, top + first, room, second)
        canvas.words(row.second, fonts.caption, "muted", below)

    def _at(self, drawing: Drawing, top: float, room: float, height: float) -> QRectF:
        return drawing.canvas.place(_WORDS_AT, top, room, height)
