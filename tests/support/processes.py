"""Python in a process of its own, from the checkout, with nothing of the tests' surroundings."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def command(code: str, *arguments: str) -> list[str]:
    """Return the command that runs code; run it in ROOT."""
    return [sys.executable, "-c", code, *arguments]


def python(code: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run code and return what it said; it must end well."""
    done = subprocess.run(
        command(code, *arguments),
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done
