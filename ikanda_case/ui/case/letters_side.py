"""The letters of a case: what is in hand, what was sent, what its signature is worth."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.app import letters
from ikanda_case.app.ports import VerdictLike
from ikanda_case.domain.case import Letter
from ikanda_case.domain.errors import KnownError
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.errors import error_sentence
from ikanda_case.texts.signatures import seal_said
from ikanda_case.ui.case.side import Side
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import page_words
from ikanda_case.ui.look.marks import Badge
from ikanda_case.ui.look.measures import GAP_12
from ikanda_case.ui.models.case_badges import widest_badges
from ikanda_case.ui.models.case_letters import LETTER_COLUMNS, kind_name, letter_rows, verdict_badge
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.page_view import PageView
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

_DPI = 110
_PAGE_WIDTH, _PAGE_HEIGHT = 400, 480
_GIVES_WAY = {"sending": 1, "signature": 2}
_SAMPLES = ("signature", "sending")


class LettersSide(Side):
    """List, verdict and acts on the left, the page on the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        look, say = context.look, self.say
        self._verdicts: dict[str, Badge] = {}
        self.new = Button(look, say("new_letter"), icon="add")
        self.table = self._letter_table()
        self.verdict = Banner(look)
        self.open = Button(look, say("letter_open"), kind="primary", icon="open")
        self.save = Button(look, say("letter_save"), icon="arrow_export")
        self.correct = Button(look, say("letter_correct"), icon="edit")
        self.page = PageView(look, say("letter_page"), page_words(context.lang))
        self._lay_out()
        self.new.clicked.connect(lambda: self.wanted.emit("letter"))
        self.open.clicked.connect(self._on_open_clicked)
        self.save.clicked.connect(self._on_save_clicked)
        self.correct.clicked.connect(lambda: self.wanted.emit(f"letter:{self.chosen}"))
        self.table.chosen.connect(lambda _: self._on_letter_chosen())
        self.table.opened.connect(lambda _: self._on_open_clicked())

    @property
    def chosen(self) -> str:
        """Return the number of the chosen letter."""
        return str(self.table.current_key or "")

    def show_case(self, now: CaseNow) -> None:
        """Show the letters of a case."""
        super().show_case(now)
        self._show_rows()
        reason = self.context.refusal("draft")
        self.new.refuse(reason or (self.say("case_is_closed") if now.case.closed else ""))
        if not self.chosen and now.case.letters:
            self.table.choose(now.case.letters[-1].id)
        else:
            self._on_letter_chosen()

    def clear(self) -> None:
        """Hold no word of a letter any more."""
        super().clear()
        self._verdicts = {}
        self._rows.set_rows(())
        self.page.clear()
        self.verdict.set_notice(None)

    def save_to(self, path: Path) -> None:
        """Write the stored PDF of the chosen letter to a file."""
        now, number, desk = self.now, self.chosen, self.context.desk
        if now is None or not number:
            return
        self.context.work(
            lambda _: path.write_bytes(letters.exported(desk, now.case.id, number)),
            lambda _: self.context.said.emit(self.say("file_saved")),
            self,
            self._on_failed,
        )

    # ---- the chosen letter ---------------------------------------------------------------------

    def _letter(self) -> Letter | None:
        return self.now.case.letter(self.chosen) if self.now and self.chosen else None

    def _show_rows(self) -> None:
        if self.now is None:
            return
        now, lang = self.now, self.context.lang
        self._rows.set_rows(
            letter_rows(
                now.case, now.office, self.context.desk.templates, self._verdicts, now.today, lang
            )
        )

    def _on_letter_chosen(self) -> None:
        letter = self._letter()
        has_page = bool(letter and letter.sha256)
        reason = "" if has_page else self.say("letter_no_page")
        self.save.refuse(self.context.refusal("export") or reason)
        self.open.refuse("" if letter else self.say("letter_none"))
        sent = bool(letter and letter.state == "sent")
        closed = bool(self.now and self.now.case.closed)
        reason = self.context.refusal("draft") or ("" if sent else self.say("letter_not_sent"))
        self.correct.refuse(reason or (self.say("case_is_closed") if closed else ""))
        self.verdict.set_notice(None)
        if letter is None or self.now is None or not has_page:
            self.page.clear()
            return
        stream, desk, adapters = self.now.case.id, self.context.desk, self.context.adapters
        number = letter.id
        self.context.work(
            lambda _: adapters.page_images(letters.stored(desk, stream, number), _DPI),
            lambda images: self._on_drawn(number, images),
            self,
            self._on_failed,
        )
        if letter.signed is not None:
            self._judge(stream, letter)

    def _judge(self, stream: int, letter: Letter) -> None:
        desk = self.context.desk
        assert letter.signed is not None
        kept = letter.signed.sha256

        def judged() -> tuple[str, str, VerdictLike | None]:
            pdf = letters.stored(desk, stream, letter.id)
            if hashlib.sha256(pdf).hexdigest() != kept:
                return "invalid", "altered", None
            verdict = desk.signer.verdict(pdf)
            return verdict.verdict, verdict.why, verdict

        self.context.work(
            lambda _: judged(),
            lambda said: self._on_judged(letter.id, *said),
            self,
            self._on_failed,
        )

    def _on_judged(self, number: str, verdict: str, why: str, seal: VerdictLike | None) -> None:
        if self.now is None or self.now.case.letter(number) is None:
            return
        lang = self.context.lang
        self._verdicts[number] = verdict_badge(verdict, lang)
        self._show_rows()
        if number == self.chosen:
            valid = verdict == "valid"
            bold = self.say("verdict_of", letter=number, verdict=self._verdicts[number].text)
            said = seal_said(seal, lang, self.context.brussels) if valid and seal else ()
            plain = " ".join((phrase(lang, "signature", why), *said))
            self.verdict.set_notice(Notice("ok" if valid else "late", bold, plain))

    def _on_drawn(self, number: str, images: Sequence[QImage]) -> None:
        if number == self.chosen:
            self.page.set_pages(images)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self.context.said.emit(self.say("file_not_saved"))
        elif isinstance(error, KnownError):
            said = error_sentence(error, self.context.lang)
            self.verdict.set_notice(Notice("late", said.message, said.hint))
        else:
            self.context.failed.emit(error)

    def _on_open_clicked(self) -> None:
        if self.now is not None and self._letter() is not None:
            self.context.letter_wanted.emit(self.now.case.id, self.chosen)

    def _on_save_clicked(self) -> None:
        letter = self._letter()
        if self.now is None or letter is None:
            return
        name = QDir.home().filePath(letters.file_name(self.now.case, letter))
        path, _ = QFileDialog.getSaveFileName(self, self.say("letter_save"), name, "PDF (*.pdf)")
        if path:
            self.save_to(Path(path))

    # ---- building ------------------------------------------------------------------------------

    def _letter_table(self) -> Table:
        context, lang = self.context, self.context.lang
        samples = {key: self.say(f"letter_sample_{key}") for key in _SAMPLES}
        samples["letter"] = kind_name("L01", context.desk.templates, lang)
        columns = [
            Column(
                key,
                self.say(f"letter_column_{key}"),
                sample=samples.get(key, ""),
                badges=widest_badges("letter" if key == "state" else "", context.today(), lang),
                stretch=key == "letter",
                gives_way=_GIVES_WAY.get(key, 0),
            )
            for key in LETTER_COLUMNS
        ]
        table = Table(self.context.look, self.say("tab_letters"), columns, rows="two", grouped=True)
        table.setMinimumHeight(self.context.look.measures.px(220))
        table.set_empty(
            EmptyState(self.context.look, self.say("no_letters"), self.say("no_letters_next"))
        )
        self._rows = RowsModel([column.title for column in columns], table)
        table.setModel(self._rows)
        return table

    def _lay_out(self) -> None:
        look = self.context.look
        self.page.setMinimumSize(look.measures.px(280), look.measures.px(_PAGE_HEIGHT))
        self.page.setMaximumWidth(look.measures.px(_PAGE_WIDTH))
        panel = Panel(look, flush=True)
        panel.body.addWidget(self.table, 1)
        top = QHBoxLayout()
        top.addStretch(1)
        top.addWidget(self.new)
        acts = QHBoxLayout()
        acts.setSpacing(GAP_12)
        for button in (self.open, self.save, self.correct):
            acts.addWidget(button)
        acts.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(GAP_12)
        left.addLayout(top)
        left.addWidget(panel, 1)
        left.addWidget(self.verdict)
        left.addLayout(acts)
        both = QHBoxLayout()
        both.setSpacing(GAP_12)
        both.addLayout(left, 1)
        both.addWidget(self.page, 1)
        self.lines.addLayout(both, 1)
