"""The pane beside a list: one case in short, and the way into it."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.app.queries import RegisterLine
from ikanda_case.domain.case import Case
from ikanda_case.domain.deadlines import RowClock, case_clock
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, short_date
from ikanda_case.texts.names import channel_name, journal_line
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.models.case_badges import row_badge
from ikanda_case.ui.models.outside import one_line
from ikanda_case.ui.models.register_rows import line_badge
from ikanda_case.ui.widgets.badge import BadgeLabel
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.facts import Fact, Facts
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Rule

WIDTH, NARROW = 312, 306
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """One case with what the pane needs of it."""

    line: RegisterLine
    case: Case
    office: Office


class ReadingPane(QFrame):
    """Dates, rights with their badges and the last steps of the chosen case."""

    opened = Signal(str)
    """Tab wanted: empty for the usual one, `clock` for the deadline."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        set_role(self, "raised")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self._say("pane"))
        look = context.look
        self._ref = PlainLabel(role="section", selectable=True)
        self._name = PlainLabel(wrap=True)
        self._badge = BadgeLabel(look)
        self._until = PlainLabel(role="text2", wrap=True)
        self._facts = Facts(look, self._say("pane_facts"))
        self._rights = Facts(look, self._say("rights"))
        self._steps = Facts(look, self._say("last_steps"))
        self._titles = [
            PlainLabel(self._say(code), role="strong") for code in ("rights", "last_steps")
        ]
        self._open = Button(look, self._say("open_case"), kind="primary", icon="open")
        self._clock = Button(look, self._say("clock"))
        self._open.clicked.connect(lambda: self.opened.emit(""))
        self._clock.clicked.connect(lambda: self.opened.emit("clock"))
        self._name.setMinimumWidth(1)
        self._lay_out()
        self.show_case(None)

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_16, GAP_16, GAP_16, GAP_16)
        lines.setSpacing(GAP_8)
        badge = QHBoxLayout()
        badge.addWidget(self._badge)
        badge.addWidget(self._until, 1)
        lines.addWidget(self._ref)
        lines.addWidget(self._name)
        lines.addLayout(badge)
        rights, steps = self._titles
        below: tuple[QWidget, ...] = (
            Rule(),
            self._facts,
            Rule(),
            rights,
            self._rights,
            Rule(),
            steps,
            self._steps,
        )
        for part in below:
            lines.addWidget(part)
        lines.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_12)
        buttons.addWidget(self._open)
        buttons.addWidget(self._clock)
        buttons.addStretch(1)
        lines.addLayout(buttons)

    def _say(self, code: str, **facts: object) -> str:
        return phrase(self._context.lang, "ui_lists", code, facts)

    def show_case(self, shown: Shown | None) -> None:
        """Show a case; None empties the pane."""
        for part in self.findChildren(QWidget):
            if part.parent() is self:
                part.setVisible(shown is not None)
        if shown is None:
            self._ref.clear()
            self._name.clear()
            self._until.clear()
            self._badge.set_badge(None)
            for facts in (self._facts, self._rights, self._steps):
                facts.set_facts(())
            return
        self._show(shown)

    def _show(self, shown: Shown) -> None:
        lang, today, line = self._context.lang, self._context.today(), shown.line
        self._ref.setText(line.ref)
        self._name.setText(one_line(line.requester))
        self._badge.set_badge(line_badge(line, today, lang))
        until = self._say("until", day=full_date(line.due, lang)) if line.due else ""
        self._until.setText(until if line.is_open else "")
        self._facts.set_facts(self._fact_lines(shown, today))
        clock = case_clock(shown.case, shown.office)
        self._rights.set_facts([self._right(row, shown, today) for row in clock.rows])
        newest = shown.case.entries[: -_STEPS - 1 : -1]
        self._steps.set_facts(
            [
                Fact(
                    short_date(entry.on, lang, today),
                    one_line(journal_line(entry, shown.office, lang).title),
                )
                for entry in newest
            ]
        )

    def _fact_lines(self, shown: Shown, today: date) -> list[Fact]:
        lang, line = self._context.lang, shown.line
        received = (
            f"{short_date(line.received_on, lang, today)}, {channel_name(line.channel, lang)}"
        )
        strict = short_date(line.strict_due, lang, today) if line.strict_due else "-"
        handler = shown.office.name_of(line.handler) if line.handler else self._say("nobody")
        return [
            Fact(self._say("received"), received),
            Fact(self._say("strict"), strict),
            Fact(self._say("language"), self._say(f"language_{line.language}")),
            Fact(self._say("handler"), handler),
        ]

    def _right(self, row: RowClock, shown: Shown, today: date) -> Fact:
        lang = self._context.lang
        name = shown.office.rulebook.rights.right(row.right).short[lang]
        return Fact(name, badge=row_badge(row, shown.case, name, today, lang))
