"""A field to search or filter in: Escape clears, Down goes to the list, words are offered."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.line_edit import LineEdit

_WORD = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of the search language, offered while typing."""

    word: str
    """What is put in: `is:telaat`."""
    note: str = ""
    """How many it would find, or what it means."""


class SearchField(LineEdit):
    """`typed` at every change by hand, `searched` at Enter."""

    typed = Signal(str)
    searched = Signal(str)
    left_downwards = Signal()
    """Down was pressed: to the first result."""
    left = Signal()
    """Escape was pressed in an empty field."""

    def __init__(
        self,
        look: Look,
        name: str,
        *,
        placeholder: str = "",
        icon: str = "search",
        clear_words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, name, icon=icon, parent=parent)
        self.setPlaceholderText(placeholder)
        self._clear = self.add_button("dismiss", clear_words)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self._on_clear_clicked)
        self._clear.hide()
        self.textEdited.connect(self.typed)
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self._on_return_pressed)
        self._keep_room()

    def set_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Words offered for the last word typed."""
        model = QStandardItemModel(self)
        for suggestion in suggestions:
            item = QStandardItem(f"{suggestion.word}   {suggestion.note}".rstrip())
            item.setData(suggestion.word, _WORD)
            model.appendRow(item)
        completer = _LastWord(self)
        completer.setModel(model)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionRole(_WORD)
        self.setCompleter(completer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears, then leaves; Down leaves to the results."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_escape_pressed()
            return
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
            return
        super().keyPressEvent(event)

    def _on_escape_pressed(self) -> None:
        if self.text():
            self._on_clear_clicked()
        else:
            self.left.emit()

    def _on_clear_clicked(self) -> None:
        self.clear()
        self.typed.emit("")

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._keep_room()

    def _on_return_pressed(self) -> None:
        self.searched.emit(self.text())


class _LastWord(QCompleter):
    """Completes the last word only, keeping what stands before it."""

    def splitPath(self, path: str) -> list[str]:
        """The word being typed; nothing is offered after a space."""
        return [path.rsplit(" ", 1)[-1] or "\0"]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """All of the field with its last word completed."""
        typed = self.widget().property("text") or ""
        before = typed.rsplit(" ", 1)[0] + " " if " " in typed else ""
        return before + str(index.data(_WORD))
