"""The first start: three equal ways on, each with a sentence."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ikanda_case.ui.door.door_view import DoorView
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_16, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.banner import Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel


class FirstRunView(DoorView):
    """New file, a file that exists, or the demo; nothing is chosen beforehand."""

    new_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, look: Look, words: Words, *, parent: QWidget | None = None) -> None:
        super().__init__(look, words, parent=parent)
        self.setAccessibleName(words("first_name"))
        self.new = Button(look, words("first_new"), icon="add")
        self.new.clicked.connect(self.new_wanted)
        self.open = Button(look, words("first_open"), icon="folder_open")
        self.open.clicked.connect(self.open_wanted)
        self.demo = Button(look, words("demo"), icon="eye")
        self.demo.clicked.connect(self.demo_wanted)
        restore = Words(words.lang, "ui_keeping")("restore")
        self.restore = Button(look, restore, kind="ghost", icon="arrow_undo")
        self.restore.clicked.connect(self.restore_wanted)
        self._stand(self._card(), words("first_note"))

    def set_notices(self, notices: list[Notice]) -> None:
        """What stands above the choices."""
        self._banner.set_notices(notices)

    def set_busy(self, words: str) -> None:
        """The demo is being made; empty words end it."""
        self.new.setEnabled(not words)
        self.open.setEnabled(not words)
        self.restore.setEnabled(not words)
        self.demo.set_busy(words)

    def _card(self) -> QFrame:
        card = QFrame()
        set_role(card, "panel")
        grid = QGridLayout(card)
        grid.setContentsMargins(28, GAP_24, 28, GAP_24)
        grid.setHorizontalSpacing(GAP_24)
        grid.setVerticalSpacing(GAP_16)
        grid.setColumnStretch(1, 1)
        said = ("first_new_said", "first_open_said", "demo_said")
        for row, button in enumerate((self.new, self.open, self.demo)):
            sentence = PlainLabel(self._words(said[row]), role="text2", wrap=True)
            grid.addWidget(button, row, 0)
            grid.addWidget(sentence, row, 1)
            button.setAccessibleDescription(sentence.text())
        grid.addWidget(self.restore, len(said), 0)
        return card
