"""Herstelblad: printing the code that opens the file, never keeping it; and a new key for both."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ikanda_case.app import office
from ikanda_case.domain.office import Office
from ikanda_case.texts.dates import long_date
from ikanda_case.ui.context import Context
from ikanda_case.ui.failing import tell
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_8
from ikanda_case.ui.printing import DPI, asked_printer, goes_to_paper, has_printer, put_on_paper
from ikanda_case.ui.settings.new_key_dialog import NewKeyDialog
from ikanda_case.ui.vault import Vault
from ikanda_case.ui.widgets.banner import BannerSlot, Notice, NoticeKind
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel


class RecoveryPanel(Panel):
    """The sheet goes from memory to a printer; it is on no screen and in no file of ours."""

    printed = Signal()

    def __init__(self, context: Context, vault: Vault, parent: QWidget | None = None) -> None:
        words = Words(context.lang, "ui_vault")
        super().__init__(context.look, words("sheet"), parent=parent)
        self._context = context
        self._vault = vault
        self._words = words
        self._state = PlainLabel(role="strong", wrap=True)
        self.notices = BannerSlot(context.look)
        self.print = Button(context.look, words("sheet_print"), icon="print")
        self.print.clicked.connect(self._on_print_clicked)
        self._key_words = Words(context.lang, "ui_keeping")
        self.due = BannerSlot(context.look)
        self.without = BannerSlot(context.look)
        self.new_key = Button(context.look, self._key_words("new_key"), icon="key")
        self.new_key.clicked.connect(self._on_new_key_clicked)
        self._refused = PlainLabel(role="text2", wrap=True)
        lines = QVBoxLayout()
        lines.setSpacing(GAP_8)
        for button in (self.print, self.new_key):
            lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self._refused)
        self.body.addWidget(self.due)
        self.body.addWidget(self.without)
        self.body.addWidget(self._state)
        self.body.addWidget(PlainLabel(words("sheet_said"), role="text2", wrap=True))
        self.body.addWidget(self.notices)
        self.body.addLayout(lines)

    def show_office(self, now: Office) -> None:
        """Say which sheet opens the file, and when it was last printed."""
        on = now.sheet_printed_on
        code = "sheet_printed" if on else "sheet_unprinted"
        day = long_date(on, self._context.lang) if on else ""
        self._state.setText(self._words(code, number=now.key_generation, day=day))
        refused = self._context.refusal("recovery_sheet")
        self.print.refuse(refused)
        self.new_key.refuse(self._context.refusal("new_key"))
        self._refused.setText(refused)
        self._refused.setVisible(bool(refused))
        self._show_due(now)

    def _show_due(self, now: Office) -> None:
        """After a change of key the way out must be printed anew, and said until it is."""
        words, notices = self._key_words, []
        if now.key_since is not None and now.sheet_printed_on is None:
            bold = words("sheet_due", number=now.key_generation)
            notices.append(Notice("soon", bold, words("sheet_due_said")))
        self.due.set_notices(notices)

    def show_without_way(self, names: Sequence[str]) -> None:
        """Name the colleagues who have no passphrase, once the file has had a change of key."""
        words, notices = self._key_words, []
        if names:
            bold = words("without_way", names=", ".join(names))
            notices.append(Notice("info", bold, words("without_way_said")))
        self.without.set_notices(notices)

    def _on_new_key_clicked(self) -> None:
        NewKeyDialog(self._context, self._vault, parent=self.window()).open()

    def _on_print_clicked(self) -> None:
        if not has_printer():
            self._say("soon", "sheet_no_printer")
            return
        printer = asked_printer(self)
        if printer is not None:
            self._print_on(printer)

    def _print_on(self, printer: QPrinter) -> None:
        if not goes_to_paper(printer):
            self._say("late", "sheet_no_file")
            return
        vault, adapters, lang = self._vault, self._context.adapters, self._context.lang
        self.print.set_busy(self._words("busy"))
        self.notices.set_notices(())
        self._context.work(
            lambda _progress: adapters.page_images(vault.sheet(lang), DPI),
            lambda pages: self._on_drawn(printer, pages),
            owner=self,
            failed=self._on_failed,
        )

    def _on_drawn(self, printer: QPrinter, pages: Sequence[QImage]) -> None:
        self.print.set_busy("")
        if not put_on_paper(printer, pages):
            self._say("late", "sheet_failed")
            return
        desk = self._context.desk
        self._context.act(
            lambda: office.sheet_printed(desk),
            owner=self,
            done=lambda _changes: self._on_recorded(),
            failed=self._on_failed,
        )

    def _on_recorded(self) -> None:
        self._say("ok", "sheet_done")
        self.printed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.print.set_busy("")
        tell(self._context, self.notices, error)

    def _say(self, kind: NoticeKind, code: str) -> None:
        self.notices.set_notices([Notice(kind, self._words(code), self._words(f"{code}_said"))])

    def clear(self) -> None:
        """Keep nothing of the file."""
        self._state.setText("")
        for slot in (self.notices, self.due, self.without):
            slot.set_notices(())
