"""Settling what followed from a right: done, or why it need not be, for one or several at once."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QWidget

from ikanda_case.app import follow_ons
from ikanda_case.domain.facts import FollowOnSettled
from ikanda_case.domain.following import ONLY_NOTICES
from ikanda_case.texts.names import settled_name
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_follow_ons import OUTCOMES, Outcome, key_of, named
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.segments import Segment, Segments


class SettleDialog(DeedDialog):
    """What became of the chosen points; they are kept together, or none is."""

    needs = "execute"

    def __init__(
        self,
        context: Context,
        now: CaseNow,
        keys: Sequence[str],
        outcome: str = "done",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, now, "settle", parent)
        lines = follow_ons.lines_of(now.case, now.office)
        self.lines = [each for each in lines if key_of(each) in keys]
        self.add_note(self.say("settle_several", count=len(self.lines)))
        self.add_note("\n".join(f"- {named(each, context.lang)}" for each in self.lines))
        notices = all(each.follow_on.code in ONLY_NOTICES for each in self.lines)
        refused = {code: self.say("settle_only_notices") for code in OUTCOMES[2:] if not notices}
        options = [
            Segment(code, settled_name(code, context.lang), refused.get(code, ""))
            for code in OUTCOMES
        ]
        label = self.say("settle_outcome")
        self.outcome = Segments(context.look, label, options, chosen=outcome)
        self.outcome.chosen.connect(lambda _: self._show_outcome())
        self.add("outcome", self.outcome, label)
        self.how = self.add_words("how", self.say("settle_how"))
        self.on = DayField(self.say("settle_on"), now.today)
        self.add("on", self.on, self.say("settle_on"))
        self._show_outcome()
        self.how.setFocus()

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.on.day
        outcome, how = cast(Outcome, self.outcome.current), self.how.toPlainText()
        settled = [
            FollowOnSettled(
                code=each.follow_on.code,
                right=each.follow_on.right,
                subject=each.follow_on.subject,
                outcome=outcome,
                how=how,
            )
            for each in self.lines
        ]
        return lambda: follow_ons.settle(desk, stream, settled, on)

    def _show_outcome(self) -> None:
        code = "settle_how" if self.outcome.current == "done" else "settle_why"
        self.fields["how"].set_label(self.say(code))
        self.fields["how"].set_hint(self.say(f"{code}_hint"))
        self.grow()
