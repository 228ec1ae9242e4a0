"""Makes this checkout ready to run: system libraries, .venv, hash-locked packages, the program.

Standard library only, because it runs before anything is installed. Every step looks first and
does only what is missing, so that a second run takes a moment.

The program itself is not installed but pointed at (one .pth file and one command): that needs no
build tool, which could not be locked by hash, works without a network, and shows every change to
the checkout at once.
"""

import hashlib
import importlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "ikanda-setup.json"
PROGRAM_LOCK = "requirements.lock"
CHECKS_LOCK = "requirements-dev.lock"
"""Holds everything that PROGRAM_LOCK holds, at the same versions."""

WINDOWS = sys.platform == "win32"
LINUX = sys.platform == "linux"

QT_LIBRARIES = (
    "fonts-dejavu-core",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xinerama0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
)
"""Debian packages without which Qt opens no window."""

CHECK_TOOLS = (
    "dbus",
    "gnome-keyring",
    "libsecret-1-0",
    "mupdf-tools",
    "poppler-utils",
    "xauth",
    "xvfb",
)
"""Debian packages that the tests look at windows, keyrings and PDFs with."""


class SetupFault(Exception):
    """Set-up cannot go on; the text says why and what the person can do."""


def say(text: str) -> None:
    """One line to the person, at once."""
    print(text, flush=True)


def venv_python() -> Path:
    """The Python inside .venv, whether or not it is there yet."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def venv_command(name: str) -> Path:
    """A command inside .venv, whether or not it is there yet."""
    return VENV / (f"Scripts/{name}.exe" if WINDOWS else f"bin/{name}")


def run_quietly(command: Iterable[str | Path], **added_to_environment: str) -> str:
    """Runs a command without a terminal and returns what it printed.

    Raises SetupFault with the end of its output if it fails.
    """
    words = [str(word) for word in command]
    ended = subprocess.run(
        words,
        cwd=ROOT,
        env=os.environ | added_to_environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if ended.returncode:
        last_lines = "\n".join(ended.stdout.splitlines()[-15:])
        raise SetupFault(f"This did not work:\n  {shlex.join(words[:6])} ...\n{last_lines}")
    return ended.stdout


def missing_system_packages(wanted: Iterable[str]) -> list[str]:
    """Those of the wanted Debian packages that are not installed; none where there is no dpkg."""
    if not LINUX or shutil.which("dpkg-query") is None:
        return []
    listed = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *wanted],
        capture_output=True,
        encoding="utf-8",
        check=False,  # it fails as soon as it does not know one of the names
    )
    installed = {
        line.split()[0] for line in listed.stdout.splitlines() if line.endswith(" installed")
    }
    return sorted(set(wanted) - installed)


def apt_line(packages: Iterable[str]) -> str:
    """The one line that an administrator runs."""
    install = "sudo apt-get install -y --no-install-recommends"
    return f"sudo apt-get update && {install} {' '.join(packages)}"


def install_system_packages(wanted: Iterable[str]) -> None:
    """Installs the missing Debian packages when root; otherwise raises with the one line to run."""
    missing = missing_system_packages(wanted)
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SetupFault(
            f"System packages are missing. Run this line, then try again:\n  {apt_line(missing)}"
        )
    say(f"Installing system packages: {' '.join(missing)}")
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq"]
    install = [*command, "install", "-y", "--no-install-recommends", *missing]
    try:
        run_quietly(install, DEBIAN_FRONTEND="noninteractive")
    except SetupFault:  # no package lists yet, or old ones
        run_quietly([*command, "update"])
        run_quietly(install, DEBIAN_FRONTEND="noninteractive")


def has_ensurepip() -> bool:
    """Whether this Python can make a .venv with pip in it; Debian ships that part separately."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def packages_for_venv() -> tuple[str, ...]:
    """The Debian package that a .venv needs, if there is none yet and this Python lacks it."""
    return () if has_ensurepip() or version_in_venv() else ("python3-venv",)


def version_in_venv() -> str:
    """The full version of the Python in .venv; empty if it has no pip or is too old."""
    asked = "import sys, pip; assert sys.version_info >= (3, 11); print(sys.version)"
    try:
        return run_quietly([venv_python(), "-c", asked]).strip()
    except (OSError, SetupFault):
        return ""


def make_venv() -> str:
    """Makes .venv if there is no working one; returns the version of its Python."""
    version = version_in_venv()
    if version:
        return version
    if not has_ensurepip():
        raise SetupFault(
            f"This Python cannot make a .venv (it has no ensurepip): {sys.executable}\n"
            "Install a complete Python 3.11 or newer, and start again with that one."
        )
    say(f"Making {VENV.name}")
    run_quietly([sys.executable, "-m", "venv", "--clear", VENV])
    return version_in_venv()


def fingerprint(lock: str) -> str:
    """The SHA-256 of a lock file."""
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def read_stamp() -> dict[str, str]:
    """What the last complete set-up was made of; nothing if that cannot be read."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def install_packages(lock: str) -> None:
    """Installs exactly what the lock names, each file checked against its hash, nothing built.

    The lock is complete, so pip is told to look for nothing else: asked to resolve, it would find
    a newer release of a package that another one wants with an extra, and refuse it for its hash.
    """
    say(f"Installing the packages of {lock} (the first time this takes a minute or two)")
    pip = ("-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet")
    exact = ("install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", lock)
    run_quietly([venv_python(), *pip, *exact])
    run_quietly([venv_python(), *pip, "check"])


def point_at_checkout() -> None:
    """Lets the Python in .venv find the program, and makes the command `ikanda-case`."""
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run_quietly([venv_python(), "-c", asked]).strip())
    (site / "ikanda-case.pth").write_text(f"{ROOT}\n", encoding="locale")
    if WINDOWS:
        command = venv_command("ikanda-case").with_suffix(".cmd")
        command.write_text('@"%~dp0python.exe" -P -m ikanda_case %*\n', "utf-8")
        return
    command = venv_command("ikanda-case")
    python = shlex.quote(str(venv_python()))
    command.write_text(f'#!/bin/sh\nexec {python} -P -m ikanda_case "$@"\n', "utf-8")
    command.chmod(0o755)


def prepare(lock: str) -> Path:
    """Makes .venv hold what the lock names; returns its Python.

    Does nothing if the last complete set-up was made from the same lock, Python and folder.
    Raises SetupFault.
    """
    held = (PROGRAM_LOCK, CHECKS_LOCK) if lock == CHECKS_LOCK else (PROGRAM_LOCK,)
    stamp = {"checkout": str(ROOT), "python": make_venv()}
    made = {name: fingerprint(name) for name in held}
    last = read_stamp()
    if (stamp | made).items() <= last.items():
        return venv_python()
    STAMP.unlink(missing_ok=True)
    install_packages(lock)
    point_at_checkout()
    same_place = stamp.items() <= last.items()
    STAMP.write_text(json.dumps((last if same_place else {}) | stamp | made, indent=1), "utf-8")
    return venv_python()
