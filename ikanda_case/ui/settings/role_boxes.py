"""The roles of one colleague, chosen with what each may do said in plain words beside it."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from ikanda_case.domain.roles import ROLES, Role
from ikanda_case.domain.typography import capital
from ikanda_case.texts.names import role_name
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_8, GAP_24
from ikanda_case.ui.widgets.label import PlainLabel

_COLUMNS = 2


class RoleBoxes(QWidget):
    """A box for each role; somebody may have several."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = Words(context.lang, "roles")
        self.boxes: dict[Role, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_24)
        grid.setVerticalSpacing(GAP_8)
        for place, role in enumerate(ROLES):
            name, said = role_name(role, context.lang), words(f"role.{role}")
            self.boxes[role] = box = QCheckBox(capital(name))
            box.setAccessibleDescription(said)
            box.toggled.connect(self.changed)
            lines = QVBoxLayout()
            lines.setSpacing(0)
            lines.addWidget(box)
            lines.addWidget(PlainLabel(said, role="text2", wrap=True))
            lines.addStretch(1)
            grid.addLayout(lines, place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)

    def chosen(self) -> tuple[Role, ...]:
        """Return the roles that are ticked."""
        return tuple(role for role, box in self.boxes.items() if box.isChecked())

    def show_roles(self, roles: Iterable[str]) -> None:
        """Tick these and no others."""
        held = frozenset(roles)
        for role, box in self.boxes.items():
            box.setChecked(role in held)
