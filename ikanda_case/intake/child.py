"""The reading process: meets hostile files with little memory, little time and no disk."""

import sys
from collections.abc import Iterable
from datetime import date, datetime

from ikanda_case.domain.errors import InputError
from ikanda_case.intake import wire
from ikanda_case.intake.language import language_of
from ikanda_case.intake.reader import attachment, read
from ikanda_case.intake.rights import Vocabulary, vocabulary
from ikanda_case.intake.words import packed, words_of

MEMORY = 1024**3
"""Bytes of address space."""
SECONDS = 10
"""Of processor time for one file."""
WARMING = "De taalherkenning laadt haar model voordat de schijf dichtgaat."
LARGEST = 256 * 1024**2
"""Bytes of one file."""


def main() -> None:
    """Serve requests from standard input until it ends; the first one brings the phrases."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    _restrict()
    first, _ = wire.receive(incoming, 0)
    words = vocabulary(_texts(first.get("phrases")))
    wire.send(outgoing, {"ready": True})
    language_of(WARMING)
    _close_disk()
    while True:
        try:
            request, content = wire.receive(incoming, LARGEST)
        except EOFError:
            return
        _allow_time()
        _answer(outgoing, request, content, words)


def _answer(outgoing: wire.Stream, request: wire.Head, content: bytes, words: Vocabulary) -> None:
    part = request.get("part")
    if isinstance(part, int):
        try:
            wire.send(outgoing, {}, attachment(content, part))
        except InputError as fault:
            wire.send(outgoing, {"error": fault.code})
        return
    if request.get("words") is True:
        wire.send(outgoing, {"parts": packed(words_of(str(request.get("name", "")), content))})
        return
    draft = read(
        str(request.get("name", "")),
        content,
        mail_hosts=_texts(request.get("mail_hosts")),
        brussels_day=_day_as_written,
        words=words,
    )
    wire.send(outgoing, wire.packed(draft))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, Iterable) else ()


def _day_as_written(instant: datetime) -> date:
    """Return any day: the program reckons the Brussels day from the instant itself."""
    return instant.date()


def _restrict() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _close_disk() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _allow_time() -> None:
    if sys.platform == "win32":
        return
    import resource

    spent = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(spent.ru_utime + spent.ru_stime) + SECONDS + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main()
