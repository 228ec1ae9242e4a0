"""The first start: three equal ways on, each with a sentence."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ikanda_case.ui.door.heading import Heading
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_12, GAP_16, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.banner import BannerSlot, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel

_WIDTH = 848


class FirstRunView(QWidget):
    """New file, a file that exists, or the demo; nothing is chosen beforehand."""

    new_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()
    acted = Signal(object)

    def __init__(self, look: Look, words: Words, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words = words
        self.setAccessibleName(words("first_name"))
        self.new = Button(look, words("first_new"), icon="add")
        self.new.clicked.connect(self.new_wanted)
        self.open = Button(look, words("first_open"), icon="folder_open")
        self.open.clicked.connect(self.open_wanted)
        self.demo = Button(look, words("demo"), icon="eye")
        self.demo.clicked.connect(self.demo_wanted)
        self._banner = BannerSlot(look)
        self._banner.acted.connect(self.acted)
        self._lay_out()

    def set_notices(self, notices: list[Notice]) -> None:
        """What stands above the choices."""
        self._banner.set_notices(notices)

    def set_busy(self, words: str) -> None:
        """The demo is being made; empty words end it."""
        self.new.setEnabled(not words)
        self.open.setEnabled(not words)
        self.demo.set_busy(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as the card of the unlock view."""
        super().resizeEvent(event)
        room = self.width() - 2 * GAP_24 - GAP_16
        self._column.setFixedWidth(max(240, min(self._look.measures.px(_WIDTH), room)))

    def _lay_out(self) -> None:
        words = self._words
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, GAP_24, 0, GAP_24)
        column.setSpacing(GAP_12)
        column.addStretch(2)
        column.addWidget(Heading(self._look, words("app_name"), words("subtitle")))
        column.addWidget(self._banner)
        column.addWidget(self._card())
        column.addWidget(PlainLabel(words("first_note"), role="caption", wrap=True))
        column.addStretch(5)
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(GAP_24, 0, GAP_24, 0)
        line.addStretch(1)
        line.addWidget(self._column)
        line.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

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
        return card
