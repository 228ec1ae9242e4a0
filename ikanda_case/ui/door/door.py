"""Everything before a case file is open: it asks the gate and lets a person through."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ikanda_case.domain.errors import KnownError
from ikanda_case.ui.door.entered import Entered
from ikanda_case.ui.door.opening import make_demo, open_file, warm_up
from ikanda_case.ui.door.recent_list import RecentRow
from ikanda_case.ui.door.recent_rows import recent_row
from ikanda_case.ui.door.unlock_view import Asked, UnlockView
from ikanda_case.ui.door.warming import Warming
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.jobs import Jobs
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.banner import Notice

if TYPE_CHECKING:
    from ikanda_case.ui.closed_work import ClosedWork
    from ikanda_case.ui.door.at_work import Ended
    from ikanda_case.ui.door.closed_files import ClosedFiles
    from ikanda_case.ui.door.first_run_view import FirstRunView
    from ikanda_case.ui.gate import Gate, Recent

DEMO_FOLDER = "ikanda-case demo"
_READ_ONLY, _OLDER = "read_only", "older"
_STILL_READABLE = (
    "in_use",
    "locked",
    "network_path",
    "disk_read_only",
    "not_allowed",
    "disk_full",
    "migration_failed",
    "migration_differs",
)
"""Codes that say that nobody, or somebody else, can write in the file here: it can be read."""
_OLDER_THAN_HERE = ("older_than_anchor", "differs_from_anchor")
"""Codes that say that this computer knows of a later state: a person may go on with a reason."""


class Door(QWidget):
    """The unlock view, or the three choices of a first start; all slow calls are jobs."""

    entered = Signal(object)
    """An Entered."""
    closed_work_wanted = Signal(object)
    """A ClosedWork: no window may have the file open meanwhile."""
    met_fault = Signal(object)
    """A fault of the program itself, which is said here: an Exception."""

    def __init__(
        self,
        look: Look,
        gate: "Gate",
        jobs: Jobs,
        lang: str,
        *,
        caps_lock: Callable[[], bool | None] = lambda: None,
        second_ms: int = 1000,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._gate = gate
        self._jobs = jobs
        self._words = Words(lang, "ui_door")
        self._asked: Asked | None = None
        self._stop = Event()
        """Set when a person stops the opening that is under way."""
        self._extra: Path | None = None
        """A file that is not on the list: named on the command line or chosen by dialog."""
        self._settled = False
        self._closed: ClosedFiles | None = None
        self._reopens = False
        self._ended: Ended | None = None
        """How the last work on a closed file ended, until that was said."""
        self._warming = Warming(self._words.lang, self)
        self._by_key: set[Path] = set()
        """Files that were seen to open, or made to open, by this computer's key."""
        self._first: FirstRunView | None = None
        self._stack = QStackedWidget()
        self.unlock = UnlockView(
            look, self._words, caps_lock=caps_lock, second_ms=second_ms, parent=self
        )
        self._connect_unlock()
        self._stack.addWidget(self.unlock)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect_unlock(self) -> None:
        self.unlock.asked.connect(self._on_unlock_asked)
        self.unlock.other_wanted.connect(self.choose_file)
        self.unlock.new_wanted.connect(self.make_file)
        self.unlock.demo_wanted.connect(self.make_demo)
        self.unlock.restore_wanted.connect(self.ask_restore)
        self.unlock.dropped.connect(self._on_unlock_dropped)
        self.unlock.forgotten.connect(self._on_unlock_forgotten)
        self.unlock.acted.connect(self._on_notice_acted)
        self.unlock.ready.cancelled.connect(self._on_ready_cancelled)

    # ---- what is shown -------------------------------------------------------------------------

    def start(self, path: Path | None = None) -> None:
        """Show the list, or the three choices when nothing was ever opened here."""
        self._extra = path
        recents = list(self._gate.recent())
        if path is None and not recents:
            self._stack.setCurrentWidget(self._first_run())
            return
        self._fill(recents, dates=False)
        self._stack.setCurrentWidget(self.unlock)
        if path is not None:
            self.unlock.choose(path)
        self.unlock.focus_passphrase()
        if self._settled:
            self.settle()

    def lock(self, path: Path, notice: Notice) -> None:
        """Show that the file was locked; `released` gives the form back."""
        self._extra = path
        self.unlock.clear()
        self.unlock.set_notices([notice])
        self._stack.setCurrentWidget(self.unlock)
        self._fill(list(self._gate.recent()), dates=True)
        self.unlock.choose(path)
        self.unlock.set_busy(self._words("locking"))

    def released(self) -> None:
        """The file is closed: a passphrase may be given again."""
        self.unlock.set_busy("")
        if self._closed is not None and self._closed.at_work.is_wanted:
            self._closed.at_work.begin()
            return
        self.settle()

    def say(self, notice: Notice) -> None:
        """Show one thing above the form."""
        if self._stack.currentWidget() is self._first and self._first is not None:
            self._first.set_notices([notice])
        else:
            self.unlock.set_notices([notice])

    def say_error(self, error: Exception) -> None:
        """Word an error above the form, with the way on where there is one."""
        from ikanda_case.ui.frame.faults import notice_of

        if not isinstance(error, KnownError):
            self.met_fault.emit(error)
        key = self._way_on(error)
        action = {
            _READ_ONLY: self._words("open_read_only"),
            _OLDER: Words(self._words.lang, "ui_keeping")("older_act"),
        }.get(key, "")
        self.say(notice_of(error, self._words.lang, action=action, key=key))

    def _way_on(self, error: Exception) -> str:
        """Return what a person can do about a file that was refused, empty for nothing."""
        if not isinstance(error, KnownError) or self._asked is None:
            return ""
        if error.code in _STILL_READABLE and not self._asked.read_only:
            return _READ_ONLY
        return _OLDER if error.code in _OLDER_THAN_HERE else ""

    def _first_run(self) -> "FirstRunView":
        if self._first is None:
            from ikanda_case.ui.door.first_run_view import FirstRunView

            self._first = FirstRunView(self._look, self._words)
            self._first.new_wanted.connect(self.make_file)
            self._first.open_wanted.connect(self.choose_file)
            self._first.demo_wanted.connect(self.make_demo)
            self._first.restore_wanted.connect(self.ask_restore)
            self._first.acted.connect(self._on_notice_acted)
            self._stack.addWidget(self._first)
        return self._first

    def settle(self) -> None:
        """Show what may come after the first paint: dates in words, the keyring's answer."""
        if self._stack.currentWidget() is self.unlock:
            self._fill(list(self._gate.recent()), dates=True)
        if not self._settled:
            self._settled = True
            self._warming.start()
            self._jobs.run_slow(
                lambda _progress: warm_up(self._gate),
                on_done=lambda _nothing: None,
                on_error=self.say_error,
                owner=self,
            )
            self._jobs.run(
                self._gate.keyring_refused,
                on_done=self._on_keyring_asked,
                on_error=self.say_error,
                owner=self,
            )

    def _on_keyring_asked(self, refused: str) -> None:
        if refused:
            self.unlock.refuse_remembering(self._words("keyring_refused"))

    def _fill(self, recents: "list[Recent]", *, dates: bool) -> None:
        rows = [recent_row(recent, self._words, dates=dates) for recent in recents]
        if self._extra is not None and self._extra not in [row.path for row in rows]:
            rows.insert(0, RecentRow(self._extra, self._extra.name, self._words("not_opened")))
        remembered = {recent.path for recent in recents if recent.remembered}
        self.unlock.set_recents(rows, frozenset(remembered | self._by_key))

    # ---- opening -------------------------------------------------------------------------------

    def _on_unlock_asked(self, asked: Asked) -> None:
        self._asked = asked
        self.unlock.set_notices(())
        self.unlock.set_busy(self._words("opening"))
        gate = self._gate
        stop = self._stop = Event()
        self._jobs.run_slow(
            lambda progress: open_file(gate, asked, progress, stop),
            on_done=self._on_opened,
            on_error=self._on_open_failed,
            on_progress=self._on_making_ready,
            on_cancelled=self._on_open_stopped,
            owner=self,
        )

    def _on_making_ready(self, done: int, total: int, code: str) -> None:
        if self.unlock.ready.isHidden():
            self.say(self.unlock.ready.begun())
        self.unlock.ready.tell(done, total, code)

    def _on_ready_cancelled(self) -> None:
        self._stop.set()

    def _on_open_stopped(self) -> None:
        self.unlock.set_busy("")
        self.say(self.unlock.ready.stopped(self._words("open_read_only"), _READ_ONLY))

    def _on_opened(self, entered: Entered) -> None:
        if entered.by_key:
            self._by_key.add(entered.opened.path)
        self._asked = None
        self.unlock.patience.forget()
        self.unlock.set_busy("")
        self.unlock.clear()
        if self._first is not None:
            self._first.set_busy("")
            self._first.set_notices([])
        if (ended := self._ended) is not None:
            self._ended = None
            section = ended.work.section if ended.done else ""
            entered = replace(entered, said=ended.said, fault=ended.fault, section=section)
        self.entered.emit(entered)

    def _on_open_failed(self, error: Exception) -> None:
        self.unlock.set_busy("")
        if (ended := self._ended) is not None:
            self._ended = None
            self.say_error(ended.fault or error)
            return
        if isinstance(error, KnownError) and error.code == "wrong_passphrase":
            self._asked = None
            self.unlock.say_wrong(self._words("wrong"))
            return
        if isinstance(error, KnownError) and error.code == "not_remembered":
            self._asked = None
            self.unlock.say_missing()
            return
        self.say_error(error)
        if not self._way_on(error):
            self._asked = None

    def _on_notice_acted(self, notice: Notice) -> None:
        from ikanda_case.ui.frame.faults import Fault, copy_details

        if notice.key == _READ_ONLY and self._asked is not None:
            again = self._asked
            self._on_unlock_asked(Asked(again.path, again.passphrase, read_only=True))
        elif notice.key == _OLDER and self._asked is not None:
            self._closed_files().ask_older(self._asked, notice)
        elif isinstance(notice, Fault):
            copy_details(notice)

    def choose_file(self) -> None:
        """Ask for a file that is not on the list."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, self._words("choose_title"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self._words("file_filter"))
        dialog.fileSelected.connect(self.open_file)
        dialog.open()

    def open_file(self, name: str) -> None:
        """Show the unlock form for this file."""
        self.start(Path(name))

    # ---- a file that nobody may have open ------------------------------------------------------

    def ask_restore(self) -> None:
        """Ask which backup takes the place of the chosen file."""
        self.restore_backup(self.unlock.recents.path, None)

    def restore_backup(self, target: Path | None, backup: Path | None) -> None:
        """Ask which backup takes the place of a file, and what a person says to that."""
        self._closed_files().ask_restore(target, backup)

    def announce_work(self, work: "ClosedWork", *, reopens: bool) -> None:
        """Show what will be done to a file; `released` begins it.

        With `reopens` the file is opened again also when nothing was done to it.
        """
        closed = self._closed_files()
        self._reopens = reopens
        closed.at_work.announce(work)
        self._stack.setCurrentWidget(closed.at_work.view)

    def _closed_files(self) -> "ClosedFiles":
        if self._closed is None:
            from ikanda_case.ui.door.closed_files import ClosedFiles

            self._closed = ClosedFiles(self._look, self._gate, self._jobs, self._words.lang, self)
            self._closed.work_wanted.connect(self.closed_work_wanted)
            self._closed.accepted.connect(self._on_unlock_asked)
            self._closed.failed.connect(self._on_open_failed)
            self._closed.at_work.ended.connect(self._on_work_ended)
            self._stack.addWidget(self._closed.at_work.view)
        return self._closed

    def _on_work_ended(self, ended: "Ended") -> None:
        self.start(ended.work.path)
        if ended.done or self._reopens:
            self._ended = ended
            self._on_unlock_asked(Asked(ended.work.path, ended.work.passphrase))
        elif ended.fault is not None:
            self.say_error(ended.fault)
        else:
            self.say(Notice("info", ended.said))

    # ---- making --------------------------------------------------------------------------------

    def make_file(self) -> None:
        """Ask what a new file needs, step by step."""
        from ikanda_case.ui.door.wizard import NewFileWizard

        wizard = NewFileWizard(self._look, self._gate, self._jobs, self._words.lang, parent=self)
        wizard.made.connect(self._on_opened)
        wizard.open()

    def make_demo(self) -> None:
        """Make the demo file in a new folder among the person's documents, and open it."""
        busy = self._words("making_demo")
        self.unlock.set_busy(busy)
        if self._first is not None:
            self._first.set_busy(busy)
        self.say(Notice("info", busy, self._words("making_demo_said")))
        from PySide6.QtCore import QStandardPaths

        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(place)) / DEMO_FOLDER
        gate = self._gate
        self._jobs.run_slow(
            lambda _progress: make_demo(gate, folder),
            on_done=self._on_opened,
            on_error=self._on_demo_failed,
            owner=self,
        )

    def _on_demo_failed(self, error: Exception) -> None:
        self.unlock.set_busy("")
        if self._first is not None:
            self._first.set_busy("")
        self.say_error(error)

    def _on_unlock_dropped(self, path: Path) -> None:
        self._gate_call(lambda: self._gate.forget_recent(path))
        if self._extra == path:
            self._extra = None

    def _on_unlock_forgotten(self, path: Path) -> None:
        self._by_key.discard(path)
        self._gate_call(lambda: self._gate.forget(path))

    def _gate_call(self, call: Callable[[], None]) -> None:
        self._jobs.run_slow(
            lambda _progress: call(),
            on_done=lambda _nothing: self.start(self._extra),
            on_error=self.say_error,
            owner=self,
        )
