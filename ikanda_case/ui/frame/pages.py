"""The pages of an open case file, made when they are first wanted and shown one at a time."""

from collections.abc import Iterator
from typing import Any, Protocol, cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.choices import Choices
from ikanda_case.ui.frame.places import Kind, Place
from ikanda_case.ui.remembered import Remembered


class View(Protocol):
    """What the frame asks of every page."""

    def refresh(self) -> None:
        """Ask anew for what is shown."""

    def clear(self) -> None:
        """Keep nothing of a case: the file is being locked."""

    def complete_step(self) -> None:
        """Do what the page's filled button does."""

    def focus_filter(self) -> None:
        """Put the keyboard in the filter, if there is one."""


class Pages(QStackedWidget):
    """One page for each kind of place; a page shows another case without being made anew."""

    def __init__(
        self,
        context: Context,
        remembered: Remembered,
        choices: Choices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._remembered = remembered
        self._choices = choices
        self._made: dict[str, QWidget] = {}

    @property
    def view(self) -> View | None:
        """The page that is shown."""
        shown = self.currentWidget()
        return cast(View, shown) if shown is not None else None

    def show_place(self, place: Place) -> None:
        """Show this place, making its page if it is the first of its kind."""
        name = _PAGE[place.kind]
        if place == Place("list", "today"):
            name = "today"
        if name not in self._made:
            page = _make(name, self._context, self._choices)
            self._remembered.restore_splitters(page)
            self._made[name] = page
            self.addWidget(page)
        page = self._made[name]
        self.setCurrentWidget(page)
        _lead(page, place)

    def type_words(self, words: str) -> None:
        """Let the search that is shown look for these words."""
        search: Any = self._made.get("search")
        if search is not None and self.indexOf(search) == self.currentIndex():
            search.show_words(words)

    def save(self) -> None:
        """Keep the draft of the letter that is shown."""
        letter: Any = self._made.get("letter")
        if letter is not None and self.indexOf(letter) == self.currentIndex():
            letter.save()

    def all_at(self, here: Place) -> Iterator[tuple[Place, QWidget]]:
        """Yield every page made so far with the place at which it is shown; first the present."""
        shown = self.currentWidget()
        if shown is not None:
            yield here, shown
        settings = self._made.get("settings")
        if settings is not None and settings is not shown:
            yield Place("settings"), settings  # what is typed there waits when one goes elsewhere

    def clear(self) -> None:
        """Empty every page and let go of it; what the person sized is remembered."""
        for page in self._made.values():
            self._remembered.keep_splitters(page)
            cast(View, page).clear()
            self.removeWidget(page)
            page.deleteLater()
        self._made.clear()


_PAGE: dict[Kind, str] = {
    "list": "register",
    "words": "search",
    "case": "case",
    "item": "review",
    "letter": "letter",
    "post": "post",
    "report": "report",
    "settings": "settings",
}


def _make(name: str, context: Context, choices: Choices) -> QWidget:
    """Import and make a page: only what a person looks at costs time."""
    match name:
        case "case":
            from ikanda_case.ui.case.case_view import CaseView

            return CaseView(context)
        case "review":
            from ikanda_case.ui.intake.review_view import ReviewView

            return ReviewView(context)
        case "post":
            from ikanda_case.ui.intake.post_view import PostView

            return PostView(context)
        case "letter":
            from ikanda_case.ui.letter.letter_view import LetterView

            return LetterView(context)
        case "settings":
            from ikanda_case.ui.settings.settings_view import SettingsView

            return SettingsView(context, choices)
        case _:
            return _make_list(name, context)


def _make_list(name: str, context: Context) -> QWidget:
    match name:
        case "today":
            from ikanda_case.ui.lists.today_view import TodayView

            return TodayView(context)
        case "report":
            from ikanda_case.ui.lists.report_view import ReportView

            return ReportView(context)
        case "search":
            from ikanda_case.ui.search.search_view import SearchView

            return SearchView(context)
        case _:
            from ikanda_case.ui.lists.register_view import RegisterView

            return RegisterView(context)


def _lead(page: Any, place: Place) -> None:
    """Tell the page which list, case or item it is to show."""
    match place.kind:
        case "list" if place.key != "today":
            page.show_list(place.key)
        case "words":
            page.show_words(place.key)
        case "case":
            page.show_case(place.stream, place.key)
        case "item":
            page.show_item(place.stream)
        case "letter":
            page.show_letter(place.stream, place.key)
        case "post":
            page.start()
        case "settings":
            page.show_section(place.key)
        case _:
            page.refresh()
