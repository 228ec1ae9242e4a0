"""The acts of searching: order one or several, record that an owner was chased, and the result."""

from collections.abc import Sequence
from typing import Literal, cast

from PySide6.QtWidgets import QCheckBox, QWidget

from ikanda_case.app import searches
from ikanda_case.domain.facts import SearchChased, SearchDone, SearchOrdered
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.models.case_searches import system_name, tasks_of
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.segments import Segment, Segments

Outcome = Literal["found", "nothing"]
OUTCOMES: tuple[Outcome, ...] = ("found", "nothing")


class _SearchDialog(DeedDialog):
    """About one or several systems, which are named first."""

    needs = "search"

    def __init__(
        self, context: Context, now: CaseNow, code: str, systems: Sequence[str],
        parent: QWidget | None,
    ) -> None:  # fmt: skip
        super().__init__(context, now, code, parent)
        self.systems = tuple(systems)
        lang = context.lang
        self.add_note(", ".join(system_name(each, now.office, lang) for each in systems))

    def add_day(self) -> DayField:
        """Add the day of the act."""
        day = DayField(self.say("search_on"), self.now.today)
        self.add("on", day, self.say("search_on"))
        return day


class OrderSearchDialog(_SearchDialog):
    """Who searches, and by when; several systems are ordered together."""

    def __init__(
        self, context: Context, now: CaseNow, systems: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, now, "order_search", systems, parent)
        self.tasks = {each.system: each for each in tasks_of(now) if each.system in systems}
        owners = {each.owner for each in self.tasks.values()}
        self.owner = LineEdit(context.look, self.say("search_order_owner"))
        self.owner.setText(owners.pop() if len(owners) == 1 else "")
        self.add(
            "owner", self.owner, self.say("search_order_owner"),
            hint=self.say("search_order_owner_hint"),
        )  # fmt: skip
        days = [each.due for each in self.tasks.values() if each.due]
        first = max(min(days, default=now.today), now.today)
        self.due = DayField(self.say("search_order_due"), first)
        self.add("due", self.due, self.say("search_order_due"))
        self.on = self.add_day()
        self.owner.setFocus()

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        owner, due = self.owner.text().strip(), self.due.day
        ordered = [
            SearchOrdered(system=each, owner=owner, due=due, categories=self.tasks[each].categories)
            for each in self.systems
        ]
        return lambda: searches.order(desk, stream, ordered, on)


class ChaseSearchDialog(_SearchDialog):
    """The owner of a search was reminded."""

    def __init__(
        self, context: Context, now: CaseNow, systems: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, now, "chase_search", systems[:1], parent)
        self.how = self.add_words("how", self.say("search_how"))
        self.on = self.add_day()
        self.how.setFocus()

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        chased = SearchChased(system=self.systems[0], how=self.how.toPlainText().strip())
        return lambda: searches.chase(desk, stream, chased, on)


class SearchResultDialog(_SearchDialog):
    """What a search gave, with what it was searched; nothing found is a result."""

    def __init__(
        self, context: Context, now: CaseNow, systems: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, now, "search_result", systems[:1], parent)
        options = [Segment(code, self.say(f"search_{code}")) for code in OUTCOMES]
        label = self.say("search_outcome")
        self.outcome = Segments(context.look, label, options, chosen="found")
        self.add("outcome", self.outcome, label)
        self.identifiers = LineEdit(context.look, self.say("search_identifiers"))
        self.add(
            "identifiers", self.identifiers, self.say("search_identifiers"),
            hint=self.say("search_identifiers_hint"),
        )  # fmt: skip
        self.what = self.add_words("what", self.say("search_what"))
        self.others = QCheckBox(self.say("search_others"))
        self.numbers = QCheckBox(self.say("search_numbers"))
        for box in (self.others, self.numbers):
            self.form.addWidget(box)
        self.on = self.add_day()
        self.identifiers.setFocus()

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        done = SearchDone(
            system=self.systems[0],
            outcome=cast(Outcome, self.outcome.current),
            identifiers=self.identifiers.text(),
            what=self.what.toPlainText(),
            others=self.others.isChecked(),
            numbers=self.numbers.isChecked(),
        )
        return lambda: searches.result(desk, stream, done, on)
