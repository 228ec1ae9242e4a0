"""Putting a backup back: which one, what it would mean, and a person who accepts that."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from ikanda_case.domain.errors import KnownError
from ikanda_case.texts.dates import moment
from ikanda_case.texts.sizes import file_size
from ikanda_case.ui.closed_work import ClosedWork, Step
from ikanda_case.ui.door.passphrase_step import SUFFIX
from ikanda_case.ui.frame.faults import notice_of
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.jobs import Jobs
from ikanda_case.ui.look.measures import GAP_12
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.act_dialog import ActDialog
from ikanda_case.ui.widgets.banner import BannerSlot, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import ElidedLabel
from ikanda_case.ui.widgets.passphrase_field import PassphraseField, PassphraseWords

if TYPE_CHECKING:
    from ikanda_case.ui.gate import BackupOutlook, BackupSaid, Gate


class RestoreDialog(ActDialog):
    """First the backup is opened and compared; only then a reason and a yes can be given."""

    wanted = Signal(object)
    """A ClosedWork that does it."""

    def __init__(
        self,
        look: Look,
        gate: "Gate",
        jobs: Jobs,
        lang: str,
        target: Path | None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        """`target` is the case file whose place it takes, if that is known."""
        self._gate = gate
        self._jobs = jobs
        self._words = words = Words(lang, "ui_keeping")
        super().__init__(
            look, lang, words("restore_title"), words("restore_do"), words("cancel"), parent=parent
        )
        self.backup: Path | None = None
        self.target = target
        self._outlook: BackupOutlook | None = None
        self._choose_fields()
        self._decide_fields()
        self.act.clicked.connect(self._on_act_clicked)
        self._show_target()
        self._show_outlook(None)

    def _choose_fields(self) -> None:
        words, look = self._words, self.look
        self._backup = ElidedLabel(words("restore_none"), role="text2")
        self.choose = Button(look, words("restore_choose"), icon="folder_open")
        self.choose.clicked.connect(self._on_choose_clicked)
        self.add("backup", _beside(self._backup, self.choose), words("restore_backup"))
        self._target = ElidedLabel(role="text2")
        self.place = Button(look, words("restore_place"), icon="folder")
        self.place.clicked.connect(self._on_place_clicked)
        self.add("target", _beside(self._target, self.place), words("restore_target"))
        door = Words(self.lang, "ui_door")
        said = PassphraseWords(door("show"), door("hide"), door("caps_lock"))
        label = words("restore_passphrase")
        self.passphrase = PassphraseField(look, label, said)
        self.passphrase.changed.connect(self._on_passphrase_changed)
        self.passphrase.submitted.connect(self._on_compare_clicked)
        self.add("passphrase", self.passphrase, label, hint=words("restore_passphrase_hint"))
        self.compare = Button(look, words("restore_look"), icon="document_search")
        self.compare.clicked.connect(self._on_compare_clicked)
        line = QHBoxLayout()
        line.addWidget(self.compare)
        line.addStretch(1)
        self.form.addLayout(line)

    def _decide_fields(self) -> None:
        words, look = self._words, self.look
        self.lost = BannerSlot(look)
        self.earlier = BannerSlot(look)
        self.form.addWidget(self.lost)
        self.form.addWidget(self.earlier)
        hint = words("restore_reason_hint")
        self.reason = self.add_words("reason", words("restore_reason"), hint=hint, lines=2)
        self.reason.textChanged.connect(self._allow)
        self.accepts = QCheckBox()
        self.accepts.toggled.connect(self._allow)
        self.form.addWidget(self.accepts)

    # ---- which one -----------------------------------------------------------------------------

    def _on_choose_clicked(self) -> None:
        dialog = QFileDialog(self, self._words("restore_choose"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self._words("restore_filter"))
        if self.target is not None:
            folder = self.target.with_name(f"{self.target.name}-backups")
            dialog.setDirectory(str(folder if folder.is_dir() else self.target.parent))
        dialog.fileSelected.connect(self.set_backup)
        dialog.open()

    def set_backup(self, name: str) -> None:
        """Take this backup, and say what it says it is."""
        path, gate = Path(name), self._gate
        self.backup = path
        self._backup.setText(path.name)
        self._show_outlook(None)
        self._jobs.run(
            lambda: gate.backup_says(path),
            on_done=self._on_said,
            on_error=lambda error: self._on_failed(error, "backup"),
            owner=self,
        )
        self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_said(self, said: "BackupSaid") -> None:
        at, size = moment(said.made_at, self.lang), file_size(said.size, self.lang)
        words = self._words("restore_says", at=at, count=said.entries, size=size)
        self.fields["backup"].set_hint(words)
        self.grow()

    def _on_place_clicked(self) -> None:
        dialog = QFileDialog(self, self._words("restore_place_title"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(Words(self.lang, "ui_door")("file_filter"))
        dialog.setDefaultSuffix(SUFFIX)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # what lies there is kept
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(documents))
        dialog.fileSelected.connect(self.set_target)
        dialog.open()

    def set_target(self, name: str) -> None:
        """Put it in this place."""
        path = Path(name)
        self.target = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._show_target()
        self._show_outlook(None)

    def _show_target(self) -> None:
        self._target.setText(str(self.target or self._words("restore_place_none")))

    # ---- what it would mean --------------------------------------------------------------------

    def _on_passphrase_changed(self) -> None:
        self.fields["passphrase"].set_error("")
        if self._outlook is not None:
            self._show_outlook(None)
        self._allow()

    def _on_compare_clicked(self) -> None:
        backup, target, passphrase = self.backup, self.target, self.passphrase.text()
        if backup is None or target is None or not self.compare.isEnabled():
            return
        gate = self._gate
        self.clear_errors()
        self.compare.set_busy(self._words("restore_looking"))
        self._jobs.run_slow(
            lambda _progress: gate.look_at_backup(backup, target, passphrase),
            on_done=self._on_compared,
            on_error=lambda error: self._on_failed(error, "passphrase"),
            owner=self,
        )

    def _on_compared(self, outlook: "BackupOutlook") -> None:
        self.compare.set_busy("")
        self._show_outlook(outlook)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_outlook(self, outlook: "BackupOutlook | None") -> None:
        words = self._words
        self._outlook = outlook
        known = outlook is not None
        self.fields["reason"].setVisible(known)
        self.accepts.setVisible(known)
        self.accepts.setChecked(False)
        self.lost.set_notices([self._lost(outlook)] if outlook else [])
        earlier = []
        if outlook and outlook.earlier_key:
            said = words("restore_earlier_key_said")
            earlier.append(Notice("soon", words("restore_earlier_key"), said))
        self.earlier.set_notices(earlier)
        if outlook:
            self.accepts.setText(words("restore_accept", at=moment(outlook.made_at, self.lang)))
        self._allow()
        self.grow(self.accepts if known else None)

    def _lost(self, outlook: "BackupOutlook") -> Notice:
        words = self._words
        if outlook.there == "nothing":
            return Notice("info", words("restore_nothing_there"))
        if outlook.newer is None:
            return Notice("late", words("restore_unknown"), words("restore_unknown_said"))
        if not outlook.newer:
            return Notice("ok", words("restore_nothing_lost"))
        lost = words("restore_lost", count=outlook.newer)
        return Notice("late", lost, words("restore_lost_said"))

    def _allow(self) -> None:
        first = self._first_missing()
        self.compare.refuse(self._words(first) if first in _BEFORE_LOOKING else "")
        self.refuse_act(self._words(first) if first else "")

    def _first_missing(self) -> str:
        if self.backup is None:
            return "restore_first_backup"
        if self.target is None:
            return "restore_first_place"
        if not self.passphrase.text():
            return "restore_first_passphrase"
        if self._outlook is None:
            return "restore_first_look"
        if not self.reason.toPlainText().strip():
            return "restore_first_reason"
        return "" if self.accepts.isChecked() else "restore_first_accept"

    def _on_failed(self, error: Exception, field: str) -> None:
        self.compare.set_busy("")
        self._allow()
        if not isinstance(error, KnownError):
            self.fault.set_notice(notice_of(error, self.lang))
            return
        said = notice_of(error, self.lang)
        if error.code in _AT_PASSPHRASE or field == "backup":
            self.fields[field].set_error(f"{said.bold} {said.plain}".strip())
            self.passphrase.select_all()
        else:
            self.show_error(error)
        self.grow()

    # ---- doing it ------------------------------------------------------------------------------

    def _on_act_clicked(self) -> None:
        if self._first_missing():
            return
        work = self._work()
        self.passphrase.clear()
        self.accept()
        self.wanted.emit(work)

    def _work(self) -> ClosedWork:
        words, lang, backup, target = self._words, self.lang, self.backup, self.target
        assert backup is not None and target is not None
        passphrase, reason = self.passphrase.text(), self.reason.toPlainText().strip()

        def deed(gate: "Gate", step: Step) -> str:
            done = gate.restore(backup, target, passphrase, reason, step)
            said = words("restore_done", at=moment(done.made_at, lang))
            return f"{said} {words('restore_beside', name=done.beside)}" if done.beside else said

        return ClosedWork(
            path=target,
            passphrase=passphrase,
            title=words("restore_working"),
            said=words("restore_working_said"),
            aftermath=words("restore_aftermath"),
            stopped=words("restore_stopped"),
            deed=deed,
        )

    def reject(self) -> None:
        """Keep no passphrase."""
        self.passphrase.clear()
        super().reject()


_BEFORE_LOOKING = ("restore_first_backup", "restore_first_place", "restore_first_passphrase")
_AT_PASSPHRASE = ("wrong_passphrase", "wrong_key")


def _beside(words: ElidedLabel, button: Button) -> QWidget:
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(GAP_12)
    line.addWidget(words, 1)
    line.addWidget(button)
    both.setFocusProxy(button)
    return both
