"""Destroying stored evidence of identity: the bytes go, a note of what was seen stays."""

from PySide6.QtWidgets import QWidget

from ikanda_case.app import evidence
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.models.outside import one_line


class DestroyDialog(DeedDialog):
    """Which piece, and what is kept of it in words."""

    needs = "identity"

    def __init__(
        self, context: Context, now: CaseNow, sha256: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, now, "destroy", parent)
        self.sha256 = sha256
        names = [one_line(each.name) for each in now.case.evidence if each.sha256 == sha256]
        self.add_note(self.say("destroy_note", name=next(iter(names), "")))
        self.how = self.add_words(
            "how", self.say("destroy_how"), hint=self.say("destroy_how_hint"), lines=3
        )
        self.how.setFocus()

    def deed(self) -> Deed:
        desk, stream, on = self.context.desk, self.now.case.id, self.now.today
        how = self.how.toPlainText()
        return lambda: evidence.destroy(desk, stream, self.sha256, how, on)
