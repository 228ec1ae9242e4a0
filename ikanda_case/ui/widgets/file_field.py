"""A file that may be chosen: a button, and below it which one it is."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ikanda_case.ui.look.measures import GAP_8
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel


class FileField(QWidget):
    """Nothing is read before the dialog around it acts; the file stays where it was."""

    changed = Signal()

    def __init__(
        self, look: Look, choose: str, none: str, *, parent: QWidget | None = None
    ) -> None:
        """`choose` is the verb, `none` what stands there while nothing was chosen."""
        super().__init__(parent)
        self.path: Path | None = None
        self._title, self._none = choose, none
        self.choose = Button(look, choose, icon="folder_open")
        self.choose.clicked.connect(self._on_choose_clicked)
        self._name = PlainLabel(none, role="text2", wrap=True)
        self.setFocusProxy(self.choose)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP_8)
        line.addWidget(self.choose)
        line.addWidget(self._name, 1)

    def set_path(self, path: Path | None) -> None:
        """Take this file, or none."""
        self.path = path
        self._name.setText(path.name if path else self._none)
        self.changed.emit()

    def typed(self) -> str:
        """Return where the file lies; empty for none."""
        return str(self.path or "")

    def put_back(self, text: str) -> None:
        """Take the file that was chosen."""
        self.set_path(Path(text) if text else None)

    def _on_choose_clicked(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self._title)
        if path:
            self.set_path(Path(path))
