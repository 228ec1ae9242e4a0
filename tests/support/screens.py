"""A screen for each process that runs tests: two windows never take each other's keys."""

import os
import subprocess

SIZE = "1920x1200x24"


class Screen:
    """A real X server without a monitor, for as long as the tests run."""

    def __init__(self) -> None:
        """Start it, and have this process use it. OSError when there is no Xvfb here."""
        told, tells = os.pipe()
        command = ("Xvfb", "-displayfd", str(tells), "-screen", "0", SIZE, "-nolisten", "tcp")
        self._server = subprocess.Popen(command, pass_fds=(tells,), stderr=subprocess.DEVNULL)
        os.close(tells)
        with os.fdopen(told) as numbers:
            os.environ["DISPLAY"] = f":{numbers.readline().strip()}"

    def end(self) -> None:
        """Stop it."""
        self._server.terminate()
        self._server.wait()
