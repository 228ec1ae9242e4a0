"""A new request is looked at before it is filed: the message beside the facts it holds."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ikanda_case.app import intake
from ikanda_case.app.desk import Changes
from ikanda_case.app.queries import RegisterLine
from ikanda_case.domain.errors import KnownError, SoftRuleError
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import Person
from ikanda_case.texts.errors import error_sentence
from ikanda_case.texts.names import state_name
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.frame.open_dialog import OpenDialog
from ikanda_case.ui.intake.ask_words import AskWords, Question
from ikanda_case.ui.intake.message_panel import MessagePanel, Read
from ikanda_case.ui.intake.receipt_form import ReceiptForm
from ikanda_case.ui.intake.rights_list import context_words
from ikanda_case.ui.look.measures import GAP_4, GAP_8, GAP_12, GAP_16, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel
from ikanda_case.ui.widgets.panel import Rule

_FACTS, _ASIDE, _DESPITE = "facts", "set_aside", "despite"
_MESSAGE_SHARE, _FORM_SHARE = 53, 47


class ReviewView(QWidget):
    """One item at a time; nothing is a case before `Zaak openen`."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._stream: int | None = None
        self._asking = OpenDialog()
        self._post = False
        look = context.look
        self._title = PlainLabel(self._say("title"), role="title")
        self._note = ElidedLabel(self._say("title_note"), role="text2")
        self._former = Button(look, self._say("former"), kind="icon", icon="chevron_left")
        self._next = Button(look, self._say("next"), kind="icon", icon="chevron_right")
        self._beside: tuple[int | None, int | None] = (None, None)
        self._message = MessagePanel(context)
        self._form = ReceiptForm(context)
        self._banner = Banner(look)
        self._earlier = PlainLabel(role="text2", wrap=True)
        self._earlier_panel = QFrame()
        set_role(self._earlier_panel, "panel")
        self._aside = Button(look, self._say("set_aside"))
        self._later = Button(look, self._say("later"))
        self._wrong = PlainLabel(role="text2", wrap=True)
        self._open = Button(
            look, self._say("open_case"), kind="primary", icon="checkmark", key="Ctrl+Enter"
        )
        self._lay_out()
        self._connect()

    # ---- what others call ----------------------------------------------------------------------

    def show_item(self, stream: int, *, post: bool = False) -> None:
        """Read an item and propose its facts; `post` when the clerk logs a letter."""
        self.clear()
        self._stream, self._post = stream, post
        self._title.setText(self._say("post_look_title" if post else "title"))
        self._open.refuse(self._say("reading"))
        self._message.show_item(stream)

    @property
    def stream(self) -> int | None:
        """The item that is looked at."""
        return self._stream

    def refresh(self) -> None:
        """Count the places again; what the clerk typed stays as it is."""
        if self._stream is not None:
            self._context.read(self._ask_waiting, self._on_waiting_read, self)

    def clear(self) -> None:
        """Hold no word of the item any more."""
        self._stream = None
        self._asking.close()
        self._earlier_panel.hide()
        self._beside = (None, None)
        self._note.setText(self._say("title_note"))
        self._message.clear()
        self._form.clear()
        self._banner.set_notice(None)
        for label in (self._wrong, self._earlier):
            label.clear()

    def in_hand(self) -> tuple[Held, ...]:
        """Return what the clerk made of the proposal, and the reason that is being typed."""
        facts = self._form.typed()
        form = (Held(_FACTS, facts),) if facts else ()
        return (*form, *self._asking.in_hand())

    def take_up(self, held: Held) -> None:
        """Fill the form as it stood; ask for the reason again."""
        if held.what == _FACTS:
            self._form.put_back(held.words)
        elif held.what == _ASIDE and self._stream is not None:
            self._on_aside_clicked()
            self._asking.put_back(held.words)
        elif held.what == _DESPITE:
            self._ask_reason(held.words.get("asked", ""))
            self._asking.put_back(held.words)

    def complete_step(self) -> None:
        """Open the case."""
        if self._open.isEnabled():
            self._on_open_clicked()

    def focus_filter(self) -> None:
        """There is no filter here: the keyboard goes to the first fact."""
        self._form.name.setFocus()

    # ---- answers -------------------------------------------------------------------------------

    def _on_message_read(self, found: Read) -> None:
        if found.item.id != self._stream:
            return
        if found.item.opened:
            self._context.case_wanted.emit(found.item.id, "")
            return
        self._context.read(self._ask_office, lambda office: self._propose(office, found), self)
        self._context.read(self._ask_waiting, self._on_waiting_read, self)

    def _ask_waiting(self) -> tuple[int, ...]:
        with self._context.desk.file.reading() as now:
            return tuple(item.stream for item in now.waiting())

    def _on_waiting_read(self, streams: tuple[int, ...]) -> None:
        if self._stream not in streams:
            return
        at = streams.index(self._stream)
        before = streams[at - 1] if at else None
        self._beside = (before, streams[at + 1] if at + 1 < len(streams) else None)
        for button, beside in zip((self._former, self._next), self._beside, strict=True):
            button.setVisible(len(streams) > 1)
            if beside is None:
                button.refuse(self._say("no_more"))
            else:
                button.allow()
        where = self._say("place", number=at + 1, count=len(streams))
        self._note.setText(f"{where} {self._say('title_note')}")

    def _go(self, stream: int | None) -> None:
        if stream is not None:
            self._context.item_wanted.emit(stream)

    def _propose(self, office: Office, found: Read) -> None:
        if found.item.id != self._stream:
            return
        self._form.propose(office, found.draft, post=self._post)
        self._ask_earlier()

    def _ask_office(self) -> Office:
        with self._context.desk.file.reading() as now:
            return now.office()

    def _ask_earlier(self) -> None:
        stream, persons, desk = self._stream, self._form.persons(), self._context.desk
        if stream is None:
            return
        self._context.read(
            lambda: intake.earlier_cases(desk, persons),
            lambda lines: self._on_earlier_found(stream, persons, lines),
            self,
        )

    def _on_earlier_found(
        self, stream: int, persons: tuple[Person, ...], lines: tuple[RegisterLine, ...]
    ) -> None:
        if stream != self._stream or persons != self._form.persons():
            return
        self._earlier_panel.show()
        if not lines:
            self._earlier.setText(self._say("no_earlier"))
            return
        lang = self._context.lang
        refs = ", ".join(f"{line.ref} ({state_name(line.state, lang)})" for line in lines[:5])
        self._earlier.setText(self._say("earlier", refs=refs))

    def _on_form_checked(self, holds: bool, words: str) -> None:
        refused = self._context.refusal("open_case")
        self._wrong.setText(refused or words or self._say("opening_confirms"))
        set_role(self._wrong, "text2" if holds and not refused else "soon")
        self._open.refuse(refused or ("" if holds else words))
        self._aside.refuse(self._context.refusal("set_aside"))

    # ---- acts ----------------------------------------------------------------------------------

    def _on_open_clicked(self) -> None:
        self._open_with("")

    def _open_with(self, despite: str) -> None:
        """Open the case; `despite` is the reason a soft rule asked for."""
        stream, desk = self._stream, self._context.desk
        if stream is None:
            return
        receipt = replace(self._form.receipt(), despite=despite)
        self._act(
            lambda: intake.open_case(desk, stream, receipt),
            lambda _: self._context.case_wanted.emit(stream, ""),
        )

    def _ask_reason(self, words: str) -> None:
        """Ask for the reason a soft rule wants, and open the case with it."""
        title = self._say("open_case")
        missing, cancel = self._say("set_aside_missing"), self._say("cancel")
        question = Question(title, words, title, missing, cancel, _DESPITE)
        dialog = AskWords(self._context.look, question, self)
        dialog.answered.connect(self._open_with)
        self._asking.open(dialog, dialog)

    def _on_aside_clicked(self) -> None:
        stream, desk = self._stream, self._context.desk
        if stream is None:
            return
        question = Question(
            self._say("set_aside_title"),
            self._say("set_aside_reason"),
            self._say("set_aside_title"),
            self._say("set_aside_missing"),
            self._say("cancel"),
            _ASIDE,
        )
        dialog = AskWords(self._context.look, question, self)
        dialog.answered.connect(
            lambda reason: self._act(
                lambda: intake.set_aside(desk, stream, reason), self._on_set_aside
            )
        )
        self._asking.open(dialog, dialog)

    def _on_set_aside(self, _: Changes) -> None:
        self._context.said.emit(self._say("was_set_aside"))
        self._context.list_wanted.emit("waiting")

    def _act(self, deed: Callable[[], Changes], done: Callable[[Changes], None]) -> None:
        self._open.set_busy(self._say("busy"))

        def finished(changes: Changes) -> None:
            self._open.set_busy("")
            done(changes)

        self._context.act(deed, self, finished, self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        self._open.set_busy("")
        if not isinstance(error, KnownError):
            self._context.failed.emit(error)
            return
        said = error_sentence(error, self._context.lang)
        if isinstance(error, SoftRuleError):
            self._ask_reason(f"{said.message} {said.hint}")
            return
        self._banner.set_notice(Notice("late", said.message, said.hint))

    # ---- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self._message)
        both.addWidget(self._facts_side())
        both.setStretchFactor(0, _MESSAGE_SHARE)
        both.setStretchFactor(1, _FORM_SHARE)
        both.setSizes([_MESSAGE_SHARE * 10, _FORM_SHARE * 10])
        middle = QVBoxLayout()
        middle.setContentsMargins(GAP_24, GAP_16, GAP_8, GAP_12)
        middle.addWidget(both)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._head())
        lines.addWidget(Rule())
        lines.addWidget(self._banner)
        lines.addLayout(middle, 1)
        lines.addWidget(Rule())
        lines.addWidget(self._foot())

    def _head(self) -> QWidget:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._note)
        head = QWidget()
        set_role(head, "surface")
        row = QHBoxLayout(head)
        row.setContentsMargins(GAP_24, GAP_12, GAP_24, GAP_12)
        row.setSpacing(GAP_4)
        row.addLayout(words, 1)
        for button in (self._former, self._next):
            row.addWidget(button)
            button.hide()
        return head

    def _facts_side(self) -> QWidget:
        about = QVBoxLayout(self._earlier_panel)
        about.setContentsMargins(GAP_16, GAP_12, GAP_16, GAP_12)
        about.addWidget(self._earlier)
        self._earlier_panel.hide()
        side = QWidget()
        facts = QVBoxLayout(side)
        facts.setContentsMargins(GAP_12, 0, GAP_16, GAP_12)
        facts.setSpacing(GAP_12)
        facts.addWidget(PlainLabel(self._say("facts"), role="section"))
        facts.addWidget(self._form)
        facts.addWidget(self._earlier_panel)
        facts.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self._say("facts"))
        scroll.setWidget(side)
        scroll.setMinimumWidth(side.minimumSizeHint().width() + GAP_16)
        return scroll

    def _foot(self) -> QWidget:
        foot = QWidget()
        set_role(foot, "raised")
        row = QHBoxLayout(foot)
        row.setContentsMargins(GAP_24, GAP_12, GAP_24, GAP_12)
        row.setSpacing(GAP_12)
        row.addWidget(self._aside)
        row.addWidget(self._later)
        row.addWidget(self._wrong, 1)
        row.addWidget(self._open)
        return foot

    def _connect(self) -> None:
        self._message.read.connect(self._on_message_read)
        self._form.checked.connect(self._on_form_checked)
        self._form.people_changed.connect(self._ask_earlier)
        self._open.clicked.connect(self._on_open_clicked)
        self._aside.clicked.connect(self._on_aside_clicked)
        self._former.clicked.connect(lambda: self._go(self._beside[0]))
        self._next.clicked.connect(lambda: self._go(self._beside[1]))
        self._later.clicked.connect(lambda: self._context.list_wanted.emit("waiting"))

    def _say(self, code: str, **facts: object) -> str:
        return context_words(self._context, code, **facts)
