"""Deciding on one right: grant, partly or refuse, on a listed ground with what that needs."""

from typing import cast

from PySide6.QtWidgets import QComboBox, QWidget

from ikanda_case.app import steps
from ikanda_case.domain.deadlines import form_of, month_end_of
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.facts import Decided, Decision
from ikanda_case.domain.guards.deciding import needs_of
from ikanda_case.domain.rights import Need, RightType
from ikanda_case.texts.dates import full_date
from ikanda_case.texts.errors import error_sentence
from ikanda_case.texts.names import decision_name
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.case.dialogs.ground_needs import GroundNeeds
from ikanda_case.ui.case.dialogs.parts import DECISIONS, Parts
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.segments import Segment, Segments

_NEEDS: tuple[Need, ...] = ("E", "B", "4E", "counsel")
_LIMITATION = "limitation:"
"""Before the code of a limit of the answer, which is listed with the grounds but is none."""


class DecideDialog(DeedDialog):
    """Three choices, the grounds of this right only, what each needs, and the facts it rests on."""

    needs = "decide"

    def __init__(
        self, context: Context, now: CaseNow, right: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, now, "decide", parent)
        self.right = right
        lang = context.lang
        row = now.case.row(right)
        assert row is not None  # the page offers only what the case holds
        self.row = row
        self.right_form: RightType = form_of(row, now.office)
        article = self.say("article", article=self.right_form.article)
        self.add_note(f"{now.right_name(right, lang)}, {article}")
        if not self.right_form.refusable:
            self.add_note(self.say("no_refusal_here"))
        options = [Segment(code, decision_name(code, lang)) for code in DECISIONS]
        chosen = row.decision or "granted"
        label = self.say("right_decision")
        self.decision = Segments(context.look, label, options, chosen=chosen)
        self.decision.chosen.connect(lambda _: self._show_choice())
        self.add("decision", self.decision, label)
        self.parts = Parts(context, self._listed(), row.decided.items if row.decided else ())
        self.parts.changed.connect(self._show_choice)
        self.parts.resized.connect(self.grow)
        self.add("parts", self.parts, self.say("parts"), hint=self.say("parts_hint"))
        self.ground = self._grounds()
        self.add("ground", self.ground, self.say("ground"))
        self.needed = GroundNeeds(context, row.decided, now.today)
        self.needed.added.connect(self.fields.__setitem__)
        self.needed.resized.connect(self.grow)
        self.form.addWidget(self.needed)
        self.facts = self.add_words(
            "facts", self.say("decide_facts"), row.facts, hint=self.say("decide_facts_hint")
        )
        self.on = DayField(self.say("decide_on"), now.today)
        self.add("on", self.on, self.say("decide_on"))
        self.effect = Banner(context.look)
        self.form.addWidget(self.effect)
        self._show_choice()

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        decision = cast(Decision, self.decision.current)
        decided = Decided(
            right=self.right,
            decision=decision,
            ground=self.chosen_ground,
            facts="" if self.parts.parts else self.facts.toPlainText().strip(),
            items=self.parts.items,
            evidence=self.needed.evidence,
            balancing=self.needed.balancing,
            counsel=self.needed.counsel,
            limitation=self.chosen_limitation,
            kept_until=self.needed.kept_until,
            despite=self.despite,
        )
        return lambda: steps.decide(desk, stream, decided, on)

    def show_error(self, error: KnownError) -> None:
        """Show the evidence a ground still needs below its own field; any other as usual."""
        field = self.needed.fields.get(str(error.facts.get("evidence", "")))
        if field is None:
            super().show_error(error)
            return
        said = error_sentence(error, self.context.lang)
        field.set_error(f"{said.message} {said.hint}")
        field.editor.setFocus()

    @property
    def chosen_ground(self) -> str:
        """Return the ground of the whole; empty where nothing is refused, on a limit, in parts."""
        code = self._chosen()
        return "" if code.startswith(_LIMITATION) else code

    @property
    def chosen_limitation(self) -> str:
        """Return the code of the limit of the answer; empty where a ground is chosen."""
        code = self._chosen()
        return code.removeprefix(_LIMITATION) if code.startswith(_LIMITATION) else ""

    def _chosen(self) -> str:
        if self.decision.current == "granted" or self.parts.parts:
            return ""
        return str(self.ground.currentData() or "")

    def _listed(self) -> list[tuple[str, str]]:
        """Return the grounds of this right: code and words; no other exists here (rules 1.4)."""
        rights, lang = self.now.office.rulebook.rights, self.context.lang
        named = [(code, rights.ground(code).title[lang]) for code in self.right_form.grounds]
        return [(code, f"{code}  {title}".replace("&", "&&")) for code, title in named]

    def _grounds(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.say("ground_choose"), "")
        for code, words in self._listed():
            box.addItem(words, code)
        for code in self.right_form.limitations:
            box.addItem(self.say("ground_limitation"), f"{_LIMITATION}{code}")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(40)
        limited = self.row.decided.limitation if self.row.decided else ""
        wanted = f"{_LIMITATION}{limited}" if limited else self.row.ground
        box.setCurrentIndex(max(0, box.findData(wanted)))
        box.currentIndexChanged.connect(lambda _: self._show_ground())
        return box

    def _show_choice(self) -> None:
        self.grow()
        whole = self.parts.whole
        self.decision.setEnabled(whole is None)
        self.fields["decision"].set_hint("" if whole is None else self.say("parts_decide"))
        if whole is not None:
            self.decision.choose(whole)
        refusing = self.decision.current != "granted"
        self.fields["ground"].setVisible(refusing and whole is None)
        self.fields["facts"].setVisible(whole is None)
        self.effect.set_notice(self._effect() if refusing else None)
        self._show_ground()

    def _show_ground(self) -> None:
        if self.parts.parts:
            self._ask_for_parts()
            return
        code = self.chosen_ground
        rights, lang = self.now.office.rulebook.rights, self.context.lang
        if not code:
            self.needed.ask("", (), frozenset())
            listed = self.say("ground_listed", count=len(self.right_form.grounds))
            limited = self.say("ground_limitation_hint") if self.chosen_limitation else ""
            self.fields["ground"].set_hint(limited or listed)
            return
        ground, needs = rights.ground(code), needs_of(self.row, self.now.office, code)
        self.needed.ask(code, ground.evidence, needs)
        asked = ", ".join(self.say(f"need_{need}") for need in _NEEDS if need in needs)
        said = [self.say("article", article=ground.article_for(self.right))]
        said += [self.say("ground_needs", needs=asked)] if asked else []
        said += [ground.limit[lang]] if lang in ground.limit else []
        self.fields["ground"].set_hint(" ".join(f"{each.rstrip('.')}." for each in said))

    def _ask_for_parts(self) -> None:
        """Ask what the grounds of all parts need together."""
        rights, used = self.now.office.rulebook.rights, self.parts.grounds
        evidence = dict.fromkeys(name for code in used for name in rights.ground(code).evidence)
        needs = frozenset(
            need for code in used for need in needs_of(self.row, self.now.office, code)
        )
        self.needed.ask(", ".join(used), tuple(evidence), needs)

    def _effect(self) -> Notice | None:
        if self.now.case.received_on is None:
            return None
        day = month_end_of(self.now.case, self.row, self.now.office)
        bold = self.say("refusal_until", day=full_date(day, self.context.lang))
        return Notice("soon", bold, self.say("refusal_letter"))
