"""A few lines to read and close."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
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
        self._look = look
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(look.measures.px(560), look.measures.px(320))
        self.text = PlainText(look, title, bare=False)
        self.text.set_text(text)
        close = Button(look, close_words)
        close.clicked.connect(self.reject)
        self._buttons = buttons = QDialogButtonBox()
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_16, GAP_16, GAP_16, GAP_16)
        lines.setSpacing(GAP_12)
        lines.addWidget(self.text, 1)
        lines.addWidget(buttons)

    def offer_copy(self, words: str, text: str) -> None:
        """Add a button that copies a text for good: it holds no word of a case."""
        copy = Button(self._look, words, icon="copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        self._buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
