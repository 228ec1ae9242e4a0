"""The two D-Bus buses of Linux: screen savers on the session's, logind on the system's."""

import logging
import os
import socket
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from threading import Lock, Thread
from typing import Any, Literal

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MatchRule,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import Proxy, open_dbus_connection  # type: ignore[import-untyped]
from jeepney.wrappers import DBusErrorResponse, unwrap_msg  # type: ignore[import-untyped]

from ikanda_case.desktop.away import Left

SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
"""Interfaces whose ActiveChanged says that the screen is locked."""
LOGIND = "org.freedesktop.login1"
_ANSWER_S = 2.0
_FAILS = (OSError, RuntimeError, ValueError, DBusErrorResponse)
"""What a bus that is not there, or a service that refuses, raises."""

_log = logging.getLogger(__name__)


class DbusAway:
    """Two threads while a file is open; a bus that is not there is left out."""

    def __init__(self) -> None:
        self._ears: tuple[_Ear, ...] = ()

    def watch(self, left: Left) -> None:
        """Listen on both buses; logind is asked to wait a moment before it lets sleep come."""
        self.rest()
        self._ears = (_Ear("SESSION", left), _Ear("SYSTEM", left))
        for ear in self._ears:
            ear.start()

    def rest(self) -> None:
        """Listen no more, and let the computer sleep."""
        ears, self._ears = self._ears, ()
        for ear in ears:
            ear.stop()


class _Ear:
    """One bus and the thread that listens on it."""

    def __init__(self, bus: Literal["SESSION", "SYSTEM"], left: Left) -> None:
        self._bus = bus
        self._left = left
        self._lock = Lock()
        self._stopped = False
        self._connection: Any = None
        self._delay: Any = None
        self._own_session = ""

    def start(self) -> None:
        Thread(target=self._listen, name=f"away-{self._bus.lower()}", daemon=True).start()

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            connection, self._connection = self._connection, None
            self._let_sleep()
        if connection is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        try:
            with open_dbus_connection(_address(self._bus), enable_fds=True) as connection:
                with self._lock:
                    if self._stopped:
                        return
                    self._connection = connection
                self._hear(connection)
        except _FAILS as fault:
            if not self._stopped:
                _log.info("no_watch", extra={"kind": type(fault).__name__, "why": self._bus})

    def _hear(self, connection: Any) -> None:
        heard: deque[Any] = deque()
        with connection.filter(MatchRule(type="signal"), queue=heard):
            _subscribe(connection, _RULES[self._bus])
            if self._bus == "SYSTEM":
                self._own_session = _own_session(connection)
                self._ask_delay(connection)
            while not self._stopped:
                why = self._why(connection.recv_until_filtered(heard))
                if why and not self._stopped:
                    self._left(why)

    def _why(self, message: Any) -> str:
        """Return why the person is away by this signal; empty when it does not say that."""
        fields, body = message.header.fields, message.body
        interface = fields.get(HeaderFields.interface, "")
        member = fields.get(HeaderFields.member, "")
        mine = fields.get(HeaderFields.path, "") == self._own_session or not self._own_session
        if interface in SCREEN_SAVERS and member == "ActiveChanged":
            return "screen" if body and body[0] is True else ""
        if interface == f"{LOGIND}.Manager" and member == "PrepareForSleep":
            return "sleep" if body and body[0] is True else ""
        if interface == f"{LOGIND}.Session" and member == "Lock":
            return "screen" if mine else ""
        if member == "PropertiesChanged" and mine and self._own_session:
            return _changed(body)
        return ""

    def _ask_delay(self, connection: Any) -> None:
        """Ask logind to hold sleep back for a moment: as long as this descriptor is open."""
        why = "The case file is being locked"
        asked = ("sleep", "ikanda-case", why, "delay")
        with suppress(*_FAILS):  # without it sleep is only not waited for
            (delay,) = _call(connection, "Manager", "Inhibit", "ssss", asked)
            with self._lock:
                self._delay = delay
                if self._stopped:
                    self._let_sleep()

    def _let_sleep(self) -> None:
        delay, self._delay = self._delay, None
        if delay is not None:
            delay.close()


_RULES = {
    "SESSION": [{"type": "signal", "member": "ActiveChanged"}],
    "SYSTEM": [
        {"type": "signal", "interface": f"{LOGIND}.Manager", "member": "PrepareForSleep"},
        {"type": "signal", "interface": f"{LOGIND}.Session", "member": "Lock"},
        {
            "type": "signal",
            "sender": LOGIND,
            "interface": "org.freedesktop.DBus.Properties",
            "member": "PropertiesChanged",
        },
    ],
}


def _address(bus: str) -> str:
    """Return where a bus is; the session's lies in the runtime folder when nobody names it."""
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    if bus == "SESSION" and not named:
        return f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '/run/user/none')}/bus"
    return bus


def _subscribe(connection: Any, rules: Iterable[dict[str, str]]) -> None:
    bus = Proxy(message_bus, connection, timeout=_ANSWER_S)
    for rule in rules:
        bus.AddMatch(MatchRule(**rule))


def _own_session(connection: Any) -> str:
    """Return the path of the session this window is in; empty when logind does not know it."""
    number = os.environ.get("XDG_SESSION_ID", "")
    asked = ("GetSession", "s", (number,)) if number else ("GetSessionByPID", "u", (os.getpid(),))
    try:
        (path,) = _call(connection, "Manager", *asked)
    except _FAILS:  # then every lock counts
        return ""
    return str(path)


def _call(connection: Any, interface: str, member: str, form: str, body: tuple[Any, ...]) -> Any:
    address = DBusAddress("/org/freedesktop/login1", LOGIND, f"{LOGIND}.{interface}")
    message = new_method_call(address, member, form, body)
    return unwrap_msg(connection.send_and_get_reply(message, timeout=_ANSWER_S))


def _changed(body: Any) -> str:
    """Return what a change of the session's own facts means."""
    facts = body[1] if len(body) > 1 and isinstance(body[1], dict) else {}
    said = {name: value[1] for name, value in facts.items()}
    if said.get("LockedHint") is True:
        return "screen"
    return "switch" if said.get("Active") is False else ""
