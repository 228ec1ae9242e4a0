"""What every view is given: the desk, the threads, the look, and the words."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from ikanda_case.app.desk import Changes, Desk
from ikanda_case.app.reporting import OverdueReport
from ikanda_case.domain.office import Office
from ikanda_case.domain.roles import PERMITS, Act, may
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.roles import refusal
from ikanda_case.ui.health_watch import HealthWatch
from ikanda_case.ui.jobs import Jobs, Progress, Ticket
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.vault import Vault, Writer

T = TypeVar("T")


class Adapters(Protocol):
    """What the window needs beside the use cases; `bootstrap` hands over the real parts.

    Everything here is slow or foreign work: call it on the slow lane only.
    """

    def page_images(self, pdf: bytes, dpi: int) -> Sequence[QImage]:
        """Return the pages of a PDF as pictures; InputError when it cannot be drawn."""

    def scan_images(self, content: bytes, media_type: str, dpi: int) -> Sequence[QImage]:
        """Return the pages of a scan (PDF, JPEG, PNG) as pictures."""

    def report(self, report: OverdueReport, form: str, *, names: bool, lang: str) -> bytes:
        """Return a report as json, csv or pdf."""

    def numbers_masked(self, text: str) -> str:
        """Return a text with national register, card and account numbers masked (rules 3.4)."""

    def vault(self, desk: Desk) -> Vault | None:
        """Return the desk's file as a vault; None for one that lies nowhere."""


class Context(QObject):
    """One unlocked case file in one window. Views ask and act through it, never around it."""

    changed = Signal(object)
    """Changes: something was written; show anew what it names."""
    permitted = Signal()
    """What people may do here has changed: show anew what is offered."""
    said = Signal(str)
    """One sentence for the message line."""
    copied = Signal(str)
    """Words to put on the clipboard, for ten seconds."""
    failed = Signal(object)
    """An Exception no view took: shown as an error, a bug as one."""
    did = Signal()
    """The person did something: what she has in hand is kept once she pauses."""
    case_wanted = Signal(int, str)
    """Stream of a case to open, and the tab (empty: the usual one)."""
    item_wanted = Signal(int)
    """Stream of an item that waits to be looked at."""
    letter_wanted = Signal(int, str)
    """Stream of a case and the number of one of its letters, to write or to approve."""
    list_wanted = Signal(str)
    """Key of a list: today, waiting, todo, unassigned, week, late, identity, all, closed."""

    writing_began = Signal()
    """A file that was open for reading may be written now: make anew what was closed by that."""
    closed_work_wanted = Signal(object)
    """A ClosedWork: the file is to be closed, worked on, and opened again."""
    restore_wanted = Signal(object)
    """The Path of a backup to put back; None when it is still to be chosen."""

    def __init__(
        self,
        *,
        desk: Desk,
        office: Office,
        jobs: Jobs,
        look: Look,
        adapters: Adapters,
        lang: str,
        read_only: str = "",
        parent: QObject | None = None,
    ) -> None:
        """`read_only` is the reason nothing may be written, empty when it may."""
        super().__init__(parent)
        self.desk = desk
        self._office = office
        self.jobs = jobs
        self.look = look
        self.adapters = adapters
        self.lang = lang
        self.read_only = read_only
        self.writer: Writer | None = None
        """Who has the file open for writing, where that is the reason to read only."""
        self.watch = HealthWatch(jobs, self)
        """Has the day's backup made once it was started, and knows how the file is."""
        self.changed.connect(self._on_changed)

    # ---- what may be done ----------------------------------------------------------------------

    def refusal(self, act: Act) -> str:
        """Return why this person cannot do an act here and now, and whom to ask; empty if she can.

        It only spares her the way: each use case asks again.
        """
        own = act == "own_way" and self.read_only == "role"  # the file is opened anew for it
        if self.read_only and PERMITS[act].writes and not own:
            return phrase(self.lang, "ui_shell", f"read_only_{self.read_only}")
        if may(self._office, self.desk.actor, act):
            return ""
        return refusal(act, self._office, self.desk.actor, self.lang)

    def _on_changed(self, changes: Changes) -> None:
        if not changes.office:
            return
        file = self.desk.file

        def office() -> Office:
            with file.reading() as now:
                return now.office()

        self.read(office, self._on_office_read, owner=self)

    def _on_office_read(self, office: Office) -> None:
        before, self._office = self._office, office
        if office.people != before.people:
            self.permitted.emit()

    # ---- asking and acting ---------------------------------------------------------------------

    def read(
        self,
        query: Callable[[], T],
        done: Callable[[T], None],
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a query off the window's thread; `done` gets the answer, if `owner` still lives."""
        self.jobs.run(
            query, on_done=done, on_error=failed or self.failed.emit, owner=owner, lane="read"
        )

    def act(
        self,
        deed: Callable[[], Changes],
        owner: QObject,
        done: Callable[[Changes], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a use case in order with the others; every view hears what it changed."""

        def finished(changes: Changes) -> None:
            self.changed.emit(changes)
            if done:
                done(changes)

        self.jobs.run(
            deed, on_done=finished, on_error=failed or self.failed.emit, owner=owner, lane="write"
        )

    def work(
        self,
        deed: Callable[[Progress], T],
        done: Callable[[T], None],
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
        on_progress: Callable[[int, int, str], None] | None = None,
    ) -> Ticket:
        """Run slow or foreign work (pictures, reports, rendering) beside everything else."""
        return self.jobs.run_slow(
            deed,
            on_done=done,
            on_error=failed or self.failed.emit,
            owner=owner,
            on_progress=on_progress,
        )

    # ---- time ----------------------------------------------------------------------------------

    def today(self) -> date:
        """Return today in Brussels."""
        return self.desk.clock.today()

    def brussels(self, moment: datetime) -> datetime:
        """Return an instant as Brussels time."""
        return self.desk.clock.brussels(moment)
