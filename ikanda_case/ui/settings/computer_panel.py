"""Deze computer: whether its keyring opens the file without a passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ikanda_case.app.desk import Changes
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.context import Context
from ikanda_case.ui.failing import tell
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.vault import Vault, VaultState
from ikanda_case.ui.widgets.banner import BannerSlot
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel


class ComputerPanel(Panel):
    """What it remembers is taken back as easily as it is given."""

    changed = Signal()
    """It remembers the key, or forgot it."""

    def __init__(
        self, context: Context, vault: Vault | None, parent: QWidget | None = None
    ) -> None:
        words = Words(context.lang, "ui_vault")
        super().__init__(context.look, words("computer"), parent=parent)
        self._context = context
        self._vault = vault
        self._words = words
        self._state: VaultState | None = None
        self._said = PlainLabel(wrap=True)
        self._refused = PlainLabel(role="text2", wrap=True)
        self.notices = BannerSlot(context.look)
        self.remember = Button(context.look, words("remember"), icon="key")
        self.remember.clicked.connect(self._on_remember_clicked)
        line = QHBoxLayout()
        line.addWidget(self.remember)
        line.addStretch(1)
        for part in (self._said, self._refused, self.notices):
            self.body.addWidget(part)
        self.body.addLayout(line)
        self._allow()

    def show_state(self, state: VaultState) -> None:
        """Show what was read."""
        self._state = state
        self._said.setText(self._words("computer_yes" if state.remembered else "computer_no"))
        self.remember.set_words(self._words("forget" if state.remembered else "remember"))
        self._allow()

    def _allow(self) -> None:
        reason, state = "", self._state
        if self._vault is None:
            reason = self._words("nowhere")
        elif state and state.keyring_refused and not state.remembered:
            reason = phrase(self._context.lang, "errors", state.keyring_refused)
        else:
            reason = self._context.refusal("own_way")
        self.remember.refuse(reason)
        self._refused.setText(reason)
        self._refused.setVisible(bool(reason))

    def _on_remember_clicked(self) -> None:
        if self._vault is None or self._state is None:
            return
        remembered = self._state.remembered
        deed = self._vault.forget if remembered else self._vault.remember
        self.remember.set_busy(self._words("busy"))
        self.notices.set_notices(())
        self._context.work(
            lambda _progress: deed(),
            lambda changes: self._on_done(changes, "forgotten" if remembered else "remembered"),
            owner=self,
            failed=self._on_failed,
        )

    def _on_done(self, changes: Changes, code: str) -> None:
        self.remember.set_busy("")
        self._context.changed.emit(changes)
        self._context.said.emit(self._words(code))
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.remember.set_busy("")
        self._allow()
        tell(self._context, self.notices, error)
