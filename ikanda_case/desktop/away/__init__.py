"""Hears from the operating system that the person is away: locked screen, other user, sleep."""

import sys
from collections.abc import Callable
from typing import Protocol

Left = Callable[[str], None]
"""Gets why: `screen`, `switch` or `sleep`; called on a thread of the watch."""


class Away(Protocol):
    """One watch; a system that cannot be asked is a watch that hears nothing."""

    def watch(self, left: Left) -> None:
        """Listen from now on. Where the system allows it, it waits with sleep until `rest`."""

    def rest(self) -> None:
        """Listen no more; the computer may sleep."""


def away() -> Away:
    """Return the watch for this system."""
    if sys.platform == "win32":
        from ikanda_case.desktop.away.windows import WindowsAway

        return WindowsAway()
    if sys.platform == "darwin":
        from ikanda_case.desktop.away.macos import MacAway

        return MacAway()
    from ikanda_case.desktop.away.linux import DbusAway

    return DbusAway()
