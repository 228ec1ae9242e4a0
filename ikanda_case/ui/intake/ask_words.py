"""One question that is answered in words, with what is missing said in place."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.look.measures import GAP_12, GAP_16
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.ctrl_enter import on_ctrl_enter
from ikanda_case.ui.widgets.label import PlainLabel


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the title is the act, `act` its verb, `missing` what an empty answer hears."""

    title: str
    words: str
    act: str
    missing: str
    cancel: str
    code: str
    """By which an answer that is being typed is known again."""


class AskWords(QDialog):
    """`answered` with the words, never with none; Escape leaves everything as it was."""

    answered = Signal(str)

    def __init__(self, look: Look, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self._missing = question.missing
        self._code = question.code
        self._asked = question.words
        self.setWindowTitle(question.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(look.measures.px(520), look.measures.px(280))
        asked = PlainLabel(question.words, role="strong", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(question.words)
        self.text.textChanged.connect(self._on_text_changed)
        asked.setBuddy(self.text)
        self.wrong = PlainLabel(role="soon", wrap=True)
        self.answer = Button(look, question.act, kind="primary", key="Ctrl+Enter")
        self.answer.clicked.connect(self._on_answer_clicked)
        cancel = Button(look, question.cancel)
        cancel.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        buttons.addButton(self.answer, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_16, GAP_16, GAP_16, GAP_16)
        lines.setSpacing(GAP_12)
        lines.addWidget(asked)
        lines.addWidget(self.text, 1)
        lines.addWidget(self.wrong)
        lines.addWidget(buttons)
        on_ctrl_enter(self, self.answer)
        self.text.setFocus()

    def in_hand(self) -> tuple[Held, ...]:
        """Return what is typed in it and what was asked, under the code of its question."""
        words = self.text.toPlainText()
        asked = {"text": words, "asked": self._asked}
        return (Held(self._code, asked),) if words else ()

    def put_back(self, words: Mapping[str, str]) -> None:
        """Show what was typed."""
        self.text.setPlainText(words.get("text", ""))

    def wipe(self) -> None:
        """Hold no word any more."""
        self.text.clear()

    def _on_text_changed(self) -> None:
        self.wrong.clear()

    def _on_answer_clicked(self) -> None:
        words = self.text.toPlainText().strip()
        if not words:
            self.wrong.setText(self._missing)
            self.text.setAccessibleDescription(self._missing)
            self.text.setFocus()
            return
        self.answered.emit(words)
        self.accept()
