"""How an approved letter leaves: signed, saved, and recorded as sent."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ikanda_case.app import delivery, letters, sealing
from ikanda_case.app.desk import Changes
from ikanda_case.app.drafting import Editing
from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.open_dialog import OpenDialog
from ikanda_case.ui.letter.send_dialog import SendDialog
from ikanda_case.ui.letter.unstamped_dialog import UnstampedDialog
from ikanda_case.ui.widgets.banner import Notice

NO_TIME_STAMP = "time_stamp_"
"""How the codes of faults of a time-stamp server begin."""


class Leaving(QObject):
    """What is done with a letter from its approval on; the page shows what it says."""

    busy = Signal(str)
    """What stands on the act while it is done; empty when it is over."""
    failed = Signal(object)
    """An Exception for the page."""
    noticed = Signal(object)
    """A Notice for the page."""

    def __init__(self, context: Context, page: QWidget, asking: OpenDialog) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._asking = asking

    # ---- signing -------------------------------------------------------------------------------

    def sign(self, found: Editing, without_time_stamp: str = "") -> None:
        """Sign it; where a time stamp cannot be had, the person decides."""
        desk, today = self._context.desk, self._context.today()
        stream, number = found.case.id, found.letter.id
        self.busy.emit(self._say("busy"))
        self._context.work(
            lambda _progress: sealing.sign(
                desk, stream, number, today, without_time_stamp=without_time_stamp
            ),
            lambda changes: self._done(changes, "was_signed"),
            self,
            lambda error: self._on_not_signed(found, error),
        )

    def _on_not_signed(self, found: Editing, error: Exception) -> None:
        self.busy.emit("")
        if not isinstance(error, EnvironmentFault) or not error.code.startswith(NO_TIME_STAMP):
            self.failed.emit(error)
            return
        dialog = UnstampedDialog(self._context, error, self._page)
        dialog.accepted.connect(lambda: self.sign(found, error.code))
        self._asking.open(dialog, dialog)

    # ---- sending -------------------------------------------------------------------------------

    def record_sent(self, found: Editing) -> None:
        """Ask how it left, and record that."""
        desk, stream, letter = self._context.desk, found.case.id, found.letter
        to = delivery.address_line(found.case, letter)
        dialog = SendDialog(
            self._context, letter.id, to, by_email=letter.draft.by_email, parent=self._page
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def record() -> None:
            fact, on = dialog.sent()
            self._act(lambda: delivery.record_sent(desk, stream, fact, on), "was_sent")

        dialog.accepted.connect(record)
        self._asking.open(dialog, dialog)

    def save_as(self, found: Editing) -> None:
        """Write the stored letter where the person chooses."""
        desk, stream, number = self._context.desk, found.case.id, found.letter.id
        name = letters.file_name(found.case, found.letter)
        path, _ = QFileDialog.getSaveFileName(self._page, self._say("save_as"), name, "PDF (*.pdf)")
        if path:
            self._context.work(
                lambda _progress: Path(path).write_bytes(letters.exported(desk, stream, number)),
                lambda _: self._context.said.emit(self._say("was_saved")),
                self,
                self._on_not_saved,
            )

    def _on_not_saved(self, error: Exception) -> None:
        self.busy.emit("")
        if isinstance(error, OSError):
            self.noticed.emit(Notice("late", self._say("not_saved")))
        else:
            self.failed.emit(error)

    # ---- doing it ------------------------------------------------------------------------------

    def _act(self, deed: Callable[[], Changes], said: str) -> None:
        self.busy.emit(self._say("busy"))

        def finished(_changes: Changes) -> None:
            self.busy.emit("")
            self._context.said.emit(self._say(said))

        self._context.act(deed, self, finished, self.failed.emit)

    def _done(self, changes: Changes, said: str) -> None:
        self.busy.emit("")
        self._context.changed.emit(changes)
        self._context.said.emit(self._say(said))

    def _say(self, code: str, **facts: object) -> str:
        return phrase(self._context.lang, "ui_letter", code, facts)
