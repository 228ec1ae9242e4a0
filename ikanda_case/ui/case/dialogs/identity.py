"""The acts of the identity check: not needed, ask, evidence arrived, outcome (rules 3)."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ikanda_case.app import steps
from ikanda_case.domain.facts import IdentityRequested, NotNeeded, Rung, Way
from ikanda_case.domain.identity import Outcome
from ikanda_case.domain.ladder import NOT_BY_EMAIL, RUNGS, lowest_rung, not_needed_by_default
from ikanda_case.domain.what_if import Supposed
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.names import not_needed_name, rung_name
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.case.words import Words
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_4, GAP_8, GAP_24
from ikanda_case.ui.models.asking import effect_of
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.banner import Banner
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.segments import Segment, Segments

OUTCOMES: tuple[Outcome, ...] = (
    "confirmed", "insufficient", "mismatch", "none", "unidentifiable",
)  # fmt: skip
DEFAULTS: tuple[NotNeeded, ...] = (
    "address_on_file", "logged_in", "identified_earlier", "stops_marketing", "",
)  # fmt: skip
"""Why no check is needed (rules 3.1); the last is another reason, in words."""
WAYS: tuple[Way, ...] = ("email", "post", "phone", "person", "account")
PROPOSED: Rung = "L1"
"""The lowest rung above nothing: a doubt is needed for any higher one (rules 3.1)."""


class RungList(QWidget):
    """The ladder as radio rows: each rung with what it is enough for."""

    chosen = Signal(str)

    def __init__(self, context: Context, name: str, *, closed: str = "") -> None:
        """`closed` is why L5 cannot be chosen, empty when it can."""
        super().__init__()
        self.setAccessibleName(name)
        self._lang = context.lang
        self._proposed = phrase(context.lang, "ui_case", "rung_proposed")
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

    def propose(self, rung: Rung) -> None:
        """Choose the lowest that is enough and say so; a higher one may be taken."""
        for code, button in self.buttons.items():
            words = rung_name(code, self._lang)
            button.setText(f"{words} · {self._proposed}" if code == rung else words)
        self.buttons[rung].setChecked(True)

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


class Situation(QWidget):
    """What makes a higher rung necessary, as boxes (rules 3.2)."""

    changed = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_4)
        self.boxes: dict[str, QCheckBox] = {}
        for code in ("elsewhere", "credit", "remote_impossible"):
            box = QCheckBox(say(f"situation_{code}"))
            box.toggled.connect(lambda _: self.changed.emit())
            lines.addWidget(box)
            self.boxes[code] = box

    def holds(self) -> dict[str, bool]:
        """Return what holds, by the names `domain.ladder.lowest_rung` knows."""
        return {code: box.isChecked() for code, box in self.boxes.items()}


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
        self._add_reason()
        self._add_question()
        self.on = DayField(self.say("identity_on"), now.today)
        self.on.day_changed.connect(lambda _: self._show_effect())
        self.add("on", self.on, self.say("identity_on"))
        self.effect = Banner(context.look)
        self.form.addWidget(self.effect)
        self._propose()
        self._show_mode()

    def _add_reason(self) -> None:
        """Why no check is needed: a default of the rules, or another reason in words."""
        self.default = QComboBox()
        for code in DEFAULTS:
            words = not_needed_name(code, self.context.lang) if code else self.say("identity_other")
            self.default.addItem(words, code)
        found = not_needed_by_default(self.now.case, self.now.office, ())
        self.default.setCurrentIndex(DEFAULTS.index(found))
        self.add("default", self.default, self.say("identity_default"))
        self.because = self.add_words(
            "because", self.say("identity_because"), hint=self.say("identity_because_hint")
        )
        self.because.setPlainText(not_needed_name(found, self.context.lang))
        self.default.currentIndexChanged.connect(lambda _: self._on_default_chosen())

    def _add_question(self) -> None:
        """The doubt, the lowest rung that removes it, what is asked and by which way."""
        say, context = self.say, self.context
        self.doubt = self.add_words("doubt", say("identity_doubt"), hint=say("identity_doubt_hint"))
        self.situation = Situation(say)
        self.situation.changed.connect(self._propose)
        self.add("situation", self.situation, say("identity_situation"))
        approver = self.now.office.people.get(context.desk.actor)
        closed = "" if approver and "approver" in approver.roles else say("rung_closed")
        self.rungs = RungList(context, say("identity_ladder"), closed=closed)
        self.rungs.chosen.connect(lambda _: self._fill_asked())
        self.add("rung", self.rungs, say("identity_rung"))
        self.asked = self.add_words(
            "asked", say("identity_asked"), hint=say("identity_asked_hint"), lines=3
        )
        self.way = QComboBox()
        for code in WAYS:
            self.way.addItem(say(f"way_{code}"), code)
        self.add("way", self.way, say("identity_way"), hint=say("identity_way_hint"))

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        because, default = self.because.toPlainText(), cast(NotNeeded, self.default.currentData())
        if self.mode.current == "skip":
            return lambda: steps.identity_not_needed(desk, stream, because, on, default)
        asked = IdentityRequested(
            doubt=self.doubt.toPlainText(),
            rung=self.rungs.rung,
            asked=self.asked.toPlainText().strip(),
            way=cast(Way, self.way.currentData()),
            despite=self.despite,
        )
        return lambda: steps.request_identity(desk, stream, asked, on)

    def _on_default_chosen(self) -> None:
        known = {not_needed_name(code, self.context.lang) for code in DEFAULTS}
        if self.because.toPlainText() in known:
            code = str(self.default.currentData())
            self.because.setPlainText(not_needed_name(code, self.context.lang))

    def _propose(self) -> None:
        """Propose the lowest rung that is enough for this case (rules 3.2)."""
        self.rungs.propose(lowest_rung(self.now.case, self.now.office, **self.situation.holds()))
        self._fill_asked()

    def _fill_asked(self) -> None:
        """Write what the rung asks in the requester's language, and by which way; both editable."""
        language = self.now.case.received.language if self.now.case.received else "nl"
        usual = {phrase(language, "names", f"asked_{rung}") for rung in RUNGS}
        if self.asked.toPlainText() in {"", *usual}:
            self.asked.setPlainText(phrase(language, "names", f"asked_{self.rungs.rung}"))
        by_mail = bool(self.now.case.received and self.now.case.received.channel == "email")
        way = "post" if self.rungs.rung in NOT_BY_EMAIL or not by_mail else "email"
        self.way.setCurrentIndex(WAYS.index(way))

    def _show_mode(self) -> None:
        asking = self.mode.current == "ask"
        for name in ("default", "because"):
            self.fields[name].setVisible(not asking)
        for name in ("doubt", "situation", "rung", "asked", "way"):
            self.fields[name].setVisible(asking)
        self._show_effect()

    def _show_effect(self) -> None:
        supposed = Supposed(asked="identity", asked_on=self.on.day)
        asking = self.mode.current == "ask"
        notice = effect_of(self.now, supposed, self.context.lang) if asking else None
        self.effect.set_notice(notice)
        self.grow()


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
