"""The contents a letter must have, each with its article and whether it is there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ikanda_case.domain.letters import Content
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.context import Context
from ikanda_case.ui.intake.rights_list import articled
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.measures import GAP_4, GAP_8, GAP_16
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.widgets.checklist import Check, Checklist
from ikanda_case.ui.widgets.label import PlainLabel

_WIDTH = 262


class ContentsSide(QWidget):
    """The list at the left of a letter; `chosen` names a clause."""

    chosen = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lang = context.lang
        self._title = PlainLabel(role="strong", wrap=True)
        self.checks = Checklist(context.look, self._say("contents"))
        self.checks.chosen.connect(self.chosen)
        set_role(self, "raised")
        self.setFixedWidth(context.look.measures.px(_WIDTH))
        side = QVBoxLayout(self)
        side.setContentsMargins(GAP_16, GAP_16, GAP_4, 0)
        side.setSpacing(GAP_8)
        side.addWidget(self._title)
        side.addWidget(self._scroll(), 1)

    def set_contents(self, contents: Sequence[Content]) -> None:
        """Show these; what is missing stands out."""
        done = sum(each.done for each in contents)
        self._title.setText(self._say("contents_done", done=done, total=len(contents)))
        ready = Badge(Shape.TICK_DISC, "", "ok", spoken=self._say("point_done"))
        todo = Badge(Shape.TRIANGLE, "", "soon", spoken=self._say("point_open"), strong=True)
        self.checks.set_checks(
            [
                Check(
                    each.clause_id,
                    ready if each.done else todo,
                    self._label(each),
                    articled(each.article) if each.article else "",
                )
                for each in contents
            ]
        )

    def _label(self, content: Content) -> str:
        """Return what must be there, of one of several rights by the name of that right."""
        if not content.part:
            return content.label
        return self._say("of_right", right=content.part, label=content.label)

    def clear(self) -> None:
        """Show nothing."""
        self._title.clear()
        self.checks.set_checks(())

    def _scroll(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        points = QVBoxLayout(inside)
        points.setContentsMargins(0, 0, 0, GAP_8)
        points.addWidget(self.checks)
        points.addStretch(1)
        scroll.setWidget(inside)
        for see_through in (scroll, scroll.viewport(), inside):
            set_role(see_through, "clear")
        return scroll

    def _say(self, code: str, **facts: object) -> str:
        return phrase(self._lang, "ui_letter", code, facts)
