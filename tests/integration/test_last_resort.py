"""Faults nobody caught, crashes below Python, logs and dumps: what they leave, and what never."""

import logging
import os
import signal
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ikanda_case.desktop.fault_reports import KEPT, MOST_IN_A_RUN, FaultReports
from ikanda_case.desktop.log import LARGEST, Line, open_log
from ikanda_case.desktop.native_crash import crash_lines
from ikanda_case.domain.bug import kind_of, place, told
from ikanda_case.domain.errors import EnvironmentFault
from tests.support.processes import ROOT

SECRET = "Kanarie Peeters"
posix = pytest.mark.skipif(sys.platform == "win32", reason="says how it is on Linux and macOS")

BREAKS = """
import sys
from ikanda_case.bootstrap.surroundings import SystemSurroundings
surroundings = SystemSurroundings("0.1.0")
surroundings.install()
secret = sys.stdin.readline().strip()

def breaks():
    person = secret
    raise ValueError(f"{person} of {secret}")
"""
WAYS = {
    "main": "breaks()",
    "thread": "import threading; t = threading.Thread(target=breaks); t.start(); t.join()",
    "unraisable": """
class Gone:
    def __del__(self):
        breaks()
gone = Gone()
del gone
""",
    "chained": """
try:
    breaks()
except ValueError as fault:
    raise KeyError(secret) from fault
""",
    "warning": "import warnings; warnings.warn(secret)",
    "log": "import logging; logging.getLogger('lib').warning('read %s', secret)",
    "broken log": "import logging; logging.getLogger('lib').warning('%d %d', secret)",
    "group": "raise ExceptionGroup(secret, [ValueError(secret)])",
}


def lived(folder: Path, code: str, **settings: object) -> subprocess.CompletedProcess[bytes]:
    """Run code in a home of its own, with the secret on standard input."""
    homes = {"HOME": str(folder), "XDG_STATE_HOME": str(folder / "state")}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]} | homes,
        input=f"{SECRET}\n".encode(),
        capture_output=True,
        timeout=60,
        check=False,
        **settings,  # type: ignore[call-overload]
    )


def left_in(folder: Path) -> bytes:
    """Return everything that lies in a folder, names included."""
    files = [each for each in folder.rglob("*") if each.is_file()]
    return b"\n".join(os.fsencode(each) + each.read_bytes() for each in files)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_that_a_fault_says_is_printed_or_kept(tmp_path: Path, way: str) -> None:
    done = lived(tmp_path, BREAKS + WAYS[way])
    left = left_in(tmp_path)
    assert done.stdout == b""
    for part in (SECRET, SECRET.split(maxsplit=1)[0]):
        assert part.encode() not in done.stderr + left
    if way in ("warning", "log", "broken log"):
        assert done.stderr == b"" and done.returncode == 0
        assert b"WARNING" in left
    else:
        assert b"Error" in done.stderr or b"Group" in done.stderr
        assert b".fault.txt" in left and (b"breaks" in left or way == "group")
    if way == "chained":
        assert b"KeyError" in left and b"behind it: ValueError" in left


def test_a_fault_of_the_start_ends_with_70(tmp_path: Path) -> None:
    code = f"""
import sys
import ikanda_case.bootstrap.start as start
def breaks(*_given):
    raise SystemError({SECRET!r})
start._run = breaks
sys.exit(start.run([]))
"""
    done = lived(tmp_path, code)
    assert done.returncode == 70
    assert b"SystemError" in done.stderr and SECRET.encode() not in done.stderr + left_in(tmp_path)


def test_a_library_s_panic_ends_with_70_too(tmp_path: Path) -> None:
    code = f"""
import sys
import ikanda_case.bootstrap.start as start
class Panic(BaseException):
    pass
def breaks(*_given):
    raise Panic({SECRET!r})
start._run = breaks
sys.exit(start.run([]))
"""
    done = lived(tmp_path, code)
    assert done.returncode == 70 and SECRET.encode() not in done.stderr


def test_python_s_own_words_never_leave_a_fault() -> None:
    error = EnvironmentFault("wrong_passphrase", by=SECRET)
    assert kind_of(error) == "EnvironmentFault wrong_passphrase"
    assert kind_of(ImportError(SECRET, name="some.module")) == "ImportError some.module"
    assert place("/srv/karel/x/ikanda_case/app/intake.py", 3, "f") == (
        "ikanda_case/app/intake.py:3 f"
    )
    assert place("C:\\\\Users\\\\karel\\\\AppData\\\\odd.py", 3, "<lambda>") == "odd.py:3 <lambda>"
    assert place("/srv/karel/.venv/lib/python3.11/site-packages/keyring/core.py", 3, "f") == (
        "keyring/core.py:3 f"
    )


def test_a_chain_that_bites_its_tail_ends() -> None:
    one, two = ValueError(SECRET), KeyError(SECRET)
    one.__cause__, two.__cause__ = two, one
    assert told(one) == ("ValueError", "behind it: KeyError")


# ---- reports -----------------------------------------------------------------------------------


@posix
def test_reports_are_their_owner_s_only_and_the_oldest_go(tmp_path: Path) -> None:
    for number in range(KEPT + 5):
        name = f"20261123T1015{number:02}-7-1.fault.txt"
        (tmp_path / name).write_text("an older one", encoding="utf-8")
    reports = FaultReports("0.1.0", tmp_path)
    for _ in range(MOST_IN_A_RUN + 5):
        reports.note(ValueError(SECRET), ended=False)
    kept = sorted(tmp_path.glob("*.fault.txt"))
    assert len(kept) == KEPT
    ours = [each for each in kept if "older" not in each.read_text("utf-8")]
    assert len(ours) == MOST_IN_A_RUN, "a fault that comes back with every drawing fills no disk"
    assert {stat.S_IMODE(each.stat().st_mode) for each in ours} == {0o600}
    assert reports.all()[0].startswith("ikanda-case 0.1.0, Python 3.")


def test_an_ending_is_told_once(tmp_path: Path) -> None:
    FaultReports("0.1.0", tmp_path).note(ValueError(), ended=True)
    later = FaultReports("0.1.0", tmp_path)
    assert "the program ended" in later.unsaid_ending()
    assert later.unsaid_ending() == "" and FaultReports("0.1.0", tmp_path).unsaid_ending() == ""
    later.note(ValueError(), ended=False)
    assert FaultReports("0.1.0", tmp_path).unsaid_ending() == "", "it was survived"


def test_a_folder_that_cannot_be_made_is_no_further_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    reports = FaultReports("0.1.0", tmp_path / "file" / "below")
    reports.note(ValueError(), ended=True)
    assert reports.all() == () and reports.unsaid_ending() == ""


# ---- the log -----------------------------------------------------------------------------------


def line(logger: str, message: object, *args: object, **extra: object) -> str:
    record = logging.getLogger(logger).makeRecord(
        logger, logging.INFO, "/srv/karel/x.py", 7, message, args, None, extra=extra
    )
    return Line().format(record).partition("Z ")[2]


def test_a_line_is_a_code_and_allowed_keys() -> None:
    assert line("ikanda_case.x", "locked", why="idle", person=SECRET) == "INFO locked why=idle"
    said = line("ikanda_case.x", "opened", read_only=True, seconds=1.239, count=3)
    assert said == "INFO opened read_only=true seconds=1.24 count=3"
    assert line("ikanda_case.x", "locked", why=SECRET) == "INFO locked why=?"
    assert line("ikanda_case.x", "locked", why=date(2026, 11, 23)) == "INFO locked why=?"
    assert line("ikanda_case.x", f"met {SECRET}") == "INFO ikanda_case.x:7"
    assert line("ikanda_case.x", "met_%s", SECRET) == "INFO ikanda_case.x:7"
    assert line("pyhanko.sign", "cannot read %s", SECRET) == "INFO pyhanko.sign:7"
    assert line("ikanda_case.x", ValueError(SECRET)) == "INFO ikanda_case.x:7"


@posix
def test_the_log_is_its_owner_s_only_and_small(tmp_path: Path) -> None:
    root, before = logging.getLogger(), logging.getLogger().level
    (tmp_path / "ikanda-case.log").write_bytes(b"x" * (LARGEST + 1))
    open_log(tmp_path)
    handler = root.handlers[-1]
    try:
        logging.getLogger("ikanda_case.test").info("opened", extra={"read_only": False})
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        handler.close()
    log = tmp_path / "ikanda-case.log"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert log.read_text("utf-8").endswith("INFO opened read_only=false\n")
    assert (tmp_path / "ikanda-case.former.log").stat().st_size > LARGEST


# ---- crashes below Python ----------------------------------------------------------------------

WATCHED = BREAKS + "surroundings.watch_crashes()\nsurroundings.settle()\n"
CRASH = """
import os, signal
def crashes(person):
    os.kill(os.getpid(), signal.SIGSEGV)
crashes(secret)
"""


@posix
def test_a_crash_is_reported_at_the_next_start_and_leaves_no_picture(tmp_path: Path) -> None:
    import resource

    def large_cores() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    done = lived(tmp_path, WATCHED + CRASH, preexec_fn=large_cores)
    assert done.returncode == -signal.SIGSEGV
    assert not list(tmp_path.glob("*core*"))
    lived(tmp_path, WATCHED + "surroundings.close()")
    (report,) = tmp_path.rglob("*.fault.txt")
    said = report.read_text("utf-8")
    assert "Segmentation fault" in said and "crashes" in said and "the program ended" in said
    assert SECRET not in said and not list(tmp_path.rglob("*.crash"))


@posix
def test_a_run_that_goes_on_is_not_taken_for_one_that_crashed(tmp_path: Path) -> None:
    code = WATCHED + "print('watching', flush=True)\nsys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as first:
        assert first.stdin is not None and first.stdout is not None
        first.stdin.write(b"x\n")
        first.stdin.flush()
        assert first.stdout.readline() == b"watching\n"
        (file,) = tmp_path.rglob("*.crash")
        lived(tmp_path, WATCHED.replace("0.1.0", "0.1.1") + "surroundings.close()")
        assert file.exists()
        first.kill()
    assert not list(tmp_path.rglob("*.fault.txt"))


def test_only_places_are_taken_from_python_s_account_of_a_crash() -> None:
    account = (
        "Fatal Python error: Segmentation fault\n\n"
        "Current thread 0x0007 (most recent call first):\n"
        '  File "/srv/karel/ikanda_case/app/intake.py", line 30 in take_in\n'
        '  File "<string>", line ??? in <lambda>\n'
        f"Extension modules: {SECRET}\n"
    )
    assert crash_lines(account) == (
        "Segmentation fault",
        "  ikanda_case/app/intake.py:30 take_in",
        "  <string>:0 <lambda>",
    )
    assert crash_lines(SECRET) == () and crash_lines("") == ()


@pytest.mark.skipif(sys.platform != "linux", reason="says how it is on Linux")
def test_no_other_program_of_the_same_person_reads_this_memory(tmp_path: Path) -> None:
    code = WATCHED + (
        "import ctypes, resource\n"
        "assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)\n"
        "assert int(open('/proc/self/coredump_filter').read(), 16) == 0\n"
        "assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0, 'PR_GET_DUMPABLE'\n"
        "import subprocess\n"
        "assert subprocess.run(['true']).returncode == 0, 'children still start'\n"
        "print('refused')\n"
    )
    assert lived(tmp_path, code).stdout == b"refused\n"


@posix
def test_libraries_are_silent_where_no_person_looks(tmp_path: Path) -> None:
    loud = "import os; os.write(2, secret.encode()); print(secret, file=sys.stderr, flush=True)"
    done = lived(tmp_path, WATCHED + loud)
    assert done.stderr == b"" and done.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="says how it is on Linux")
@pytest.mark.parametrize(("mode", "used"), [(0o700, True), (0o755, False)])
def test_temporary_files_are_put_where_only_their_owner_looks(
    tmp_path: Path, mode: int, used: bool
) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=mode)
    runtime.chmod(mode)
    code = (
        "import tempfile; tempfile.gettempdir()\n"
        "from ikanda_case.desktop.temporary import keep_temporary_files_in_memory\n"
        "keep_temporary_files_in_memory()\n"
        "print(tempfile.gettempdir())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT), "XDG_RUNTIME_DIR": str(runtime), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(runtime if used else tmp_path)
