"""How an approved letter leaves: signed, on paper or by mail, recorded as sent; and back again."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from ikanda_case.app import delivery, letters, sealing
from ikanda_case.app.desk import Changes
from ikanda_case.app.drafting import Editing
from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.domain.guards.sending import CARRIES_PERSONAL_DATA
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.case.dialogs.attach import read_file
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.open_dialog import OpenDialog
from ikanda_case.ui.intake.ask_words import AskWords, Question
from ikanda_case.ui.letter.came_back_dialog import CameBackDialog
from ikanda_case.ui.letter.send_dialog import SendDialog
from ikanda_case.ui.letter.unstamped_dialog import UnstampedDialog
from ikanda_case.ui.printing import DPI, asked_printer, has_printer, put_at_true_size
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

    def record_sent(self, found: Editing, *, again: bool = False) -> None:
        """Ask how it left, the first time or again, and record that."""
        desk, stream, letter = self._context.desk, found.case.id, found.letter
        dialog = SendDialog(
            self._context,
            letter.id,
            delivery.address_line(found.case, letter),
            by_email=letter.draft.by_email,
            parent=self._page,
            again=again,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def record() -> None:
            (sent, on), (resent, _) = dialog.sent(), dialog.resent()
            path = dialog.scan.path
            if again:
                self._act(
                    lambda: delivery.send_again(desk, stream, resent, on, scan_at(path)),
                    "was_sent_again",
                )
            else:
                self._act(
                    lambda: delivery.record_sent(desk, stream, sent, on, scan_at(path)), "was_sent"
                )

        dialog.accepted.connect(record)
        self._asking.open(dialog, dialog)

    def after_sending(self, found: Editing) -> None:
        """Write a sent letter where the person chooses; one that came back is sent again."""
        if found.letter.came_back_on is None:
            self.save_as(found)
        else:
            self.record_sent(found, again=True)

    def record_return(self, found: Editing) -> None:
        """Record that it came back."""
        desk, stream, letter = self._context.desk, found.case.id, found.letter
        sent_on = letter.sent_on or self._context.today()
        dialog = CameBackDialog(
            self._context, letter.id, sent_on, by_email=letter.draft.by_email, parent=self._page
        )

        def record() -> None:
            (failed, on), path = dialog.failed(), dialog.scan.path
            self._act(
                lambda: delivery.came_back(desk, stream, failed, on, scan_at(path)), "was_back"
            )

        dialog.accepted.connect(record)
        self._asking.open(dialog, dialog)

    # ---- taking it out -------------------------------------------------------------------------

    def take_out(self, found: Editing) -> None:
        """Print it, or write a draft for a mail program, whichever way it goes."""
        if found.letter.draft.by_email:
            self._ask_mail(found)
        elif not has_printer():
            self.noticed.emit(Notice("soon", self._say("no_printer")))
        elif (printer := asked_printer(self._page)) is not None:
            self.print_on(found, printer)

    def print_on(self, found: Editing, printer: QPrinter) -> None:
        """Print it at its true size, then record that."""
        desk, stream, number = self._context.desk, found.case.id, found.letter.id
        adapters = self._context.adapters
        self.busy.emit(self._say("busy"))

        def drawn(pages: Sequence[QImage]) -> None:
            self.busy.emit("")
            if put_at_true_size(printer, pages):
                self._act(
                    lambda: delivery.record_taken_out(desk, stream, number, "paper"), "was_printed"
                )
            else:
                self.noticed.emit(Notice("late", self._say("not_printed")))

        self._context.work(
            lambda _progress: adapters.page_images(delivery.on_paper(desk, stream, number), DPI),
            drawn,
            self,
            self._on_not_saved,
        )

    def _ask_mail(self, found: Editing, despite: str = "") -> None:
        if found.letter.draft.letter_kind in CARRIES_PERSONAL_DATA and not despite:
            self._ask_despite(found)
            return
        name = letters.file_name(found.case, found.letter).removesuffix(".pdf") + ".eml"
        kinds = self._say("mail_filter")
        path, _ = QFileDialog.getSaveFileName(self._page, self._say("mail"), name, kinds)
        if path:
            self.write_mail(found, Path(path), despite)

    def _ask_despite(self, found: Editing) -> None:
        question = Question(
            self._say("mail_clear_title"),
            self._say("mail_clear_words"),
            self._say("mail"),
            self._say("mail_clear_missing"),
            self._say("cancel"),
            "mail_clear",
        )
        dialog = AskWords(self._context.look, question, self._page)
        dialog.answered.connect(lambda why: self._ask_mail(found, why))
        self._asking.open(dialog, dialog)

    def write_mail(self, found: Editing, path: Path, despite: str = "") -> None:
        """Write the draft where the person chose, then record that."""
        desk, stream, number = self._context.desk, found.case.id, found.letter.id
        self.busy.emit(self._say("busy"))

        def written() -> Changes:
            path.write_bytes(delivery.as_mail(desk, stream, number, despite))
            try:
                return delivery.record_taken_out(desk, stream, number, "mail", despite)
            except BaseException:
                path.unlink(missing_ok=True)  # nothing lies outside that the journal knows not of
                raise

        self._context.work(
            lambda _progress: written(),
            lambda changes: self._done(changes, "was_mailed"),
            self,
            self._on_not_saved,
        )

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


def scan_at(path: Path | None) -> delivery.Scan | None:
    """Return the scan that was chosen, if one was; InputError when it cannot be read."""
    return delivery.Scan(path.name, read_file(path)) if path else None
