"""After five wrong passphrases a pause of ten seconds, counted down where the person looks."""

from PySide6.QtCore import QObject, QTimer, Signal

TRIES = 5
PAUSE = 10
"""Seconds."""


class Patience(QObject):
    """Counts wrong tries and runs the pause; the pause protects the screen, not the file."""

    ticked = Signal(int)
    """Seconds left; 0 when a try may be made again."""

    def __init__(self, *, second_ms: int = 1000, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wrong = 0
        self._left = 0
        self._timer = QTimer(self, interval=second_ms)
        self._timer.timeout.connect(self._on_timer_timeout)

    @property
    def left(self) -> int:
        """Seconds until the next try."""
        return self._left

    def count_wrong(self) -> None:
        """One more; every fifth begins a pause."""
        self._wrong += 1
        if self._wrong % TRIES == 0:
            self._left = PAUSE
            self._timer.start()
            self.ticked.emit(self._left)

    def forget(self) -> None:
        """It was the right one."""
        self._wrong = 0

    def _on_timer_timeout(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._timer.stop()
        self.ticked.emit(self._left)
