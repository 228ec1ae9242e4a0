"""The one window: the door before a case file is open, the desk after it, the lock between."""

import gc
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QStackedWidget

from ikanda_case.ui.door.door import Door
from ikanda_case.ui.frame.choices import Choices
from ikanda_case.ui.frame.fault_watch import FaultWatch
from ikanda_case.ui.frame.menus import Menus
from ikanda_case.ui.frame.status import StatusLine
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.jobs import Jobs
from ikanda_case.ui.look.theme import Appearance, Look
from ikanda_case.ui.pace import USUAL_PACE, Pace
from ikanda_case.ui.remembered import LANGUAGES, Remembered
from ikanda_case.ui.surroundings import Alone, Surroundings

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from ikanda_case.ui.clipboard import Clip
    from ikanda_case.ui.closed_work import ClosedWork
    from ikanda_case.ui.context import Adapters
    from ikanda_case.ui.door.entered import Entered
    from ikanda_case.ui.frame.desk_frame import DeskFrame
    from ikanda_case.ui.frame.drops import Drops
    from ikanda_case.ui.frame.lock_watch import LockWatch
    from ikanda_case.ui.frame.session import Session
    from ikanda_case.ui.frame.take_up import Left
    from ikanda_case.ui.gate import Gate

SMALLEST = (900, 540)
_USUAL = (1280, 800)
_log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """Opens, locks and leads; what stands in an open file is the desk frame's business."""

    def __init__(
        self,
        look: Look,
        gate: "Gate",
        adapters: "Adapters",
        remembered: Remembered,
        *,
        version: str,
        lang: str,
        surroundings: Surroundings | None = None,
        pace: Pace = USUAL_PACE,
    ) -> None:
        super().__init__()
        self.surroundings = surroundings or Alone()
        self.look = look
        self._gate = gate
        self._adapters = adapters
        self._remembered = remembered
        self.version = version
        self._pace = pace
        self.lang = lang
        self.faults = FaultWatch(self.surroundings, self)
        self.faults.met.connect(self._say_error)
        self.jobs = Jobs(parent=self)
        self.jobs.failed_unseen.connect(self._on_jobs_failed_unseen)
        self.choices = Choices(look, remembered, lang, self)
        self.choices.changed.connect(self._on_choices_changed)
        self.session: Session | None = None
        self.closing = False
        """A file is being closed: nothing of it is shown any more."""
        self.frame: DeskFrame | None = None
        self._lock_watch: LockWatch | None = None
        self._clip: Clip | None = None
        self._drops: Drops | None = None
        self._left: dict[Path, Left] = {}
        self._demo: dict[Path, str] = {}
        self._quitting = False
        self._painted = False
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        if not remembered.restore_window(self):
            self.resize(*_USUAL)
        self._build()

    # ---- making --------------------------------------------------------------------------------

    def _build(self) -> None:
        """Make what depends on the language."""
        self._words = Words(self.lang, "ui_door")
        self.setWindowTitle(self._words("app_name"))
        self.setMenuBar(QMenuBar())
        self.status = StatusLine(self.look, self._words("status_line"))
        self.setStatusBar(self.status)
        self.door = Door(
            self.look,
            self._gate,
            self.jobs,
            self.lang,
            caps_lock=lambda: None,
            second_ms=self._pace.second_ms,
        )
        self.door.entered.connect(self._on_door_entered)
        self.door.closed_work_wanted.connect(self.set_down)
        self.door.met_fault.connect(self.faults.note)
        self._stack.addWidget(self.door)
        self.menus = Menus(
            self.menuBar(),
            self.look,
            self._words,
            {"appearance": tuple(Appearance), "language": LANGUAGES},
        )
        self.menus.chosen.connect(self.give_command)
        self.menus.picked.connect(self._on_menus_picked)

    def start(self, path: Path | None = None) -> None:
        """Show the door, for this file if one is named."""
        self.door.start(path)
        self._stack.setCurrentWidget(self.door)
        self.status.say("door", self._words("status_door"))

    def paintEvent(self, event: "QPaintEvent") -> None:
        """After the first one: everything that could wait is made."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.finish)

    def finish(self) -> None:
        """Make what nobody can see in the first paint: menu lines, the watch that locks."""
        if self._lock_watch is not None:
            return
        from ikanda_case.ui.clipboard import Clip
        from ikanda_case.ui.frame.drops import Drops
        from ikanda_case.ui.frame.lock_watch import LockWatch

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.surroundings.settle()
        after_ms = self._pace.idle_ms or self._remembered.idle_minutes * 60_000
        self._lock_watch = LockWatch(app, self.surroundings, after_ms=after_ms, parent=self)
        self._lock_watch.wanted.connect(self.lock)
        self._clip = Clip(parent=self)
        self._drops = Drops(self._may_take, self._take_files, self)
        self.installEventFilter(self._drops)
        if (handle := self.windowHandle()) is not None:
            self._drops.watch(handle)
        self._fill_menus()
        self.door.settle()
        if report := self.surroundings.bad_ending():
            from ikanda_case.ui.frame.faults import bad_ending

            self.door.say(bad_ending(report, self.lang))

    def _fill_menus(self) -> None:
        self.menus.fill(Words(self.lang, "ui_shell"))
        self.menus.set_single_keys(on=self._remembered.single_keys)
        self.menus.tick("appearance", self.look.appearance)
        self.menus.tick("language", self.lang)

    # ---- commands ------------------------------------------------------------------------------

    def give_command(self, code: str) -> None:
        """Do what a line of a menu says."""
        from ikanda_case.ui.frame.deeds import deed_of

        deed_of(self, code)()

    def _on_menus_picked(self, code: str, choice: str) -> None:
        self.choices.choose(code, choice)

    def _on_choices_changed(self, what: str, before: str, now: str) -> None:
        if what == "language":
            self._speak(now)
        elif what == "single_keys":
            self.menus.set_single_keys(on=now == "yes")
        elif what == "idle" and self._lock_watch is not None:
            self._lock_watch.idle.wait_for(int(now))
        self.menus.tick(what, now)
        if self.frame is not None:
            words = Words(self.lang, "ui_shell")
            name = words(f"{what}.{now}").replace("&", "")
            said = words(f"chosen.{what}", name=name)
            self.frame.say(said, lambda: self.choices.choose(what, before))

    def _speak(self, lang: str) -> None:
        """The window is made anew in another language, in the same place."""
        self.lang = lang
        left = self.frame.take_up.leave() if self.frame else None
        self._drop_frame()
        self._stack.removeWidget(self.door)
        self.door.deleteLater()
        self._build()
        self._fill_menus()
        if self.session is not None:
            self.session.context.lang = lang
            self._show_frame(self.session, left)
        else:
            self.start()

    # ---- open ----------------------------------------------------------------------------------

    def _on_door_entered(self, entered: "Entered") -> None:
        from ikanda_case.ui.frame.session import Session

        self.finish()
        self.session = Session(
            entered.opened,
            entered.office,
            self._gate,
            self.jobs,
            self.look,
            self._adapters,
            lang=self.lang,
            parent=self,
        )
        assert self._clip is not None and self._lock_watch is not None
        self.session.context.copied.connect(self._clip.put)
        self.session.context.failed.connect(self.faults.note)
        self._lock_watch.idle.did.connect(self.session.context.did)
        self._connect_session(self.session)
        self._show_frame(self.session, self._left_at(entered))
        self._lock_watch.start(self.windowHandle())
        self._say_entered(entered)
        _log.info("opened", extra={"read_only": bool(entered.opened.read_only)})

    def _connect_session(self, session: "Session") -> None:
        context, path = session.context, session.opened.path
        context.closed_work_wanted.connect(self.set_down)
        context.restore_wanted.connect(lambda backup: self.door.restore_backup(path, backup))
        context.writing_began.connect(self._on_writing_began)

    def _on_writing_began(self) -> None:
        """The window is made anew in the same place: what was closed in it is open now."""
        if self.session is not None and self.frame is not None:
            left = self.frame.take_up.leave()
            self._drop_frame()
            self._show_frame(self.session, left)
            self.frame.say(Words(self.lang, "ui_keeping")("write_began"))

    def _left_at(self, entered: "Entered") -> "Left | None":
        """Return the way back, unless a certain place is to be shown instead."""
        left = self._left.pop(entered.opened.path, None)
        return replace(left, there=None) if left is not None and entered.section else left

    def _show_frame(self, session: "Session", left: "Left | None") -> None:
        from ikanda_case.ui.frame.desk_frame import DeskFrame

        context = session.context
        self.menus.set_open(is_open=True, refusal=context.refusal)
        context.permitted.connect(self.menus.refresh)
        frame = DeskFrame(
            context, self.menus, self.status, self._remembered, self.choices, left=left
        )
        frame.titled.connect(self._on_frame_titled)
        self.frame = frame
        self._stack.addWidget(frame)
        self._stack.setCurrentWidget(frame)
        self.status.say("door", "")
        self.status.say("file", session.opened.path.name)
        frame.start()

    def _say_entered(self, entered: "Entered") -> None:
        assert self.frame is not None
        words = Words(self.lang, "ui_shell")
        if entered.demo_passphrase:
            self._demo[entered.opened.path] = entered.demo_passphrase
            self.frame.say(words("demo_passphrase", passphrase=entered.demo_passphrase))
        if entered.section:
            from ikanda_case.ui.frame.places import Place

            self.frame.go(Place("settings", entered.section))
        if entered.opened.slots_put_back:
            self.frame.say(Words(self.lang, "ui_keeping")("slots_put_back"))
        if (backup := entered.opened.backup) is not None:
            self.frame.say(Words(self.lang, "migrating")("done", backup=backup.name))
        if entered.said:
            self.frame.say(entered.said)
        if entered.fault is not None:
            self.frame.show_fault(entered.fault)

    def _on_frame_titled(self, ref: str) -> None:
        name = self._words("app_name")
        self.setWindowTitle(f"{ref} - {name}" if ref else name)

    # ---- lock ----------------------------------------------------------------------------------

    def lock(self, why: str = "asked") -> None:
        """Take everything off the screen, end all work, close the file, ask for the passphrase.

        `why` is asked, quit, idle, screen, switch or sleep.
        """
        if self.session is None:
            return
        from ikanda_case.ui.frame.emptying import forget_pictures
        from ikanda_case.ui.frame.lock_watch import lock_notice

        self._leave_place()
        path = self.session.opened.path
        minutes = self._lock_watch.idle.minutes if self._lock_watch is not None else 0
        notice = lock_notice(self._words, why, minutes, self._demo.get(path, ""))
        self.door.lock(path, notice)
        self._stack.setCurrentWidget(self.door)
        self._let_go()
        forget_pictures()
        _log.info("locked", extra={"why": why})

    def set_down(self, work: "ClosedWork") -> None:
        """Have something done to a file that nobody may have open, and open it then."""
        self._leave_place()
        self.door.announce_work(work, reopens=self.session is not None)
        self._stack.setCurrentWidget(self.door)
        if self.session is None:
            self.door.released()
        else:
            self._let_go()

    def _leave_place(self) -> None:
        """Note where the person is and what was typed there, and close what stands over it."""
        from ikanda_case.ui.frame.emptying import close_all_but_the_window

        if self.session is not None and self.frame is not None:
            self._left[self.session.opened.path] = self.frame.take_up.leave()
        close_all_but_the_window()

    def _let_go(self) -> None:
        assert self.session is not None and self._clip is not None and self._lock_watch is not None
        self._lock_watch.stop()
        self._drop_frame()
        self._clip.empty()
        self.menus.set_open(is_open=False)
        self.status.say("door", self._words("status_door"))
        session, self.session = self.session, None
        session.closed.connect(self._on_session_closed)
        session.failed.connect(self._on_session_failed)
        self.closing = True
        session.end()

    def _on_session_closed(self) -> None:
        self._rest()
        if self._quitting:
            self.close()

    def _on_session_failed(self, error: Exception) -> None:
        self._rest()
        self.door.say_error(error)

    def _rest(self) -> None:
        """The file is closed: what only pointed at each other in it goes now, the key with it."""
        self.closing = False
        self.door.released()
        if self._lock_watch is not None:
            self._lock_watch.rest()
        QTimer.singleShot(0, gc.collect)

    # ---- faults --------------------------------------------------------------------------------

    def _on_jobs_failed_unseen(self, error: Exception) -> None:
        """A command failed after its view had gone: nobody else would say so."""
        if self.frame is not None:
            self.faults.note(error)
        self._say_error(error)

    def _say_error(self, error: Exception) -> None:
        if self.frame is not None:
            self.frame.show_fault(error)
        else:
            self.door.say_error(error)

    def _drop_frame(self) -> None:
        if self.frame is not None:
            self.frame.clear()
            self._stack.removeWidget(self.frame)
            self.frame.deleteLater()
            self.frame = None

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Let go of the file first; the window goes when it is closed."""
        self._remembered.keep_window(self)
        if self.session is not None or self.closing:
            self._quitting = True
            event.ignore()
            self.lock("quit")
            return
        self.jobs.close(5.0)
        super().closeEvent(event)

    def _may_take(self) -> bool:
        return self.session is not None and not self.session.context.refusal("take_in")

    def _take_files(self, paths: Sequence[Path]) -> None:
        if self.frame is not None:
            self.frame.taking_in.take_files(paths)
