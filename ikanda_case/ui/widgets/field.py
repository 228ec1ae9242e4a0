"""A field with its label above, its state beside, and what is wrong with it below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.measures import GAP_8, LABEL_GAP
from ikanda_case.ui.look.style import set_state
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.badge import BadgeLabel
from ikanda_case.ui.widgets.label import PlainLabel


class Field(QWidget):
    """Label, editor, hint and error; the ear gets the label as name, the rest as description."""

    def __init__(
        self,
        look: Look,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        badge: Badge | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._look = look
        self._hint = PlainLabel(role="caption", wrap=True)
        self._error = PlainLabel(role="late", wrap=True)
        self._error_shape = BadgeLabel(look)
        self._label = PlainLabel(label, role="strong")
        self._label.setBuddy(editor)
        self._badge = BadgeLabel(look, badge)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        self._lay_out()
        self.set_hint(hint)
        self.set_error("")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP_8)
        head.addWidget(self._label, 1)
        head.addWidget(self._badge)
        wrong = QHBoxLayout()
        wrong.setSpacing(GAP_8)
        wrong.addWidget(self._error_shape, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self._error, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(LABEL_GAP)
        lines.addLayout(head)
        lines.addWidget(self.editor)
        lines.addWidget(self._hint)
        lines.addLayout(wrong)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_label(self, label: str) -> None:
        """Another label."""
        self._label.setText(label)
        self.editor.setAccessibleName(label)

    def set_badge(self, badge: Badge | None) -> None:
        """The state of the fact: proposed, to check, confirmed."""
        self._badge.set_badge(badge)

    def set_hint(self, words: str) -> None:
        """One line below: where the value comes from, or the rule that follows from it."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        self._describe()

    def set_error(self, words: str) -> None:
        """What is wrong and what to do, with a triangle; empty words end it."""
        self._error.setText(words)
        self._error.setVisible(bool(words))
        self._error_shape.set_badge(Badge(Shape.TRIANGLE, "", "late") if words else None)
        self._error_shape.setVisible(bool(words))
        set_state(self.editor, "wrong", on=bool(words))
        self._describe()

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self._error.text()

    def _describe(self) -> None:
        parts = (self._error.text(), self._hint.text())
        self.editor.setAccessibleDescription(" ".join(part for part in parts if part))
