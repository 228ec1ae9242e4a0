"""One letter: written, laid before another person, signed, sent; the page always beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QImage
from PySide6.QtWidgets import QWidget

from ikanda_case.app import drafting, letters
from ikanda_case.app.clause_list import clause_list
from ikanda_case.app.desk import Changes
from ikanda_case.app.drafting import Editing, Trial
from ikanda_case.domain.case import LetterState
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.letter_texts import texts_in_force
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.frame.open_dialog import OpenDialog
from ikanda_case.ui.intake.ask_words import AskWords, Question
from ikanda_case.ui.letter.annexing import Annexing
from ikanda_case.ui.letter.came_back_dialog import RETURN
from ikanda_case.ui.letter.leaving import Leaving
from ikanda_case.ui.letter.letter_page import LetterPage
from ikanda_case.ui.letter.send_dialog import SENDING
from ikanda_case.ui.models.case_badges import badge_of
from ikanda_case.ui.models.case_letters import kind_name
from ikanda_case.ui.models.letter_words import (
    dates_line,
    refusal_notice,
    second_line,
    second_person,
    standing,
    step_of,
    what_is_wrong,
)
from ikanda_case.ui.widgets.banner import Notice
from ikanda_case.ui.widgets.page_view import PAGE_DPI

TYPING_PAUSE = 400
"""Milliseconds after the last key before the page beside the text is drawn again."""
_REMARK, _WORDS = "remark", "words"
_RETURNABLE = ("to_approve", "approved")
"""Where an approver may give a letter back to its drafter."""


class LetterView(LetterPage):
    """Checklist, editor and page; the one filled button is the letter's next step."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._at: tuple[int, str] | None = None
        self._editing: Editing | None = None
        self._unsaved = False
        self._places: dict[str, str] = {}
        self._asking = OpenDialog()
        self._leaving = Leaving(context, self, self._asking)
        self._annexing = Annexing(context, self, self._annexes, self._asking)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
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
        context, (stream, number) = self._context, self._at
        desk, today, lang = context.desk, context.today(), context.lang
        context.read(
            lambda: drafting.editing(desk, stream, number, today, lang), self._on_editing_read, self
        )

    def clear(self) -> None:
        """Hold no word of the letter any more; what was typed is kept first."""
        if self._unsaved:
            self._keep_draft()
        self._asking.close()
        self._pause.stop()
        self._at = self._editing = None
        self._unsaved = False
        self._places = {}
        self._editor.clear()
        self._preview.clear()
        self._side.clear()
        self._annexing.clear()
        self._banner.set_notice(None)
        self._state.set_badge(None)
        self.hide_acts()
        for label in (self._title, self._second, self._wrong, self._dates):
            label.clear()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed is kept when the person goes elsewhere."""
        super().hideEvent(event)
        self.save()

    def in_hand(self) -> tuple[Held, ...]:
        """Return a remark or a proof that is being typed; the letter's own words are its draft."""
        return self._asking.in_hand()

    def unkept(self) -> tuple[Held, ...]:
        """Return the words of a draft that were typed since it was last kept."""
        return (Held(_WORDS, self._editor.words()),) if self._unsaved else ()

    def take_up(self, held: Held) -> None:
        """Ask for it again."""
        if self._editing is None:
            return
        state = self._editing.letter.state
        if held.what == _WORDS and state == "draft" and self._editor.put_back(held.words):
            self._banner.set_notice(Notice("info", self._say("typed_again")))
        elif held.what == _REMARK and state in _RETURNABLE:
            self._on_send_back_clicked()
        elif held.what == SENDING and step_of(self._editing.letter)[1] == "send":
            self._on_act_clicked()
        elif held.what == RETURN and state == "sent":
            self._on_returned_clicked()
        self._asking.put_back(held.words)

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
        self._preview.drop()
        self._editing = found
        letter, lang, today = found.letter, self._context.lang, self._context.today()
        templates = self._context.desk.templates
        self._title.setText(kind_name(letter.draft.letter_kind, templates, lang))
        self._second.setText(second_line(found, lang))
        self._dates.setText(dates_line(found, today, lang))
        self._state.set_badge(badge_of(letter, today, lang))
        writable = letter.state == "draft" and not self._context.refusal("draft")
        texts = texts_in_force(templates, found.office.letter_texts)
        offers = clause_list(texts, letter.draft.letter_kind, letter.draft.language)
        self._editor.set_offers(offers, self._say("clauses_hint"))
        self._editor.set_blanks(
            found.blanks,
            proposed=self._say("proposed") if writable else "",
            undecided=self._say("undecided") if writable else "",
            nothing=self._say("nothing_to_write"),
            locked=not writable,
        )
        self._annexing.show(found, writable=writable)
        self._by_email.setChecked(letter.draft.by_email)
        self._by_email.setEnabled(writable)
        self._banner.set_notice(standing(found, self._refusal(found), lang))
        self._show_acts(found)
        if letter.state == "draft":
            self._try()
        else:
            self._side.set_contents(found.contents)
            self._wrong.clear()
            self._draw_stored(found)

    def _show_acts(self, found: Editing) -> None:
        state = found.letter.state
        self._act.show()
        self._act.set_words(self._say(step_of(found.letter)[0]))
        self._act.set_busy("")
        self._act.refuse(self._refusal(found))
        back = found.letter.came_back_on is not None
        self._out.setVisible(state == "signed" or back)
        self._out.set_words(self._say("mail" if found.letter.draft.by_email else "print"))
        self._out.refuse(self._context.refusal("export") or self._context.refusal("send"))
        self._returned.setVisible(state == "sent" and not back)
        self._returned.refuse(self._context.refusal("send"))
        self._save.setVisible(state == "draft")
        self._save.refuse(self._context.refusal("draft"))
        self._send_back.setVisible(state in _RETURNABLE)
        self._send_back.refuse(self._context.refusal("send_back"))

    def _refusal(self, found: Editing) -> str:
        """Return why this person cannot do the letter's next step; empty when she can."""
        context = self._context
        refused = context.refusal(step_of(found.letter)[1])
        return refused or second_person(found, context.desk.actor, context.today(), context.lang)

    # ---- trying the draft out ------------------------------------------------------------------

    def _wish(self) -> letters.Wish:
        assert self._editing is not None
        return drafting.wish_of(
            self._editing.letter,
            by_email=self._by_email.isChecked(),
            fields=self._editor.fields(),
            free=self._editor.free(),
        )

    def _on_typed(self) -> None:
        if self._editing and self._editing.letter.state == "draft":
            self._unsaved = True
            self._pause.start()

    def _try(self) -> None:
        if self._editing is None or self._at is None:
            return
        desk, wish, today = self._context.desk, self._wish(), self._context.today()
        stream, lang = self._at[0], self._context.lang
        self._preview.await_pages(
            self._say("updating"),
            lambda: self._context.work(
                lambda _progress: self._tried(drafting.tried(desk, stream, wish, today, lang)),
                self._on_tried,
                self,
                self._on_refused,
            ),
        )

    def _tried(self, trial: Trial) -> tuple[Trial, Sequence[QImage]]:
        """Off the window's thread: the trial with its pages as pictures."""
        if trial.rendering is None:
            return trial, ()
        return trial, self._context.adapters.page_images(trial.rendering.pdf, PAGE_DPI)

    def _on_tried(self, found: tuple[Trial, Sequence[QImage]]) -> None:
        trial, images = found
        if self._editing is None or self._editing.letter.state != "draft":
            return
        self._side.set_contents(trial.contents)
        points = trial.sheet.missing
        self._places = {point.clause_id: point.field for point in points}
        self._editor.show_missing([point.field for point in points], self._say("point_open"))
        self._wrong.setText(what_is_wrong(trial, self._context.lang))
        if self._refusal(self._editing):
            return
        if images and trial.rendering:
            self._preview.show_pages(images, self._say("page_note"))
            self._act.allow()
        else:
            self._preview.note.setText(self._say("no_page"))
            self._act.refuse(self._wrong.text())

    # ---- stored pages --------------------------------------------------------------------------

    def _draw_stored(self, found: Editing) -> None:
        desk, stream, number = self._context.desk, found.case.id, found.letter.id
        adapters = self._context.adapters
        self._preview.await_pages(
            self._say("updating"),
            lambda: self._context.work(
                lambda _progress: adapters.page_images(
                    letters.stored(desk, stream, number), PAGE_DPI
                ),
                self._on_stored_drawn,
                self,
                self._on_refused,
            ),
        )

    def _on_stored_drawn(self, images: Sequence[QImage]) -> None:
        if self._editing is None:
            return
        sha256 = self._editing.letter.sha256
        digits = " ".join(sha256[place : place + 4] for place in range(0, 16, 4)).upper()
        self._preview.show_pages(images, self._say("frozen_bytes", digits=digits))

    # ---- acts ----------------------------------------------------------------------------------

    def _on_act_clicked(self) -> None:
        if self._editing is None or self._at is None:
            return
        found, leaving = self._editing, self._leaving
        acts: dict[LetterState, Callable[[], None]] = {
            "draft": self._ask_approval,
            "to_approve": self._approve,
            "approved": lambda: leaving.sign(found),
            "signed": lambda: leaving.record_sent(found),
            "sent": lambda: leaving.after_sending(found),
        }
        acts[found.letter.state]()

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
            _REMARK,
        )
        dialog = AskWords(self._context.look, question, self)
        dialog.answered.connect(
            lambda remark: self._run(
                lambda: letters.send_back(desk, stream, number, remark), "was_returned"
            )
        )
        self._asking.open(dialog, dialog)

    def _on_out_clicked(self) -> None:
        if self._editing is not None:
            self._leaving.take_out(self._editing)

    def _on_returned_clicked(self) -> None:
        if self._editing is not None:
            self._leaving.record_return(self._editing)

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
        self._banner.set_notice(refusal_notice(error, self._context.lang))

    def _on_context_changed(self, changes: Changes) -> None:
        if self._at and (self._at[0] in changes.streams or changes.office):
            self.refresh()

    def _on_check_chosen(self, clause: str) -> None:
        self._editor.focus(self._places.get(clause, clause))

    def _on_back_clicked(self) -> None:
        if self._at:
            self._context.case_wanted.emit(self._at[0], "letters")

    def _connect(self) -> None:
        self._context.changed.connect(self._on_context_changed)
        self._leaving.busy.connect(self._act.set_busy)
        self._leaving.failed.connect(self._on_refused)
        self._leaving.noticed.connect(self._banner.set_notice)
        self._annexing.keeping.connect(self.save)
        self._editor.typed.connect(self._on_typed)
        self._by_email.clicked.connect(self._on_typed)
        self._pause.timeout.connect(self._try)
        self._side.chosen.connect(self._on_check_chosen)
        self._save.clicked.connect(self.save)
        self._send_back.clicked.connect(self._on_send_back_clicked)
        self._out.clicked.connect(self._on_out_clicked)
        self._returned.clicked.connect(self._on_returned_clicked)
        self._act.clicked.connect(self._on_act_clicked)
        self._back.clicked.connect(self._on_back_clicked)
