"""Kluis: whether this file can be trusted, its backups, and what this computer remembers."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ikanda_case.app.desk import Changes
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import moment
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.jobs import Progress, Ticket
from ikanda_case.ui.models.vault_words import fault, look_rows, not_yet, verdict
from ikanda_case.ui.settings.recovery_panel import RecoveryPanel
from ikanda_case.ui.settings.section import SectionPage
from ikanda_case.ui.vault import BackupMade, Look, Vault, VaultState
from ikanda_case.ui.widgets.banner import BannerSlot, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.progress_line import ProgressLine
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_PARTS = 1000
"""Bytes are counted in thousandths of the whole: the bar has no room for more."""


class _StoppedError(Exception):
    """The person asked to stop a backup."""


class _Stop:
    """Asked on the window's thread, heard on the slow lane; the work then ends with an answer."""

    def __init__(self) -> None:
        self.asked = False


class VaultPage(SectionPage):
    """One slow deed at a time: a whole look or a backup; both leave the window free."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "vault", wide=True, parent=parent)
        self.said = Words(context.lang, "ui_vault")
        self._vault: Vault | None = context.adapters.vault(context.desk)
        self._stages = tuple(self._vault.stages()) if self._vault else ()
        self._looks: list[Look] = []
        self._state: VaultState | None = None
        self._ticket: Ticket | None = None
        self._stop = _Stop()
        self.check = Button(
            context.look,
            self.said("check"),
            kind="primary",
            icon="shield_checkmark",
            key="Ctrl+Enter",
        )
        self.check.clicked.connect(self.complete_step)
        self.head.addWidget(self.check)
        self.body.addWidget(self._look_panel())
        self.body.addWidget(self._backup_panel())
        self.body.addWidget(self._computer_panel())
        self.recovery: RecoveryPanel | None = None
        if self._vault is not None:
            self.recovery = RecoveryPanel(context, self._vault)
            self.recovery.printed.connect(self.refresh)
            self.body.addWidget(self.recovery)
        self.body.addStretch(1)
        self._show_looks()
        self.banner.set_notices([not_yet(self.said)] if self._vault else [self._nowhere()])
        self._allow()
        self.refresh()

    def _nowhere(self) -> Notice:
        return Notice("info", self.said("nowhere"))

    def _look_panel(self) -> Panel:
        words, look = self.said, self.context.look
        panel = Panel(look, words("stages"), flush=True)
        columns = (
            Column("stage", words("stage_column"), sample=self._longest_stage(), fixed=True),
            Column("found", words("found_column"), stretch=True),
            Column("time", words("time_column"), sample="000,0 s", gives_way=1),
            Column("outcome", words("outcome_column"), sample=words("outcome_bad") + "WWW"),
        )
        self._model = RowsModel([column.title for column in columns], self)
        self.table = Table(look, words("stages"), columns, fits_rows=True)
        self.table.setModel(self._model)
        self.table.setSortingEnabled(False)
        self.look_progress = ProgressLine(
            look, words("checking"), cancel_words=words("stop"), stopping_words=words("stopping")
        )
        self.look_progress.setContentsMargins(16, 4, 12, 8)
        self.look_progress.set_aftermath(words("stop_after"))
        self.look_progress.cancelled.connect(self._on_progress_cancelled)
        panel.body.addWidget(self.look_progress)
        panel.body.addWidget(self.table)
        return panel

    def _longest_stage(self) -> str:
        return max((self.said(f"stage.{stage}") for stage in self._stages), key=len, default="W")

    def _backup_panel(self) -> Panel:
        words, look = self.said, self.context.look
        panel = Panel(look, words("backups"))
        self._last = PlainLabel(role="strong", wrap=True)
        self.backup_notices = BannerSlot(look)
        self.back_up = Button(look, words("back_up"), icon="archive")
        self.back_up.clicked.connect(self._on_back_up_clicked)
        self.backup_progress = ProgressLine(
            look,
            words("backing_up"),
            cancel_words=words("stop"),
            stopping_words=words("stopping_backup"),
        )
        self.backup_progress.cancelled.connect(self._on_progress_cancelled)
        for part in (self._last, PlainLabel(words("backup_note"), role="text2", wrap=True)):
            panel.body.addWidget(part)
        panel.body.addWidget(self.backup_notices)
        panel.body.addWidget(self.backup_progress)
        panel.body.addLayout(_left(self.back_up))
        return panel

    def _computer_panel(self) -> Panel:
        words, look = self.said, self.context.look
        panel = Panel(look, words("computer"))
        self._computer = PlainLabel(wrap=True)
        self._refused = PlainLabel(role="text2", wrap=True)
        self.remember = Button(look, words("remember"), icon="key")
        self.remember.clicked.connect(self._on_remember_clicked)
        self.computer_notices = BannerSlot(look)
        panel.body.addWidget(self._computer)
        panel.body.addWidget(self._refused)
        panel.body.addWidget(self.computer_notices)
        panel.body.addLayout(_left(self.remember))
        return panel

    # ---- asking --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the last backup and for what this computer remembers."""
        if self._vault is not None:
            self.context.read(self._vault.state, self._on_state_read, owner=self)
        if self.recovery is not None:
            file = self.context.desk.file

            def read() -> Office:
                with file.reading() as now:
                    return now.office()

            self.context.read(read, self.recovery.show_office, owner=self)

    def _on_state_read(self, state: VaultState) -> None:
        self._state = state
        at = state.last_backup
        words = self.said
        self._last.setText(
            words("backup_last", at=moment(self.context.brussels(at), self.context.lang))
            if at
            else words("backup_never")
        )
        self._computer.setText(words("computer_yes" if state.remembered else "computer_no"))
        self.remember.set_words(words("forget" if state.remembered else "remember"))
        self._allow()

    def _allow(self) -> None:
        busy = self.said("busy") if self._ticket else ""
        nowhere = "" if self._vault else self.said("nowhere")
        self.check.refuse(nowhere or busy)
        self.back_up.refuse(nowhere or busy)
        reason = nowhere
        state = self._state
        if state and state.keyring_refused and not state.remembered:
            reason = phrase(self.context.lang, "errors", state.keyring_refused)
        else:
            reason = reason or self.context.refusal("own_way")
        self.remember.refuse(reason)
        self._refused.setText(reason)
        self._refused.setVisible(bool(reason))

    # ---- looking it over -----------------------------------------------------------------------

    def complete_step(self) -> None:
        """Look everything over."""
        if self._vault is None or not self.check.isEnabled():
            return
        vault, stages = self._vault, self._stages
        found: list[Look] = []
        self._stop = stop = _Stop()
        self._looks = found
        self._show_looks()
        self.banner.set_notices(())
        self._show_step(0)

        def deed(progress: Progress) -> None:
            for look in vault.look_over():
                found.append(look)
                progress.report(len(found), len(stages))
                if stop.asked:
                    return

        self._ticket = self.context.work(
            deed,
            lambda _nothing: self._on_looked_over(),
            owner=self,
            failed=self._on_look_failed,
            on_progress=lambda done, _total, _code: self._show_step(done),
        )
        self._allow()

    def _show_step(self, done: int) -> None:
        total = len(self._stages)
        stage = self.said(f"stage.{self._stages[min(done, total - 1)]}")
        step = self.said("step", number=min(done + 1, total), total=total, stage=stage)
        self.look_progress.show_step(self.said("checking"), step, done=done, total=total)
        self._show_looks()

    def _show_looks(self) -> None:
        self._model.set_rows(look_rows(self._stages, tuple(self._looks), self.said))

    def _on_looked_over(self) -> None:
        self._end()
        self._show_looks()
        now = self.context.brussels(self.context.desk.clock.now())
        self.banner.set_notices([verdict(self._looks, len(self._stages), now, self.said)])

    def _on_look_failed(self, error: Exception) -> None:
        self._end()
        self._fail(error, self.banner)

    # ---- backups -------------------------------------------------------------------------------

    def _on_back_up_clicked(self) -> None:
        dialog = QFileDialog(self, self.said("backup_folder"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        place = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(place))
        dialog.fileSelected.connect(self.back_up_in)
        dialog.open()

    def back_up_in(self, folder: str) -> None:
        """Make a backup in a folder."""
        if self._vault is None or not self.back_up.isEnabled():
            return
        vault = self._vault
        self._stop = stop = _Stop()
        self.backup_notices.set_notices(())
        self._show_backup(0)

        def deed(progress: Progress) -> BackupMade | None:
            def step(done: int, total: int) -> None:
                progress.report(done * _PARTS // max(total, 1), _PARTS)
                if stop.asked:
                    raise _StoppedError

            try:
                return vault.back_up(Path(folder), step)
            except _StoppedError:
                return None

        self._ticket = self.context.work(
            deed,
            self._on_backed_up,
            owner=self,
            failed=self._on_backup_failed,
            on_progress=lambda done, _total, _code: self._show_backup(done),
        )
        self._allow()

    def _show_backup(self, done: int) -> None:
        self.backup_progress.show_step(self.said("backing_up"), done=done, total=_PARTS)

    def _on_backed_up(self, made: BackupMade | None) -> None:
        self._end()
        if made is None:
            self.backup_notices.set_notices([Notice("info", self.said("backup_stopped"))])
            return
        where = self.said("backup_where", name=made.path.name)
        if not made.noted:
            where = f"{where} {self.said('backup_unnoted')}"
        notice = Notice("ok", self.said("backup_made", entries=made.entries), where)
        self.backup_notices.set_notices([notice])
        self.refresh()

    def _on_backup_failed(self, error: Exception) -> None:
        self._end()
        self._fail(error, self.backup_notices)

    # ---- this computer -------------------------------------------------------------------------

    def _on_remember_clicked(self) -> None:
        if self._vault is None or self._state is None:
            return
        remembered = self._state.remembered
        deed = self._vault.forget if remembered else self._vault.remember
        self.remember.set_busy(self.said("busy"))
        self.computer_notices.set_notices(())
        self.context.work(
            lambda _progress: deed(),
            lambda changes: self._on_remember_done(
                changes, "forgotten" if remembered else "remembered"
            ),
            owner=self,
            failed=self._on_remember_failed,
        )

    def _on_remember_done(self, changes: Changes, code: str) -> None:
        self.remember.set_busy("")
        self.context.changed.emit(changes)
        self.context.said.emit(self.said(code))
        self.refresh()

    def _on_remember_failed(self, error: Exception) -> None:
        self.remember.set_busy("")
        self._allow()
        self._fail(error, self.computer_notices)

    # ---- ending --------------------------------------------------------------------------------

    def _on_progress_cancelled(self) -> None:
        self._stop.asked = True

    def _end(self) -> None:
        self._ticket = None
        self.look_progress.finish()
        self.backup_progress.finish()
        self._allow()

    def _fail(self, error: Exception, place: BannerSlot) -> None:
        if not isinstance(error, KnownError):
            self.context.failed.emit(error)
            return
        place.set_notices([fault(error, self.context.lang)])

    def clear(self) -> None:
        """Stop what runs, and keep nothing that was found."""
        super().clear()
        self._stop.asked = True
        if self._ticket is not None:
            self._ticket.cancel()
        self._end()
        self._looks = []
        self._show_looks()
        self._last.setText("")
        self.backup_notices.set_notices(())
        if self.recovery is not None:
            self.recovery.clear()


def _left(button: Button) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(button)
    line.addStretch(1)
    return line
