"""A few lines to read and close."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ikanda_case.ui.look.measures import GAP_12, GAP_16
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.plain_text import PlainText


class ReadingDialog(QDialog):
    """Plain words, to read, select and copy."""

    def __init__(
        self, look: Look, title: str, text: str, close_words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(look.measures.px(560), look.measures.px(320))
        self.text = PlainText(look, title, bare=False)
        self.text.set_text(text)
        close = Button(look, close_words)
        close.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_16, GAP_16, GAP_16, GAP_16)
        lines.setSpacing(GAP_12)
        lines.addWidget(self.text, 1)
        lines.addWidget(buttons)
