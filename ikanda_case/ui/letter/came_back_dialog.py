"""A letter that came back: when, why, and the scan that shows it."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from ikanda_case.domain.facts import DeliveryFailed
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.widgets.act_dialog import ActDialog
from ikanda_case.ui.widgets.file_field import FileField
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.typed import put_back, typed

RETURN = "return"
_WHY = ("unknown", "uncollected", "refused", "bounced", "damaged", "other")


class CameBackDialog(ActDialog):
    """Accepted: record it. What follows from it is said first."""

    def __init__(
        self, context: Context, letter: str, sent_on: date, *, by_email: bool, parent: QWidget
    ) -> None:
        self._letter, self._lang = letter, context.lang
        title, act = self._say("came_back_title"), self._say("came_back_do")
        super().__init__(
            context.look, context.lang, title, act, self._say("cancel"), above=letter, parent=parent
        )
        self.add_note(self._say("came_back_note"))
        label = self._say("came_back_on")
        today = context.today()
        self.day = DayField(label, today, earliest=sent_on, latest=today)
        self.add("on", self.day, label)
        self.why = QComboBox()
        for code in _WHY:
            self.why.addItem(self._say(f"came_back_{code}"), code)
        self.why.setCurrentIndex(_WHY.index("bounced" if by_email else "unknown"))
        self.add("reason", self.why, self._say("came_back_why"))
        self.more = LineEdit(context.look, self._say("came_back_other"))
        self.add("why", self.more, self._say("came_back_other"))
        self.scan = FileField(
            context.look, self._say("send_scan_choose"), self._say("send_scan_none")
        )
        self.add("scan", self.scan, self._say("came_back_scan"))
        self.why.currentIndexChanged.connect(self._show_more)
        self._show_more()
        self.act.clicked.connect(self.accept)

    def failed(self) -> tuple[DeliveryFailed, date]:
        """Return what was said, and the day."""
        why = self.more.text().strip() if self._other else self.why.currentText()
        return DeliveryFailed(letter=self._letter, why=why), self.day.day

    @property
    def _other(self) -> bool:
        return bool(self.why.currentData() == "other")

    def _show_more(self) -> None:
        self.fields["why"].setVisible(self._other)
        self.grow()

    def in_hand(self) -> tuple[Held, ...]:
        """Return what is said about the return."""
        found = {name: typed(field.editor) or "" for name, field in self.fields.items()}
        return (Held(RETURN, found),)

    def put_back(self, words: Mapping[str, str]) -> None:
        """Fill the fields as they stood."""
        for name, text in words.items():
            if name in self.fields:
                put_back(self.fields[name].editor, text)

    def wipe(self) -> None:
        """Hold no word of the letter any more."""
        self.more.clear()

    def _say(self, code: str) -> str:
        return phrase(self._lang, "ui_letter", code)
