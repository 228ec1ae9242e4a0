"""Puts aside what a person has in hand when the file is locked, and gives it back afterwards."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ikanda_case.app import in_hand as kept_in_file
from ikanda_case.app.desk import Changes
from ikanda_case.ui.frame.in_hand import Held, Holds, InHand, as_text, from_text
from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.frame.whereabouts import Whereabouts, return_to, whereabouts

if TYPE_CHECKING:
    from ikanda_case.ui.frame.desk_frame import DeskFrame

_LOOK_AGAIN_MS = 40


class TakeUp(QObject):
    """What is given back waits until its page has been read; it is never lost by a second lock."""

    def __init__(self, frame: "DeskFrame", there: Whereabouts | None) -> None:
        super().__init__(frame)
        self._frame = frame
        self._there = there
        self._waiting: list[tuple[Place, Held]] = []
        frame.came_to.connect(self._give_back)

    # ---- putting aside -------------------------------------------------------------------------

    def whereabouts(self) -> Whereabouts | None:
        """Return where on its page the person is."""
        page: QWidget | None = self._frame.pages.currentWidget()
        return whereabouts(page) if page is not None else None

    def put_aside(self) -> None:
        """Have the file keep what is typed and not kept yet: a command, so it is never dropped."""
        self._keep(as_text(InHand(self._frame.trail.here, (*self._waiting, *self._in_hand()))))

    def _in_hand(self) -> Iterator[tuple[Place, Held]]:
        here = self._frame.trail.here
        for place, holder in ((here, self._frame), *self._frame.pages.all_at(here)):
            if isinstance(holder, Holds):
                yield from ((place, held) for held in holder.in_hand())

    def _keep(self, text: str) -> None:
        context = self._frame.context
        if context.read_only:
            return
        desk = context.desk

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
        if not self._frame.context.jobs.is_idle:
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self._give_back)
            return
        page: QWidget | None = self._frame.pages.currentWidget()
        there, self._there = self._there, None
        if page is not None and there is not None:
            return_to(page, there)
        for each in self._fitting()[:1]:  # one leads to the next: a letter, then its facts
            self._waiting.remove(each)
            holders: tuple[object, ...] = (self._frame, page)
            for holder in holders:
                if isinstance(holder, Holds):
                    holder.take_up(each[1])
            QTimer.singleShot(0, self, self._give_back)

    def _fitting(self) -> list[tuple[Place, Held]]:
        here = self._frame.trail.here
        return [each for each in self._waiting if each[0].same_page(here)]


def _nothing(_changes: Changes) -> None:
    """Nobody has to be shown anything anew."""
