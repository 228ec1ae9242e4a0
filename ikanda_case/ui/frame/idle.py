"""Notices that nobody has touched the keyboard or the pointer for a while."""

from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

MINUTES = 5
"""After so many minutes without activity the case file is locked."""

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class Idle(QObject):
    """Watches the windows of the program while it is started, and no other program."""

    passed = Signal()
    """The time is over."""

    def __init__(self, app: QGuiApplication, *, after_ms: int, parent: QObject | None) -> None:
        super().__init__(parent)
        self._watched: WeakSet[QWindow] = WeakSet()
        self._timer = QTimer(self, singleShot=True, interval=after_ms)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.passed)
        app.focusWindowChanged.connect(self._on_focus_window_changed)

    @property
    def minutes(self) -> int:
        """How long it waits."""
        return max(1, round(self._timer.interval() / 60_000))

    def start(self, window: QWindow | None) -> None:
        """A file is open: count from now."""
        self._watch(window)
        self._timer.start()

    def stop(self) -> None:
        """Nothing is open: nothing to lock."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every touch starts the time anew; nothing is ever kept from its window."""
        if event.type() in _TOUCHES and self._timer.isActive():
            self._timer.start()
        return False

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        self._watch(window)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.installEventFilter(self)
