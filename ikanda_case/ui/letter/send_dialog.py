"""How a signed letter left, the first time or again: the way, the day, the address, the proof."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, cast

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ikanda_case.domain.facts import ResponseResent, Sent
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.look.measures import GAP_12, GAP_16
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.ctrl_enter import on_ctrl_enter
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.file_field import FileField
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.typed import put_back, typed

SENDING = "sending"
_WIDTH = 480
Way = Literal["post", "registered", "email", "handed"]
WAYS: tuple[Way, ...] = ("post", "registered", "email", "handed")


class SendDialog(QDialog):
    """Record the sending; nothing leaves the computer by it."""

    def __init__(
        self,
        context: Context,
        letter: str,
        to: str,
        *,
        by_email: bool,
        parent: QWidget,
        again: bool = False,
    ) -> None:
        super().__init__(parent)
        self._letter = letter
        self._context = context
        self._address = to
        self.setWindowTitle(self._say("send_again_title" if again else "send_title"))
        look = context.look
        self._way = QComboBox()
        for way in WAYS:
            self._way.addItem(phrase(context.lang, "names", f"sent_channel_{way}"), way)
        self._way.setCurrentIndex(WAYS.index("email" if by_email else "post"))
        self._to = PlainLabel(to, role="medium", wrap=True, selectable=True)
        self._proof = LineEdit(look, self._say("send_proof"))
        self._day = DayField(self._say("send_on"), context.today(), latest=context.today())
        self.record = Button(
            look, self._say("send_record"), kind="primary", icon="send", key="Ctrl+Enter"
        )
        self.scan = FileField(look, self._say("send_scan_choose"), self._say("send_scan_none"))
        cancel = Button(look, self._say("cancel"))
        buttons = QDialogButtonBox()
        buttons.addButton(self.record, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        on_ctrl_enter(self, self.record)
        self.setMinimumWidth(look.measures.px(_WIDTH))
        address = Field(look, self._say("send_to"), self._to, hint=self._say("send_to_hint"))
        address.set_error("" if to.strip() else self._say("send_no_address"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_16, GAP_16, GAP_16, GAP_16)
        lines.setSpacing(GAP_12)
        lines.addWidget(PlainLabel(self._say("send_note"), role="text2", wrap=True))
        lines.addWidget(address)
        lines.addWidget(Field(look, self._say("send_way"), self._way))
        lines.addWidget(Field(look, self._say("send_on"), self._day))
        self._proof_field = Field(look, self._say("send_proof"), self._proof)
        lines.addWidget(self._proof_field)
        lines.addWidget(Field(look, self._say("send_scan"), self.scan))
        lines.addWidget(buttons)
        self._way.currentIndexChanged.connect(self._allow)
        self._proof.textChanged.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        """A registered letter has a number; without an address nothing went anywhere."""
        registered = self._way.currentData() == "registered"
        self._proof_field.set_label(self._say("send_number" if registered else "send_proof"))
        missing = "" if self._address.strip() else "send_no_address"
        if registered and not self._proof.text().strip():
            missing = missing or "send_number_missing"
        self.record.refuse(self._say(missing) if missing else "")

    def sent(self) -> tuple[Sent, date]:
        """Return what was said, and the day."""
        way = cast(Way, self._way.currentData())
        fact = Sent(
            letter=self._letter,
            channel=way,
            to=self._address,
            proof=self._proof.text().strip(),
        )
        return fact, self._day.day

    def resent(self) -> tuple[ResponseResent, date]:
        """Return the same of a letter that was sent again."""
        fact, on = self.sent()
        again = ResponseResent(
            letter=fact.letter, to=fact.to, channel=fact.channel, proof=fact.proof
        )
        return again, on

    def in_hand(self) -> tuple[Held, ...]:
        """Return what is said about the sending."""
        fields = self._fields()
        return (Held(SENDING, {name: typed(field) or "" for name, field in fields.items()}),)

    def put_back(self, words: Mapping[str, str]) -> None:
        """Fill the fields as they stood."""
        for name, field in self._fields().items():
            put_back(field, words.get(name, ""))

    def _fields(self) -> dict[str, QWidget]:
        return {"way": self._way, "day": self._day, "proof": self._proof, "scan": self.scan}

    def wipe(self) -> None:
        """Hold no word of the letter any more."""
        self._address = ""
        self._to.clear()
        self._proof.clear()

    def _say(self, code: str) -> str:
        return phrase(self._context.lang, "ui_letter", code)
