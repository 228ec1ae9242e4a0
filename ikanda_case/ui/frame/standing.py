"""What stands above the pages until it is no more so: reading only, the sheet, the file's state."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from ikanda_case.domain.roles import RECOVERY
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.read_only import WRITE, ReadOnly
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.models.vault_health import concerns
from ikanda_case.ui.widgets.banner import Notice

VAULT = "vault"
"""The key of a notice whose action leads to the page of the case file itself."""


class Standing(QObject):
    """Asks nobody anything; the frame shows the worst of it."""

    changed = Signal()
    vault_wanted = Signal()
    """The person wants to see the page of the case file itself."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._vault = context.adapters.vault(context.desk)
        self.read_only = ReadOnly(context, self._vault, self)
        self.read_only.changed.connect(self.changed)
        context.watch.changed.connect(self.changed)

    def start(self) -> None:
        """Have the file watched."""
        self._context.watch.start(self._vault)

    def notices(self, *, today: bool) -> list[Notice]:
        """Return what is to be said; what is wrong with the file, where the day begins."""
        found = []
        if self.read_only.notice is not None:
            found.append(self.read_only.notice)
        if self._context.desk.actor == RECOVERY:
            roles = Words(self._context.lang, "roles")
            found.append(Notice("soon", roles("by_sheet"), roles("by_sheet_said")))
        return [*found, *self._concerns()] if today else found

    def _concerns(self) -> list[Notice]:
        context, state = self._context, self._context.watch.state
        if state is None:
            return []
        words = Words(context.lang, "ui_keeping")
        now, failed = context.desk.clock.now(), context.watch.failed
        return [
            replace(each, action=words("to_vault"), key=VAULT)
            for each in concerns(state, failed, now, words, context.brussels)
        ]

    def act(self, notice: Notice) -> bool:
        """Do what a notice of these offers; False when it is none of these."""
        if notice.key == WRITE:
            self.read_only.begin_writing()
        elif notice.key == VAULT:
            self.vault_wanted.emit()
        return notice.key in (WRITE, VAULT)
