"""One letter: written, laid before another person, signed, sent; the page always beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ikanda_case.app import delivery, drafting, letters
from ikanda_case.app.desk import Changes
from ikanda_case.app.drafting import Editing, Trial
from ikanda_case.domain.case import LetterState
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.letters import Content
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import short_date
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.context import Context
from ikanda_case.ui.intake.ask_words import AskWords, Question
from ikanda_case.ui.intake.rights_list import articled
from ikanda_case.ui.jobs import Ticket
from ikanda_case.ui.letter.editor import Editor
from ikanda_case.ui.letter.send_dialog import SendDialog
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.measures import GAP_4, GAP_8, GAP_12, GAP_16, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.models.badges import letter_badge
from ikanda_case.ui.models.outside import one_line
from ikanda_case.ui.widgets.badge import BadgeLabel
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.checklist import Check, Checklist
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel
from ikanda_case.ui.widgets.page_view import PageView, PageWords
from ikanda_case.ui.widgets.panel import Rule

TYPING_PAUSE = 400
"""Milliseconds after the last key before the page beside the text is drawn again."""
_DPI = 130
_CHECKLIST = 262
_PREVIEW = 480
_COLUMN = 340
"""The least for text and page each, before the list of contents goes."""
_REMARK = 2000
_ACTS: dict[LetterState, str] = {
    "draft": "ask_approval",
    "to_approve": "approve",
    "approved": "sign",
    "signed": "record_sent",
    "sent": "save_as",
}


class LetterView(QWidget):
    """Checklist, editor and page; the one filled button is the letter's next step."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._at: tuple[int, str] | None = None
        self._editing: Editing | None = None
        self._unsaved = False
        self._places: dict[str, str] = {}
        self._jobs: list[Ticket] = []
        self._asking: AskWords | None = None
        self._sending: SendDialog | None = None
        look = context.look
        self._title = ElidedLabel(role="title")
        self._second = ElidedLabel(role="text2")
        self._state = BadgeLabel(look)
        self._back = Button(look, self._say("back"), kind="ghost", icon="arrow_left")
        self._banner = Banner(look)
        self._checks_title = PlainLabel(role="strong", wrap=True)
        self._checks = Checklist(look, self._say("contents"))
        self._by_email = QCheckBox(self._say("by_email"))
        self._editor = Editor(context, self._say("text"))
        words = PageWords(
            previous=self._page_word("page_previous"),
            next=self._page_word("page_next"),
            fit=self._page_word("page_fit"),
            zoom_in=self._page_word("zoom_in"),
            zoom_out=self._page_word("zoom_out"),
        )
        self._pages = PageView(look, self._say("page"), words)
        self._page_note = PlainLabel(role="caption", wrap=True)
        self._wrong = PlainLabel(role="soon", wrap=True)
        self._dates = PlainLabel(role="text2")
        self._save = Button(look, self._say("save"), key="Ctrl+S")
        self._send_back = Button(look, self._say("send_back"))
        self._act = Button(look, "", kind="primary", key="Ctrl+Enter")
        self._side = QWidget()
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._lay_out()
        self._connect()

    # ---- what others call ----------------------------------------------------------------------

    def show_letter(self, stream: int, number: str) -> None:
        """Show a letter of a case."""
        self.clear()
        self._at = (stream, number)
        self.refresh()

    def refresh(self) -> None:
        """Ask the case file again, unless something is typed that is not kept yet."""
        if self._at is None or self._unsaved:
            return
        desk, (stream, number), today = self._context.desk, self._at, self._context.today()
        self._context.read(
            lambda: drafting.editing(desk, stream, number, today), self._on_editing_read, self
        )

    def clear(self) -> None:
        """Hold no word of the letter any more; what was typed is kept first."""
        if self._unsaved:
            self._keep_draft()
        if self._asking is not None and isValid(self._asking):
            self._asking.text.clear()
            self._asking.reject()
        if self._sending is not None and isValid(self._sending):
            self._sending.clear()
            self._sending.reject()
        self._asking = self._sending = None
        self._pause.stop()
        self._drop_jobs()
        self._at = self._editing = None
        self._unsaved = False
        self._places = {}
        self._editor.clear()
        self._pages.clear()
        self._checks.set_checks(())
        self._banner.set_notice(None)
        self._state.set_badge(None)
        self._act.refuse(self._say("updating"))
        for label in (
            self._title, self._second, self._wrong, self._dates, self._page_note,
            self._checks_title,
        ):  # fmt: skip
            label.clear()

    def _drop_jobs(self) -> None:
        while self._jobs:
            self._jobs.pop().cancel()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed is kept when the person goes elsewhere."""
        super().hideEvent(event)
        self.save()

    def complete_step(self) -> None:
        """Do the letter's next step."""
        if self._act.isEnabled():
            self._on_act_clicked()

    def focus_filter(self) -> None:
        """There is no filter here: the keyboard goes into the text."""
        self._editor.focus()

    def save(self) -> None:
        """Keep the draft as it stands (Ctrl+S)."""
        if self._unsaved:
            self._keep_draft()

    # ---- answers -------------------------------------------------------------------------------

    def _on_editing_read(self, found: Editing) -> None:
        if self._at != (found.case.id, found.letter.id) or self._unsaved:
            return
        self._drop_jobs()
        self._editing = found
        letter, lang, today = found.letter, self._context.lang, self._context.today()
        self._title.setText(found.template.name)
        self._second.setText(self._second_words(found))
        self._dates.setText(self._dates_words(found))
        self._state.set_badge(
            letter_badge(letter.state, letter.drafts, letter.sent_on, today, lang)
        )
        writable = letter.state == "draft" and not self._context.read_only
        self._editor.set_blanks(
            found.blanks,
            proposed=self._say("proposed") if writable else "",
            nothing=self._say("nothing_to_write"),
            locked=not writable,
        )
        self._by_email.setChecked(letter.draft.by_email)
        self._by_email.setEnabled(writable)
        self._banner.set_notice(self._notice(found))
        self._show_acts(found)
        if letter.state == "draft":
            self._try()
        else:
            self._show_contents(found.contents)
            self._wrong.clear()
            self._draw_stored(found)

    def _second_words(self, found: Editing) -> str:
        assert found.case.received is not None
        parties, draft = found.case.received.parties, found.letter.draft
        return self._say(
            "second",
            ref=found.case.ref,
            name=one_line(parties.requester.name or parties.requester.email),
            number=found.letter.id,
            kind=draft.letter_kind,
            language=self._page_word(f"language_{draft.language}"),
        )

    def _dates_words(self, found: Editing) -> str:
        clock = case_clock(found.case, found.office)
        lang, today = self._context.lang, self._context.today()
        if clock.due and clock.strict_due:
            due = short_date(clock.due, lang, today)
            return self._say("dates", due=due, strict=short_date(clock.strict_due, lang, today))
        if clock.strict_due:
            return self._say("dates_strict", strict=short_date(clock.strict_due, lang, today))
        return ""

    def _notice(self, found: Editing) -> Notice | None:
        if self._context.read_only:
            return Notice("soon", self._say("read_only"))
        if found.letter.remark and found.letter.state == "draft":
            return Notice("soon", self._say("was_sent_back"), found.letter.remark[:_REMARK])
        if found.letter.state == "to_approve":
            return Notice("info", self._say("frozen"), self._say("frozen_note"))
        if found.letter.state == "signed":
            return Notice("info", self._say("signed"), self._say("signed_note"))
        if found.letter.state == "sent":
            return Notice("ok", self._say("sent"), self._say("sent_note"))
        return None

    def _show_acts(self, found: Editing) -> None:
        state = found.letter.state
        self._act.set_words(self._say(_ACTS[state]))
        self._act.set_busy("")
        self._act.allow()
        if self._context.read_only and state != "sent":
            self._act.refuse(self._say("read_only"))
        self._save.setVisible(state == "draft")
        self._send_back.setVisible(state == "to_approve")

    # ---- trying the draft out ------------------------------------------------------------------

    def _wish(self) -> letters.Wish:
        assert self._editing is not None
        draft = self._editing.letter.draft
        return letters.Wish(
            kind=draft.letter_kind,
            rights=draft.rights,
            ground=draft.ground,
            by_email=self._by_email.isChecked(),
            fields=self._editor.fields(),
            free=self._editor.free(),
            number=self._editing.letter.id,
            corrects=draft.corrects,
        )

    def _on_typed(self) -> None:
        if self._editing and self._editing.letter.state == "draft":
            self._unsaved = True
            self._pause.start()

    def _try(self) -> None:
        if self._editing is None or self._at is None:
            return
        desk, wish, today = self._context.desk, self._wish(), self._context.today()
        stream = self._at[0]
        self._page_note.setText(self._say("updating"))
        self._drop_jobs()
        job = self._context.work(
            lambda _progress: self._tried(drafting.tried(desk, stream, wish, today)),
            self._on_tried,
            self,
            self._on_refused,
        )
        self._jobs.append(job)

    def _tried(self, trial: Trial) -> tuple[Trial, Sequence[QImage]]:
        """Off the window's thread: the trial with its pages as pictures."""
        if trial.rendering is None:
            return trial, ()
        return trial, self._context.adapters.page_images(trial.rendering.pdf, _DPI)

    def _on_tried(self, found: tuple[Trial, Sequence[QImage]]) -> None:
        trial, images = found
        if self._editing is None or self._editing.letter.state != "draft":
            return
        self._show_contents(trial.contents)
        points = trial.sheet.missing
        self._places = {point.clause_id: point.field for point in points}
        self._editor.show_missing([point.field for point in points], self._say("point_open"))
        self._wrong.setText(self._wrong_words(trial))
        if self._context.read_only:
            return
        if images and trial.rendering:
            self._pages.set_pages(images)
            self._page_note.setText(self._say("page_note"))
            self._act.allow()
        else:
            self._page_note.setText(self._say("no_page"))
            self._act.refuse(self._wrong.text())

    def _wrong_words(self, trial: Trial) -> str:
        if trial.refused:
            said = error_sentence(trial.refused, self._context.lang)
            return f"{said.message} {said.hint}"
        codes = dict.fromkeys(finding.code for finding in trial.sheet.findings)
        if codes:
            return " ".join(phrase(self._context.lang, "errors", code) for code in codes)
        if trial.sheet.missing:
            return self._say("points", count=len(trial.sheet.missing))
        return ""

    def _show_contents(self, contents: Sequence[Content]) -> None:
        done = sum(each.done for each in contents)
        self._checks_title.setText(self._say("contents_done", done=done, total=len(contents)))
        ready = Badge(Shape.TICK_DISC, "", "ok", spoken=self._say("point_done"))
        todo = Badge(Shape.TRIANGLE, "", "soon", spoken=self._say("point_open"), strong=True)
        self._checks.set_checks(
            [
                Check(each.clause_id, ready if each.done else todo, each.label, self._article(each))
                for each in contents
            ]
        )

    def _article(self, content: Content) -> str:
        return articled(content.article) if content.article else ""

    # ---- stored pages --------------------------------------------------------------------------

    def _draw_stored(self, found: Editing) -> None:
        desk, stream, number = self._context.desk, found.case.id, found.letter.id
        adapters = self._context.adapters
        self._page_note.setText(self._say("updating"))
        job = self._context.work(
            lambda _progress: adapters.page_images(letters.stored(desk, stream, number), _DPI),
            self._on_stored_drawn,
            self,
            self._on_refused,
        )
        self._jobs.append(job)

    def _on_stored_drawn(self, images: Sequence[QImage]) -> None:
        if self._editing is None:
            return
        self._pages.set_pages(images)
        sha256 = self._editing.letter.sha256
        digits = " ".join(sha256[place : place + 4] for place in range(0, 16, 4)).upper()
        self._page_note.setText(self._say("frozen_bytes", digits=digits))

    # ---- acts ----------------------------------------------------------------------------------

    def _on_act_clicked(self) -> None:
        if self._editing is None or self._at is None:
            return
        acts: dict[LetterState, Callable[[], None]] = {
            "draft": self._ask_approval,
            "to_approve": self._approve,
            "approved": self._sign,
            "signed": self._record_sent,
            "sent": self._save_as,
        }
        acts[self._editing.letter.state]()

    def _keep_draft(self) -> None:
        if self._editing is None or self._at is None or self._editing.letter.state != "draft":
            return
        desk, wish, today = self._context.desk, self._wish(), self._context.today()
        stream = self._at[0]
        self._unsaved = False
        self._run(lambda: letters.draft(desk, stream, wish, today).changes, "kept", typed=True)

    def _ask_approval(self) -> None:
        assert self._at is not None
        desk, (stream, number), today = self._context.desk, self._at, self._context.today()
        wish = self._wish() if self._unsaved else None
        self._unsaved = False
        self._pause.stop()

        def deed() -> Changes:
            kept = letters.draft(desk, stream, wish, today).changes if wish else Changes()
            return kept | letters.ask_approval(desk, stream, number, today).changes

        self._run(deed, "asked", typed=wish is not None)

    def _approve(self) -> None:
        assert self._at is not None and self._editing is not None
        desk, (stream, number), today = self._context.desk, self._at, self._context.today()
        sha256 = self._editing.letter.sha256
        self._run(lambda: letters.approve(desk, stream, number, sha256, today), "approved")

    def _on_send_back_clicked(self) -> None:
        if self._at is None:
            return
        desk, (stream, number) = self._context.desk, self._at
        question = Question(
            self._say("send_back_title"),
            self._say("send_back_words"),
            self._say("send_back_title"),
            self._say("send_back_missing"),
            self._say("cancel"),
        )
        self._asking = AskWords(self._context.look, question, self)
        self._asking.answered.connect(
            lambda remark: self._run(
                lambda: letters.send_back(desk, stream, number, remark), "was_returned"
            )
        )
        self._asking.open()

    def _sign(self) -> None:
        assert self._at is not None
        desk, (stream, number), today = self._context.desk, self._at, self._context.today()
        self._run(lambda: letters.sign(desk, stream, number, today), "was_signed")

    def _record_sent(self) -> None:
        assert self._at is not None and self._editing is not None
        desk, (stream, _), letter = self._context.desk, self._at, self._editing.letter
        to = delivery.address_line(self._editing.case, letter)
        dialog = SendDialog(
            self._context, letter.id, to, by_email=letter.draft.by_email, parent=self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def record() -> None:
            fact, on = dialog.sent()
            self._run(lambda: delivery.record_sent(desk, stream, fact, on), "was_sent")

        dialog.accepted.connect(record)
        self._sending = dialog
        dialog.open()

    def _save_as(self) -> None:
        assert self._at is not None and self._editing is not None
        desk, (stream, number) = self._context.desk, self._at
        name = letters.file_name(self._editing.case, self._editing.letter)
        path, _ = QFileDialog.getSaveFileName(self, self._say("save_as"), name, "PDF (*.pdf)")
        if path:
            self._context.work(
                lambda _progress: _written(path, letters.stored(desk, stream, number)),
                lambda _: self._context.said.emit(self._say("was_saved")),
                self,
                self._on_not_saved,
            )

    def _on_not_saved(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self._banner.set_notice(Notice("late", self._say("not_saved")))
        else:
            self._on_refused(error)

    def _run(self, deed: Callable[[], Changes], said: str, *, typed: bool = False) -> None:
        """Do it; `typed` words that could not be kept count as not kept again."""
        at = self._at
        self._act.set_busy(self._say("busy"))
        if said != "kept":
            self._banner.set_notice(None)

        def refused(error: Exception) -> None:
            self._unsaved = self._unsaved or (typed and self._at == at and at is not None)
            self._on_refused(error)

        def finished(_: Changes) -> None:
            self._act.set_busy("")
            self._context.said.emit(self._say(said))

        self._context.act(deed, self, finished, refused)

    def _on_refused(self, error: Exception) -> None:
        self._act.set_busy("")
        if not isinstance(error, KnownError):
            self._context.failed.emit(error)
            return
        said = error_sentence(error, self._context.lang)
        plain = f"{said.hint} ({said.source})" if said.source else said.hint
        self._banner.set_notice(Notice("late", said.message, plain))

    def _on_context_changed(self, changes: Changes) -> None:
        if self._at and (self._at[0] in changes.streams or changes.office):
            self.refresh()

    def _on_check_chosen(self, clause: str) -> None:
        self._editor.focus(self._places.get(clause, clause))

    def _on_back_clicked(self) -> None:
        if self._at:
            self._context.case_wanted.emit(self._at[0], "letters")

    # ---- building ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of contents gives way in a narrow window."""
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= self._side.width() + 2 * _COLUMN)
        self._dates.setVisible(self.width() >= self._side.width() + 2 * _COLUMN)

    def _lay_out(self) -> None:
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self._editor)
        both.addWidget(self._preview())
        both.setSizes([_PREVIEW, _PREVIEW])
        self._fill_side()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._side)
        middle.addWidget(both, 1)
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
        first = QHBoxLayout()
        first.setSpacing(GAP_12)
        first.addWidget(self._title, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(first)
        words.addWidget(self._second)
        head = QWidget()
        set_role(head, "surface")
        row = QHBoxLayout(head)
        row.setContentsMargins(GAP_12, GAP_8, GAP_24, GAP_8)
        row.setSpacing(GAP_12)
        row.addWidget(self._back)
        row.addLayout(words, 1)
        row.addWidget(self._state)
        row.addWidget(self._by_email)
        return head

    def _fill_side(self) -> None:
        set_role(self._side, "raised")
        self._side.setFixedWidth(self._context.look.measures.px(_CHECKLIST))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        points = QVBoxLayout(inside)
        points.setContentsMargins(0, 0, 0, GAP_8)
        points.addWidget(self._checks)
        points.addStretch(1)
        scroll.setWidget(inside)
        for see_through in (scroll, scroll.viewport(), inside):
            set_role(see_through, "clear")
        side = QVBoxLayout(self._side)
        side.setContentsMargins(GAP_16, GAP_16, GAP_4, 0)
        side.setSpacing(GAP_8)
        side.addWidget(self._checks_title)
        side.addWidget(scroll, 1)

    def _preview(self) -> QWidget:
        preview = QWidget()
        below = QVBoxLayout(preview)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._pages, 1)
        note = QHBoxLayout()
        note.setContentsMargins(GAP_12, GAP_8, GAP_12, GAP_8)
        note.addWidget(self._page_note)
        below.addLayout(note)
        return preview

    def _foot(self) -> QWidget:
        foot = QWidget()
        set_role(foot, "raised")
        row = QHBoxLayout(foot)
        row.setContentsMargins(GAP_24, GAP_12, GAP_24, GAP_12)
        row.setSpacing(GAP_12)
        row.addWidget(self._wrong, 1)
        row.addWidget(self._dates)
        for button in (self._send_back, self._save, self._act):
            row.addWidget(button)
        return foot

    def _connect(self) -> None:
        self._context.changed.connect(self._on_context_changed)
        self._editor.typed.connect(self._on_typed)
        self._by_email.clicked.connect(self._on_typed)
        self._pause.timeout.connect(self._try)
        self._checks.chosen.connect(self._on_check_chosen)
        self._save.clicked.connect(self.save)
        self._send_back.clicked.connect(self._on_send_back_clicked)
        self._act.clicked.connect(self._on_act_clicked)
        self._back.clicked.connect(self._on_back_clicked)

    def _say(self, code: str, **facts: object) -> str:
        return phrase(self._context.lang, "ui_letter", code, facts)

    def _page_word(self, code: str) -> str:
        return phrase(self._context.lang, "ui_intake", code)


def _written(path: str, content: bytes) -> None:
    """Write an exported letter where the person chose to have it."""
    with open(path, "wb") as file:
        file.write(content)
