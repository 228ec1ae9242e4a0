"""Files dropped on the window, also over a field that would take them as text."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QWindow
from PySide6.QtWidgets import QWidget

OWN_PLACE = "own_place"
"""The property of a part of the window, true while files dropped on it are its own matter."""
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class Drops(QObject):
    """Stands before the window: what may be taken in reaches no part of it but an own place."""

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
        if not self._may_take() or self._own_place(event):
            return []
        from ikanda_case.ui.frame.taking_in import fitting

        return fitting(local_files(event.mimeData()))

    def _own_place(self, event: QDropEvent) -> bool:
        window = self.parent()
        under = window.childAt(event.position().toPoint()) if isinstance(window, QWidget) else None
        while under is not None and not under.property(OWN_PLACE):
            under = under.parentWidget()
        return under is not None


def local_files(held: QMimeData) -> list[Path]:
    """Return the files of this computer that are dragged or copied."""
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]
