"""The page of a search: what was found, what was not understood, what can be typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ikanda_case.app.desk import Changes
from ikanda_case.app.search import MOST_DOCUMENTS, Answer, search
from ikanda_case.app.search_words import Misread, refused, without_numbers
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.models.search_rows import HINTS, SearchRows, Target
from ikanda_case.ui.search.results import Results
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.facts import Fact, Facts
from ikanda_case.ui.widgets.label import PlainLabel

_GROWS = 4
"""Times as many documents as before, when a person asks for more."""


class SearchView(QWidget):
    """Shows the answer to the last words typed; an answer to earlier ones is dropped."""

    answered = Signal()
    """The last words were answered and are shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._words = ""
        self._most = MOST_DOCUMENTS
        self._refused: tuple[Misread, ...] = ()
        self._targets: dict[str, Target] = {}
        look = context.look
        self._title = PlainLabel(self._say("title"), role="title")
        self._count = PlainLabel(role="text2")
        self._notes = PlainLabel(role="soon", wrap=True)
        self.results = Results(look, self._say("results"))
        self._more = Button(look, self._say("more"))
        self._nothing = EmptyState(look, self._say("nothing"), self._say("nothing_next"))
        self._hints = self._hint_page()
        self._stack = QStackedWidget()
        self._lay_out()
        self.results.opened.connect(self._on_result_opened)
        self._more.clicked.connect(self._on_more_clicked)
        context.changed.connect(self._on_context_changed)
        self.setFocusProxy(self.results)

    # ---- what others call ----------------------------------------------------------------------

    def show_words(self, words: str) -> None:
        """Show what these words find."""
        kept = without_numbers(words)
        if kept != self._words:
            self._refused = refused(words)
            self._words, self._most = kept, MOST_DOCUMENTS
        self.refresh()

    def refresh(self) -> None:
        """Ask the case file."""
        desk, words, most = self._context.desk, self._words, self._most
        if not words.strip():
            self._show_hints()
            return
        self._context.jobs.run(
            lambda: (words, search(desk, words, most)),
            on_done=self._on_answered,
            on_error=self._context.failed.emit,
            owner=self,
            key="search",
        )

    def clear(self) -> None:
        """Keep no word that was typed or found."""
        self._words, self._refused = "", ()
        self._show_hints()

    def complete_step(self) -> None:
        """Open what is chosen."""
        self._on_result_opened(self.results.current_key)

    def focus_filter(self) -> None:
        """Go to what was found: the words are typed in the field above every page."""
        self.results.setFocus()

    # ---- answers -------------------------------------------------------------------------------

    def _on_answered(self, answered: tuple[str, Answer]) -> None:
        words, answer = answered
        if words != self._words:
            return
        rows = SearchRows(self._context.desk.templates, self._context.lang, self._context.today())
        found = rows.found(answer)
        self._targets = dict(found.targets)
        self.results.lines.set_lines(found.lines)
        notes = [rows.misread(each) for each in (*self._refused, *answer.query.misread)]
        if answer.findings.newest_first:
            notes.append(self._say("newest_first"))
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        empty = answer.query.is_empty
        self._count.setText("" if empty else found.count)
        self._more.setVisible(answer.findings.more)
        if not found.lines:
            why = self._say("nothing_asked" if empty else "nothing")
            self._nothing.set_words(why, self._say("nothing_next"))
        self._stack.setCurrentIndex(1 if found.lines else 2)
        self.answered.emit()

    def _show_hints(self) -> None:
        self._targets = {}
        self.results.lines.set_lines(())
        for label in (self._count, self._notes):
            label.clear()
        self._notes.hide()
        self._more.hide()
        self._stack.setCurrentIndex(0)
        self.answered.emit()

    # ---- slots ---------------------------------------------------------------------------------

    def _on_result_opened(self, key: str) -> None:
        target = self._targets.get(key)
        if target is None:
            return
        if target.is_case:
            self._context.case_wanted.emit(target.stream, target.tab)
        else:
            self._context.item_wanted.emit(target.stream)

    def _on_more_clicked(self) -> None:
        self._most *= _GROWS
        self.refresh()
        self.results.setFocus()

    def _on_context_changed(self, changes: Changes) -> None:
        if self._words and self.isVisible() and (changes.streams or changes.office):
            self.refresh()

    # ---- building ------------------------------------------------------------------------------

    def _hint_page(self) -> QWidget:
        page = QWidget()
        facts = [Fact(self._say(f"hint.{each}"), self._say(f"hint_said.{each}")) for each in HINTS]
        lines = QVBoxLayout(page)
        lines.setContentsMargins(GAP_16, GAP_8, GAP_24, GAP_16)
        lines.setSpacing(GAP_16)
        lines.addWidget(PlainLabel(self._say("hints_said"), wrap=True))
        lines.addWidget(PlainLabel(self._say("hints"), role="section"))
        lines.addWidget(Facts(self._context.look, self._say("hints"), facts))
        lines.addStretch(1)
        return page

    def _lay_out(self) -> None:
        set_role(self, "surface")
        head = QHBoxLayout()
        head.setSpacing(GAP_12)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(GAP_16, GAP_16, GAP_24, GAP_8)
        top.setSpacing(GAP_8)
        top.addLayout(head)
        top.addWidget(self._notes)
        for page in (self._hints, self.results, self._nothing):
            self._stack.addWidget(page)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_16, GAP_8, GAP_16, GAP_8)
        foot.addWidget(self._more)
        foot.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(top)
        lines.addWidget(self._stack, 1)
        lines.addLayout(foot)
        self._show_hints()

    def _say(self, code: str, **facts: object) -> str:
        return phrase(self._context.lang, "ui_search", code, facts)
