"""Gets ready for an open file while nothing happens: while somebody types a passphrase."""

from collections import deque
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from ikanda_case.texts.catalogue import sentences

_MODULES = (
    "ikanda_case.ui.models.register_rows",
    "ikanda_case.ui.widgets.navigation",
    "ikanda_case.ui.widgets.message_line",
    "ikanda_case.ui.frame.toolbar",
    "ikanda_case.ui.frame.palette",
    "ikanda_case.ui.frame.taking_in",
    "ikanda_case.ui.frame.session",
    "ikanda_case.ui.frame.desk_frame",
    "ikanda_case.ui.widgets.table",
    "ikanda_case.ui.widgets.panel",
    "ikanda_case.ui.lists.today_view",
    "ikanda_case.ui.lists.reading_pane",
    "ikanda_case.ui.lists.register_view",
)
"""What the first page of an open file is made of, in steps too small to be felt."""
_AREAS = ("roles", "names", "ui_lists", "badges", "journal")
"""What it says."""


class Warming(QObject):
    """Reads one thing after another, each when the window has nothing else to do."""

    def __init__(self, lang: str, parent: QObject) -> None:
        super().__init__(parent)
        self._left = deque(
            [partial(import_module, name) for name in _MODULES]
            + [partial(sentences, lang, area) for area in _AREAS]
        )
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._on_next_timeout)

    def start(self) -> None:
        """Begin; what is there already costs nothing."""
        self._next.start()

    @property
    def is_done(self) -> bool:
        """Whether everything is there."""
        return not self._left

    def _on_next_timeout(self) -> None:
        self._left.popleft()()
        if self._left:
            self._next.start()
