"""One open case file in the window: toolbar, navigation, the page, and what was done last."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.app.desk import Changes
from ikanda_case.app.search_words import without_numbers
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.choices import Choices
from ikanda_case.ui.frame.faults import COPY, Fault, copy_details, notice_of
from ikanda_case.ui.frame.focus import give_focus, holds_focus
from ikanda_case.ui.frame.menus import Menus
from ikanda_case.ui.frame.noting import Noting
from ikanda_case.ui.frame.pages import Pages
from ikanda_case.ui.frame.palette import Palette
from ikanda_case.ui.frame.places import TODAY, Place, Trail
from ikanda_case.ui.frame.standing import Standing
from ikanda_case.ui.frame.status import StatusLine
from ikanda_case.ui.frame.status_facts import StatusFacts
from ikanda_case.ui.frame.take_up import Left, TakeUp
from ikanda_case.ui.frame.taking_in import TakingIn
from ikanda_case.ui.frame.toolbar import Toolbar
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.models.nav_places import counts_of, nav_groups
from ikanda_case.ui.remembered import Remembered
from ikanda_case.ui.search.quiet_reading import QuietReading
from ikanda_case.ui.widgets.banner import BannerSlot, Notice
from ikanda_case.ui.widgets.message_line import MessageLine
from ikanda_case.ui.widgets.navigation import Navigation

NARROW = 1000
"""Under this width the navigation is a rail and the toolbar loses its words."""


class DeskFrame(QWidget):
    """Leads from place to place; knows the context, and nothing of what the pages do with it."""

    came_to = Signal(object)
    """The Place that is shown now."""
    titled = Signal(str)
    """A reference for the window's title, empty for none; never a name."""

    def __init__(
        self,
        context: Context,
        menus: Menus,
        status: StatusLine,
        remembered: Remembered,
        choices: Choices,
        *,
        left: Left | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.trail = left.trail if left else Trail()
        self.ref = ""
        self._words = Words(context.lang, "ui_shell")
        self._menus = menus
        self._status = status
        self._counts: dict[str, int] = {}
        self._faults: list[Fault] = []
        self.standing = Standing(context, self)
        self.taking_in = TakingIn(context, self)
        self.noting = Noting(context, self.taking_in, self)
        self._facts = StatusFacts(context, status, self)
        self.reading = QuietReading(context, self)
        self._make(remembered, choices)
        self._lay_out()
        self._connect()
        self.take_up = TakeUp(self, left.there if left else None)

    # ---- making --------------------------------------------------------------------------------

    def _make(self, remembered: Remembered, choices: Choices) -> None:
        look, words = self.context.look, self._words
        self.toolbar = Toolbar(look, words, self._menus)
        self.navigation = Navigation(look, words("navigation"))
        self.pages = Pages(self.context, remembered, choices)
        self.banner = BannerSlot(look)
        self.palette_list = Palette(self.context, self._menus, self.toolbar.search, self)
        self.message = MessageLine(
            look,
            words("message_line"),
            undo_words=words("undo"),
            undo_key="Ctrl+Z",
            close_words=words("close"),
        )

    def _lay_out(self) -> None:
        rule = QFrame()
        set_role(rule, "rule")
        rule.setFixedHeight(1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self.pages, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.toolbar)
        lines.addWidget(rule)
        lines.addWidget(self.banner)
        lines.addLayout(middle, 1)
        lines.addWidget(self.message)

    def _connect(self) -> None:
        context = self.context
        context.changed.connect(self._on_context_changed)
        context.permitted.connect(self.refresh)
        context.said.connect(self.say)
        context.failed.connect(self.show_fault)
        context.case_wanted.connect(self._on_context_case_wanted)
        context.item_wanted.connect(self._on_context_item_wanted)
        context.letter_wanted.connect(self._on_context_letter_wanted)
        context.list_wanted.connect(self._on_context_list_wanted)
        self.standing.changed.connect(self._show_banner)
        self.standing.vault_wanted.connect(self._on_standing_vault_wanted)
        self.toolbar.searched.connect(self._on_toolbar_searched)
        self.toolbar.search.typed.connect(self._on_search_typed)
        self.toolbar.search.left_downwards.connect(self._on_search_left_downwards)
        self.reading.told.connect(self._facts.say_reading)
        self.palette_list.case_chosen.connect(self._on_palette_case_chosen)
        self.palette_list.item_chosen.connect(self._on_context_item_wanted)
        self.palette_list.command_chosen.connect(self._menus.chosen)
        self.palette_list.all_wanted.connect(self._on_toolbar_searched)
        self.navigation.chosen.connect(self._on_navigation_chosen)
        self.banner.acted.connect(self._on_banner_acted)
        self.message.undone.connect(self._allow_undo)

    # ---- places --------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the place the person is at, and ask what stands round it."""
        self._show_navigation()
        self._show_banner()
        self._show()  # the page asks first: it is what the person waits for
        self._ask_counts()
        self._facts.start()
        self.reading.start()
        self.standing.start()
        self.take_up.start()

    def go(self, place: Place) -> None:
        """Go to a place and remember the way back."""
        self.trail.go(place)
        self._faults.clear()
        self._show_banner()
        self._show()

    def back(self) -> None:
        """Go to the place before this one."""
        self.trail.back()
        self._show()

    def _show(self) -> None:
        place = self.trail.here
        self._show_banner()
        self.pages.show_place(place)
        self._lend_search(place)
        self.navigation.choose(place.nav_key)
        self._menus.set_kind(place.kind)
        self._menus.set_allowed("back", allowed=self.trail.can_go_back)
        self._allow_undo()
        self._fit()
        self._ask_title(place)
        if not holds_focus(self.pages.currentWidget()):
            give_focus(self.pages.currentWidget())
        self.came_to.emit(place)

    def _on_navigation_chosen(self, key: str) -> None:
        self.go(Place("report") if key == "report" else Place("list", key))

    def _on_context_case_wanted(self, stream: int, tab: str) -> None:
        self.go(Place("case", tab, stream))

    def _on_context_item_wanted(self, stream: int) -> None:
        self.go(Place("item", "", stream))

    def _on_context_letter_wanted(self, stream: int, number: str) -> None:
        self.go(Place("letter", number, stream))

    def _on_context_list_wanted(self, key: str) -> None:
        self._on_navigation_chosen(key)

    def _on_palette_case_chosen(self, stream: int, tab: str) -> None:
        self.go(Place("case", tab, stream))

    # ---- the search field ----------------------------------------------------------------------

    def _lend_search(self, place: Place) -> None:
        """Above the page of a search the field is that page's; elsewhere it offers a short list."""
        on_page = place.kind == "words"
        self.palette_list.set_resting(resting=on_page)
        field = self.toolbar.search
        if not on_page:
            field.clear()
        elif field.text().strip() != place.key.strip():
            field.setText(place.key)

    def _on_toolbar_searched(self, text: str) -> None:
        self.go(Place("words", without_numbers(text)))

    def _on_search_typed(self, text: str) -> None:
        """Keep no number that may not be kept (rules 3.4), not even in the field."""
        shown = without_numbers(text)
        if shown != text:
            self.toolbar.search.setText(shown)
        if self.trail.here.kind == "words":
            self.pages.type_words(text)
            self.trail.go(Place("words", shown))
        else:
            self.palette_list.offer(text)

    def _on_search_left_downwards(self) -> None:
        if self.trail.here.kind == "words":
            give_focus(self.pages.currentWidget())

    def _ask_title(self, place: Place) -> None:
        self._set_title("")
        if not place.is_case:
            return
        file, stream = self.context.desk.file, place.stream

        def ref() -> str:
            with file.reading() as now:
                return now.case(stream).ref

        self.context.read(ref, self._set_title, owner=self)

    def _set_title(self, ref: str) -> None:
        self.ref = ref
        self.titled.emit(ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that nobody inside wanted closes what went wrong, then leads one level back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._faults:
            self._faults.clear()
            self._show_banner()
        elif self.trail.here.can_be_left:
            self.back()

    # ---- commands ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask anew for everything that is shown."""
        self._ask_counts()
        if self.pages.view is not None:
            self.pages.view.refresh()

    def focus_filter(self) -> None:
        """Put the keyboard in the page's filter; a search has its field above the page."""
        if self.trail.here.kind == "words":
            self.toolbar.focus_search()
        elif self.pages.view is not None:
            self.pages.view.focus_filter()

    def save(self) -> None:
        """Keep the draft of the letter that is being written."""
        self.pages.save()

    def complete_step(self) -> None:
        """Do what the page's filled button does."""
        if self.pages.view is not None:
            self.pages.view.complete_step()

    def show_tab(self, tab: str) -> None:
        """Show one side of the case that is in front of the person."""
        if self.trail.here.is_case:
            self.go(Place("case", tab, self.trail.here.stream))

    def undo(self) -> None:
        """Take the last act back."""
        self.message.undo()

    def copy_ref(self) -> None:
        """Put the reference where it can be pasted from."""
        if self.ref:
            self.context.copied.emit(self.ref)
            self.say(self._words("ref_copied", ref=self.ref))

    def turn_pane(self, step: int) -> None:
        """Move the keyboard to the next pane, or with -1 to the former."""
        panes = [self.navigation, self.pages.currentWidget()]
        if self.message.isVisible():
            panes.append(self.message)
        here = next((n for n, pane in enumerate(panes) if holds_focus(pane)), -min(step, 0))
        give_focus(panes[(here + step) % len(panes)])

    # ---- what is said --------------------------------------------------------------------------

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Say one thing above the status bar, with the way to take it back."""
        self.message.say(words, undo)
        self._allow_undo()

    def show_fault(self, error: Exception) -> None:
        """Say what went wrong, above the page."""
        self._faults.insert(0, notice_of(error, self.context.lang))
        self._show_banner()

    def _show_banner(self) -> None:
        notices: list[Notice] = [*self._faults[:1]]
        notices += self.standing.notices(today=self.trail.here == TODAY)
        self.banner.set_notices(notices)

    def _on_standing_vault_wanted(self) -> None:
        self.go(Place("settings", "vault"))

    def _on_banner_acted(self, notice: Notice) -> None:
        if self.standing.act(notice):
            return
        if isinstance(notice, Fault) and notice.key == COPY:
            copy_details(notice)
            self.say(self._words("fault_copied"))
        self._faults.clear()
        self._show_banner()

    def _allow_undo(self) -> None:
        self._menus.set_allowed("undo", allowed=self.message.can_undo)

    # ---- what stands round the page ------------------------------------------------------------

    def _on_context_changed(self, changes: Changes) -> None:
        self._faults.clear()
        self._show_banner()
        self._ask_counts()
        if self.trail.here.stream in changes.streams:
            self._ask_title(self.trail.here)

    def _ask_counts(self) -> None:
        file, today = self.context.desk.file, self.context.today()
        self.context.jobs.run(
            lambda: counts_of(file, today),
            on_done=self._on_counted,
            on_error=self.show_fault,
            owner=self,
            key="navigation",
        )

    def _on_counted(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._show_navigation()

    def _show_navigation(self) -> None:
        self.navigation.set_groups(nav_groups(self._counts, self._words))

    # ---- size and end --------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows give their width to the page."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < self.context.look.measures.px(NARROW)
        self.navigation.set_rail(rail=narrow or self.trail.here.wants_room)
        self.toolbar.set_compact(compact=narrow)
        self._status.set_compact(compact=narrow)

    def clear(self) -> None:
        """Keep nothing of the case file: it is being locked."""
        self.reading.stop()
        self.pages.clear()
        self.message.forget()
        self.toolbar.search.clear()
        self.palette_list.clear()
        self._counts = {}
        self._show_navigation()
        self._faults.clear()
        self.banner.set_notices(())
        self._status.clear_case()
        self._set_title("")
