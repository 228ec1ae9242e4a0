"""Reads in a process of its own, so that no file can stop, fill or read the program."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from ikanda_case.app.drafts import IntakeDraft
from ikanda_case.app.search_documents import MOST_WORDS, FilePart
from ikanda_case.domain.errors import InputError
from ikanda_case.intake import wire
from ikanda_case.intake.arrival import BrusselsDay
from ikanda_case.intake.plain import clean_text
from ikanda_case.intake.reader import failed
from ikanda_case.intake.words import Opened, unpacked

SECONDS = 10.0
"""Wall time for one file; then the process is ended."""
STARTING = 30.0
"""Wall time for a new process to be there; a cold disk takes some."""
CLOSING = 0.1
"""Wall time a running reading is given when the reader is closed."""
MOST_FILES = 500
"""Files one process reads before a fresh one takes over."""
MOST_PDFS = 30
"""PDF files in one message whose words are read; the others are found by their names."""

PageTexts = Callable[[bytes], Sequence[str]]
"""Returns the text of each page of a PDF; InputError when it cannot be read."""

_ROOT = Path(__file__).resolve().parents[2]
_BROKEN = (OSError, EOFError, ValueError, RecursionError)
_KEPT_VARIABLES = (
    "SYSTEMROOT",
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "LANG",
    "TMPDIR",
    "TEMP",
    "TMP",
)


def child_command() -> tuple[str, ...]:
    """Return how to start the reading process from a checkout or an installed package.

    A frozen program has no modules to name: it passes its own command, which must call
    `intake.child.main()`.
    """
    return (sys.executable, "-B", "-m", "ikanda_case.intake.child")


class GuardedReader:
    """Reads in one warm child process; a hostile file costs that process and its own draft.

    `phrases` are the texts of `resources/intake/rights.<language>.toml`. May be called from any
    thread, one file at a time. Close it to end the process.
    """

    def __init__(
        self,
        brussels_day: BrusselsDay,
        phrases: Sequence[str] = (),
        command: Sequence[str] | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._brussels_day = brussels_day
        self._phrases = tuple(phrases)
        self._command = tuple(command or child_command())
        self._seconds = seconds
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._files = 0

    def read(self, name: str, content: bytes, mail_hosts: Sequence[str]) -> IntakeDraft:
        """Return what `content` proposes, as `reader.read` does; never raises."""
        request = {"name": name, "mail_hosts": list(mail_hosts)}
        try:
            head, _ = self._ask(request, content)
            return wire.unpacked(head, self._brussels_day)
        except _BROKEN:
            return failed()

    def attachment(self, content: bytes, part: int) -> bytes:
        """Return the bytes of one attachment of a mail.

        InputError("unknown_attachment", part) when there is none, InputError("reading_failed")
        when the mail cannot be read.
        """
        try:
            head, found = self._ask({"part": part}, content)
        except _BROKEN as fault:
            raise InputError("reading_failed") from fault
        if "error" in head:
            raise InputError("unknown_attachment", part=part)
        return found

    def words(self, name: str, content: bytes, page_texts: PageTexts) -> tuple[FilePart, ...]:
        """Return the words of a file and of what is attached to it; never raises.

        `page_texts` reads the PDF files among them, in a process of its own.
        """
        try:
            head, _ = self._ask({"words": True, "name": name}, content)
            found = unpacked(head.get("parts"))
        except _BROKEN:
            return (FilePart(0, "unreadable"),)
        pdfs = [each for each in found if each.is_pdf][:MOST_PDFS]
        return tuple(
            self._with_pages(each, content, page_texts) if each in pdfs else each.part
            for each in found
        )

    def _with_pages(self, found: Opened, content: bytes, page_texts: PageTexts) -> FilePart:
        try:
            number = found.part.part
            pdf = self.attachment(content, number - 1) if number else content
            text = "\n".join(page_texts(pdf))
        except InputError:
            return found.part
        words = clean_text(text[: 2 * MOST_WORDS])[:MOST_WORDS]
        return replace(found.part, state="read" if words.strip() else "nothing", text=words)

    def close(self) -> None:
        """End the process, in the middle of a file if need be; a later call starts a new one."""
        while not self._turn.acquire(timeout=CLOSING):
            child = self._child
            if child is not None:
                child.kill()
        try:
            self._discard()
        finally:
            self._turn.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, request: wire.Head, content: bytes) -> tuple[wire.Head, bytes]:
        with self._turn:
            try:
                return _exchange(self._running(), request, content, self._seconds)
            except _BROKEN:
                self._discard()
                raise

    def _running(self) -> subprocess.Popen[bytes]:
        child = self._child
        if child is None or child.poll() is not None or self._files >= MOST_FILES:
            self._discard()
            self._child = child = _started(self._command)
            self._files = 0
            _exchange(child, {"phrases": self._phrases}, b"", STARTING)
        self._files += 1
        return child

    def _discard(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def read_guarded(
    name: str,
    raw: bytes,
    *,
    mail_hosts: Sequence[str],
    brussels_day: BrusselsDay,
    phrases: Sequence[str] = (),
) -> IntakeDraft:
    """Read one file in a process of its own and end it; for many, keep a `GuardedReader`."""
    with GuardedReader(brussels_day, phrases) as reader:
        return reader.read(name, raw, mail_hosts)


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env={**kept, "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _exchange(
    child: subprocess.Popen[bytes], request: wire.Head, content: bytes, seconds: float
) -> tuple[wire.Head, bytes]:
    if child.stdin is None or child.stdout is None:
        raise ValueError("no pipes")
    limit = threading.Timer(seconds, child.kill)
    limit.daemon = True
    limit.start()
    try:
        wire.send(child.stdin, request, content)
        return wire.receive(child.stdout, len(content))
    finally:
        limit.cancel()
