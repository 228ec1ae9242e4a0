"""The page of one case: understand it in five seconds, do the next step."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from ikanda_case.app.desk import Changes
from ikanda_case.domain.case import Case
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.office import Office
from ikanda_case.texts.dates import full_date
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.case.acts import Acts
from ikanda_case.ui.case.clock_side import ClockSide
from ikanda_case.ui.case.follow_ons_side import FollowOnsSide
from ikanda_case.ui.case.header import CaseHeader
from ikanda_case.ui.case.history_pane import HistoryPane
from ikanda_case.ui.case.identity_side import IdentitySide
from ikanda_case.ui.case.letters_side import LettersSide
from ikanda_case.ui.case.request_side import RequestSide
from ikanda_case.ui.case.rights_panel import RightsPanel
from ikanda_case.ui.case.searches_side import SearchesSide
from ikanda_case.ui.case.side import Side
from ikanda_case.ui.case.sides import Sides
from ikanda_case.ui.case.words import Words
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.look.measures import GAP_12, GAP_16, GAP_24
from ikanda_case.ui.models.case_follow_ons import open_lines
from ikanda_case.ui.models.case_history import history_days
from ikanda_case.ui.models.case_page import (
    CaseNow,
    head_groups,
    letters_open,
    next_words,
    page_name,
    rights_rows,
)
from ikanda_case.ui.models.case_searches import tasks_open
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.tabs import Tab, Tabs

TABS = ("request", "clock", "identity", "searches", "letters", "follow_ons")
_OTHER_NAMES = {"": "request", "deadline": "clock"}
HISTORY_FROM = 1000
"""The page is at least this wide before the history stands beside it by itself."""
_MENU = ("assign", "seen", "note", "attach", "", "correct", "extend", "execute", "", "close",
         "reopen")  # fmt: skip


class CaseView(QWidget):
    """Head, next step, rights, sides and history of one case."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._say = Words(context)
        self._stream: int | None = None
        self._now: CaseNow | None = None
        self._history_wish: bool | None = None
        self._wanted = ("", "")
        look = context.look
        self.header = CaseHeader(look, self._say("new_letter"), self._say("more"))
        self._state = Banner(look)
        self._fault = Banner(look)
        self.band = Banner(look)
        self.rights = RightsPanel(context)
        self.tabs = Tabs(look, self._say("tabs"))
        self.letters = LettersSide(context)
        self.follow_ons = FollowOnsSide(context)
        self.sides: dict[str, Side] = {
            "request": RequestSide(context),
            "clock": ClockSide(context),
            "identity": IdentitySide(context),
            "searches": SearchesSide(context),
            "letters": self.letters,
            "follow_ons": self.follow_ons,
        }
        self._stack = Sides()
        self.history = HistoryPane(context)
        self.acts = Acts(context, self)
        self._menu = QMenu(self)
        self._lay_out()
        self._connect()
        self.clear()

    # ---- what others call ----------------------------------------------------------------------

    def show_case(self, stream: int, tab: str = "") -> None:
        """Show a case on one of its sides: request, clock, identity, searches, letters, follow_ons.

        After a colon the place there: the number of a letter; `history:` and an entry's number.
        """
        tab, _, place = tab.partition(":")
        self._wanted = (tab, place)
        wanted = _OTHER_NAMES.get(tab, tab)
        if stream != self._stream:
            self.clear()
            self._stream = stream
        self._history_wish = None
        self.tabs.choose(wanted if wanted in TABS else "request")
        self._show_tab(self.tabs.current)
        self.refresh()

    def refresh(self) -> None:
        """Ask the case file again."""
        stream = self._stream
        if stream is not None:
            self._context.read(lambda: self._ask(stream), self._on_read, self, self._on_read_failed)

    def clear(self) -> None:
        """Hold no word of a case any more."""
        self._stream, self._now = None, None
        self.acts.close_dialogs()
        self.header.show_case("", "", ())
        for banner in (self._state, self._fault, self.band):
            banner.set_notice(None)
        self.rights.set_rows(())
        self.history.clear()
        for side in self.sides.values():
            side.clear()
        self.setAccessibleName("")

    def in_hand(self) -> tuple[Held, ...]:
        """Return the dialog that is open."""
        return self.acts.in_hand()

    def take_up(self, held: Held) -> None:
        """Open it again."""
        self.acts.take_up(held)

    def complete_step(self) -> None:
        """Do the next step."""
        button = self.band.action_button()
        if button is not None and button.isEnabled():
            self._on_band_acted()

    def focus_filter(self) -> None:
        """There is no filter here: the keyboard goes to the tabs."""
        self.tabs.setFocus()

    @property
    def now(self) -> CaseNow | None:
        """What is shown, once it has been read."""
        return self._now

    # ---- answers -------------------------------------------------------------------------------

    def _ask(self, stream: int) -> tuple[Case, Office]:
        with self._context.desk.file.reading() as now:
            return now.case(stream), now.office()

    def _on_read(self, found: tuple[Case, Office]) -> None:
        case, office = found
        if case.id != self._stream or case.received is None:
            return
        lang = self._context.lang
        self._now = now = CaseNow.of(case, office, self._context.today())
        person = case.received.parties.requester
        self.header.show_case(case.ref, person.name or person.email, head_groups(now, lang))
        self.setAccessibleName(page_name(now, lang))
        self._show_banners(now)
        self.rights.set_rows(rights_rows(now, lang))
        self.tabs.set_tabs(self._tab_words(now))
        days = history_days(case, office, self._context.brussels, now.today, lang)
        self.history.set_days(days)
        self.acts.now = now
        self._refuse_what_cannot_be(now)
        for side in self.sides.values():
            side.show_case(now)
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        """Go to the letter or the entry a person came for; once."""
        (tab, place), self._wanted = self._wanted, ("", "")
        if tab == "letters" and place:
            self.letters.table.choose(place)
        elif tab == "history" and place:
            self._history_wish = True
            self._place_history()
            self.history.history.choose(place)

    def _on_read_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._context.failed.emit(error)
            return
        said = error_sentence(error, self._context.lang)
        self._fault.set_notice(Notice("late", said.message, said.hint))

    def _tab_words(self, now: CaseNow | None) -> list[Tab]:
        numbers = {}
        if now:
            numbers = {
                "letters": letters_open(now.case),
                "follow_ons": len(open_lines(now)),
                "searches": tasks_open(now),
            }
        return [Tab(key, self._say(f"tab_{key}"), numbers.get(key, 0)) for key in TABS]

    def _show_banners(self, now: CaseNow) -> None:
        self._fault.set_notice(None)
        self._state.set_notice(self._state_notice(now))
        words = next_words(now, self._context.lang)
        if now.case.closed or now.step.code == "none":
            self.band.set_notice(None)
            return
        self.band.set_notice(
            Notice("info", words.bold, words.plain, words.action, "arrow_right", primary=True)
        )
        if button := self.band.action_button():
            button.refuse(self.acts.step_refusal(now.deed))

    def _state_notice(self, now: CaseNow) -> Notice | None:
        lang, case = self._context.lang, now.case
        if case.closed and case.closed_on:
            kept = case.closed.keep_until
            plain = self._say("kept_until", day=full_date(kept, lang)) if kept else ""
            bold = self._say("closed_on", day=full_date(case.closed_on, lang))
            return Notice("ok", bold, plain, self._say("act_reopen"), "archive", key="reopen")
        if now.clock.error:
            return Notice("late", self._say("not_counted"), self._say("not_counted_next"))
        if now.clock.suspended:
            since = case.asked_since or case.identity.on or now.today
            strict = now.clock.strict_due or now.today
            bold = self._say("suspended_since", day=full_date(since, lang))
            return Notice(
                "pause", bold, self._say("suspended_strict", strict=full_date(strict, lang))
            )
        return None

    def _refuse_what_cannot_be(self, now: CaseNow) -> None:
        closed = self._say("case_is_closed") if now.case.closed else ""
        self.header.letter.refuse(self.acts.refusal("letter") or closed)
        self.rights.decide.refuse(self.acts.refusal("decide") or closed)
        for action in self._menu.actions():
            code = str(action.data() or "")
            action.setVisible(not code or (code == "reopen") == bool(now.case.closed))
            if code:
                reason = self.acts.refusal(code) or (closed if code != "reopen" else "")
                action.setEnabled(not reason)
                action.setToolTip(reason)

    # ---- tabs and panes ------------------------------------------------------------------------

    def _show_tab(self, key: str) -> None:
        side = self.sides.get(key)
        if side is None:
            return
        self._stack.setCurrentWidget(side)
        self.rights.setVisible(key == "request")
        self._place_history()

    def _place_history(self) -> None:
        wide = self.width() >= self._context.look.measures.px(HISTORY_FROM)
        usual = wide and self.tabs.current in ("request", "clock")
        wish = self._history_wish
        self.history.setVisible(usual if wish is None else wish)
        room = self.width() - (self.history.width() if self.history.isVisibleTo(self) else 0)
        self.header.fit(room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The history gives way in a narrow window."""
        super().resizeEvent(event)
        self._place_history()

    # ---- slots ---------------------------------------------------------------------------------

    def _on_band_acted(self) -> None:
        if self._now:
            self.acts.take_step(self._now.deed)

    def _on_side_wanted(self, tab: str) -> None:
        self.tabs.choose(tab)
        self._show_tab(tab)
        if tab == "follow_ons":
            self.follow_ons.choose_first_open()

    def _on_history_toggled(self) -> None:
        self._history_wish = not self.history.isVisibleTo(self)
        self._place_history()
        if self._history_wish:
            self.history.history.setFocus()

    def _on_context_changed(self, changes: Changes) -> None:
        if self._stream in changes.streams or changes.office:
            self.refresh()

    def _on_right_chosen(self, right: str) -> None:
        for side in self.sides.values():
            side.show_right(right)

    # ---- building ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._context.changed.connect(self._on_context_changed)
        self.tabs.chosen.connect(self._show_tab)
        self.band.acted.connect(lambda _: self._on_band_acted())
        self._state.acted.connect(lambda notice: self.acts.open(notice.key))
        self.acts.side_wanted.connect(self._on_side_wanted)
        self.rights.decision_wanted.connect(self.acts.decide)
        self.rights.right_chosen.connect(self._on_right_chosen)
        self.header.letter.clicked.connect(lambda: self.acts.open("letter"))
        for side in self.sides.values():
            side.wanted.connect(self.acts.open)
        for code in _MENU:
            if not code:
                self._menu.addSeparator()
                continue
            action = QAction(self._say(f"act_{code}"), self._menu)
            action.setData(code)
            action.triggered.connect(lambda _=False, code=code: self.acts.open(code))
            self._menu.addAction(action)
        self._menu.setToolTipsVisible(True)
        self.header.more.setMenu(self._menu)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, slot in (
            ("Ctrl+Shift+H", self._on_history_toggled),
            ("Ctrl+E", lambda: self.acts.open("correct")),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(here)
            shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        self.tabs.set_tabs(self._tab_words(None))
        for side in self.sides.values():
            self._stack.addWidget(side)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(GAP_24, GAP_12, GAP_24, GAP_16)
        inner.setSpacing(GAP_12)
        for part in (self._fault, self._state, self.band, self.rights, self.tabs):
            inner.addWidget(part)
        inner.addWidget(self._stack, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        scroll.setWidget(page)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.header)
        left.addWidget(scroll, 1)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addLayout(left, 1)
        both.addWidget(self.history)
