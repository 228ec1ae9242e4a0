"""Files dropped anywhere on the window, also over a field that would take them as text."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QWindow

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class Drops(QObject):
    """Stands before the window: what may be taken in never reaches the parts inside it."""

    def __init__(
        self,
        may_take: Callable[[], bool],
        take: Callable[[Sequence[Path]], None],
        parent: QObject | None = None,
    ) -> None:
        """`may_take` says whether a file is open and can be written."""
        super().__init__(parent)
        self._may_take = may_take
        self._take = take

    def watch(self, window: QWindow) -> None:
        """Begin with a window that stands on the screen."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take drags of files that fit; leave everything else alone."""
        if event.type() in _DRAGS and isinstance(event, QDragMoveEvent):
            return self._accepts(event)
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self.drop(event)
        return False

    def _accepts(self, event: QDropEvent) -> bool:
        if not self._files(event):
            return False
        event.acceptProposedAction()
        return True

    def drop(self, event: QDropEvent) -> bool:
        """Take in what was dropped; say whether it was taken."""
        paths = self._files(event)
        if not paths:
            return False
        event.acceptProposedAction()
        self._take(paths)
        return True

    def _files(self, event: QDropEvent) -> list[Path]:
        if not self._may_take():
            return []
        from ikanda_case.ui.frame.taking_in import fitting

        urls = event.mimeData().urls()
        return fitting(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
