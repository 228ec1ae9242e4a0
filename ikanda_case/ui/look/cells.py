"""What a cell of a list holds, as values that models make and delegates paint."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt

from ikanda_case.ui.look.marks import Badge
from ikanda_case.ui.look.tokens import Ink


class CellRole(IntEnum):
    """Item roles beside Qt's own; `AccessibleTextRole` and `ToolTipRole` keep their meaning."""

    CELL = Qt.ItemDataRole.UserRole + 1
    """The whole `Cell`."""
    GROUP = Qt.ItemDataRole.UserRole + 2
    """True for a heading over the rows below it."""
    KEY = Qt.ItemDataRole.UserRole + 3
    """The row's own key."""
    SORT = Qt.ItemDataRole.UserRole + 4
    """What the column sorts by: a date, a number, a text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: words, perhaps with a second line, a badge, tags or an icon."""

    text: str = ""
    second: str = ""
    badge: Badge | None = None
    """Painted in place of the text."""
    tags: tuple[str, ...] = ()
    """Painted in place of the text: as many whole ones as fit, then +n."""
    icon: str = ""
    ink: Ink = "text"
    strong: bool = False
    """SemiBold: a reference, or what is missing."""
    tip: str = ""
    """Empty means the full words, shown only where they are cut."""
    spoken: str = ""
    sort: object = None

    @property
    def sentence(self) -> str:
        """What is read aloud for this cell."""
        if self.spoken:
            return self.spoken
        if self.badge is not None:
            return self.badge.sentence
        return ", ".join(part for part in (self.text, *self.tags, self.second) if part)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list, or a heading over the rows below it."""

    key: str
    """Unique in its list; survives a refresh."""
    cells: tuple[Cell, ...]
    group: bool = False
    """A heading: only the first cell is shown, over the whole width."""
    spoken: str = ""
    """The sentence of the whole row, in the order the ear needs it."""
