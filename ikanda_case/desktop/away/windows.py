"""Windows: a window nobody sees is told of locked sessions and of sleep."""

import ctypes
from ctypes import wintypes
from threading import Event, Thread
from typing import Any

from ikanda_case.desktop.away import Left

_WM_CLOSE, _WM_DESTROY = 0x0010, 0x0002
_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE = 0x02B1
_THIS_SESSION = 0
SESSION_CHANGES = {
    0x7: "screen",  # WTS_SESSION_LOCK
    0x6: "switch",  # WTS_SESSION_LOGOFF
    0x2: "switch",  # WTS_CONSOLE_DISCONNECT: another user came
    0x4: "switch",  # WTS_REMOTE_DISCONNECT
}
_READY_S = 2.0
_NAME = "ikanda-case away"
_SYSTEM: Any = ctypes
"""Has `windll` and `WINFUNCTYPE` on Windows only, where this module is used."""


def why(message: int, word: int) -> str:
    """Return why the person is away by this window message; empty when it does not say that."""
    if message == _WM_WTSSESSION_CHANGE:
        return SESSION_CHANGES.get(word, "")
    if message == _WM_POWERBROADCAST and word == _PBT_APMSUSPEND:
        return "sleep"
    return ""


class WindowsAway:
    """A thread with a hidden window while a file is open."""

    def __init__(self) -> None:
        self._window: Any = None

    def watch(self, left: Left) -> None:
        """Listen; Windows gives a program two seconds before it sleeps."""
        self.rest()
        ready = Event()
        Thread(target=self._listen, args=(left, ready), name="away", daemon=True).start()
        ready.wait(_READY_S)

    def rest(self) -> None:
        """Listen no more."""
        window, self._window = self._window, None
        if window:
            _SYSTEM.windll.user32.PostMessageW(window, _WM_CLOSE, 0, 0)

    def _listen(self, left: Left, ready: Event) -> None:
        user32, sessions = _SYSTEM.windll.user32, _SYSTEM.windll.wtsapi32
        user32.DefWindowProcW.restype = ctypes.c_ssize_t
        user32.DefWindowProcW.argtypes = _PROCEDURE_TAKES
        user32.CreateWindowExW.restype = wintypes.HWND

        def heard(window: Any, message: int, word: int, rest: int) -> int:
            if reason := why(message, word):
                left(reason)
            elif message == _WM_DESTROY:
                sessions.WTSUnRegisterSessionNotification(window)
                user32.PostQuitMessage(0)
                return 0
            return int(user32.DefWindowProcW(window, message, word, rest))

        procedure = _SYSTEM.WINFUNCTYPE(ctypes.c_ssize_t, *_PROCEDURE_TAKES)(heard)
        kind = _window_class(procedure)
        user32.RegisterClassW(ctypes.byref(kind))
        # A message-only window is not told of sleep: this one is a real one, and never shown.
        self._window = user32.CreateWindowExW(
            0, _NAME, _NAME, 0, 0, 0, 0, 0, None, None, None, None
        )
        sessions.WTSRegisterSessionNotification(self._window, _THIS_SESSION)
        ready.set()
        message = wintypes.MSG()
        while user32.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            user32.DispatchMessageW(ctypes.byref(message))


_PROCEDURE_TAKES = [wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM]


def _window_class(procedure: Any) -> ctypes.Structure:
    class Kind(ctypes.Structure):
        _fields_ = (
            ("style", wintypes.UINT),
            ("procedure", type(procedure)),
            ("class_bytes", ctypes.c_int),
            ("window_bytes", ctypes.c_int),
            ("instance", wintypes.HINSTANCE),
            ("icon", wintypes.HICON),
            ("cursor", wintypes.HANDLE),
            ("brush", wintypes.HBRUSH),
            ("menu", wintypes.LPCWSTR),
            ("name", wintypes.LPCWSTR),
        )

    return Kind(procedure=procedure, name=_NAME)
