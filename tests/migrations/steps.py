"""A migration in a process of its own, that dies at the step a test wants."""

import signal
import subprocess
from pathlib import Path

from tests.support.processes import ROOT, command

MIGRATES = """
import os, resource, signal, sys
from pathlib import Path
from ikanda_case.domain.errors import KnownError
from ikanda_case.store.casefile import open_with_key
from ikanda_case.store.migrating import Witness
from tests.migrations.forms import a_column_more, a_table_more, later_forms, other_lists
from tests.support.casefiles import rulebook
from tests.support.clocks import SetClock
path, key, last, after, room = (
    Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]),
    int(sys.argv[5]),
)
rules, clock, touches, said = rulebook(), SetClock(), [], []
def touched(event, arguments):
    if event in ("open", "os.rename", "os.remove") and str(path.parent) in str(arguments[0]):
        step(event)
def told(done, total, code):
    if said[-1:] != [code]:
        said.append(code)
        step(code)
def step(event):
    touches.append(event)
    if len(touches) == last:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(touched)
signal.setitimer(signal.ITIMER_REAL, after)
if room:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
print("ready", flush=True)
try:
    with later_forms(a_table_more, a_column_more, other_lists):
        open_with_key(path, key, rules, clock, witness=Witness(told=told)).close()
    print(*touches)
except KnownError as error:
    print("refused", error.code)
"""


def migrating(path: Path, key: bytes, *, touch: int = 0, after: float = 0, room: int = 0) -> str:
    """Open a file by a program with three more forms, and return what it did, step by step.

    It dies just before its so manieth step (a file opened, renamed or removed, or a step told),
    or after so many seconds; then nothing is returned. With so many bytes of `room` in a file it
    says what refused it.
    """
    words = (str(path), key.hex(), str(touch), str(after), str(room))
    done = subprocess.run(
        command(MIGRATES, *words),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode in (0, -signal.SIGKILL, -signal.SIGALRM)
    return done.stdout.removeprefix("ready\n").strip()
