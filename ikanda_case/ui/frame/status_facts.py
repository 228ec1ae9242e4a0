"""Keeps the status bar true: who, DEMO, whether all is kept, whether work is going on."""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from ikanda_case.app.desk import Changes
from ikanda_case.domain.office import Office
from ikanda_case.domain.roles import roles_of
from ikanda_case.texts.dates import short_date
from ikanda_case.texts.names import actor_name, role_name
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.status import StatusLine
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.jobs import Lane

_RANKS = ("administrator", "manager", "approver", "handler", "intake", "reader")
"""Of a person's roles the first of these is shown, all of them in its tooltip."""
_BUSY_AFTER_MS = 300


class StatusFacts(QObject):
    """Asks the file what the status bar says, and hears of every change."""

    def __init__(self, context: Context, status: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._status = status
        self._words = Words(context.lang, "ui_shell")
        self._busy: set[str] = set()
        self._busy_later = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MS)
        self._busy_later.timeout.connect(self._on_busy_later_timeout)
        context.changed.connect(self._on_context_changed)
        context.jobs.busy_changed.connect(self._on_jobs_busy_changed)
        context.watch.changed.connect(self._say_backup)

    def start(self) -> None:
        """Ask everything."""
        self._say_kept()
        self._say_backup()
        self._ask_office()

    def _on_context_changed(self, changes: Changes) -> None:
        self._say_kept()
        if changes.office:
            self._ask_office()

    def _ask_office(self) -> None:
        file = self._context.desk.file

        def office() -> Office:
            with file.reading() as now:
                return now.office()

        self._context.read(office, self._on_office_read, owner=self)

    def _on_office_read(self, office: Office) -> None:
        words, status, actor = self._words, self._status, self._context.desk.actor
        status.say("demo", words("status_demo") if office.described.demo else "")
        lang = self._context.lang
        held = [role for role in _RANKS if role in roles_of(office, actor)]
        names = [actor_name(office, actor, lang), *(role_name(role, lang) for role in held)]
        status.say("person", ", ".join(names[:2]), tip=", ".join(names))
        status.say("calendar", words("status_calendar"))

    def _say_kept(self) -> None:
        now: datetime = self._context.brussels(self._context.desk.clock.now())
        self._status.say("kept", self._words("status_kept", time=f"{now:%H:%M}"))

    def _say_backup(self) -> None:
        watch, words = self._context.watch, Words(self._context.lang, "ui_keeping")
        if watch.making >= 0:
            said = words("backup_running", percent=watch.making)
        elif watch.failed is not None:
            said = words("backup_status_failed")
        elif watch.state is None:
            said = ""
        elif (last := watch.state.last_backup) is None:
            said = words("backup_status_none")
        else:
            said = words("backup_status", at=self._when(last))
        self._status.say("backup", said)

    def _when(self, moment: datetime) -> str:
        """The time of today, the day of every other day."""
        at, today = self._context.brussels(moment), self._context.today()
        if at.date() == today:
            return f"{at:%H:%M}"
        return short_date(at.date(), self._context.lang, today)

    def say_reading(self, done: int, total: int) -> None:
        """Say how many files were read for the search, of how many; nothing when all are."""
        words = self._words("status_reading", done=done, total=total) if total else ""
        self._status.say("reading", words)

    def _on_jobs_busy_changed(self, lane: str, busy: bool) -> None:
        if lane == Lane.QUIET:
            return  # what runs there says itself how far it is
        (self._busy.add if busy else self._busy.discard)(lane)
        if not self._busy:
            self._busy_later.stop()
            self._status.say("busy", "")
        elif not self._busy_later.isActive():
            self._busy_later.start()

    def _on_busy_later_timeout(self) -> None:
        if self._busy:
            self._status.say("busy", self._words("status_busy"))
