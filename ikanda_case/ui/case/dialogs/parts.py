"""The parts of one right, each decided on its own: refusal in part is the normal form."""

import json
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.domain.facts import Decision, ItemDecided
from ikanda_case.texts.names import decision_name
from ikanda_case.ui.case.words import Words
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_8
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.segments import Segment, Segments

DECISIONS: tuple[Decision, ...] = ("granted", "partly", "refused")
Listed = Sequence[tuple[str, str]]
"""Grounds that may be chosen: code and words."""


class _Part(QFrame):
    """One part: what is asked, what is decided, on which ground and facts."""

    changed = Signal()
    resized = Signal()
    removed = Signal(object)

    def __init__(self, context: Context, listed: Listed, item: ItemDecided) -> None:
        super().__init__()
        set_role(self, "panel")
        say, look = Words(context), context.look
        self.item = LineEdit(look, say("part_item"))
        self.item.setText(item.item)
        options = [Segment(code, decision_name(code, context.lang)) for code in DECISIONS]
        self.decision = Segments(look, say("right_decision"), options, chosen=item.decision)
        self.ground = QComboBox()
        self.ground.addItem(say("ground_choose"), "")
        for code, words in listed:
            self.ground.addItem(words, code)
        self.ground.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.ground.setMinimumContentsLength(30)
        self.ground.setCurrentIndex(max(0, self.ground.findData(item.ground)))
        self.facts = LineEdit(look, say("decide_facts"))
        self.facts.setText(item.facts)
        self.remove = Button(look, say("part_remove"), kind="ghost", icon="delete")
        self.remove.clicked.connect(lambda: self.removed.emit(self))
        self._ground_field = Field(look, say("ground"), self.ground)
        self._facts_field = Field(look, say("decide_facts"), self.facts)
        act = QHBoxLayout()
        act.addWidget(self.decision)
        act.addStretch(1)
        act.addWidget(self.remove)
        lines = QVBoxLayout(self)
        lines.setSpacing(GAP_8)
        lines.addWidget(Field(look, say("part_item"), self.item))
        lines.addLayout(act)
        lines.addWidget(self._ground_field)
        lines.addWidget(self._facts_field)
        self.decision.chosen.connect(lambda _: self._show())
        self.ground.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._show()

    @property
    def decided(self) -> ItemDecided:
        """Return the part as it stands."""
        refusing = self.decision.current != "granted"
        return ItemDecided(
            item=self.item.text().strip(),
            decision=cast(Decision, self.decision.current),
            ground=str(self.ground.currentData()) if refusing else "",
            facts=self.facts.text().strip() if refusing else "",
        )

    def _show(self) -> None:
        refusing = self.decision.current != "granted"
        self._ground_field.setVisible(refusing)
        self._facts_field.setVisible(refusing)
        self.changed.emit()
        self.resized.emit()


class Parts(QWidget):
    """The parts in the order they were added; with none, the right is decided as a whole."""

    changed = Signal()
    """A decision or a ground is another one, or a part came or went."""
    resized = Signal()

    def __init__(self, context: Context, listed: Listed, items: Sequence[ItemDecided]) -> None:
        super().__init__()
        self._context, self._listed = context, listed
        self.parts: list[_Part] = []
        say = Words(context)
        self.setAccessibleName(say("parts"))
        self.add_part = Button(context.look, say("part_add"), kind="ghost", icon="add")
        self.add_part.clicked.connect(self._on_add_clicked)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP_8)
        self._lines.addWidget(self.add_part)
        for item in items:
            self._add(item)

    @property
    def items(self) -> tuple[ItemDecided, ...]:
        """Return every part as it stands."""
        return tuple(part.decided for part in self.parts)

    @property
    def whole(self) -> Decision | None:
        """Return what the parts make of the whole: computed, never typed; None without parts."""
        said = {item.decision for item in self.items}
        if not said:
            return None
        return said.pop() if len(said) == 1 else "partly"

    @property
    def grounds(self) -> tuple[str, ...]:
        """Return the grounds the parts rest on, once each."""
        return tuple(dict.fromkeys(item.ground for item in self.items if item.ground))

    def typed(self) -> str:
        """Return the parts as text, to outlive the dialog; empty for none."""
        rows = [[each.item, each.decision, each.ground, each.facts] for each in self.items]
        return json.dumps(rows) if rows else ""

    def put_back(self, text: str) -> None:
        """Take the parts as they stood."""
        for part in tuple(self.parts):
            self._remove(part)
        for item, decision, ground, facts in json.loads(text or "[]"):
            self._add(ItemDecided(item=item, decision=decision, ground=ground, facts=facts))
        self.changed.emit()

    def _on_add_clicked(self) -> None:
        self._add(ItemDecided(item="", decision="granted"))
        self.parts[-1].item.setFocus()
        self.changed.emit()

    def _add(self, item: ItemDecided) -> None:
        part = _Part(self._context, self._listed, item)
        part.changed.connect(self.changed)
        part.resized.connect(self.resized)
        part.removed.connect(self._on_removed)
        self.parts.append(part)
        self._lines.insertWidget(self._lines.count() - 1, part)
        self.resized.emit()

    def _on_removed(self, part: _Part) -> None:
        self._remove(part)
        self.add_part.setFocus()
        self.changed.emit()

    def _remove(self, part: _Part) -> None:
        self.parts.remove(part)
        part.hide()
        part.deleteLater()
        self.resized.emit()
