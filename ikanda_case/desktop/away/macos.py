"""macOS: the distributed notifications that the screen was locked or its saver began."""

import ctypes
import sys
from threading import Thread
from typing import Any

from ikanda_case.desktop.away import Left

NAMES = (
    "com.apple.screenIsLocked",
    "com.apple.screensaver.didstart",
    "com.apple.sessionDidMoveOffConsole",
)
"""Sleep says none of its own: the screen is locked before it where the person asked for that."""
_AT_ONCE = 4
_UTF8 = 0x08000100
_FRAMEWORK = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"


class MacAway:
    """A thread with a run loop while a file is open."""

    def __init__(self) -> None:
        self._loop: Any = None
        self._library: Any = None

    def watch(self, left: Left) -> None:
        """Listen from now on."""
        self.rest()
        if sys.platform == "darwin":
            Thread(target=self._listen, args=(left,), name="away", daemon=True).start()

    def rest(self) -> None:
        """Listen no more."""
        loop, self._loop = self._loop, None
        if loop is not None:
            self._library.CFRunLoopStop(ctypes.c_void_p(loop))

    def _listen(self, left: Left) -> None:
        library = self._library = ctypes.CDLL(_FRAMEWORK)
        for name in (
            "CFNotificationCenterGetDistributedCenter",
            "CFStringCreateWithCString",
            "CFRunLoopGetCurrent",
        ):
            getattr(library, name).restype = ctypes.c_void_p
        kind = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)
        heard = kind(lambda *_given: left("screen"))
        center = ctypes.c_void_p(library.CFNotificationCenterGetDistributedCenter())
        for name in NAMES:
            text = library.CFStringCreateWithCString(None, name.encode("ascii"), _UTF8)
            library.CFNotificationCenterAddObserver(
                center, None, heard, ctypes.c_void_p(text), None, ctypes.c_long(_AT_ONCE)
            )
        self._loop = library.CFRunLoopGetCurrent()
        library.CFRunLoopRun()
