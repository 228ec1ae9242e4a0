"""What can be done with a case, and the dialog each thing needs."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ikanda_case.domain.next_step import NextStep
from ikanda_case.ui.case.dialogs.attach import AttachDialog
from ikanda_case.ui.case.dialogs.base import DeedDialog
from ikanda_case.ui.case.dialogs.correct import CorrectDialog
from ikanda_case.ui.case.dialogs.decide import DecideDialog
from ikanda_case.ui.case.dialogs.destroy import DestroyDialog
from ikanda_case.ui.case.dialogs.handling import (
    AssignDialog,
    CloseDialog,
    ExecuteDialog,
    ExtendDialog,
    NoteDialog,
    ReopenDialog,
    SeenDialog,
)
from ikanda_case.ui.case.dialogs.identity import EvidenceDialog, IdentityDialog, OutcomeDialog
from ikanda_case.ui.case.dialogs.letter import LetterDialog
from ikanda_case.ui.case.dialogs.questions import (
    AskMandateDialog,
    ClarifiedDialog,
    ClarifyDialog,
    MandateEvidenceDialog,
    MandateOutcomeDialog,
    RemindDialog,
)
from ikanda_case.ui.case.dialogs.searching import (
    ChaseSearchDialog,
    OrderSearchDialog,
    SearchResultDialog,
)
from ikanda_case.ui.case.dialogs.settle import SettleDialog
from ikanda_case.ui.case.dialogs.task import OpenTaskDialog, TaskDoneDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.models.case_page import CaseNow

_DIALOGS: dict[str, type[DeedDialog]] = {
    "assign": AssignDialog,
    "seen": SeenDialog,
    "note": NoteDialog,
    "attach": AttachDialog,
    "extend": ExtendDialog,
    "execute": ExecuteDialog,
    "close": CloseDialog,
    "reopen": ReopenDialog,
    "settle_identity": IdentityDialog,
    "ask_identity": IdentityDialog,
    "evidence": EvidenceDialog,
    "outcome": OutcomeDialog,
    "letter": LetterDialog,
    "correct": CorrectDialog,
    "decide": DecideDialog,
    "settle": SettleDialog,
    "ask_mandate": AskMandateDialog,
    "mandate_evidence": MandateEvidenceDialog,
    "mandate_outcome": MandateOutcomeDialog,
    "clarify": ClarifyDialog,
    "clarified": ClarifiedDialog,
    "remind": RemindDialog,
    "destroy": DestroyDialog,
    "open_task": OpenTaskDialog,
    "task_done": TaskDoneDialog,
    "search_order": OrderSearchDialog,
    "search_chase": ChaseSearchDialog,
    "search_result": SearchResultDialog,
}
"""The dialog of each thing that can be done, by its code."""
_STEPS = {
    "settle_identity": "settle_identity",
    "wait": "evidence",
    "remind": "letter",
    "check_evidence": "outcome",
    "draft": "letter",
    "execute": "execute",
    "close": "close",
}
"""The dialog of each step that is not about a letter in hand."""
_ABOUT_ONE = ("destroy", "task_done")
"""The dialogs that are about one thing, which stands after a colon."""
_DIALOG = "dialog:"
_SIDES = {"follow_up": "follow_ons"}
"""The side on which each other step is done, by its tab."""


class Acts(QObject):
    """Opens the dialogs of the case that is shown; at most one at a time."""

    side_wanted = Signal(str)
    """Tab of the side on which something is to be done."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self.now: CaseNow | None = None
        self.dialog: DeedDialog | None = None
        self._code = ""
        """By which the dialog was opened."""

    def take_step(self, step: NextStep) -> None:
        """Do the next step: open its letter, or the dialog it needs."""
        if self.now is None:
            return
        if step.letter:
            self._context.letter_wanted.emit(self.now.case.id, step.letter)
        elif step.code in _STEPS:
            self.open(_STEPS[step.code])
        elif step.code in _SIDES:
            self.side_wanted.emit(_SIDES[step.code])

    def open(self, code: str) -> None:
        """Open a dialog by its code; `correct:12` and `letter:B2` name what it is about.

        `settle:done:` is followed by the points to settle, parted by semicolons; `search_order:`,
        `search_chase:` and `search_result:` by the systems; `destroy:` by the hash of what goes,
        `task_done:` by the code of the task.
        """
        if self.now is None:
            return
        name, _, about = code.partition(":")
        if name == "decide":
            self.decide(about)
            return
        self._code = code
        if name == "correct" and about:
            self._show(CorrectDialog(self._context, self.now, int(about), self._page))
        elif name == "letter" and about:
            self._show(LetterDialog(self._context, self.now, about, self._page))
        elif name in _ABOUT_ONE:
            about_one: Callable[..., DeedDialog] = _DIALOGS[name]
            self._show(about_one(self._context, self.now, about, self._page))
        elif name == "settle":
            outcome, _, keys = about.partition(":")
            points = keys.split(";")
            self._show(SettleDialog(self._context, self.now, points, outcome, self._page))
        elif name.startswith("search_"):
            wanted: Callable[..., DeedDialog] = _DIALOGS[name]
            self._show(wanted(self._context, self.now, about.split(";"), self._page))
        else:
            made: Callable[..., DeedDialog] = _DIALOGS[name]
            mode = {"mode": "ask"} if name == "ask_identity" else {}
            self._show(made(self._context, self.now, parent=self._page, **mode))

    def refusal(self, code: str) -> str:
        """Return why this person cannot do a thing, by the code of its dialog; empty if she can."""
        return self._context.refusal(_DIALOGS[code].needs)

    def step_refusal(self, step: NextStep) -> str:
        """Return why this person cannot do a step; its letter may be looked at by anybody."""
        if step.letter or step.code not in _STEPS:
            return ""
        return self.refusal(_STEPS[step.code])

    def decide(self, right: str) -> None:
        """Open the decision on a right."""
        if self.now is not None and self.now.case.row(right) and not self.now.case.closed:
            self._code = f"decide:{right}"
            self._show(DecideDialog(self._context, self.now, right, self._page))

    def in_hand(self) -> tuple[Held, ...]:
        """Return the dialog that is open, with what stands in it."""
        dialog = self.dialog
        if dialog is None or not shiboken6.isValid(dialog) or not dialog.isVisible():
            return ()
        words = dialog.typed()
        return (Held(f"{_DIALOG}{self._code}", words),) if words else ()

    def take_up(self, held: Held) -> None:
        """Open a dialog again as it stood."""
        code = held.what.removeprefix(_DIALOG)
        name = code.partition(":")[0]
        if code != held.what and name in _DIALOGS:
            self.open(code)
            if self.dialog is not None and shiboken6.isValid(self.dialog):
                self.dialog.put_back(held.words)

    def close_dialogs(self) -> None:
        """Close what is open and forget the case: another one is shown, or the file is locked."""
        self.now = None
        if self.dialog is not None and shiboken6.isValid(self.dialog):
            self.dialog.close()
        self.dialog = None

    def _show(self, dialog: DeedDialog) -> None:
        if self.dialog is not None and shiboken6.isValid(self.dialog):
            self.dialog.close()
        self.dialog = dialog
        dialog.side_wanted.connect(self.side_wanted)
        dialog.open()
