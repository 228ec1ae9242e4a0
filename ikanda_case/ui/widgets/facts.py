"""Labels and values in two columns that share one edge."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ikanda_case.ui.look.marks import Badge
from ikanda_case.ui.look.measures import GAP_16
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.badge import BadgeLabel
from ikanda_case.ui.widgets.label import PlainLabel

_BETWEEN = 6


@dataclass(frozen=True, slots=True)
class Fact:
    """One label and what is known."""

    label: str
    value: str = ""
    second: str = ""
    badge: Badge | None = None
    """Shown in place of the value."""
    strong: bool = False
    key: str = ""


class Facts(QWidget):
    """A grid of facts; values can be selected and copied."""

    def __init__(
        self,
        look: Look,
        name: str,
        facts: Sequence[Fact] = (),
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: tuple[Fact, ...] = ()
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_16)
        self._grid.setVerticalSpacing(_BETWEEN)
        self._grid.setColumnStretch(1, 1)
        self.set_facts(facts)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is shown."""
        return self._facts

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        if self._facts == tuple(facts):
            return
        self._facts = tuple(facts)
        while item := self._grid.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, fact in enumerate(self._facts):
            label = PlainLabel(fact.label, role="text2")
            sides = Qt.AlignmentFlag
            align = sides.AlignTop if fact.badge is None else sides.AlignVCenter
            self._grid.addWidget(label, row, 0, align)
            self._grid.addWidget(self._value(fact), row, 1)

    def _value(self, fact: Fact) -> QWidget:
        if fact.badge is not None:
            return BadgeLabel(self._look, fact.badge)
        role = "strong" if fact.strong else ""
        value = PlainLabel(fact.value, role=role, wrap=True, selectable=True)
        if not fact.second:
            return value
        both = QWidget()
        lines = QVBoxLayout(both)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(1)
        lines.addWidget(value)
        lines.addWidget(PlainLabel(fact.second, role="caption", wrap=True))
        return both
