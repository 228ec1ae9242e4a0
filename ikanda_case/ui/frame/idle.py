"""Notices that nobody has touched the keyboard or the pointer for a while."""

import time
from collections.abc import Callable
from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_MS = 1000
"""It looks at least so often: a computer that slept is found out within this time."""

_DEEDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
        QEvent.Type.Drop,
    }
)
_TOUCHES = _DEEDS | {QEvent.Type.MouseMove, QEvent.Type.Wheel}


def clock_with_sleep() -> float:
    """Return seconds of a clock that goes on while the computer sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.monotonic()


class Idle(QObject):
    """Watches the windows of the program while it is started, and no other program."""

    passed = Signal()
    """The time is over."""
    did = Signal()
    """A key, a button or a pen: something may have been typed or chosen."""

    def __init__(
        self,
        app: QGuiApplication,
        *,
        after_ms: int,
        now: Callable[[], float] = clock_with_sleep,
        parent: QObject | None,
    ) -> None:
        super().__init__(parent)
        self._watched: WeakSet[QWindow] = WeakSet()
        self._after_ms = after_ms
        self._now = now
        self._since = now()
        self._timer = QTimer(self, singleShot=True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        app.focusWindowChanged.connect(self._on_focus_window_changed)

    @property
    def minutes(self) -> int:
        """How long it waits."""
        return max(1, round(self._after_ms / 60_000))

    @property
    def left_ms(self) -> int:
        """How long it will wait when nobody touches anything."""
        return max(0, self._after_ms - round((self._now() - self._since) * 1000))

    def wait_for(self, minutes: int) -> None:
        """Wait so long from now on."""
        self._after_ms = minutes * 60_000
        self._since = self._now()

    def start(self, window: QWindow | None) -> None:
        """A file is open: count from now."""
        self._watch(window)
        self._since = self._now()
        self._timer.start(min(self._after_ms, _LOOK_MS))

    def stop(self) -> None:
        """Nothing is open: nothing to lock."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every touch counts anew, unless it comes too late; nothing is kept from its window."""
        if event.type() in _TOUCHES and self._timer.isActive():
            if self.left_ms:
                self._since = self._now()
                if event.type() in _DEEDS:
                    self.did.emit()
            else:  # the first touch after a sleep
                self._look()
        return False

    def _look(self) -> None:
        if left := self.left_ms:
            self._timer.start(min(left, _LOOK_MS))
        else:
            self._timer.stop()
            self.passed.emit()

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        self._watch(window)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.installEventFilter(self)
