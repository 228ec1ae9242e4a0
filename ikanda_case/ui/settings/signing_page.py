"""Ondertekenen: the key the office signs with, and the server that tells when."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ikanda_case.app import signing_key
from ikanda_case.app.desk import Changes
from ikanda_case.app.ports import CertificateLike
from ikanda_case.domain.office import Office
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.models.certificate_facts import certificate_facts
from ikanda_case.ui.settings.key_dialogs import KeyFileDialog, OwnKeyDialog
from ikanda_case.ui.settings.section import SectionPage
from ikanda_case.ui.settings.time_stamps_panel import TimeStampsPanel
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.facts import Facts
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel


class SigningPage(SectionPage):
    """A certificate nobody else vouches for is called the office's own, here and everywhere."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "signing", parent=parent)
        self._said = said = Words(context.lang, "ui_signing")
        look = context.look
        self.facts = Facts(look, said("key"))
        self._none = PlainLabel(said("none"), role="text2", wrap=True)
        self.choose = Button(look, said("choose"), icon="folder_open")
        self.own = Button(look, said("own"), icon="key")
        self.choose.clicked.connect(self._on_choose_clicked)
        self.own.clicked.connect(self._on_own_clicked)
        acts = QHBoxLayout()
        for button in (self.choose, self.own):
            acts.addWidget(button)
        acts.addStretch(1)
        key = Panel(look, said("key"))
        key.body.addWidget(self._none)
        key.body.addWidget(self.facts)
        key.body.addLayout(acts)
        self.stamps = TimeStampsPanel(context)
        self.body.addWidget(key)
        self.body.addWidget(self.stamps)
        self.body.addStretch(1)
        context.changed.connect(self._on_context_changed)
        context.permitted.connect(self._allow)
        self._allow()
        self.refresh()

    def refresh(self) -> None:
        """Ask which certificate the office signs with."""
        desk = self.context.desk
        self.context.read(lambda: signing_key.certificate(desk), self._on_read, owner=self)

    def _on_read(self, read: tuple[Office, CertificateLike | None]) -> None:
        office, found = read
        self._none.setVisible(found is None)
        self.facts.setVisible(found is not None)
        if found is not None:
            today = self.context.today()
            self.facts.set_facts(certificate_facts(found, office.fingerprint, today, self._said))
        self.stamps.show_office(office)

    def _allow(self) -> None:
        refused = self.context.refusal("describe")
        self.choose.refuse(refused)
        self.own.refuse(refused)

    def _on_choose_clicked(self) -> None:
        KeyFileDialog(self.context, self).open()

    def _on_own_clicked(self) -> None:
        OwnKeyDialog(self.context, self).open()

    def _on_context_changed(self, changes: Changes) -> None:
        if changes.office:
            self.refresh()

    def complete_step(self) -> None:
        """Keep the server that was typed."""
        self.stamps.keep_typed()

    def in_hand(self) -> tuple[Held, ...]:
        """Return the address that is being typed."""
        return self.stamps.in_hand()

    def take_up(self, held: Held) -> None:
        """Put it back."""
        self.stamps.take_up(held)

    def clear(self) -> None:
        """Keep nothing of the office."""
        super().clear()
        self.facts.set_facts(())
        self.stamps.clear()
