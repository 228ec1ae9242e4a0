"""Deciding on one right: grant, partly or refuse, on a ground the table lists for it."""

from typing import cast

from PySide6.QtWidgets import QComboBox, QWidget

from ikanda_case.app import steps
from ikanda_case.domain.clock import first_month_end
from ikanda_case.domain.facts import Decided, Decision
from ikanda_case.texts.dates import full_date
from ikanda_case.texts.names import decision_name
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.segments import Segment, Segments

DECISIONS: tuple[Decision, ...] = ("granted", "partly", "refused")
_NEEDS = ("E", "B", "4E", "counsel")


class DecideDialog(DeedDialog):
    """Three choices, the grounds of this right only, and the facts it rests on."""

    needs = "decide"

    def __init__(
        self, context: Context, now: CaseNow, right: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, now, "decide", parent)
        self.right = right
        lang = context.lang
        row = now.case.row(right)
        rights = now.office.rulebook.rights
        name = now.right_name(right, lang)
        article = self.say("article", article=rights.right(right).article)
        self.add_note(f"{name}, {article}")
        options = [Segment(code, decision_name(code, lang)) for code in DECISIONS]
        chosen = row.decision if row and row.decision else "granted"
        label = self.say("right_decision")
        self.decision = Segments(context.look, label, options, chosen=chosen)
        self.decision.chosen.connect(lambda _: self._show_choice())
        self.add("decision", self.decision, label)
        self.ground = QComboBox()
        self.ground.addItem(self.say("ground_choose"), "")
        for code in rights.allowed(right):
            words = f"{code}  {rights.ground(code).title[lang]}"
            self.ground.addItem(words.replace("&", "&&"), code)
        self.ground.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.ground.setMinimumContentsLength(40)
        self.ground.setCurrentIndex(max(0, self.ground.findData(row.ground if row else "")))
        self.ground.currentIndexChanged.connect(lambda _: self._show_ground())
        self.add("ground", self.ground, self.say("ground"))
        self.facts = self.add_words(
            "facts", self.say("decide_facts"), row.facts if row else "",
            hint=self.say("decide_facts_hint"),
        )  # fmt: skip
        self.on = DayField(self.say("decide_on"), now.today)
        self.add("on", self.on, self.say("decide_on"))
        self.effect = Banner(context.look)
        self.form.addWidget(self.effect)
        self._show_choice()

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        decision = cast(Decision, self.decision.current)
        ground = "" if decision == "granted" else str(self.ground.currentData() or "")
        decided = Decided(
            right=self.right,
            decision=decision,
            ground=ground,
            facts=self.facts.toPlainText().strip(),
            despite=self.despite,
        )
        return lambda: steps.decide(desk, stream, decided, on)

    def _show_choice(self) -> None:
        self.grow()
        refusing = self.decision.current != "granted"
        self.fields["ground"].setVisible(refusing)
        self.effect.set_notice(self._effect() if refusing else None)
        self._show_ground()

    def _show_ground(self) -> None:
        code = str(self.ground.currentData() or "")
        rights, lang = self.now.office.rulebook.rights, self.context.lang
        if not code:
            listed = len(rights.allowed(self.right))
            self.fields["ground"].set_hint(self.say("ground_listed", count=listed))
            return
        ground = rights.ground(code)
        needs = rights.needs(self.right, code)
        asked = ", ".join(self.say(f"need_{need}") for need in _NEEDS if need in needs)
        said = [self.say("article", article=ground.article_for(self.right))]
        said += [self.say("ground_needs", needs=asked)] if asked else []
        said += [ground.limit[lang]] if lang in ground.limit else []
        self.fields["ground"].set_hint(" ".join(f"{each.rstrip('.')}." for each in said))

    def _effect(self) -> Notice | None:
        case = self.now.case
        if case.received_on is None:
            return None
        calendar = self.now.office.rulebook.calendar
        day = first_month_end(case.received_on, case.events, calendar)
        bold = self.say("refusal_until", day=full_date(day, self.context.lang))
        return Notice("soon", bold, self.say("refusal_letter"))
