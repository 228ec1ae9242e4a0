"""A request that came by word or on a screen: noted or pasted, then taken in like any other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from ikanda_case.domain.facts import Channel
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_12, GAP_16
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.ctrl_enter import on_ctrl_enter
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.segments import Segment, Segments

CHANNELS: tuple[Channel, ...] = ("phone", "desk", "chat", "email", "account", "other")


class NewRequestDialog(QDialog):
    """Asks what was said and how it came; nothing is kept before Innemen."""

    noted = Signal(str, str)
    """The text, and the channel."""

    def __init__(
        self,
        look: Look,
        lang: str,
        text: str = "",
        channel: str = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        words = Words(lang, "ui_shell")
        self.setWindowTitle(words("note_title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(look.measures.px(640), look.measures.px(460))
        options = [Segment(channel, words(f"note_channel.{channel}")) for channel in CHANNELS]
        self.channel = Segments(look, words("note_channel_name"), options, chosen=channel)
        self.channel.chosen.connect(self._on_changed)
        self.text = QPlainTextEdit(text)
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._on_changed)
        self._take = Button(look, words("note_take"), kind="primary", key="Ctrl+Enter")
        self._take.clicked.connect(self._on_take_clicked)
        cancel = Button(look, words("cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        buttons.addButton(self._take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self._reason = PlainLabel(role="text2", wrap=True)
        self._missing = words("note_missing")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_16, GAP_16, GAP_16, GAP_16)
        lines.setSpacing(GAP_12)
        lines.addWidget(PlainLabel(words("note_said"), role="text2", wrap=True))
        lines.addWidget(Field(look, words("note_channel_name"), self.channel))
        lines.addWidget(PlainLabel(words("note_text"), role="strong"))
        lines.addWidget(self.text, 1)
        lines.addWidget(self._reason)
        lines.addWidget(buttons)
        self.text.setAccessibleName(words("note_text"))
        on_ctrl_enter(self, self._take)
        self.text.setFocus()
        self._on_changed()

    def _on_changed(self) -> None:
        complete = self.text.toPlainText().strip() and self.channel.current
        self._reason.setText("" if complete else self._missing)
        self._take.refuse(self._reason.text())

    def _on_take_clicked(self) -> None:
        self.noted.emit(self.text.toPlainText(), self.channel.current)
        self.accept()
