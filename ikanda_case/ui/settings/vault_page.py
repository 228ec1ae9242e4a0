"""Kluis: whether this file can be trusted, its backups, and what this computer remembers."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ikanda_case.domain.office import Office
from ikanda_case.ui.context import Context
from ikanda_case.ui.failing import tell
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.jobs import Progress, Ticket
from ikanda_case.ui.look.measures import GAP_12
from ikanda_case.ui.models.vault_words import look_rows, not_yet, verdict, with_own_way
from ikanda_case.ui.settings.backup_panel import BackupPanel
from ikanda_case.ui.settings.computer_panel import ComputerPanel
from ikanda_case.ui.settings.health_panel import HealthPanel
from ikanda_case.ui.settings.recovery_panel import RecoveryPanel
from ikanda_case.ui.settings.section import SectionPage
from ikanda_case.ui.stopping import PARTS, Stop, StoppedError
from ikanda_case.ui.vault import LastLook, Look, Vault, VaultState, Way
from ikanda_case.ui.widgets.banner import Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.progress_line import ProgressLine
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.side_column import SideColumn
from ikanda_case.ui.widgets.table import Table

_SIDE, _TWO_COLUMNS = 340, 900


@dataclass(frozen=True, slots=True)
class _Known:
    state: VaultState
    office: Office
    ways: Sequence[Way]


class VaultPage(SectionPage):
    """One slow deed at a time: a whole look or a backup; both leave the window free."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "vault", wide=True, parent=parent)
        self.said = Words(context.lang, "ui_vault")
        self._vault: Vault | None = context.adapters.vault(context.desk)
        self._stages = tuple(self._vault.stages()) if self._vault else ()
        self._looks: list[Look] = []
        self._ticket: Ticket | None = None
        self._backing_up = False
        self._stop = Stop()
        self.check = Button(
            context.look,
            self.said("check"),
            kind="primary",
            icon="shield_checkmark",
            key="Ctrl+Enter",
        )
        self.check.clicked.connect(self.complete_step)
        self.head.addWidget(self.check)
        self.health = HealthPanel(context)
        self.backups = BackupPanel(context, self._vault)
        self.backups.working.connect(self._on_backups_working)
        self.backups.made.connect(self.refresh)
        self.computer = ComputerPanel(context, self._vault)
        self.computer.changed.connect(self.refresh)
        self.recovery: RecoveryPanel | None = None
        if self._vault is not None:
            self.recovery = RecoveryPanel(context, self._vault)
            self.recovery.printed.connect(self.refresh)
        self._arrange()
        self._show_looks()
        self.banner.set_notices([not_yet(self.said)] if self._vault else [self._nowhere()])
        self._allow()
        self.refresh()

    def _nowhere(self) -> Notice:
        return Notice("info", self.said("nowhere"))

    def _arrange(self) -> None:
        main = QVBoxLayout()
        main.setSpacing(GAP_12)
        main.addWidget(self._look_panel())
        main.addWidget(self.backups)
        main.addStretch(1)
        self._side = SideColumn(self.context.look, _SIDE)
        for panel in (self.health, self.recovery, self.computer):
            if panel is not None:
                self._side.add(panel)
        self._side.end()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP_12)
        self._columns.addLayout(main, 1)
        self._columns.addWidget(self._side)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside goes below where there is no room for two columns."""
        super().resizeEvent(event)
        beside = self.width() >= self.context.look.measures.px(_TWO_COLUMNS)
        self._side.stand(self._columns, beside=beside)

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

    # ---- asking --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask how the file is, what lies in the folder of backups, and who can get in."""
        vault, file = self._vault, self.context.desk.file
        if vault is None:
            return

        def read() -> _Known:
            with file.reading() as now:
                office = now.office()
            return _Known(vault.state(), office, vault.ways())

        self.context.read(read, self._on_known, owner=self)
        self.backups.refresh()

    def _on_known(self, known: _Known) -> None:
        self.health.show_office(known.office)
        self.computer.show_state(known.state)
        self.context.watch.learn(known.state)
        if self.recovery is not None:
            self.recovery.show_office(known.office)
            self.recovery.show_without_way(_without_way(known))

    def _allow(self) -> None:
        busy = self.said("busy") if self._ticket or self._backing_up else ""
        self.check.refuse(busy if self._vault else self.said("nowhere"))
        self.backups.refuse(busy)

    def _on_backups_working(self, busy: bool) -> None:
        self._backing_up = busy
        self._allow()

    # ---- looking it over -----------------------------------------------------------------------

    def complete_step(self) -> None:
        """Look everything over."""
        if self._vault is None or not self.check.isEnabled():
            return
        vault, stages, clock = self._vault, self._stages, self.context.desk.clock
        found: list[Look] = []
        self._stop = stop = Stop()
        self._looks = found
        self._show_looks()
        self.banner.set_notices(())
        self._show_step(0)

        def deed(progress: Progress) -> None:
            entries = vault.state().entries

            def tell(stage: str, done: int, total: int) -> None:
                stop.require_going_on()
                share = done * PARTS // max(total, 1)
                progress.report(stages.index(stage) * PARTS + share, len(stages) * PARTS)

            with suppress(StoppedError):
                for look in vault.look_over(tell):
                    found.append(look)
                    stop.require_going_on()
            bad = next((look.name for look in found if not look.ok), "")
            if bad or len(found) == len(stages):
                vault.note_look(LastLook(clock.now(), entries, bad))

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
        place = min(done // PARTS, total - 1)
        stage = self.said(f"stage.{self._stages[place]}")
        step = self.said("step", number=place + 1, total=total, stage=stage)
        self.look_progress.show_step(self.said("checking"), step, done=done, total=total * PARTS)
        self._show_looks()

    def _show_looks(self) -> None:
        self._model.set_rows(look_rows(self._stages, tuple(self._looks), self.said))

    def _on_looked_over(self) -> None:
        self._end()
        self._show_looks()
        now = self.context.brussels(self.context.desk.clock.now())
        self.banner.set_notices([verdict(self._looks, len(self._stages), now, self.said)])
        self.refresh()

    def _on_look_failed(self, error: Exception) -> None:
        self._end()
        tell(self.context, self.banner, error)

    # ---- ending --------------------------------------------------------------------------------

    def _on_progress_cancelled(self) -> None:
        self._stop.ask()

    def _end(self) -> None:
        self._ticket = None
        self.look_progress.finish()
        self._allow()

    def clear(self) -> None:
        """Stop what runs, and keep nothing that was found."""
        super().clear()
        self._stop.ask()
        if self._ticket is not None:
            self._ticket.cancel()
        self._end()
        self._looks = []
        self._show_looks()
        self.health.clear()
        self.backups.clear()
        if self.recovery is not None:
            self.recovery.clear()


def _without_way(known: _Known) -> list[str]:
    """Return who lost a passphrase by a change of key, or never had one: only after a change."""
    if known.office.key_since is None:
        return []
    own = with_own_way(known.ways)
    return [
        each.name for each in known.office.people.values() if each.active and each.id not in own
    ]
