"""What the requester sent, as evidence; the original can be kept elsewhere, byte for byte."""

from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ikanda_case.app import intake
from ikanda_case.domain.facts import Attached
from ikanda_case.ui.case.side import Side
from ikanda_case.ui.context import Context
from ikanda_case.ui.intake.message_panel import MessagePanel
from ikanda_case.ui.look.measures import GAP_12, GAP_16
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.facts import Fact, Facts
from ikanda_case.ui.widgets.panel import Panel

_LEAST = 300
_SUFFIX = {"message/rfc822": ".eml", "application/pdf": ".pdf", "image/png": ".png",
           "image/jpeg": ".jpg", "text/plain": ".txt"}  # fmt: skip


class RequestSide(Side):
    """The message or scan, and the pieces added to it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        look = context.look
        self.message = MessagePanel(context)
        self.message.setMinimumHeight(look.measures.px(_LEAST))
        self.save = Button(look, self.say("save_original"), icon="arrow_export")
        self.attach = Button(look, self.say("attach"), icon="attach")
        self._pieces = Facts(look, self.say("pieces"))
        self._panel = Panel(look, self.say("pieces"))
        self._panel.body.addWidget(self._pieces)
        row = QHBoxLayout()
        row.setSpacing(GAP_12)
        row.addWidget(self.save)
        row.addWidget(self.attach)
        row.addStretch(1)
        row.setContentsMargins(0, 0, 0, GAP_16)
        self.lines.addWidget(self.message, 1)
        self.lines.addWidget(self._panel)
        self.lines.addLayout(row)
        self.save.clicked.connect(self._on_save_clicked)
        self.attach.clicked.connect(lambda: self.wanted.emit("attach"))
        self._shown: int | None = None

    def show_case(self, now: CaseNow) -> None:
        """Show the item; it is read once, for it never changes."""
        super().show_case(now)
        if self._shown != now.case.id:
            self._shown = now.case.id
            self.message.show_item(now.case.id)
        pieces = [self._piece(each) for each in now.case.attached]
        self._pieces.set_facts(pieces)
        self._panel.setVisible(bool(pieces))

    def clear(self) -> None:
        """Hold no word of the request any more."""
        super().clear()
        self._shown = None
        self.message.clear()
        self._pieces.set_facts(())
        self._panel.hide()

    def save_to(self, path: Path) -> None:
        """Write the original's bytes to a file, unchanged."""
        if self.now is None:
            return
        desk, stream = self.context.desk, self.now.case.id

        self.context.work(
            lambda _: path.write_bytes(intake.exported(desk, stream)),
            lambda _: self.context.said.emit(self.say("file_saved")),
            self,
            self._on_save_failed,
        )

    def _on_save_failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self.context.said.emit(self.say("file_not_saved"))
        else:
            self.context.failed.emit(error)

    def _piece(self, piece: Attached) -> Fact:
        size = self.say("kilobytes", kb=max(1, round(piece.size / 1000)))
        return Fact(self.say(f"purpose_{piece.purpose}"), piece.name, size)

    def _on_save_clicked(self) -> None:
        if self.now is None or self.now.case.taken_in is None:
            return
        kind = self.now.case.taken_in.media_type
        suggested = QDir.home().filePath(f"{self.now.case.ref}{_SUFFIX.get(kind, '.bin')}")
        path, _ = QFileDialog.getSaveFileName(self, self.say("save_original"), suggested)
        if path:
            self.save_to(Path(path))
