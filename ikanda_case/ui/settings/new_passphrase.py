"""A new passphrase, typed twice and judged while it is typed."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.gate import Strength as Judged
from ikanda_case.ui.look.measures import GAP_8
from ikanda_case.ui.look.tokens import Ink
from ikanda_case.ui.vault import Vault
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.passphrase_field import PassphraseField, PassphraseWords, Strength

_JUDGE_AFTER_MS = 150
_BEST = 4
_LEAST_SHARE = 0.08


class NewPassphrase(QWidget):
    """Two fields; `missing` says why they cannot be used yet."""

    changed = Signal()

    def __init__(self, context: Context, vault: Vault, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._vault = vault
        self._words = words = Words(context.lang, "ui_door")
        self._accepted = False
        look = context.look
        said = PassphraseWords(words("show"), words("hide"), words("caps_lock"))
        self.first = PassphraseField(look, words("passphrase"), said)
        self.again = PassphraseField(look, words("passphrase_again"), said)
        self._first_field = Field(
            look, words("passphrase"), self.first, hint=words("passphrase_hint")
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_8)
        lines.addWidget(self._first_field)
        lines.addWidget(Field(look, words("passphrase_again"), self.again))
        self._judge_later = QTimer(self, singleShot=True, interval=_JUDGE_AFTER_MS)
        self._judge_later.timeout.connect(self._judge)
        self.first.changed.connect(self._on_first_changed)
        self.again.changed.connect(self.changed)

    def set_label(self, label: str) -> None:
        """Another label above the first field."""
        self._first_field.set_label(label)

    def text(self) -> str:
        """What was typed."""
        return self.first.text()

    def missing(self) -> str:
        """Return what must still be given, in words; empty when it can be used."""
        if not self.first.text():
            return self._words("new_passphrase_missing")
        if not self._accepted:
            return self._words("passphrase_weak")
        if self.again.text() != self.first.text():
            return self._words("passphrase_differs")
        return ""

    def set_error(self, words: str) -> None:
        """What was wrong with it, below the first field."""
        self.first.set_error(words)

    def clear(self) -> None:
        """Keep no passphrase."""
        self.first.clear()
        self.again.clear()
        self.first.set_strength(None)

    def _on_first_changed(self) -> None:
        self._accepted = False
        self.first.set_error("")
        self._judge_later.start()
        self.changed.emit()

    def _judge(self) -> None:
        vault, phrase = self._vault, self.first.text()
        if not phrase:
            self.first.set_strength(None)
            return
        self._context.read(lambda: (phrase, vault.strength(phrase)), self._on_judged, owner=self)

    def _on_judged(self, answer: tuple[str, Judged]) -> None:
        phrase, judged = answer
        if phrase != self.first.text():
            return
        self._accepted = judged.accepted
        ink: Ink = "ok" if judged.accepted else "soon"
        share = max(_LEAST_SHARE, judged.score / _BEST)
        self.first.set_strength(Strength(share, self._words(_grade(judged)), ink))
        self.changed.emit()


def _grade(judged: Judged) -> str:
    if not judged.accepted:
        return "strength_weak"
    return "strength_strong" if judged.score >= _BEST else "strength_fair"
