"""The person is away: real buses with services of a desktop on them, and systems not tried here."""

import queue
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("D-Bus is how Linux says it", allow_module_level=True)

from ikanda_case.desktop.away import away, windows
from ikanda_case.desktop.away.linux import SCREEN_SAVERS, DbusAway
from tests.support.buses import LOGIND, MISSING, OWN_SESSION, Logind, bus, saver

SESSION, PROPERTIES = f"{LOGIND}.Session", "org.freedesktop.DBus.Properties"
with_bus = pytest.mark.skipif(MISSING, reason="not installed: dbus-daemon")


class Desktop:
    """Both buses with logind on one of them, and a watch that listens."""

    def __init__(self, session: str, system: str) -> None:
        self.session = session
        self.logind = Logind(system)
        self.heard: queue.Queue[str] = queue.Queue()
        self.watch = away()
        self.watch.watch(self.heard.put)
        assert self.logind.ready.wait(10)
        self._first_word()

    def _first_word(self) -> None:
        """Say something until it is heard: the session's thread listens from then on."""
        for _ in range(100):
            saver(self.session, SCREEN_SAVERS[0], active=True)
            try:
                self.heard.get(timeout=0.1)
            except queue.Empty:
                continue
            break
        while not self.heard.empty():
            self.heard.get()

    def next(self) -> str:
        return self.heard.get(timeout=10)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    with bus(tmp_path, "session") as session, bus(tmp_path, "system") as system:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", system)
        made = Desktop(session, system)
        yield made
        made.watch.rest()
        made.logind.close()


@with_bus
def test_every_screen_saver_is_heard_and_its_end_is_not(desktop: Desktop) -> None:
    for interface in SCREEN_SAVERS:
        saver(desktop.session, interface, active=False)
        saver(desktop.session, interface, active=True)
        assert desktop.next() == "screen"
    assert desktop.heard.empty()


def changed(**facts: bool) -> tuple[Any, ...]:
    return (SESSION, {name: ("b", value) for name, value in facts.items()}, [])


@with_bus
def test_sleep_lock_and_another_user_are_heard(desktop: Desktop) -> None:
    manager, say = "/org/freedesktop/login1", desktop.logind.say
    say(manager, f"{LOGIND}.Manager", "PrepareForSleep", "b", (False,))
    say(manager, f"{LOGIND}.Manager", "PrepareForSleep", "b", (True,))
    assert desktop.next() == "sleep"
    say(OWN_SESSION, SESSION, "Lock", "", ())
    assert desktop.next() == "screen"
    say(OWN_SESSION, PROPERTIES, "PropertiesChanged", "sa{sv}as", changed(Active=True))
    say(OWN_SESSION, PROPERTIES, "PropertiesChanged", "sa{sv}as", changed(Active=False))
    assert desktop.next() == "switch"
    say(OWN_SESSION, PROPERTIES, "PropertiesChanged", "sa{sv}as", changed(LockedHint=True))
    assert desktop.next() == "screen"
    assert desktop.heard.empty()


@with_bus
def test_another_session_locks_nothing_here(desktop: Desktop) -> None:
    other = OWN_SESSION.replace("_32", "_33")
    desktop.logind.say(other, SESSION, "Lock", "", ())
    desktop.logind.say(other, PROPERTIES, "PropertiesChanged", "sa{sv}as", changed(Active=False))
    desktop.logind.say(OWN_SESSION, SESSION, "Lock", "", ())
    assert desktop.next() == "screen"
    assert desktop.heard.empty()


@with_bus
def test_sleep_waits_until_the_file_is_closed_and_no_longer(desktop: Desktop) -> None:
    logind = desktop.logind
    assert logind.holds_back()
    desktop.watch.rest()
    assert not logind.holds_back()
    logind.ready.clear()
    desktop.watch.watch(desktop.heard.put)
    assert logind.ready.wait(10) and logind.holds_back()


def test_without_any_bus_nothing_is_heard_and_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SESSION", "SYSTEM"):
        monkeypatch.setenv(f"DBUS_{name}_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")
    heard: list[str] = []
    watch = DbusAway()
    watch.watch(heard.append)
    watch.rest()
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    watch.watch(heard.append)
    watch.rest()
    assert heard == []


@pytest.mark.parametrize(
    ("message", "word", "why"),
    [
        (0x02B1, 0x7, "screen"),
        (0x02B1, 0x8, ""),
        (0x02B1, 0x2, "switch"),
        (0x0218, 0x4, "sleep"),
        (0x0218, 0x7, ""),
        (0x0010, 0x7, ""),
    ],
)
def test_what_windows_says_is_understood(message: int, word: int, why: str) -> None:
    """Locked, unlocked, another console, falling asleep, waking up, and something else."""
    assert windows.why(message, word) == why
