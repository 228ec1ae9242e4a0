"""The other questions to the person: the mandate, which data or right, and a reminder."""

from typing import Literal, cast

from PySide6.QtWidgets import QCheckBox, QWidget

from ikanda_case.app import steps
from ikanda_case.domain.facts import ClarificationRequested, MandateRequested
from ikanda_case.domain.identity import MandateOutcome
from ikanda_case.domain.what_if import Supposed
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.asking import effect_of
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.models.case_questions import (
    language_of,
    may_ask_data,
    may_ask_right,
    quality_of,
)
from ikanda_case.ui.widgets.banner import Banner
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.segments import Segment, Segments

About = Literal["data", "right"]
OUTCOMES: tuple[MandateOutcome, ...] = ("verified", "refused")


class _QuestionDialog(DeedDialog):
    """A question that may suspend the deadline: what it would do stands below."""

    needs = "identity"

    def supposed(self) -> Supposed:
        """Return the question as the clock would see it."""
        raise NotImplementedError

    def add_end(self) -> None:
        """Add the day and the effect."""
        self.on = DayField(self.say("asked_on"), self.now.today)
        self.add("on", self.on, self.say("asked_on"))
        self.effect = Banner(self.context.look)
        self.form.addWidget(self.effect)
        self.on.day_changed.connect(lambda _: self.show_effect())

    def show_effect(self) -> None:
        """Say what the question would do to the deadline."""
        self.effect.set_notice(effect_of(self.now, self.supposed(), self.context.lang))
        self.grow()


class AskMandateDialog(_QuestionDialog):
    """The doubt and what would remove it; a lawyer is believed unless the doubt is concrete."""

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "ask_mandate", parent)
        quality, language = quality_of(now), language_of(now)
        self.add_note(self.say(f"mandate_check_{quality}"))
        self.doubt = self.add_words(
            "doubt", self.say("mandate_doubt"), hint=self.say("mandate_doubt_hint")
        )
        usual = phrase(language, "names", f"asked_mandate_{quality}")
        self.asked = self.add_words(
            "asked", self.say("mandate_asked"), usual, hint=self.say("mandate_asked_hint"), lines=3
        )
        self.concrete = QCheckBox(self.say("mandate_concrete"))
        self.concrete.setChecked(quality != "lawyer")
        self.concrete.toggled.connect(lambda _: self.show_effect())
        self.form.addWidget(self.concrete)
        self.add_end()
        self.show_effect()
        self.doubt.setFocus()

    def supposed(self) -> Supposed:
        concrete = self.concrete.isChecked()
        return Supposed(asked="mandate", asked_on=self.on.day, reasonable_doubt=concrete)

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        asked = MandateRequested(
            doubt=self.doubt.toPlainText().strip(),
            asked=self.asked.toPlainText().strip(),
            reasonable_doubt=self.concrete.isChecked(),
        )
        return lambda: steps.request_mandate(desk, stream, asked, on)


class MandateEvidenceDialog(DeedDialog):
    """Proof of the mandate arrived: that day counts."""

    needs = "evidence"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "mandate_evidence", parent)
        self.on = DayField(self.say("evidence_on"), now.today)
        self.add("on", self.on, self.say("evidence_on"), hint=self.say("evidence_on_hint"))
        self.what = self.add_words("what", self.say("evidence_what"), lines=3)

    def deed(self) -> Deed:
        desk, stream = self.context.desk, self.now.case.id
        what, on = self.what.toPlainText(), self.on.day
        return lambda: steps.mandate_evidence(desk, stream, what, on)


class MandateOutcomeDialog(DeedDialog):
    """Whether the requester may act for the person, and how that was seen."""

    needs = "identity"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "mandate_outcome", parent)
        self.add_note(self.say(f"mandate_check_{quality_of(now)}"))
        label = self.say("outcome_choice")
        options = [Segment(code, self.say(f"mandate_{code}")) for code in OUTCOMES]
        self.outcome = Segments(context.look, label, options, chosen="verified")
        self.add("result", self.outcome, label)
        self.how = self.add_words("how", self.say("outcome_how"), hint=self.say("mandate_how_hint"))
        self.on = DayField(self.say("outcome_on"), now.today)
        self.add("on", self.on, self.say("outcome_on"))
        self.how.setFocus()

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        result, how = cast(MandateOutcome, self.outcome.current), self.how.toPlainText()
        return lambda: steps.mandate_outcome(desk, stream, result, how, on)


class ClarifyDialog(_QuestionDialog):
    """Which data or processing is meant, of a large quantity (rec. 63); or which right."""

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "clarify", parent)
        no_data = "" if may_ask_data(now) else self.say("clarify_no_access")
        no_right = "" if may_ask_right(now) else self.say("clarify_no_unclear")
        label = self.say("clarify_about")
        options = [
            Segment("data", self.say("clarify_data"), no_data),
            Segment("right", self.say("clarify_right"), no_right),
        ]
        self.about = Segments(context.look, label, options, chosen="right" if no_data else "data")
        self.about.chosen.connect(lambda _: self._show_about())
        self.add("about", self.about, label, hint=no_data or no_right)
        self.question = self.add_words(
            "question", self.say("clarify_question"), hint=self.say("clarify_question_hint")
        )
        self.large = QCheckBox(self.say("clarify_large"))
        self.large.toggled.connect(lambda _: self.show_effect())
        self.form.addWidget(self.large)
        self.why = self.add_words("why", self.say("clarify_why"), lines=3)
        self.add_end()
        self._show_about()
        self.question.setFocus()

    def supposed(self) -> Supposed:
        large = self.large.isChecked() and self.about.current == "data"
        return Supposed(asked="clarification", asked_on=self.on.day, large_volume=large)

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        about = cast(About, self.about.current)
        of_data = about == "data"
        asked = ClarificationRequested(
            question=self.question.toPlainText().strip(),
            about=about,
            large_volume=of_data and self.large.isChecked(),
            why=self.why.toPlainText().strip() if of_data else "",
        )
        return lambda: steps.clarify(desk, stream, asked, on)

    def _show_about(self) -> None:
        of_data = self.about.current == "data"
        self.large.setVisible(of_data)
        self.fields["why"].setVisible(of_data)
        self.show_effect()


class ClarifiedDialog(DeedDialog):
    """The person said which data, or that all are meant: the clock runs again from that day."""

    needs = "evidence"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "clarified", parent)
        self.on = DayField(self.say("evidence_on"), now.today)
        self.add("on", self.on, self.say("evidence_on"), hint=self.say("evidence_on_hint"))
        self.what = self.add_words(
            "what", self.say("clarified_what"), hint=self.say("clarified_what_hint"), lines=3
        )

    def deed(self) -> Deed:
        desk, stream = self.context.desk, self.now.case.id
        what, on = self.what.toPlainText(), self.on.day
        return lambda: steps.clarified(desk, stream, what, on)


class RemindDialog(DeedDialog):
    """The person was reminded of an open question; the clock does not move."""

    needs = "identity"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "remind", parent)
        self.what = self.add_words("what", self.say("remind_what"), lines=3)
        self.on = DayField(self.say("remind_on"), now.today)
        self.add("on", self.on, self.say("remind_on"))

    def deed(self) -> Deed:
        desk, stream = self.context.desk, self.now.case.id
        what, on = self.what.toPlainText(), self.on.day
        return lambda: steps.remind(desk, stream, what, on)
