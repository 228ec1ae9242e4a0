"""The side that shows how little was asked: the state, the doubt, the rung, what may be done."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.domain.ladder import RUNGS
from ikanda_case.domain.roles import Act
from ikanda_case.domain.typography import capital
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date
from ikanda_case.texts.names import identity_name, journal_line, rung_name
from ikanda_case.ui.case.question_panels import ClarifyPanel, EvidencePanel, MandatePanel
from ikanda_case.ui.case.side import Side
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.measures import GAP_8, GAP_12
from ikanda_case.ui.models.case_badges import right_identity
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.banner import Banner, Notice, NoticeKind
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.checklist import Check, Checklist
from ikanda_case.ui.widgets.facts import Fact, Facts
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel

_KINDS: dict[str, NoticeKind] = {
    "open": "soon", "not_needed": "ok", "pending": "pause", "received": "soon",
    "insufficient": "soon", "confirmed": "ok", "mismatch": "late", "no_response": "soon",
    "unidentifiable": "soon",
}  # fmt: skip
_ACTS = {
    "open": ("settle_identity",),
    "not_needed": ("ask_identity",),
    "pending": ("evidence", "outcome", "remind"),
    "received": ("outcome", "evidence"),
    "insufficient": ("evidence", "outcome", "ask_identity"),
    "confirmed": ("evidence", "ask_identity", "outcome"),
    "mismatch": ("ask_identity", "outcome"),
    "no_response": ("evidence", "ask_identity"),
    "unidentifiable": ("evidence", "ask_identity"),
}
"""What can be done in each state, the usual thing first."""
_WIDTH = 320


class IdentitySide(Side):
    """State, doubt, ladder and history on the left; what is allowed and the acts on the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        look, say = context.look, self.say
        self.state = Banner(look)
        self.doubt = Panel(look, say("identity_doubt"), note=say("identity_doubt_note"))
        self._doubt = PlainLabel(wrap=True, selectable=True)
        self.doubt.body.addWidget(self._doubt)
        self._ladder = Panel(look, say("identity_ladder"))
        self._rungs = Checklist(look, say("identity_ladder"))
        self._ladder.body.addWidget(self._rungs)
        self._asked = Panel(look, say("identity_history"))
        self._asked_facts = Facts(look, say("identity_history"))
        self._asked.body.addWidget(self._asked_facts)
        self.mandate = MandatePanel(context)
        self.clarify = ClarifyPanel(context)
        self.evidence = EvidencePanel(context)
        self._more = (self.mandate, self.clarify, self.evidence)
        for panel in self._more:
            panel.wanted.connect(self.wanted)
        self._may = Facts(look, say("identity_may"))
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(GAP_8)
        self.acts: dict[str, Button] = {}
        both = QHBoxLayout()
        both.setSpacing(GAP_12)
        left = QVBoxLayout()
        left.setSpacing(GAP_12)
        for part in (self.state, self.doubt, self.mandate, self._ladder, self._asked):
            left.addWidget(part)
        for part in (self.clarify, self.evidence):
            left.addWidget(part)
        left.addStretch(1)
        both.addLayout(left, 1)
        both.addWidget(self._pane())
        self.lines.addLayout(both)

    def show_case(self, now: CaseNow) -> None:
        """Show where the identity check of a case stands."""
        super().show_case(now)
        lang, identity = self.context.lang, now.case.identity
        day = full_date(identity.on, lang) if identity.on else ""
        rung = rung_name(identity.rung, lang)
        bold = ", ".join(each for each in (identity_name(identity.code, lang), day, rung) if each)
        plain = self.say(f"identity_means_{identity.code}")
        self.state.set_notice(Notice(_KINDS[identity.code], capital(bold), plain))
        title = "identity_why_not" if identity.code == "not_needed" else "identity_doubt"
        note = "" if identity.code == "not_needed" else self.say("identity_doubt_note")
        self.doubt.set_title(self.say(title), note)
        self._doubt.setText(identity.why)
        self.doubt.setVisible(bool(identity.why))
        self._rungs.set_checks([self._rung(rung, now) for rung in RUNGS])
        self._asked_facts.set_facts(self._history(now))
        self._asked.setVisible(bool(self._asked_facts.facts))
        self._may.set_facts(
            [
                Fact(
                    now.right_name(row.right, lang),
                    badge=right_identity(row.right, now.case, now.office, lang),
                )
                for row in now.case.rows
            ]
        )
        for panel in self._more:
            panel.show_case(now)
        self._show_acts(now)

    def clear(self) -> None:
        """Hold no word of a case any more."""
        super().clear()
        self.state.set_notice(None)
        self._doubt.clear()
        self._rungs.set_checks(())
        self._asked_facts.set_facts(())
        self._may.set_facts(())
        for panel in self._more:
            panel.clear()

    def _rung(self, rung: str, now: CaseNow) -> Check:
        lang = self.context.lang
        enough = phrase(lang, "names", f"rung_{rung}_enough")
        if rung == now.case.identity.rung:
            done = now.case.identity.code == "confirmed"
            badge = Badge(Shape.TICK_DISC if done else Shape.HALF, self.say("rung_chosen"), "ok")
            return Check(rung, badge, rung_name(rung, lang), enough)
        return Check(rung, Badge(Shape.DASH, "", "muted"), rung_name(rung, lang), enough)

    def _history(self, now: CaseNow) -> list[Fact]:
        lang = self.context.lang
        facts = []
        for entry in now.case.in_force:
            if entry.kind.startswith("identity_"):
                line = journal_line(entry, now.office, lang)
                facts.append(Fact(full_date(entry.on, lang), line.title, line.second))
        return facts

    def _show_acts(self, now: CaseNow) -> None:
        for button in self.acts.values():
            button.hide()
            button.deleteLater()
        self.acts = {}
        closed = self.say("case_is_closed") if now.case.closed else ""
        for code in _ACTS[now.case.identity.code]:
            button = Button(self.context.look, self.say(f"act_{code}"))
            needs: Act = "evidence" if code == "evidence" else "identity"
            by_rule = code == "ask_identity" and bool(now.case.identity.default)
            ruled = phrase(self.context.lang, "errors", "not_needed_by_rule") if by_rule else ""
            button.refuse(self.context.refusal(needs) or closed or ruled)
            button.clicked.connect(lambda _=False, code=code: self.wanted.emit(code))
            self._buttons.addWidget(button)
            self.acts[code] = button

    def _pane(self) -> QWidget:
        look, say = self.context.look, self.say
        pane = Panel(look, say("identity_may"))
        pane.setFixedWidth(look.measures.px(_WIDTH))
        pane.body.addWidget(self._may)
        pane.body.addWidget(PlainLabel(say("never_asked"), role="strong"))
        pane.body.addWidget(PlainLabel(say("never_asked_words"), role="text2", wrap=True))
        pane.body.addLayout(self._buttons)
        pane.body.addStretch(1)
        return pane
