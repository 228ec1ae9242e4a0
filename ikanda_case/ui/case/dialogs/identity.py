"""The acts of the identity check: not needed, ask, evidence arrived, outcome (rules 3)."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from ikanda_case.app import steps
from ikanda_case.domain.facts import IdentityRequested, Rung
from ikanda_case.domain.identity import Outcome
from ikanda_case.domain.ladder import RUNGS
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date
from ikanda_case.texts.names import rung_name
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_4, GAP_8, GAP_24
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.segments import Segment, Segments

OUTCOMES: tuple[Outcome, ...] = ("confirmed", "insufficient", "mismatch", "none")
PROPOSED: Rung = "L1"
"""The lowest rung above nothing: a doubt is needed for any higher one (rules 3.1)."""


class RungList(QWidget):
    """The ladder as radio rows: each rung with what it is enough for."""

    chosen = Signal(str)

    def __init__(self, context: Context, name: str, *, closed: str = "") -> None:
        """`closed` is why L5 cannot be chosen, empty when it can."""
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_4)
        for rung in RUNGS:
            button = QRadioButton(rung_name(rung, context.lang))
            enough = phrase(context.lang, "names", f"rung_{rung}_enough")
            if rung == "L5" and closed:
                button.setEnabled(False)
                enough = f"{enough}. {closed}"
            button.setAccessibleDescription(enough)
            button.clicked.connect(lambda _=False, rung=rung: self.chosen.emit(rung))
            self._group.addButton(button)
            note = PlainLabel(enough, role="caption", wrap=True)
            note.setContentsMargins(GAP_24, 0, 0, GAP_8)
            lines.addWidget(button)
            lines.addWidget(note)
            self.buttons[rung] = button
        self.buttons[PROPOSED].setChecked(True)

    @property
    def rung(self) -> Rung:
        """Return the chosen rung."""
        found = (rung for rung, button in self.buttons.items() if button.isChecked())
        return cast(Rung, next(found, PROPOSED))

    def typed(self) -> str:
        """Return the chosen rung, to outlive the dialog."""
        return self.rung

    def put_back(self, text: str) -> None:
        """Choose it again."""
        if text in self.buttons and self.buttons[text].isEnabled():
            self.buttons[text].setChecked(True)


class IdentityDialog(DeedDialog):
    """Settle identity: say why nothing is needed, or what is doubted and asked."""

    needs = "identity"

    def __init__(
        self, context: Context, now: CaseNow, mode: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, now, "identity", parent)
        label = self.say("identity_choice")
        options = [Segment(code, self.say(f"identity_{code}")) for code in ("skip", "ask")]
        self.mode = Segments(context.look, label, options, chosen=mode or "skip")
        self.mode.chosen.connect(lambda _: self._show_mode())
        self.add("mode", self.mode, label)
        self.because = self.add_words(
            "because", self.say("identity_because"), hint=self.say("identity_because_hint")
        )
        self.doubt = self.add_words(
            "doubt", self.say("identity_doubt"), hint=self.say("identity_doubt_hint")
        )
        approver = now.office.people.get(context.desk.actor)
        closed = "" if approver and "approver" in approver.roles else self.say("rung_closed")
        self.rungs = RungList(context, self.say("identity_ladder"), closed=closed)
        self.add("rung", self.rungs, self.say("identity_rung"))
        self.on = DayField(self.say("identity_on"), now.today)
        self.add("on", self.on, self.say("identity_on"))
        self.effect = Banner(context.look)
        self.form.addWidget(self.effect)
        self._show_mode()

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        because = self.because.toPlainText()
        if self.mode.current == "skip":
            return lambda: steps.identity_not_needed(desk, stream, because, on)
        rung = self.rungs.rung
        words = phrase(self.now.case.received.language, "names", f"asked_{rung}")  # type: ignore[union-attr]
        asked = IdentityRequested(
            doubt=self.doubt.toPlainText(), rung=rung, asked=words, despite=self.despite
        )
        return lambda: steps.request_identity(desk, stream, asked, on)

    def _show_mode(self) -> None:
        self.grow()
        asking = self.mode.current == "ask"
        self.fields["because"].setVisible(not asking)
        for name in ("doubt", "rung"):
            self.fields[name].setVisible(asking)
        self.effect.set_notice(self._effect() if asking else None)

    def _effect(self) -> Notice | None:
        received, lang = self.now.case.received_on, self.context.lang
        if received is None or self.now.clock.strict_due is None:
            return None
        policy = self.now.office.policy
        calendar = self.now.office.rulebook.calendar
        last = calendar.add_working_days(received, policy.ask_within_workdays)
        if self.now.today > last:
            late = self.say("asking_late_means", day=full_date(last, lang))
            return Notice("soon", self.say("asking_late"), late)
        plain = self.say(
            "asking_until",
            day=full_date(last, lang),
            days=policy.ask_within_workdays,
            strict=full_date(self.now.clock.strict_due, lang),
        )
        return Notice("pause", self.say("asking_suspends"), plain)


class EvidenceDialog(DeedDialog):
    """Evidence arrived: that day counts, not the day it is looked at."""

    needs = "evidence"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "evidence", parent)
        self.on = DayField(self.say("evidence_on"), now.today)
        self.add("on", self.on, self.say("evidence_on"), hint=self.say("evidence_on_hint"))
        self.what = self.add_words(
            "what", self.say("evidence_what"), hint=self.say("evidence_what_hint")
        )

    def deed(self) -> Deed:
        desk, stream = self.context.desk, self.now.case.id
        what, on = self.what.toPlainText(), self.on.day
        return lambda: steps.identity_evidence(desk, stream, what, on)


class OutcomeDialog(DeedDialog):
    """What the check showed."""

    needs = "identity"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "outcome", parent)
        label = self.say("outcome_choice")
        options = [Segment(code, self.say(f"outcome_{code}")) for code in OUTCOMES]
        self.outcome = Segments(context.look, label, options, chosen="confirmed")
        self.outcome.chosen.connect(lambda _: self._show_effect())
        self.add("result", self.outcome, label)
        self.effect = self.add_note("")
        self.how = self.add_words("how", self.say("outcome_how"), hint=self.say("outcome_how_hint"))
        self.on = DayField(self.say("outcome_on"), now.today)
        self.add("on", self.on, self.say("outcome_on"))
        self._show_effect()

    def deed(self) -> Deed:
        desk, stream = self.context.desk, self.now.case.id
        result, how = cast(Outcome, self.outcome.current), self.how.toPlainText()
        on = self.on.day
        return lambda: steps.identity_outcome(desk, stream, result, how, on)

    def _show_effect(self) -> None:
        self.effect.setText(self.say(f"outcome_means_{self.outcome.current}"))
