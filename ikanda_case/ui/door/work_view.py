"""What is shown while something is done to a case file that nobody may have open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ikanda_case.ui.closed_work import ClosedWork
from ikanda_case.ui.door.door_view import DoorView
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_12, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.stopping import PARTS
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel
from ikanda_case.ui.widgets.progress_line import ProgressLine

_INSIDE = 28


class WorkView(DoorView):
    """What is done, how far it is, the way to stop it, and what stopping leaves behind."""

    stop_wanted = Signal()

    def __init__(self, look: Look, lang: str, *, parent: QWidget | None = None) -> None:
        super().__init__(look, Words(lang, "ui_door"), parent=parent)
        words = Words(lang, "ui_keeping")
        self._file = ElidedLabel(role="section")
        self._said = PlainLabel(role="text2", wrap=True)
        self.progress = ProgressLine(
            look, words("busy"), cancel_words=words("stop"), stopping_words=words("stopping")
        )
        self.progress.cancelled.connect(self.stop_wanted)
        self._title = ""
        self._stand(self._card(), "")

    def _card(self) -> QFrame:
        card = QFrame()
        set_role(card, "panel")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(_INSIDE, GAP_24, _INSIDE, GAP_24)
        lines.setSpacing(GAP_12)
        for part in (self._file, self._said, self.progress):
            lines.addWidget(part)
        return card

    def begin(self, work: ClosedWork) -> None:
        """Show what is about to be done."""
        self.setAccessibleName(work.title)
        self._title = work.title
        self._file.setText(work.path.name)
        self._said.setText(work.said)
        self.progress.set_aftermath(work.aftermath)
        self.progress.finish()
        self.show_step(0)

    def show_step(self, done: int) -> None:
        """How far it is, in thousandths; when all is done there is nothing left to stop."""
        self.progress.show_step(self._title, done=done, total=PARTS)

    def end(self) -> None:
        """Keep nothing."""
        self.progress.finish()
        self._file.setText("")
