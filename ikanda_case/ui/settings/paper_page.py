"""Briefpapier: the envelope the letters go into, the logo above them, and a page to try both."""

from PySide6.QtWidgets import QWidget

from ikanda_case.app.desk import Changes
from ikanda_case.domain.office import Office
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.settings.envelope_panel import EnvelopePanel
from ikanda_case.ui.settings.logo_panel import LogoPanel
from ikanda_case.ui.settings.section import SectionPage

HELD = "paper"


class PaperPage(SectionPage):
    """What was approved keeps the page it has; the next letter takes the new one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "paper", parent=parent)
        self.envelope = EnvelopePanel(context)
        self.logo = LogoPanel(context)
        self.body.addWidget(self.envelope)
        self.body.addWidget(self.logo)
        self.body.addStretch(1)
        context.changed.connect(self._on_context_changed)
        self.refresh()

    def refresh(self) -> None:
        """Ask what the office chose."""
        file = self.context.desk.file

        def read() -> Office:
            with file.reading() as now:
                return now.office()

        self.context.read(read, self._on_read, owner=self)

    def _on_read(self, office: Office) -> None:
        self.envelope.show_office(office)
        self.logo.show_office(office)

    def _on_context_changed(self, changes: Changes) -> None:
        if changes.office:
            self.refresh()

    def complete_step(self) -> None:
        """Keep the envelope that was chosen."""
        self.envelope.keep_chosen()

    def in_hand(self) -> tuple[Held, ...]:
        """Return the envelope while it is another one than the journal's."""
        words = self.envelope.typed()
        return (Held(HELD, words),) if words else ()

    def take_up(self, held: Held) -> None:
        """Put it back."""
        if held.what == HELD:
            self.envelope.put_back(held.words)

    def clear(self) -> None:
        """Keep nothing of the office."""
        super().clear()
        self.envelope.clear()
        self.logo.clear()
