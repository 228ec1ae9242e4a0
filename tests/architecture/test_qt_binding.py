"""The Qt binding loses no reference to None, as its 6.12.0 does on Python 3.11 until it dies."""

import os
import subprocess
import sys

ROUNDS = 20_000
TOLERATED = 1_000
"""Other parts of Python make and drop a few references of their own meanwhile."""

SCRIPT = f"""
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
before = sys.getrefcount(None)
for _ in range({ROUNDS}):
    app.processEvents()
print(before - sys.getrefcount(None))
"""


def test_processing_events_loses_no_reference() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) < TOLERATED
