"""D-Bus buses of a test's own, and services on them that say what a desktop would say."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

MISSING = shutil.which("dbus-daemon") is None
LOGIND = "org.freedesktop.login1"
OWN_SESSION = "/org/freedesktop/login1/session/_32"


@contextmanager
def bus(folder: Path, name: str) -> Iterator[str]:
    """Run a bus and return its address."""
    address = f"unix:path={folder / name}"
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", f"--address={address}", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert daemon.stdout is not None
    try:
        daemon.stdout.readline()
        yield address
    finally:
        daemon.terminate()
        daemon.wait()
        daemon.stdout.close()


def saver(address: str, interface: str, *, active: bool) -> None:
    """Say as a screen saver that it is at work, or no longer."""
    path = "/" + interface.replace(".", "/")
    with open_dbus_connection(address) as connection:
        say(connection, path, interface, "ActiveChanged", "b", (active,))


def say(
    connection: DBusConnection, path: str, interface: str, member: str, form: str, body: Any
) -> None:
    """Emit a signal."""
    connection.send(new_signal(DBusAddress(path, interface=interface), member, form, body))


class Logind:
    """Answers as logind does where the program asks, and knows whether sleep is held back."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(address, enable_fds=True)
        Proxy(message_bus, self._connection).RequestName(LOGIND)
        self.asked: list[str] = []
        self._held_back = -1
        self.ready = threading.Event()
        """Set once somebody holds sleep back: he listens by then."""
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def holds_back(self) -> bool:
        """Say whether somebody still holds the other end of what Inhibit gave out."""
        os.set_blocking(self._held_back, False)
        try:
            return os.read(self._held_back, 1) != b""
        except BlockingIOError:
            return True

    def say(self, path: str, interface: str, member: str, form: str, body: Any) -> None:
        """Emit a signal in its name."""
        say(self._connection, path, interface, member, form, body)

    def close(self) -> None:
        self._connection.sock.shutdown(2)
        self._thread.join(10)
        self._connection.close()
        if self._held_back >= 0:
            os.close(self._held_back)

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (ConnectionError, OSError, ValueError):
                return
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Any) -> None:
        member = message.header.fields[HeaderFields.member]
        self.asked.append(member)
        if member in ("GetSession", "GetSessionByPID"):
            self._connection.send(new_method_return(message, "o", (OWN_SESSION,)))
        elif member == "Inhibit":
            self._held_back, given = os.pipe()
            self._connection.send(new_method_return(message, "h", (given,)))
            os.close(given)
            self.ready.set()
        else:
            self._connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
