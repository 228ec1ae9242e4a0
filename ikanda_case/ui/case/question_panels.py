"""The panels beside the identity check: who may act, what is unclear, what was stored."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikanda_case.domain.roles import Act
from ikanda_case.ui.case.words import Words
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_evidence import EVIDENCE_COLUMNS, evidence_rows, widest_states
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.models.case_questions import (
    MANDATE_ACTS,
    clarify_facts,
    mandate_facts,
    may_ask_data,
    may_ask_right,
    quality_of,
)
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.facts import Fact, Facts
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_NEEDS: dict[str, Act] = {"mandate_evidence": "evidence", "clarified": "evidence"}
"""What an act needs; any other needs `identity`."""


class _QuestionPanel(Panel):
    """What was asked and answered, and beside the title what can be done now."""

    wanted = Signal(str)
    """Code of a dialog."""

    def __init__(
        self, context: Context, title: str, codes: Sequence[str], parent: QWidget | None = None
    ) -> None:
        self.context = context
        self.say = Words(context)
        super().__init__(context.look, self.say(title), parent=parent)
        self.note = PlainLabel(role="text2", wrap=True)
        self.facts = Facts(context.look, self.say(title))
        self.body.addWidget(self.note)
        self.body.addWidget(self.facts)
        self.acts: dict[str, Button] = {}
        for code in codes:
            button = Button(context.look, self.say(f"act_{code}"))
            button.clicked.connect(lambda _=False, code=code: self.wanted.emit(code))
            self.add_to_head(button)
            self.acts[code] = button
        self.hide()

    def show_acts(self, now: CaseNow, offered: Sequence[str]) -> None:
        """Offer these; closed with the reason where a person or the case does not allow it."""
        closed = self.say("case_is_closed") if now.case.closed else ""
        for code, button in self.acts.items():
            button.setVisible(code in offered)
            button.refuse(self.context.refusal(_NEEDS.get(code, "identity")) or closed)

    def show_facts(self, note: str, facts: Sequence[Fact]) -> None:
        """Show a sentence and what is known."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.facts.set_facts(facts)

    def clear(self) -> None:
        """Hold no word of a case any more."""
        self.show_facts("", ())
        self.hide()


class MandatePanel(_QuestionPanel):
    """Who acts for the person, what is to be checked, and whether she may (rules 3.6)."""

    def __init__(self, context: Context) -> None:
        codes = ("remind", "mandate_evidence", "ask_mandate", "mandate_outcome")
        super().__init__(context, "mandate", codes)

    def show_case(self, now: CaseNow) -> None:
        """Show it where somebody acts for the person."""
        quality = quality_of(now)
        self.setVisible(bool(quality))
        if quality:
            self.show_facts(
                self.say(f"mandate_check_{quality}"), mandate_facts(now, self.context.lang)
            )
            self.show_acts(now, MANDATE_ACTS[now.case.mandate.code])


class ClarifyPanel(_QuestionPanel):
    """The question which data or which right is meant, and the answer (S4)."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "clarify", ("remind", "clarified", "clarify"))

    def show_case(self, now: CaseNow) -> None:
        """Show it where the question is possible, or was put."""
        facts = clarify_facts(now, self.context.lang)
        possible = may_ask_data(now) or may_ask_right(now)
        self.setVisible(bool(facts) or possible)
        self.show_facts("" if facts else self.say("clarify_note"), facts)
        is_open = now.case.clarification_open is not None
        self.show_acts(now, ("remind", "clarified") if is_open else ("clarify",) * possible)


class EvidencePanel(Panel):
    """What was stored of an identity check, until when, and its destruction (rules 7.1)."""

    wanted = Signal(str)
    """Code of a dialog: `destroy:` and the hash of what goes."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.context = context
        self.say = say = Words(context)
        super().__init__(context.look, say("evidence"), note=" ", flush=True, parent=parent)
        self.gone = Button(context.look, say("act_destroy"), icon="delete")
        self.gone.clicked.connect(self._on_destroy_clicked)
        self.add_to_head(self.gone)
        columns = [
            Column(
                key, say(f"evidence_{key}"), stretch=key == "piece",
                sample=say("sample_search_due") if key in ("arrived", "until") else "",
                badges=widest_states(context.lang) if key == "state" else (),
            )
            for key in EVIDENCE_COLUMNS
        ]  # fmt: skip
        self.table = Table(context.look, say("evidence"), columns, fits_rows=True)
        self._rows = RowsModel([column.title for column in columns], self.table)
        self.table.setModel(self._rows)
        self.table.chosen.connect(lambda _: self._show_act())
        self.body.addWidget(self.table)
        self._now: CaseNow | None = None
        self.hide()

    def show_case(self, now: CaseNow) -> None:
        """Show it where something was stored."""
        self._now = now
        rows = evidence_rows(now, self.context.lang)
        self._rows.set_rows(rows)
        stored = sum(not each.destroyed_on for each in now.case.evidence)
        self.set_title(self.say("evidence"), self.say("evidence_stored", number=stored))
        self.setVisible(bool(rows))
        if rows and self.table.current_key is None:
            self.table.choose(rows[0].key)
        self._show_act()

    def clear(self) -> None:
        """Hold no word of a case any more."""
        self._now = None
        self._rows.set_rows(())
        self.hide()

    def _chosen(self) -> str:
        """Return the hash of the chosen piece, if it is still there."""
        kept = self._now.case.evidence if self._now else ()
        key = str(self.table.current_key or "")
        return key if any(each.sha256 == key and not each.destroyed_on for each in kept) else ""

    def _show_act(self) -> None:
        gone = "" if self._chosen() else self.say("evidence_is_gone")
        self.gone.refuse(self.context.refusal("identity") or gone)

    def _on_destroy_clicked(self) -> None:
        if chosen := self._chosen():
            self.wanted.emit(f"destroy:{chosen}")
