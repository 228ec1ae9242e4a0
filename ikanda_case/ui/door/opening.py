"""The slow acts at the door, for a lane of their own: opening, making, the demo."""

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from ikanda_case.domain.errors import KnownError
from ikanda_case.ui.door.entered import Entered
from ikanda_case.ui.door.making_ready import PARTS
from ikanda_case.ui.jobs import Cancelled, Progress

if TYPE_CHECKING:
    from ikanda_case.domain.facts import OfficeDescribed
    from ikanda_case.ui.door.unlock_view import Asked
    from ikanda_case.ui.gate import Gate, Opened

OWNER = "p1"


def warm_up(gate: "Gate") -> None:
    """Make ready what an open file will need, while the passphrase is being typed."""
    import ikanda_case.app.intake
    import ikanda_case.texts.names  # noqa: F401

    gate.warm_up()


def open_file(gate: "Gate", asked: "Asked", progress: Progress, stop: Event) -> Entered:
    """Open a file; a key that cannot be remembered is said, and the file stays open.

    While an older file is made ready it tells how far that is, and may be stopped. A ticket that
    is given up would drop a file that stands open by then; this stop comes too late for it.
    """

    def told(done: int, total: int, code: str) -> None:
        if stop.is_set():
            raise Cancelled
        progress.report(done * PARTS // total if total else 0, PARTS if total else 0, code)

    opened = gate.open(asked.path, asked.passphrase, read_only=asked.read_only, told=told)
    if asked.remember:
        try:
            gate.remember(opened)
        except KnownError as error:
            return _entered(opened, fault=error)
    return _entered(opened, by_key=asked.remember or asked.passphrase is None)


def _entered(opened: "Opened", **said: Any) -> Entered:
    with opened.desk.file.reading() as now:
        return Entered(opened, now.office(), **said)


def make_file(
    gate: "Gate",
    path: Path,
    passphrase: str,
    label: str,
    described: "OfficeDescribed",
    name: str,
) -> Entered:
    """Make a file, then say who is in it; a file that is made stays open whatever follows."""
    from ikanda_case.app import office, signing_key
    from ikanda_case.domain.roles import MAKERS

    opened = gate.create(path, passphrase, label)
    try:
        office.add_person(opened.desk, OWNER, name, MAKERS)
        office.describe(opened.desk, described)
        signing_key.ensure_key(opened.desk)
    except KnownError as error:
        return _entered(opened, fault=error)
    except BaseException:
        gate.close(opened)
        raise
    return _entered(opened)


def make_demo(gate: "Gate", folder: Path) -> Entered:
    """Make the demo in a new folder of this name, or with the next free number, and open it."""
    number = 1
    free = folder
    while free.exists():
        number += 1
        free = folder.with_name(f"{folder.name} {number}")
    free.mkdir(parents=True)
    path, passphrase = gate.demo(free)
    opened = gate.open(path, passphrase)
    by_key = not gate.keyring_refused()
    if by_key:  # nobody has to know the passphrase of invented persons by heart
        gate.remember(opened)
    return _entered(opened, demo_passphrase=passphrase, by_key=by_key)
