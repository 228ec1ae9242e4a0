"""Files and notes on their way into the case file: read in a job, kept before anyone looks."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from ikanda_case.app import intake
from ikanda_case.app.desk import Changes
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import Channel
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words

TYPES: dict[str, tuple[str, Channel]] = {
    ".eml": ("message/rfc822", "email"),
    ".msg": ("application/vnd.ms-outlook", "email"),
    ".pdf": ("application/pdf", "other"),
    ".jpg": ("image/jpeg", "other"),
    ".jpeg": ("image/jpeg", "other"),
    ".png": ("image/png", "other"),
    ".txt": ("text/plain", "other"),
}
"""What may be taken in by its ending: type, and the channel it proposes."""


def fitting(paths: Iterable[Path]) -> list[Path]:
    """Return the files that may be taken in."""
    return [path for path in paths if path.suffix.lower() in TYPES]


@dataclass(frozen=True, slots=True)
class _Thing:
    """One thing to take in: a file still to be read, or a note that is already here."""

    name: str
    channel: Channel
    media_type: str
    path: Path | None = None
    content: bytes = b""


class TakingIn(QObject):
    """Takes in one thing after another; a single one leads to it, several to the list."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._words = Words(context.lang, "ui_shell")
        self._left: deque[_Thing] = deque()
        self._taken: list[intake.Taken] = []
        self._keeping = False
        """The first of what is left is a command already."""

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take in files of the kinds a request comes in; others are left and said so."""
        wanted = fitting(paths)
        if refused := len(paths) - len(wanted):
            self._context.said.emit(self._words("kind_refused", count=refused))
        self._add([_thing(path) for path in wanted])

    def take_text(self, text: str, channel: Channel) -> None:
        """Take in what was said or pasted, as a plain note."""
        name = self._words("note_name")
        self._add([_Thing(name, channel, "text/plain", content=text.encode("utf-8"))])

    def finish(self) -> None:
        """The file is being locked: what is left becomes a command, which is never dropped."""
        left, self._left = list(self._left), deque()
        for thing in left[1:] if self._keeping else left:
            self._keep_late(thing)

    def _keep_late(self, thing: _Thing) -> None:
        desk, jobs = self._context.desk, self._context.jobs

        def keep() -> None:
            content = read_file(thing.path) if thing.path else thing.content
            intake.take_in(desk, thing.name, content, thing.channel, thing.media_type)

        jobs.run(
            keep, on_done=_nobody, on_error=self._context.failed.emit, owner=self, lane="write"
        )

    def _add(self, things: Sequence[_Thing]) -> None:
        at_work = bool(self._left)
        self._left.extend(things)
        if not at_work and things:
            self._begin()

    def _begin(self) -> None:
        thing = self._left[0]
        if thing.path is None:
            self._keep(thing.content)
            return
        path = thing.path
        self._context.work(
            lambda _progress: read_file(path), self._keep, owner=self, failed=self._on_failed
        )

    def _keep(self, content: bytes) -> None:
        if not self._left:
            return  # the file was locked while it was being read
        desk, thing = self._context.desk, self._left[0]
        self._keeping = True

        def deed() -> Changes:
            taken = intake.take_in(desk, thing.name, content, thing.channel, thing.media_type)
            self._taken.append(taken)
            return taken.changes

        self._context.act(deed, owner=self, done=self._on_kept, failed=self._on_failed)

    def _on_kept(self, _changes: Changes) -> None:
        self._next()

    def _on_failed(self, error: Exception) -> None:
        self._context.failed.emit(error)
        self._next()

    def _next(self) -> None:
        self._keeping = False
        if not self._left:
            return
        self._left.popleft()
        if self._left:
            self._begin()
            return
        taken, self._taken = self._taken, []
        if len(taken) == 1:
            self._lead_to(taken[0])
        elif taken:
            self._context.said.emit(self._words("taken_in", count=len(taken)))
            self._context.list_wanted.emit("waiting")

    def _lead_to(self, taken: intake.Taken) -> None:
        if taken.duplicate_of is None:
            self._context.item_wanted.emit(taken.stream)
            return
        self._context.said.emit(self._words("taken_in_before"))
        desk, stream = self._context.desk, taken.stream

        def is_case() -> bool:
            with desk.file.reading() as now:
                return now.case(stream).opened

        self._context.read(is_case, lambda answer: self._show_known(stream, answer), owner=self)

    def _show_known(self, stream: int, is_case: bool) -> None:
        if is_case:
            self._context.case_wanted.emit(stream, "")
        else:
            self._context.item_wanted.emit(stream)


def _nobody(_done: None) -> None:
    """It is shown at the next unlocking, among what waits."""


def _thing(path: Path) -> _Thing:
    media_type, channel = TYPES[path.suffix.lower()]
    return _Thing(path.name, channel, media_type, path)


def read_file(path: Path) -> bytes:
    """Return a file's bytes; InputError says why it cannot be read."""
    try:
        if not path.is_file():
            raise InputError("file_missing")
        if path.stat().st_size > intake.LARGEST:
            raise InputError("file_too_large", megabytes=intake.LARGEST // 2**20)
        return path.read_bytes()
    except OSError as error:
        raise InputError("file_unreadable", errno=error.errno or 0) from None
