"""The few commands a day is made of, and the search field; words give way in narrow windows."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from ikanda_case.ui.frame.commands import BY_CODE
from ikanda_case.ui.frame.menus import Menus
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_4, GAP_8, GAP_12
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.search_field import SearchField

LEFT = ("new_request", "take_in", "post", "refresh")
RIGHT = ("help", "lock")
_KEEPS_WORDS = "new_request"
_NEVER_WORDS = "help"
_SEARCH_WIDE, _SEARCH_NARROW = 320, 210


class Toolbar(QFrame):
    """Repeats commands of the menus, in words beside an icon."""

    searched = Signal(str)
    """Words to look for in everything; none: what can be typed is shown."""

    def __init__(
        self, look: Look, words: Words, menus: Menus, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._words = words
        self.setAccessibleName(words("toolbar"))
        self.buttons = {
            code: ToolButton(look, code, words(f"tool.{code}"), menus.actions[code])
            for code in (*LEFT, *RIGHT)
        }
        self.search = SearchField(
            look,
            words("search"),
            placeholder=words("search_placeholder"),
            clear_words=words("search_clear"),
        )
        self.search.searched.connect(self._on_search_searched)
        self._key = PlainLabel(BY_CODE["search"].keys[0], role="caption")
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP_12, GAP_4, GAP_12, GAP_4)
        line.setSpacing(GAP_8)
        for code in LEFT:
            line.addWidget(self.buttons[code])
        line.addStretch(1)
        line.addWidget(self.search)
        line.addWidget(self._key)
        for code in RIGHT:
            line.addWidget(self.buttons[code])
        self.set_compact(compact=False)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def set_compact(self, *, compact: bool) -> None:
        """Icons alone where the window is narrow; the first command keeps its words."""
        for code, button in self.buttons.items():
            with_words = code != _NEVER_WORDS and (not compact or code == _KEEPS_WORDS)
            button.show_words(shown=with_words)
        width = _SEARCH_NARROW if compact else _SEARCH_WIDE
        self.search.setFixedWidth(self._look.measures.px(width))
        code = "search_short" if compact else "search_placeholder"
        self.search.setPlaceholderText(self._words(code))

    def focus_search(self) -> None:
        """Put the keyboard in the search field, with its words chosen."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_search_searched(self, text: str) -> None:
        self.searched.emit(text.strip())

    def _on_look_changed(self) -> None:
        self.setFixedHeight(self._look.measures.toolbar)


class ToolButton(QToolButton):
    """One command as a button; enabled, and refused with a reason, as its menu line is."""

    def __init__(
        self, look: Look, code: str, words: str, action: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._action = action
        self.setText(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(30, 30))
        look.dress(self, BY_CODE[code].icon, size=20)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._on_action_changed)
        self._on_action_changed()

    def show_words(self, *, shown: bool) -> None:
        """Words beside the icon, or the icon alone with its tooltip."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if shown else style.ToolButtonIconOnly
        )

    def _on_action_changed(self) -> None:
        enabled = self._action.isEnabled()
        self.setEnabled(enabled)
        key = self._action.shortcut().toString(self._action.shortcut().SequenceFormat.NativeText)
        tip = f"{self._words} ({key})" if key else self._words
        self.setToolTip(tip if enabled else self._action.toolTip())
        self.setAccessibleDescription("" if enabled else self._action.toolTip())
