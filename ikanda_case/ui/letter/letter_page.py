"""What stands where on the page of a letter: head, contents, text, page, foot."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.context import Context
from ikanda_case.ui.letter.annexes_pane import AnnexesPane
from ikanda_case.ui.letter.contents_side import ContentsSide
from ikanda_case.ui.letter.editor import Editor
from ikanda_case.ui.letter.preview import Preview
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.widgets.badge import BadgeLabel
from ikanda_case.ui.widgets.banner import Banner
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel
from ikanda_case.ui.widgets.panel import Rule

_PREVIEW = 480
_COLUMN = 340
"""The least for text and page each, before the list of contents goes."""


class LetterPage(QWidget):
    """The parts of the page in their places; what they do is `LetterView`'s."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        look = context.look
        self._title = ElidedLabel(role="title")
        self._second = ElidedLabel(role="text2")
        self._state = BadgeLabel(look)
        self._back = Button(look, self._say("back"), kind="ghost", icon="arrow_left")
        self._banner = Banner(look)
        self._side = ContentsSide(context)
        self._by_email = QCheckBox(self._say("by_email"))
        self._editor = Editor(context, self._say("text"))
        self._annexes = AnnexesPane(context)
        self._preview = Preview(context, self._say("page"))
        self._wrong = PlainLabel(role="soon", wrap=True)
        self._dates = PlainLabel(role="text2")
        self._save = Button(look, self._say("save"), key="Ctrl+S")
        self._send_back = Button(look, self._say("send_back"))
        self._out = Button(look, "")
        self._returned = Button(look, self._say("came_back"))
        self._act = Button(look, "", kind="primary", key="Ctrl+Enter")
        self.hide_acts()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of contents gives way in a narrow window."""
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= self._side.width() + 2 * _COLUMN)
        self._dates.setVisible(self.width() >= self._side.width() + 2 * _COLUMN)

    def hide_acts(self) -> None:
        """Offer nothing while there is no letter to do it to."""
        for button in self._acts:
            button.hide()

    @property
    def _acts(self) -> tuple[Button, ...]:
        return self._send_back, self._returned, self._out, self._save, self._act

    def _lay_out(self) -> None:
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self._written())
        both.addWidget(self._preview)
        both.setSizes([_PREVIEW, _PREVIEW])
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._side)
        middle.addWidget(both, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._head())
        lines.addWidget(Rule())
        lines.addWidget(self._banner)
        lines.addLayout(middle, 1)
        lines.addWidget(Rule())
        lines.addWidget(self._foot())

    def _written(self) -> QWidget:
        """Return the drafter's column: the words, and under them the files that go along."""
        column = QWidget()
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._editor, 1)
        lines.addWidget(self._annexes)
        return column

    def _head(self) -> QWidget:
        first = QHBoxLayout()
        first.setSpacing(GAP_12)
        first.addWidget(self._title, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(first)
        words.addWidget(self._second)
        head = QWidget()
        set_role(head, "surface")
        row = QHBoxLayout(head)
        row.setContentsMargins(GAP_12, GAP_8, GAP_24, GAP_8)
        row.setSpacing(GAP_12)
        row.addWidget(self._back)
        row.addLayout(words, 1)
        row.addWidget(self._state)
        row.addWidget(self._by_email)
        return head

    def _foot(self) -> QWidget:
        foot = QWidget()
        set_role(foot, "raised")
        row = QHBoxLayout(foot)
        row.setContentsMargins(GAP_24, GAP_12, GAP_24, GAP_12)
        row.setSpacing(GAP_12)
        row.addWidget(self._wrong, 1)
        row.addWidget(self._dates)
        for button in self._acts:
            row.addWidget(button)
        return foot

    def _say(self, code: str, **facts: object) -> str:
        return phrase(self._context.lang, "ui_letter", code, facts)
