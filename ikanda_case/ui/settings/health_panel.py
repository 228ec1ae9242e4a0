"""Toestand: what is known of the file without looking it over."""

from PySide6.QtWidgets import QWidget

from ikanda_case.domain.office import Office
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.models.vault_health import concerns, health_facts, is_unanchored_long
from ikanda_case.ui.widgets.banner import BannerSlot, Notice
from ikanda_case.ui.widgets.facts import Facts
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel


class HealthPanel(Panel):
    """Facts with their shapes; what is wrong stands above them, one thing at a time."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        words = Words(context.lang, "ui_keeping")
        super().__init__(context.look, words("health"), parent=parent)
        self._context = context
        self._words = words
        self._known = False
        self._name = context.desk.actor
        self.notices = BannerSlot(context.look)
        self.facts = Facts(context.look, words("health"))
        self._anchoring = PlainLabel(words("anchor_said"), role="caption", wrap=True)
        self._left = PlainLabel(role="text2", wrap=True)
        for part in (self.notices, self.facts, self._left, self._anchoring):
            self.body.addWidget(part)
        context.watch.changed.connect(self._show)

    def show_office(self, now: Office) -> None:
        """Name whoever opened the file, and show what the watch knows of it from now on."""
        self._name = now.name_of(self._context.desk.actor)
        self._known = True
        self._show()

    def _show(self) -> None:
        context = self._context
        state = context.watch.state
        if state is None or not self._known:
            return
        now, brussels = context.desk.clock.now(), context.brussels
        said = concerns(state, context.watch.failed, now, self._words, brussels)
        if is_unanchored_long(state, now, brussels):
            bold = self._words("concern_unanchored", count=state.unanchored)
            said.append(Notice("soon", bold, self._words("concern_unanchored_said")))
        self.notices.set_notices(said)
        left = self._words("health_left", host=state.left_by) if state.left_by else ""
        self._left.setText(left)
        self._left.setVisible(bool(left))
        self.facts.set_facts(health_facts(state, self._name, now, self._words, brussels))

    def clear(self) -> None:
        """Keep nothing of the file."""
        self._known = False
        self._name = ""
        self._left.setText("")
        self.facts.set_facts(())
        self.notices.set_notices(())
