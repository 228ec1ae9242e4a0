"""Puts aside what a person has in hand, at each pause and at the lock, and gives it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ikanda_case.app import in_hand as kept_in_file
from ikanda_case.app.desk import Changes
from ikanda_case.ui.frame.in_hand import Drafts, Held, Holds, InHand, as_text, from_text
from ikanda_case.ui.frame.places import Place, Trail
from ikanda_case.ui.frame.whereabouts import Whereabouts, return_to, whereabouts

if TYPE_CHECKING:
    from ikanda_case.ui.frame.desk_frame import DeskFrame

_LOOK_AGAIN_MS = 40
PAUSE_MS = 400
"""Milliseconds without a key or a click after which what is in hand is kept."""
_SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Left:
    """What stays in memory of a desk while its file is locked; no word is in it."""

    trail: Trail
    there: Whereabouts | None


class TakeUp(QObject):
    """What is given back waits until its page has been read; it is never lost by a second lock."""

    def __init__(self, frame: "DeskFrame", there: Whereabouts | None) -> None:
        super().__init__(frame)
        self._frame = frame
        self._there = there
        self._waiting: list[tuple[Place, Held]] = []
        self._kept = hash("")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._on_paused)
        frame.came_to.connect(self._give_back)
        frame.context.did.connect(self._pause.start)

    # ---- putting aside -------------------------------------------------------------------------

    def _on_paused(self) -> None:
        """Keep what a crash would take; words that are looked for are none of that."""
        things = (*self._waiting, *self._in_hand(), *self._drafts())
        typed = tuple(each for each in things if each[1].what != _SEARCH)
        text = as_text(InHand(self._frame.trail.here, typed)) if typed else ""
        if hash(text) != self._kept:
            self._keep(text)

    def _drafts(self) -> Iterator[tuple[Place, Held]]:
        page: object = self._frame.pages.currentWidget()
        if isinstance(page, Drafts):
            yield from ((self._frame.trail.here, held) for held in page.unkept())

    def leave(self) -> Left:
        """Have the file keep what is in hand, and return the way back, without a word in it.

        It is kept by a command, which is never dropped.
        """
        frame = self._frame
        self._pause.stop()
        self._keep(as_text(InHand(frame.trail.here, (*self._waiting, *self._in_hand()))))
        frame.taking_in.finish()
        page: QWidget | None = frame.pages.currentWidget()
        there = whereabouts(page) if page is not None else None
        frame.trail.forget_words()
        return Left(frame.trail, there)

    def _in_hand(self) -> Iterator[tuple[Place, Held]]:
        frame, here = self._frame, self._frame.trail.here
        words = frame.toolbar.search.text()
        if words and here.kind != "words":
            yield here, Held(_SEARCH, {"words": words})
        for place, holder in ((here, frame.noting), *frame.pages.all_at(here)):
            if isinstance(holder, Holds):
                yield from ((place, held) for held in holder.in_hand())

    def _keep(self, text: str) -> None:
        context = self._frame.context
        if context.read_only:
            return
        desk, self._kept = context.desk, hash(text)

        def keep() -> Changes:
            kept_in_file.keep(desk, text)
            return Changes()

        context.jobs.run(
            keep, on_done=_nothing, on_error=context.failed.emit, owner=self, lane="write"
        )

    # ---- giving back ---------------------------------------------------------------------------

    def start(self) -> None:
        """Ask the file what was in hand."""
        desk = self._frame.context.desk
        self._frame.context.read(lambda: kept_in_file.kept(desk), self._on_read, owner=self)

    def _on_read(self, text: str) -> None:
        found = from_text(text)
        if found is not None:
            self._waiting = list(found.things)
            if found.here != self._frame.trail.here:
                self._frame.go(found.here)
            self._keep("")  # from here on it is in the person's hands again
        self._give_back()

    def _give_back(self) -> None:
        """When all work rests, everything that was asked for is shown."""
        if self._there is None and not self._fitting():
            return
        if not self._frame.context.jobs.is_settled:
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self._give_back)
            return
        page: QWidget | None = self._frame.pages.currentWidget()
        there, self._there = self._there, None
        if page is not None and there is not None:
            return_to(page, there)
        for each in self._fitting()[:1]:  # one leads to the next: a letter, then its facts
            self._waiting.remove(each)
            self._take_up(each[1], (self._frame.noting, page))
            self._pause.start()
            QTimer.singleShot(0, self, self._give_back)

    def _take_up(self, held: Held, holders: tuple[object, ...]) -> None:
        if held.what == _SEARCH:
            self._frame.toolbar.search.setText(held.words.get("words", ""))
            return
        for holder in holders:
            if isinstance(holder, Holds):
                holder.take_up(held)

    def _fitting(self) -> list[tuple[Place, Held]]:
        here = self._frame.trail.here
        return [each for each in self._waiting if each[0].same_page(here)]


def _nothing(_changes: Changes) -> None:
    """Nobody has to be shown anything anew."""
