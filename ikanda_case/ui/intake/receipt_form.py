"""The facts of an arrival, as fields: who, when, how, in what language, which rights."""

from collections.abc import Mapping
from typing import Literal, cast, get_args

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ikanda_case.app.drafts import IntakeDraft
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.facts import Channel
from ikanda_case.domain.lifecycle import Receipt
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import Parties, Person, Representation
from ikanda_case.texts.errors import error_sentence
from ikanda_case.texts.names import channel_name, representation_name
from ikanda_case.texts.steps import step_text
from ikanda_case.ui.context import Context
from ikanda_case.ui.intake.optional_date import OptionalDate
from ikanda_case.ui.intake.rights_list import RightsList, context_words
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.measures import GAP_12
from ikanda_case.ui.models.intake_preview import Due, dues
from ikanda_case.ui.models.outside import one_line
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.typed import put_back, typed

CHANNELS: tuple[Channel, ...] = ("email", "post", "desk", "phone", "chat", "account", "other")
LANGUAGES = ("nl", "fr", "en", "de")
REPRESENTATIONS: tuple[Representation, ...] = get_args(Representation)
PAPER: frozenset[Channel] = frozenset({"post", "desk"})
"""Channels on which a letter has a day of its own and perhaps a postmark."""
_ADDRESS_LINES = 5
_TWO_COLUMNS = 470
_LONGEST_LINE = 500


class ReceiptForm(QWidget):
    """Every field the clerk confirms; `checked` says whether a case could be opened now."""

    checked = Signal(bool, str)
    """Whether the facts hold, and the sentence of what is wrong when they do not."""
    people_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._office: Office | None = None
        self._draft = IntakeDraft("text")
        self._proposed: Receipt | None = None
        look, today = context.look, context.today()
        self.name = LineEdit(look, self._say("requester"))
        self.email = LineEdit(look, self._say("email"))
        self.address = self._lines("address")
        self.received = DayField(self._say("received_on"), today)
        self.channel = self._choice(
            "channel", [(c, channel_name(c, context.lang)) for c in CHANNELS]
        )
        self.language = self._choice(
            "language", [(code, self._say(f"language_{code}")) for code in LANGUAGES]
        )
        self.acts_for = self._choice(
            "acts_for",
            [(code, representation_name(code, context.lang)) for code in REPRESENTATIONS],
        )
        self.subject_name = LineEdit(look, self._say("data_subject"))
        self.subject_address = self._lines("subject_address")
        self.dated = self._optional("letter_dated")
        self.postmark = self._optional("postmark")
        self.other_channel = self._optional("other_channel_on")
        self.assumed = QCheckBox(self._say("arrival_assumed"))
        self.rights = RightsList(context)
        self._why = PlainLabel(role="caption", wrap=True)
        self._fields: dict[str, Field] = {}
        self._grid = QGridLayout()
        self._columns = 0
        self._subject = QWidget()
        self._pause = QTimer(self, singleShot=True, interval=120)
        self._lay_out()
        self._connect()

    # ---- what others call ----------------------------------------------------------------------

    def propose(self, office: Office, draft: IntakeDraft, *, post: bool = False) -> None:
        """Fill the fields with what reading proposed."""
        self._office, self._draft = office, draft
        self.name.setText(one_line(draft.sender_name))
        self.email.setText(draft.sender_address[:_LONGEST_LINE])
        for line in (self.name, self.email):
            line.setCursorPosition(0)
        self.address.setPlainText("")
        self.received.set_day(draft.arrival.day or self._context.today())
        self._choose(self.channel, "post" if post or draft.form == "scan" else "email")
        self._on_channel_changed()
        self._choose(self.language, draft.language or "nl")
        self._choose(self.acts_for, "")
        self.subject_name.clear()
        self.subject_address.setPlainText("")
        for each in (self.dated, self.postmark, self.other_channel):
            each.set_day(None)
        self.assumed.setChecked(False)
        self.rights.propose(office, draft.rights)
        self._mark(draft)
        self._check()
        self._proposed = self.receipt()

    def typed(self) -> dict[str, str]:
        """Return what the clerk made of the proposal; nothing when it stands as proposed."""
        if self._office is None or self.receipt() == self._proposed:
            return {}
        found = ((name, typed(editor)) for name, editor in self._all_editors().items())
        return {name: text for name, text in found if text is not None}

    def put_back(self, words: Mapping[str, str]) -> None:
        """Fill the fields as they stood, over what is proposed."""
        for name, editor in self._all_editors().items():
            if name in words:
                put_back(editor, words[name])

    def clear(self) -> None:
        """Hold no word of the request any more."""
        for line in (self.name, self.email, self.subject_name):
            line.clear()
        for lines in (self.address, self.subject_address):
            lines.setPlainText("")
        for each in (self.dated, self.postmark, self.other_channel):
            each.set_day(None)
        self.received.set_day(self._context.today())
        self._choose(self.acts_for, "")
        self.assumed.setChecked(False)
        self.rights.clear()
        self._show_why("")
        self._show_error("", "")
        self._pause.stop()
        self._draft, self._office, self._proposed = IntakeDraft("text"), None, None

    def persons(self) -> tuple[Person, ...]:
        """Return requester and data subject as they stand in the fields."""
        parties = self._parties()
        return (parties.requester, parties.data_subject)

    def receipt(self) -> Receipt:
        """Return the facts as they stand in the fields."""
        arrival = self._draft.arrival
        same_day = arrival.day == self.received.day
        return Receipt(
            received_on=self.received.day,
            instant=arrival.instant if same_day else None,
            channel=cast(Channel, self.channel.currentData()),
            parties=self._parties(),
            rights=self.rights.chosen(),
            language=cast(Literal["nl", "fr", "en", "de"], self.language.currentData()),
            subject=self._draft.subject,
            arrival_assumed=self.assumed.isChecked(),
            letter_dated=self.dated.day(),
            postmark=self.postmark.day(),
            other_channel_on=self.other_channel.day(),
            by_signal=any(each.code == "dnt_signal" for each in self._draft.cautions),
        )

    # ---- checking ------------------------------------------------------------------------------

    def _parties(self) -> Parties:
        requester = Person(
            self.name.text().strip(), self._address(self.address), self.email.text().strip()
        )
        representation = cast(Representation, self.acts_for.currentData() or "")
        if not representation:
            return Parties.herself(requester)
        subject = Person(self.subject_name.text().strip(), self._address(self.subject_address))
        return Parties(requester, subject, representation)

    def _address(self, editor: QPlainTextEdit) -> tuple[str, ...]:
        lines = [line.strip() for line in editor.toPlainText().splitlines()]
        return tuple(line for line in lines if line)[:_ADDRESS_LINES]

    def _check(self) -> None:
        """Count again; say what each right would be due, or what is wrong."""
        if self._office is None:
            return
        lang = self._context.lang
        self._show_error("", "")
        try:
            found = dues(self.receipt(), self._office, self._context.today())
        except KnownError as error:
            said = error_sentence(error, lang)
            self.rights.show_dues({})
            self._show_why("")
            words = f"{said.message} {said.hint}"
            self._show_error(str(error.facts.get("what", "")), words)
            self.checked.emit(False, words)
            return
        self.rights.show_dues({each.right: each.due for each in found})
        self._show_why(self._counted(found))
        self.checked.emit(True, "")

    def _counted(self, found: tuple[Due, ...]) -> str:
        """Return how the day that presses first was counted, and of which right."""
        assert self._office is not None
        first, lang = found[0], self._context.lang
        steps = "; ".join(step_text(step, lang) for step in first.steps)
        if len(found) == 1:
            return steps
        return f"{self._office.rulebook.rights.right(first.right).short[lang]}: {steps}"

    def _show_why(self, words: str) -> None:
        self._why.setText(words)
        self._why.setVisible(bool(words))

    def _show_error(self, what: str, words: str) -> None:
        """Say beside a day what is wrong with it; an empty name takes all of it back."""
        self._fields["received_on"].set_error(words if what == "received_on" else "")
        self.dated.set_error(words if what == "letter_dated" else "")
        self.postmark.set_error(words if what == "postmark" else "")
        self.other_channel.set_error(words if what == "other_channel_on" else "")

    def _mark(self, draft: IntakeDraft) -> None:
        """Say which facts are proposals and which the clerk must look at."""
        proposal = Badge(Shape.HOLLOW, self._say("proposal"), "text2")
        look_at = Badge(Shape.HALF, self._say("check_this"), "soon")
        known = {
            "requester": bool(draft.sender_name),
            "email": bool(draft.sender_address),
            "language": bool(draft.language),
            "channel": True,
            "acts_for": True,
            "address": False,
        }
        for name, field in self._fields.items():
            if name in known:
                field.set_badge(proposal if known[name] else look_at)
        sure = draft.arrival.day is not None and not draft.arrival.forwarded
        received = self._fields["received_on"]
        received.set_badge(proposal if sure else look_at)
        source = self._say(f"arrival_{draft.arrival.source}")
        received.set_hint(self._say("forwarded") if draft.arrival.forwarded else source)
        if draft.arrival.forwarded and draft.arrival.original_day:
            self.other_channel.set_day(draft.arrival.original_day)

    # ---- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_12)
        self._grid.setVerticalSpacing(GAP_12)
        for name, editor in self._editors().items():
            self._fields[name] = Field(self._context.look, self._say(name), editor)
        subject = QVBoxLayout(self._subject)
        subject.setContentsMargins(0, 0, 0, 0)
        subject.setSpacing(GAP_12)
        for name in ("data_subject", "subject_address"):
            subject.addWidget(self._fields[name])
        self._subject.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_12)
        lines.addLayout(self._grid)
        lines.addWidget(self.rights)
        lines.addWidget(self.other_channel)
        lines.addWidget(self.assumed)
        lines.addStretch(1)
        self._place(1)

    def _editors(self) -> dict[str, QWidget]:
        return {
            "requester": self.name,
            "email": self.email,
            "received_on": self.received,
            "channel": self.channel,
            "language": self.language,
            "acts_for": self.acts_for,
            "address": self.address,
            "data_subject": self.subject_name,
            "subject_address": self.subject_address,
        }

    def _all_editors(self) -> dict[str, QWidget]:
        days = {"dated": self.dated, "postmark": self.postmark, "other": self.other_channel}
        return {**self._editors(), **days, "assumed": self.assumed, "rights": self.rights}

    def _place(self, columns: int) -> None:
        """Put pairs of short fields beside each other, or below where there is no room."""
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0):
            pass
        pairs: tuple[tuple[QWidget, ...], ...] = (
            (self._fields["requester"], self._fields["email"]),
            (self._fields["received_on"], self._fields["channel"]),
            (self._why,),
            (self.dated, self.postmark),
            (self._fields["language"], self._fields["acts_for"]),
            (self._fields["address"],),
            (self._subject,),
        )
        row = 0
        for pair in pairs:
            for place, widget in enumerate(pair):
                span = 2 if len(pair) == 1 or columns == 1 else 1
                column = place if span == 1 else 0
                self._grid.addWidget(widget, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
                row += 1 if span == 2 or place == len(pair) - 1 else 0
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for them."""
        super().resizeEvent(event)
        wide = self._context.look.measures.px(_TWO_COLUMNS)
        self._place(2 if self.width() >= wide else 1)

    def _connect(self) -> None:
        for line in (self.name, self.email, self.subject_name):
            line.textChanged.connect(self._pause.start)
            line.editingFinished.connect(self.people_changed)
        for lines in (self.address, self.subject_address):
            lines.textChanged.connect(self._pause.start)
        for choice in (self.channel, self.language, self.acts_for):
            choice.currentIndexChanged.connect(self._pause.start)
        self.acts_for.currentIndexChanged.connect(self._on_acts_for_changed)
        self.received.day_changed.connect(self._pause.start)
        self.channel.currentIndexChanged.connect(self._on_channel_changed)
        for each in (self.dated, self.postmark, self.other_channel):
            each.changed.connect(self._pause.start)
        self.rights.changed.connect(self._pause.start)
        self._pause.timeout.connect(self._check)

    def _on_acts_for_changed(self) -> None:
        self._subject.setVisible(bool(self.acts_for.currentData()))

    def _on_channel_changed(self) -> None:
        paper = self.channel.currentData() in PAPER
        for each in (self.dated, self.postmark):
            each.setVisible(paper)
            if not paper:
                each.set_day(None)

    def _optional(self, name: str) -> OptionalDate:
        hint = self._say(f"{name}_hint")
        return OptionalDate(self._say(name), hint, self._context.today())

    def _choice(self, name: str, options: list[tuple[str, str]]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(self._say(name))
        for key, words in options:
            combo.addItem(words, key)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        return combo

    def _choose(self, combo: QComboBox, key: str) -> None:
        combo.setCurrentIndex(max(0, combo.findData(key)))

    def _lines(self, name: str) -> QPlainTextEdit:
        editor = QPlainTextEdit()
        editor.setTabChangesFocus(True)
        editor.setAccessibleName(self._say(name))
        editor.setFixedHeight(round(editor.fontMetrics().lineSpacing() * 3.6))
        return editor

    def _say(self, code: str, **facts: object) -> str:
        return context_words(self._context, code, **facts)
