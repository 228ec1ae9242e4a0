"""When an open file is to be locked without being asked: nobody touches it, or nobody is there."""

from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from ikanda_case.ui.frame.idle import Idle
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.surroundings import Surroundings
from ikanda_case.ui.widgets.banner import Notice


class LockWatch(QObject):
    """Idle minutes and what the system says, while a file is open."""

    wanted = Signal(str)
    """Why: idle, screen, switch or sleep."""
    _left = Signal(str)

    def __init__(
        self,
        app: QGuiApplication,
        surroundings: Surroundings,
        *,
        after_ms: int,
        parent: QObject | None,
    ) -> None:
        super().__init__(parent)
        self._surroundings = surroundings
        self.idle = Idle(app, after_ms=after_ms, parent=self)
        self.idle.passed.connect(self._on_idle_passed)
        self._left.connect(self.wanted, Qt.ConnectionType.QueuedConnection)

    def start(self, window: QWindow | None) -> None:
        """A file is open."""
        self.idle.start(window)
        self._surroundings.watch(self._hear)

    def stop(self) -> None:
        """It is being locked: nothing more can ask for it."""
        self.idle.stop()

    def rest(self) -> None:
        """It is closed: the computer may sleep."""
        self._surroundings.rest()

    def _on_idle_passed(self) -> None:
        self.wanted.emit("idle")

    def _hear(self, why: str) -> None:
        """On a thread of the system's watch."""
        self._left.emit(why)


def lock_notice(words: Words, why: str, minutes: int, passphrase: str) -> Notice:
    """Say at the door that the file was locked, why and when; a demo's passphrase is told."""
    code = f"locked_{why}" if why in ("idle", "screen", "switch", "sleep") else "locked"
    bold = words(code, time=f"{datetime.now():%H:%M}", count=minutes)
    plain = words("locked_said")
    if passphrase:
        plain = f"{plain} {words('locked_demo', passphrase=passphrase)}"
    return Notice("info", bold, plain, icon="lock_closed")
