"""A message or a scan as evidence: plain text or pages, with its marks outside of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ikanda_case.app import intake
from ikanda_case.app.drafts import Caution, IntakeDraft
from ikanda_case.domain.case import Case
from ikanda_case.domain.errors import KnownError
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import page_words
from ikanda_case.ui.jobs import Ticket
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.models.message_marks import spans
from ikanda_case.ui.models.outside import breakable, one_line
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.facts import Fact, Facts
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.page_view import PAGE_DPI, PageView
from ikanda_case.ui.widgets.panel import Panel, Rule
from ikanda_case.ui.widgets.plain_text import PlainText, Span

_SOURCE = 500_000
"""Signs of the original that are shown."""
_ATTACHMENTS = 20
_QUIET = ("remote_content", "links")
"""Cautions that the line above the text says; the others get a banner."""


@dataclass(frozen=True, slots=True)
class Read:
    """An item with what reading it proposed."""

    item: Case
    draft: IntakeDraft
    text: str
    """The message as read, or a sentence that there is none."""
    marks: tuple[Span, ...]
    source: str
    """The bytes as text, for who wants to see them; empty for a scan."""
    source_marks: tuple[Span, ...]
    content: bytes
    """Of a scan; empty for what is text."""


class MessagePanel(Panel):
    """One item as it arrived. Nothing in it is loaded from outside, and nothing is run."""

    read = Signal(object)
    """A `Read`, when the item has been read."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.look, flush=True, parent=parent)
        self._context = context
        self._found: Read | None = None
        self._jobs: list[Ticket] = []
        look = context.look
        self._chrome = PlainLabel(role="text2", wrap=True)
        self._source = Button(look, self._say("source"), kind="ghost")
        self._facts = Facts(look, self._say("message_head"))
        self._banner = Banner(look)
        self._text = PlainText(look, self._say("message_text"))
        self._pages = PageView(look, self._say("scan"), page_words(context.lang))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._text)
        self._stack.addWidget(self._pages)
        self._attachments = PlainLabel(role="text2", wrap=True)
        self._showing_source = False
        self._put_in_order()
        self._source.clicked.connect(self._on_source_clicked)

    def show_item(self, stream: int) -> None:
        """Read an item and show it; `read` tells when that is done."""
        self.clear()
        self._chrome.setText(self._say("reading"))
        job = self._context.work(
            lambda _progress: self._ask(stream), self._on_read, self, self._on_read_failed
        )
        self._jobs.append(job)

    def clear(self) -> None:
        """Hold no word of the item any more."""
        while self._jobs:
            self._jobs.pop().cancel()
        self._found, self._showing_source = None, False
        self._text.set_text("")
        self._pages.clear()
        self._facts.set_facts(())
        self._banner.set_notice(None)
        for label in (self._chrome, self._attachments):
            label.clear()
        self._source.hide()
        self._foot.hide()

    def _ask(self, stream: int) -> Read:
        desk = self._context.desk
        with desk.file.reading() as now:
            item = now.case(stream)
        draft = intake.read(desk, stream)
        content = intake.original(desk, stream)
        text = draft.text or self._say("no_text")
        if draft.form == "scan":
            return Read(item, draft, text, (), "", (), content)
        source = content.decode("utf-8", "replace")[:_SOURCE]
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        return Read(item, draft, text, spans(text, draft.rights), source, spans(source, ()), b"")

    def _on_read(self, found: Read) -> None:
        self._found = found
        draft = found.draft
        self._facts.set_facts(self._head(found))
        self._chrome.setText(self._chrome_words(draft))
        self._banner.set_notice(self._notice(draft.cautions))
        self._source.set_words(self._say("source"))
        self._source.setVisible(bool(found.source))
        self._show_attachments(draft)
        self._show_text()
        if draft.form == "scan" and found.item.taken_in:
            self._show_scan(found, draft.media_type or found.item.taken_in.media_type)
        self.read.emit(found)

    def _show_text(self) -> None:
        self._stack.setCurrentWidget(self._text)
        if self._found is None:
            return
        if self._showing_source:
            self._text.set_text(self._found.source, self._found.source_marks)
        elif self._found.draft.form == "scan":
            self._text.set_text(self._say("drawing"))
        else:
            self._text.set_text(self._found.text, self._found.marks)

    def _on_read_failed(self, error: Exception) -> None:
        self._chrome.clear()
        if not isinstance(error, KnownError):
            self._context.failed.emit(error)
            return
        said = error_sentence(error, self._context.lang)
        self._banner.set_notice(Notice("late", said.message, said.hint))

    def _show_scan(self, found: Read, media_type: str) -> None:
        content, adapters = found.content, self._context.adapters
        job = self._context.work(
            lambda _progress: adapters.scan_images(content, media_type, PAGE_DPI),
            self._on_pages_drawn,
            self,
            self._on_pages_failed,
        )
        self._jobs.append(job)

    def _on_pages_drawn(self, pages: Sequence[QImage]) -> None:
        self._pages.set_pages(pages)
        self._stack.setCurrentWidget(self._pages)

    def _on_pages_failed(self, _error: Exception) -> None:
        self._stack.setCurrentWidget(self._text)
        self._text.set_text(self._say("not_drawn"))

    def _head(self, found: Read) -> list[Fact]:
        draft, lang = found.draft, self._context.lang
        name = one_line(found.item.taken_in.name) if found.item.taken_in else ""
        sender = f"{one_line(draft.sender_name)}  <{one_line(draft.sender_address)}>"
        subject = breakable(one_line(draft.subject))
        facts = [
            Fact(self._say("from"), breakable(sender.strip())) if draft.sender_address else None,
            Fact(self._say("to"), breakable(one_line(draft.to))) if draft.to else None,
            Fact(self._say("subject"), subject, strong=True) if subject else None,
            Fact(self._say("file"), breakable(name)),
        ]
        if draft.arrival.instant:
            at = self._context.brussels(draft.arrival.instant)
            when = self._say("arrived_at", day=full_date(at.date(), lang), time=f"{at:%H:%M}")
            facts.insert(-1, Fact(self._say("arrived"), when))
        return [fact for fact in facts if fact]

    def _chrome_words(self, draft: IntakeDraft) -> str:
        said = [self._say(f"form_{draft.form}")]
        said += [self._caution(each) for each in draft.cautions if each.code in _QUIET]
        return " ".join(said)

    def _notice(self, cautions: Sequence[Caution]) -> Notice | None:
        loud = [self._caution(each) for each in cautions if each.code not in _QUIET]
        if not loud:
            return None
        return Notice("soon", self._say("cautions"), " ".join(loud))

    def _caution(self, caution: Caution) -> str:
        return phrase(
            self._context.lang,
            "cautions",
            caution.code,
            {
                name: one_line(fact) if isinstance(fact, str) else fact
                for name, fact in caution.facts
            },
        )

    def _show_attachments(self, draft: IntakeDraft) -> None:
        names = [
            self._say(
                "attachment", name=one_line(each.name, 80), kb=max(1, round(each.size / 1000))
            )
            for each in draft.attachments[:_ATTACHMENTS]
        ]
        self._attachments.setText(self._say("attachments", names=", ".join(names)))
        self._foot.setVisible(bool(names))

    def _on_source_clicked(self) -> None:
        self._showing_source = not self._showing_source
        self._source.set_words(self._say("as_read" if self._showing_source else "source"))
        self._show_text()

    def _put_in_order(self) -> None:
        chrome = QWidget()
        set_role(chrome, "sunken")
        row = QHBoxLayout(chrome)
        row.setContentsMargins(GAP_16, GAP_8, GAP_16, GAP_8)
        row.setSpacing(GAP_12)
        row.addWidget(self._chrome, 1)
        row.addWidget(self._source)
        head = QWidget()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(GAP_16, GAP_12, GAP_16, GAP_12)
        lines.addWidget(self._facts)
        for outside in (self._facts, self._banner, self._attachments):
            outside.setMinimumWidth(1)
        self.body.setSpacing(0)
        self.body.addWidget(chrome)
        self.body.addWidget(head)
        self.body.addWidget(Rule())
        self.body.addWidget(self._banner)
        self.body.addWidget(self._stack, 1)
        self._foot = QWidget()
        below = QHBoxLayout(self._foot)
        below.setContentsMargins(GAP_16, GAP_8, GAP_16, GAP_8)
        below.addWidget(self._attachments)
        self.body.addWidget(self._foot)

    def _say(self, code: str, **facts: object) -> str:
        return phrase(self._context.lang, "ui_intake", code, facts)
