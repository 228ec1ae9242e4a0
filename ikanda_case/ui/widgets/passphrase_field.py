"""A field for a passphrase: shown only on demand, with caps lock and strength said in words."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ikanda_case.ui.look.measures import GAP_8, LABEL_GAP
from ikanda_case.ui.look.style import set_state
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.look.tokens import Ink
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.line_edit import LineEdit

_BAR_WIDTH, _BAR_HEIGHT = 120, 6


@dataclass(frozen=True, slots=True)
class PassphraseWords:
    """What the field says."""

    show: str
    hide: str
    caps_lock: str


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong a new passphrase is, judged elsewhere."""

    share: float
    """0.0 to 1.0 of the bar."""
    words: str
    role: Ink = "text2"


class PassphraseField(QWidget):
    """The text leaves only through `text()`; it is never copied, completed or undone."""

    changed = Signal()
    submitted = Signal()
    """Enter was pressed."""

    def __init__(
        self,
        look: Look,
        name: str,
        words: PassphraseWords,
        *,
        caps_lock: Callable[[], bool | None] = lambda: None,
        parent: QWidget | None = None,
    ) -> None:
        """`caps_lock` asks the system where that is possible; None leaves it to the keys typed."""
        super().__init__(parent)
        self._look = look
        self._words = words
        self._ask_system = caps_lock
        self._caps_on: bool | None = None
        self.line = _SecretLine(look, name)
        self.line.letter_typed.connect(self._on_letter_typed)
        self.line.caps_lock_pressed.connect(self._on_caps_lock_pressed)
        self.line.entered.connect(self._on_line_entered)
        self.line.textChanged.connect(self.changed)
        self.line.returnPressed.connect(self.submitted)
        self._eye = self.line.add_button("eye", words.show)
        self._eye.clicked.connect(self._on_eye_clicked)
        self._caps_icon = QLabel()
        self._caps = PlainLabel(words.caps_lock, role="text2")
        self._strength = _StrengthBar(look)
        self._strength_words = PlainLabel(role="text2")
        self._error = PlainLabel(role="late", wrap=True)
        self.setFocusProxy(self.line)
        self._lay_out()
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self._say_caps(on=False)
        self.set_strength(None)
        self.set_error("")

    def _lay_out(self) -> None:
        caps = QHBoxLayout()
        caps.setSpacing(GAP_8)
        caps.addWidget(self._caps_icon)
        caps.addWidget(self._caps, 1)
        strength = QHBoxLayout()
        strength.setSpacing(GAP_8)
        strength.addWidget(self._strength, 0, Qt.AlignmentFlag.AlignVCenter)
        strength.addWidget(self._strength_words, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(LABEL_GAP + 1)
        lines.addWidget(self.line)
        lines.addWidget(self._error)
        lines.addLayout(strength)
        lines.addLayout(caps)
        for label in (self._caps_icon, self._caps):
            policy = label.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            label.setSizePolicy(policy)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Empty the field, hide what follows."""
        self.line.clear()
        self._show_signs(shown=False)
        self.set_error("")

    def select_all(self) -> None:
        """After a wrong one: keep the focus, select, so that typing starts again."""
        self.line.setFocus()
        self.line.selectAll()

    def set_strength(self, strength: Strength | None) -> None:
        """Show how strong it is; None shows nothing."""
        self._strength.set_strength(strength)
        self._strength.setVisible(strength is not None)
        self._strength_words.setVisible(strength is not None)
        self._strength_words.setText(strength.words if strength else "")

    def set_error(self, words: str) -> None:
        """What was wrong, below the field; empty words end it."""
        self._error.setText(words)
        self._error.setVisible(bool(words))
        set_state(self.line, "wrong", on=bool(words))
        self._describe()

    @property
    def caps_lock_said(self) -> bool:
        """Whether the notice stands there."""
        return not self._caps.isHidden()

    def _say_caps(self, *, on: bool) -> None:
        self._caps.setVisible(on)
        self._caps_icon.setVisible(on)
        self._describe()

    def _describe(self) -> None:
        caps = self._words.caps_lock if self.caps_lock_said else ""
        parts = (self._error.text(), caps)
        self.line.setAccessibleDescription(" ".join(part for part in parts if part))

    def _show_signs(self, *, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if shown else modes.Password)
        self._eye.set_words(self._words.hide if shown else self._words.show)
        self._look.dress(self._eye, "eye_off" if shown else "eye")

    def _on_eye_clicked(self) -> None:
        self._show_signs(shown=self.line.echoMode() == QLineEdit.EchoMode.Password)

    def _on_letter_typed(self, letter: str, shift: bool) -> None:
        self._learn(letter.isupper() != shift)

    def _on_caps_lock_pressed(self) -> None:
        self._learn(None if self._caps_on is None else not self._caps_on)

    def _on_line_entered(self) -> None:
        self._learn(self._caps_on)

    def _learn(self, guess: bool | None) -> None:
        known = self._ask_system()
        self._caps_on = guess if known is None else known
        self._say_caps(on=bool(self._caps_on))

    def _on_look_changed(self) -> None:
        icons, tokens = self._look.icons, self._look.tokens
        ratio = self.devicePixelRatioF()
        self._caps_icon.setPixmap(icons.pixmap("keyboard", 16, tokens.soon, ratio))


class _SecretLine(LineEdit):
    """Tells which letters came with which Shift, and nothing else."""

    letter_typed = Signal(str, bool)
    """A letter that has two cases, and whether Shift was held."""
    caps_lock_pressed = Signal()
    entered = Signal()
    """The field got the keyboard: caps lock may have changed elsewhere."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhHiddenText
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at the letter, then let the field have it."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock_pressed.emit()
        elif len(event.text()) == 1 and event.text().upper() != event.text().lower():
            self.letter_typed.emit(event.text(), shift)
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so."""
        super().focusInEvent(event)
        self.entered.emit()


class _StrengthBar(QWidget):
    """A bar; its words stand beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._strength: Strength | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_strength(self, strength: Strength | None) -> None:
        """Fill the bar."""
        self._strength = strength
        self.setAccessibleName(strength.words if strength else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Short and thin."""
        return QSize(self._look.measures.px(_BAR_WIDTH), _BAR_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outline in the colour of controls, the share filled."""
        if self._strength is None:
            return
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(tokens.ctrl))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(whole, 2.5, 2.5)
        share = QRectF(whole)
        share.setWidth(whole.width() * min(1.0, max(0.0, self._strength.share)))
        if self.isRightToLeft():
            share.moveRight(whole.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.ink(self._strength.role)))
        painter.drawRoundedRect(share, 2.5, 2.5)
