"""Back-ups: those that make themselves, one more by hand, and the way to put one back."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from ikanda_case.texts.dates import moment
from ikanda_case.ui.context import Context
from ikanda_case.ui.failing import tell
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.jobs import Progress, Ticket
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16
from ikanda_case.ui.models.vault_health import backup_rows
from ikanda_case.ui.models.vault_words import fault
from ikanda_case.ui.stopping import PARTS, Stop, StoppedError
from ikanda_case.ui.vault import BackupMade, Backups, Vault
from ikanda_case.ui.widgets.banner import BannerSlot, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.progress_line import ProgressLine
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table


class BackupPanel(Panel):
    """The list is of the folder where they make themselves; others lie where somebody put them."""

    made = Signal()
    """A backup was made."""
    working = Signal(bool)
    """One is being made, or no longer."""

    def __init__(
        self, context: Context, vault: Vault | None, parent: QWidget | None = None
    ) -> None:
        vault_words, words = Words(context.lang, "ui_vault"), Words(context.lang, "ui_keeping")
        title, note = vault_words("backups"), words("backups_kept")
        super().__init__(context.look, title, note=note, flush=True, parent=parent)
        self._context = context
        self._vault = vault
        self._words = words
        self._vault_words = vault_words
        self._ticket: Ticket | None = None
        self._stop = Stop()
        self._make()
        self._arrange()
        self.refuse("")
        context.watch.made_one.connect(self.refresh)

    def _make(self) -> None:
        words, vault_words, look = self._words, self._vault_words, self._context.look
        columns = (
            Column("made", words("made_column"), stretch=True, fixed=True),
            Column("why", words("why_column"), sample=words("why.before-new-key") + "W"),
            Column("entries", words("in_it_column"), sample="000 000 WWWWWWW", gives_way=1),
        )
        self._model = RowsModel([column.title for column in columns], self)
        self.table = Table(look, vault_words("backups"), columns, fits_rows=True)
        self.table.setModel(self._model)
        self.table.setSortingEnabled(False)
        self._none = PlainLabel(words("backups_none"), role="text2", wrap=True)
        self._where = PlainLabel(role="text2", wrap=True, selectable=True)
        self._by_hand = PlainLabel(role="text2", wrap=True, selectable=True)
        self.notices = BannerSlot(look)
        self.back_up = Button(look, vault_words("back_up"), icon="archive")
        self.folder = Button(look, words("backup_other_folder"), icon="folder")
        self.beside = Button(look, words("backup_beside"), kind="ghost")
        self.restore = Button(look, words("restore"), icon="arrow_undo")
        self.back_up.clicked.connect(self._on_back_up_clicked)
        self.folder.clicked.connect(self._on_folder_clicked)
        self.beside.clicked.connect(self._on_beside_clicked)
        self.restore.clicked.connect(self._on_restore_clicked)
        self.table.opened.connect(self._on_table_opened)
        self.progress = ProgressLine(
            look,
            vault_words("backing_up"),
            cancel_words=vault_words("stop"),
            stopping_words=vault_words("stopping_backup"),
        )
        self.progress.cancelled.connect(self._on_progress_cancelled)

    def _arrange(self) -> None:
        self.body.addWidget(self.table)
        below = QVBoxLayout()
        below.setContentsMargins(GAP_16, GAP_12, GAP_16, GAP_8)
        below.setSpacing(GAP_8)
        acts = QGridLayout()
        acts.setSpacing(GAP_8)
        acts.setColumnStretch(2, 1)
        for place, button in enumerate((self.back_up, self.restore, self.folder, self.beside)):
            acts.addWidget(button, place // 2, place % 2)
        note = PlainLabel(self._vault_words("backup_note"), role="caption", wrap=True)
        for part in (self._none, self._where, self._by_hand, note, self.notices, self.progress):
            below.addWidget(part)
        below.addLayout(acts)
        self.body.addLayout(below)

    # ---- asking --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask what lies in the folder; a folder over a network may take its time."""
        if self._vault is not None:
            vault = self._vault
            self._context.read(vault.backups, self._on_backups_read, owner=self)

    def _on_backups_read(self, backups: Backups) -> None:
        words, lang, brussels = self._words, self._context.lang, self._context.brussels
        rows = backup_rows(backups, words, brussels)
        self._model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._where.setText(words("backup_folder_is", folder=str(backups.folder)))
        self._by_hand.setVisible(backups.by_hand is not None)
        if backups.by_hand is not None:
            place, at = backups.by_hand
            said = words("backup_by_hand", at=moment(brussels(at), lang), folder=str(place.parent))
            self._by_hand.setText(said)
        self.beside.setVisible(backups.chosen)
        if backups.refused is not None:
            self.notices.set_notices([fault(backups.refused, lang)])

    def refuse(self, reason: str) -> None:
        """Close what takes long or changes something, for this reason; none opens it."""
        nowhere = "" if self._vault else self._vault_words("nowhere")
        for button in (self.back_up, self.folder, self.beside):
            button.refuse(nowhere or reason or self._context.refusal("back_up"))
        self.restore.refuse(nowhere or reason or self._context.refusal("restore"))

    # ---- making --------------------------------------------------------------------------------

    def _on_back_up_clicked(self) -> None:
        self._ask_folder(self._vault_words("backup_folder")).fileSelected.connect(self.back_up_in)

    def _ask_folder(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        place = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(place))
        dialog.open()
        return dialog

    def back_up_in(self, folder: str) -> None:
        """Make a backup in a folder."""
        if self._vault is None or not self.back_up.isEnabled():
            return
        vault, stop = self._vault, Stop()
        self._stop = stop
        self.notices.set_notices(())
        self._show_progress(0)

        def deed(progress: Progress) -> BackupMade | None:
            try:
                return vault.back_up(Path(folder), stop.heeding(progress))
            except StoppedError:
                return None

        self._ticket = self._context.work(
            deed,
            self._on_backed_up,
            owner=self,
            failed=self._on_failed,
            on_progress=lambda done, _total, _code: self._show_progress(done),
        )
        self.working.emit(True)

    def _show_progress(self, done: int) -> None:
        self.progress.show_step(self._vault_words("backing_up"), done=done, total=PARTS)

    def _on_progress_cancelled(self) -> None:
        self._stop.ask()

    def _on_backed_up(self, made: BackupMade | None) -> None:
        self._end()
        words = self._vault_words
        if made is None:
            self.notices.set_notices([Notice("info", words("backup_stopped"))])
            return
        where = words("backup_where", name=made.path.name)
        if not made.noted:
            where = f"{where} {words('backup_unnoted')}"
        self.refresh()
        self.notices.set_notices([Notice("ok", words("backup_made", entries=made.entries), where)])
        self.made.emit()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        tell(self._context, self.notices, error)

    def _end(self) -> None:
        self._ticket = None
        self.progress.finish()
        self.working.emit(False)

    # ---- the folder ----------------------------------------------------------------------------

    def _on_folder_clicked(self) -> None:
        title = self._words("backup_choose_folder")
        self._ask_folder(title).fileSelected.connect(self.keep_in)

    def _on_beside_clicked(self) -> None:
        self._keep(None)

    def keep_in(self, folder: str) -> None:
        """Have backups make themselves in this folder from now on."""
        self._keep(Path(folder))

    def _keep(self, folder: Path | None) -> None:
        if self._vault is None:
            return
        vault, said = self._vault, self._words("backup_folder_kept")
        self._context.work(
            lambda _progress: vault.keep_backups_in(folder),
            lambda _nothing: self._on_kept(said),
            owner=self,
            failed=self._on_failed,
        )

    def _on_kept(self, said: str) -> None:
        self._context.said.emit(said)
        self.refresh()
        self._context.watch.look_now()

    # ---- putting one back ----------------------------------------------------------------------

    def _on_restore_clicked(self) -> None:
        self._context.restore_wanted.emit(None)

    def _on_table_opened(self, key: object) -> None:
        if self.restore.isEnabled():
            self._context.restore_wanted.emit(Path(str(key)))

    def clear(self) -> None:
        """Stop what runs, and keep nothing."""
        self._stop.ask()
        if self._ticket is not None:
            self._ticket.cancel()
            self._end()
        self._model.set_rows(())
        self._where.setText("")
        self._by_hand.setText("")
        self.notices.set_notices(())
