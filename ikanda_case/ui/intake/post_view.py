"""A request on paper or by word of mouth: the scan or the note first, then its facts."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from ikanda_case.app import intake
from ikanda_case.app.desk import Changes
from ikanda_case.app.intake import Taken
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.facts import Channel
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.frame.open_dialog import OpenDialog
from ikanda_case.ui.frame.taking_in import read_file
from ikanda_case.ui.intake.ask_words import AskWords, Question
from ikanda_case.ui.intake.review_view import ReviewView
from ikanda_case.ui.intake.rights_list import context_words
from ikanda_case.ui.look.measures import GAP_12, GAP_24
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel

_NOTE_NAME = "nota.txt"
_NOTE, _LETTER = "note", "letter"


class PostView(QWidget):
    """Ask for the scan, keep its bytes, then look at it as at anything that arrived."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        look = context.look
        self._review = ReviewView(context)
        self._asking = OpenDialog()
        self._banner = Banner(look)
        self._choose = Button(look, self._say("post_choose"), kind="primary", icon="document_pdf")
        self._note = Button(look, self._say("post_note_only"), kind="ghost")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._start_page())
        self._stack.addWidget(self._review)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._banner)
        lines.addWidget(self._stack)
        self._choose.clicked.connect(self._on_choose_clicked)
        self._note.clicked.connect(self._on_note_clicked)

    def start(self) -> None:
        """Begin with a new letter."""
        self._banner.set_notice(None)
        self._review.clear()
        self._stack.setCurrentIndex(0)
        self._choose.setFocus()

    def refresh(self) -> None:
        """Nothing changes here behind the clerk's back."""

    def clear(self) -> None:
        """Hold no word of a letter any more."""
        self._asking.close()
        self._review.clear()

    def complete_step(self) -> None:
        """Choose the scan, or open the case once it is there."""
        if self._stack.currentWidget() is self._review:
            self._review.complete_step()
        elif self._choose.isEnabled():
            self._on_choose_clicked()

    def focus_filter(self) -> None:
        """There is no filter here: the keyboard goes to the first fact."""
        self._review.focus_filter()

    def take_in(self, name: str, content: bytes, channel: Channel) -> None:
        """Keep the bytes of a scan or a note and look at them."""
        desk, kept = self._context.desk, list[Taken]()

        def deed() -> Changes:
            kept.append(intake.take_in(desk, name, content, channel))
            return kept[0].changes

        self._context.act(
            deed, self, lambda _changes: self._on_taken_in(kept[0]), self._on_not_taken_in
        )

    def _on_taken_in(self, taken: Taken) -> None:
        self._banner.set_notice(None)
        self._stack.setCurrentWidget(self._review)
        self._review.show_item(taken.stream, post=True)

    def _on_choose_clicked(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self._say("post_choose"), "", self._say("post_files")
        )
        if not path:
            return
        file = Path(path)
        self._context.work(
            lambda _progress: read_file(file),
            lambda content: self.take_in(file.name, content, "post"),
            self,
            self._on_not_taken_in,
        )

    def _on_not_taken_in(self, error: Exception) -> None:
        """Say in place why the file did not come in; nothing was kept of it."""
        if isinstance(error, OSError):
            self._banner.set_notice(Notice("late", self._say("post_not_read")))
        elif isinstance(error, KnownError):
            said = error_sentence(error, self._context.lang)
            self._banner.set_notice(Notice("late", said.message, said.hint))
        else:
            self._context.failed.emit(error)

    def _on_note_clicked(self) -> None:
        question = Question(
            self._say("post_note_title"),
            self._say("post_note_words"),
            self._say("post_note_do"),
            self._say("post_note_missing"),
            self._say("cancel"),
            _NOTE,
        )
        dialog = AskWords(self._context.look, question, self)
        dialog.answered.connect(
            lambda words: self.take_in(_NOTE_NAME, words.encode("utf-8"), "phone")
        )
        self._asking.open(dialog, dialog)

    def in_hand(self) -> tuple[Held, ...]:
        """Return the note that is being typed, or what is made of the letter that lies there."""
        if self._stack.currentWidget() is self._review and self._review.stream is not None:
            letter = Held(_LETTER, {"stream": str(self._review.stream)})
            return (letter, *self._review.in_hand())
        return self._asking.in_hand()

    def take_up(self, held: Held) -> None:
        """Go on with it."""
        if held.what == _NOTE:
            self._on_note_clicked()
            self._asking.put_back(held.words)
        elif held.what == _LETTER:
            self._stack.setCurrentWidget(self._review)
            self._review.show_item(int(held.words["stream"]), post=True)
        else:
            self._review.take_up(held)

    def _start_page(self) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(GAP_24, GAP_24, GAP_24, GAP_24)
        lines.setSpacing(GAP_12)
        left = Qt.AlignmentFlag.AlignLeft
        lines.addWidget(PlainLabel(self._say("post_title"), role="title"))
        lines.addWidget(PlainLabel(self._say("post_note"), role="text2", wrap=True))
        refused = self._context.refusal("take_in")
        for button in (self._choose, self._note):
            button.refuse(refused)
        lines.addWidget(PlainLabel(refused, role="soon", wrap=True))
        lines.addWidget(self._choose, 0, left)
        lines.addWidget(self._note, 0, left)
        lines.addStretch(1)
        return page

    def _say(self, code: str, **facts: object) -> str:
        return context_words(self._context, code, **facts)
