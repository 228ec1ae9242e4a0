"""Fields below each other with their labels at the left, as wide as the longest label."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ikanda_case.ui.look.measures import GAP_8, GAP_12
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.line_edit import LineEdit


class Form(QWidget):
    """Each row is a label, an editor, and perhaps a hint below the editor."""

    def __init__(self, look: Look, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_12)
        self._grid.setVerticalSpacing(GAP_8)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[PlainLabel] = []
        self._hints: dict[QWidget, PlainLabel] = {}

    def add_line(
        self, label: str, *, text: str = "", placeholder: str = "", hint: str = ""
    ) -> LineEdit:
        """Add a field for one line of text."""
        editor = LineEdit(self._look, label)
        editor.setText(text)
        editor.setPlaceholderText(placeholder)
        self.add(label, editor, hint=hint)
        return editor

    def add(self, label: str, editor: QWidget, *, hint: str = "") -> None:
        """Add any editor under a label."""
        row = self._grid.rowCount()
        name = PlainLabel(label, role="strong", wrap=True)
        name.setBuddy(editor)
        self._labels.append(name)
        top = Qt.AlignmentFlag.AlignTop
        name.setMinimumHeight(self._look.measures.control)
        self._grid.addWidget(name, row, 0, top)
        self._grid.addWidget(editor, row, 1, top)
        below = PlainLabel(role="caption", wrap=True)
        self._grid.addWidget(below, row + 1, 1)
        self._hints[editor] = below
        self.set_hint(editor, hint)

    def align(self, *others: "Form") -> None:
        """Let the labels of all these forms be as wide as the widest."""
        forms = (self, *others)
        width = max(form.label_width() for form in forms)
        for form in forms:
            form._grid.setColumnMinimumWidth(0, width)

    def label_width(self) -> int:
        """The width the labels need."""
        return max((label.sizeHint().width() for label in self._labels), default=0)

    def set_hint(self, editor: QWidget, words: str) -> None:
        """One line below an editor; empty words take it away."""
        label = self._hints[editor]
        label.setText(words)
        label.setVisible(bool(words))
        editor.setAccessibleDescription(words)
