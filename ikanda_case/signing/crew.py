"""Many letters judged at once, on every core, each by a process that may break."""

import json
from collections.abc import Callable, Iterable, Iterator

from ikanda_case.signing.child import FLAG
from ikanda_case.signing.children import Child, Crew, command_of

SECONDS = 20.0
"""Wall time for one letter; then it counts as unreadable, and its process is ended."""

_UNREADABLE = (False, "unreadable")


def judged(
    letters: Iterable[bytes], count: int, look: Callable[[], None] = lambda: None
) -> Iterator[tuple[bool, str]]:
    """Yield of each letter, in their order, whether its signatures are valid, and why not.

    `count` says how many there will be about; a few are held at a time, never all. `look` is
    called several times a second, and what it raises ends the work and the processes.
    """
    crew = Crew(count, lambda: Child(child_command()), _judge, _UNREADABLE)
    return crew.answers(letters, look)


def child_command() -> list[str]:
    """Return the call of the child."""
    return command_of("ikanda_case.signing.child", FLAG)


def _judge(child: Child, letter: bytes) -> tuple[bool, str]:
    told = child.answer([letter], 1, SECONDS)
    if told is None:
        return _UNREADABLE
    valid, why = json.loads(told[0])
    return bool(valid), str(why)
