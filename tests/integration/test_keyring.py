"""The keyring of the operating system: the real one in its own session, and none at all."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ikanda_case.desktop.keyring import SystemKeyring
from ikanda_case.domain.errors import EnvironmentFault

ROOT = Path(__file__).parents[2]
NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
MISSING = [name for name in NEEDED if shutil.which(name) is None]

ROUND_TRIP = """
from ikanda_case.desktop.keyring import SystemKeyring
keyring = SystemKeyring("ikanda-case-test")
assert keyring.available()
assert keyring.get("een") is None
keyring.put("een", "a1" * 32)
keyring.put("twee", "b2" * 32)
assert (keyring.get("een"), keyring.get("twee")) == ("a1" * 32, "b2" * 32)
keyring.put("een", "c3" * 32)
assert keyring.get("een") == "c3" * 32
keyring.delete("een")
keyring.delete("een")
assert (keyring.get("een"), keyring.get("twee")) == (None, "b2" * 32)
assert SystemKeyring("other").get("twee") is None
print("kept")
"""

CASE_FILE = """
import sys
from pathlib import Path
from ikanda_case.desktop.keyring import SystemKeyring
from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.store.casefile import (
    create, open_with_passphrase, open_with_this_computer, remember_on_this_computer,
)
from ikanda_case.store.slots import Cost
from tests.support.casefiles import rulebook
from tests.support.clocks import SetClock
path, keyring, clock = Path(sys.argv[1]), SystemKeyring("ikanda-case-test"), SetClock()
words = "verzonnen zinnen over zeven fictieve fietsen"
with create(path, words, "FV", rulebook(), clock, cost=Cost(64 * 1024, 3, 4)) as file:
    remember_on_this_computer(file, keyring, "balie")
open_with_this_computer(path, keyring, rulebook(), clock).close()
try:
    open_with_this_computer(path, SystemKeyring("another store"), rulebook(), clock)
except EnvironmentFault as fault:
    assert fault.code == "not_remembered"
else:
    raise AssertionError("a changed key store opened the file")
open_with_passphrase(path, words, rulebook(), clock).close()
print("kept")
"""

REFUSED = """
from ikanda_case.desktop.keyring import SystemKeyring
from ikanda_case.domain.errors import EnvironmentFault
keyring = SystemKeyring("ikanda-case-test")
codes = []
calls = (lambda: keyring.get("een"), lambda: keyring.put("een", "x"), lambda: keyring.delete("een"))
for call in calls:
    try:
        call()
    except EnvironmentFault as fault:
        codes.append(fault.code)
assert codes == ["no_safe_keyring"] * 3, codes
print("refused")
"""


def run(code: str, folder: Path, *arguments: str, unlock: bool = True) -> str:
    """Run code in a D-Bus session of its own, with a keyring daemon that is unlocked or not."""
    daemon = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "
    script = (daemon if unlock else "") + 'exec "$@"'
    wrapped = ["dbus-run-session", "--", "sh", "-c", script, "sh"]
    return started([*wrapped, sys.executable, "-c", code, *arguments], folder)


def started(command: list[str], folder: Path, **settings: str) -> str:
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    own = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(runtime), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, env=kept | own | settings, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


with_daemon = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


@with_daemon
def test_secrets_are_kept_replaced_and_forgotten(tmp_path: Path) -> None:
    assert run(ROUND_TRIP, tmp_path) == "kept"


@with_daemon
def test_a_computer_opens_the_file_it_remembers_and_no_other_store_does(tmp_path: Path) -> None:
    assert run(CASE_FILE, tmp_path, str(tmp_path / "fictief.ikanda")) == "kept"


@with_daemon
def test_a_keyring_that_stays_locked_keeps_nothing(tmp_path: Path) -> None:
    assert run(REFUSED, tmp_path, unlock=False) == "refused"


@pytest.mark.parametrize("backend", ["", "keyring.backends.null.Keyring"])
def test_without_a_keyring_nothing_is_kept_anywhere(tmp_path: Path, backend: str) -> None:
    """Whatever back end the environment names: it is never taken."""
    named = {"PYTHON_KEYRING_BACKEND": backend} if backend else {}
    assert started([sys.executable, "-c", REFUSED], tmp_path, **named) == "refused"
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_no_session_bus_is_said_here_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    keyring = SystemKeyring()
    if sys.platform == "linux":
        assert not keyring.available()
        with pytest.raises(EnvironmentFault, match="no_safe_keyring"):
            keyring.get("een")
