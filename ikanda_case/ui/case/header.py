"""The head of a case: whose it is, and the four things to know in five seconds."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.ui.look.measures import GAP_4, GAP_8, GAP_12, GAP_16, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.case_page import Group
from ikanda_case.ui.widgets.badge import BadgeLabel
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel

NARROW = 760
"""Under this width only the two dates stay: the rest stands in the rights rows."""


class CaseHeader(QFrame):
    """Fixed above the page; two of its groups give way in a narrow window."""

    def __init__(
        self, look: Look, letter_words: str, more_words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        set_role(self, "surface")
        self._ref = PlainLabel(role="title", selectable=True)
        self._name = ElidedLabel(role="section")
        self.letter = Button(look, letter_words, kind="ghost", icon="document_text")
        self.more = Button(look, more_words, kind="icon", icon="more_horizontal", icon_size=20)
        self._groups = QHBoxLayout()
        self._parts: dict[str, QWidget] = {}
        self._lay_out()

    def show_case(self, ref: str, name: str, groups: Sequence[Group]) -> None:
        """Show a case; no groups empties the head."""
        self._ref.setText(ref)
        self._name.setText(name)
        while item := self._groups.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._parts = {}
        for group in groups:
            part = self._part(group, first=not self._parts)
            self._parts[group.key] = part
            self._groups.addWidget(part)
        self._groups.addStretch(1)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Drop identity and handler where there is no room for them."""
        narrow = width < self._look.measures.px(NARROW)
        for key in ("identity", "handler"):
            if part := self._parts.get(key):
                part.setVisible(not narrow)

    def _part(self, group: Group, *, first: bool) -> QWidget:
        part = QWidget()
        both = QHBoxLayout(part)
        both.setContentsMargins(0, 0, GAP_16, 0)
        both.setSpacing(GAP_16)
        if not first:
            edge = QFrame()
            set_role(edge, "rule")
            edge.setFixedWidth(1)
            both.addWidget(edge)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(PlainLabel(group.title, role="label"))
        value = QHBoxLayout()
        value.setSpacing(GAP_8)
        if group.badge:
            value.addWidget(BadgeLabel(self._look, group.badge))
        if group.value:
            value.addWidget(PlainLabel(group.value, role="strong"))
        value.addStretch(1)
        lines.addLayout(value)
        lines.addWidget(PlainLabel(group.second, role="caption"))
        lines.addStretch(1)
        both.addLayout(lines)
        spoken = (group.title, group.badge.sentence if group.badge else "", group.value)
        part.setAccessibleName(", ".join(each for each in (*spoken, group.second) if each))
        return part

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_12)
        top.addWidget(self._ref)
        top.addWidget(self._name, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.letter)
        top.addWidget(self.more)
        self._groups.setSpacing(0)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_24, GAP_12, GAP_24, GAP_8)
        lines.setSpacing(GAP_4)
        lines.addLayout(top)
        lines.addLayout(self._groups)
