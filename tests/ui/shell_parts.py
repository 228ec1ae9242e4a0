"""A gate whose case files live in memory, and a window that stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ikanda_case.app import intake, office
from ikanda_case.app.desk import Desk
from ikanda_case.app.reporting import OverdueReport
from ikanda_case.bootstrap.program import Program
from ikanda_case.domain.errors import EnvironmentFault, InputError
from ikanda_case.domain.facts import OfficeDescribed
from ikanda_case.ui.frame.desk_frame import DeskFrame
from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.gate import Opened, Recent, Strength, Told
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.main_window import MainWindow
from ikanda_case.ui.pace import Pace
from ikanda_case.ui.remembered import Remembered
from ikanda_case.ui.surroundings import Surroundings
from tests.support.casefiles import rulebook
from tests.support.cases import a_receipt, an_office
from tests.support.clocks import SetClock
from tests.support.memory import MemoryCaseFile

PASSPHRASE = "vier verzonnen woorden samen"
FILE = Path("/fictief/privacy-2026.ikanda")
NAME = "Marieke Denkbeeld"
"""Who asks in the case that `log_case` logs."""
MAIL = b"From: fien@voorbeeld.example\r\nSubject: Inzage\r\n\r\nIk vraag inzage.\r\n"
OPENED_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class BlankPages:
    """`Adapters` of a desk on which nothing is drawn or exported."""

    def page_images(self, pdf: bytes, dpi: int) -> Sequence[QImage]:
        return ()

    def scan_images(self, content: bytes, media_type: str, dpi: int) -> Sequence[QImage]:
        return ()

    def report(self, report: OverdueReport, form: str, *, names: bool, lang: str) -> bytes:
        return b""

    def numbers_masked(self, text: str) -> str:
        return text

    def vault(self, desk: Desk) -> None:
        """A file in memory has no keys beside it and no pages to look over."""


@dataclass
class Vault:
    """A case file in memory, as a gate knows it."""

    file: MemoryCaseFile
    passphrase: str
    remembered: bool = False
    busy: bool = False
    """Somebody else writes in it."""


class MemoryGate:
    """`gate.Gate` in memory; it keeps the same promises, without the cost of a key."""

    def __init__(self, clock: SetClock | None = None, *, keyring: str = "") -> None:
        self.clock = clock or SetClock()
        self.program = Program(self.clock)  # type: ignore[arg-type]
        self.vaults: dict[Path, Vault] = {}
        self.known: list[Path] = []
        self.keyring = keyring
        self.opened: list[Opened] = []
        self.closed: list[Path] = []

    def put(self, path: Path, passphrase: str = PASSPHRASE, *, recent: bool = True) -> Vault:
        """Lay a case file ready, with an office and one person in it."""
        vault = Vault(MemoryCaseFile(rulebook(), self.clock), passphrase)
        self.vaults[path] = vault
        if recent:
            self.known.append(path)
        desk = self._opened(path, "").desk
        office.add_person(desk, "p1", "Ilse Modelaar", ("handler", "intake", "administrator"))
        office.describe(desk, an_office().described)
        return vault

    def warm_up(self) -> None:
        rulebook()

    def recent(self) -> Sequence[Recent]:
        return [
            Recent(path, OPENED_AT, self._remembers(path), path in self.vaults)
            for path in self.known
        ]

    def forget_recent(self, path: Path) -> None:
        self.known.remove(path)

    def strength(self, passphrase: str) -> Strength:
        score = min(4, len(passphrase.split()))
        return Strength(score, score >= 3)

    def keyring_refused(self) -> str:
        return self.keyring

    def create(self, path: Path, passphrase: str, label: str) -> Opened:
        if path in self.vaults:
            raise InputError("file_exists")
        self.vaults[path] = Vault(MemoryCaseFile(rulebook(), self.clock), passphrase)
        self.known.insert(0, path)
        return self._opened(path, "")

    def open(
        self,
        path: Path,
        passphrase: str | None,
        *,
        read_only: bool = False,
        told: Told | None = None,
    ) -> Opened:
        vault = self.vaults.get(path)
        if vault is None:
            raise InputError("no_such_file")
        if passphrase is None and not vault.remembered:
            raise EnvironmentFault("not_remembered")
        if passphrase is not None and passphrase != vault.passphrase:
            raise EnvironmentFault("wrong_passphrase")
        if vault.busy and not read_only:
            raise EnvironmentFault("in_use", by="RO", since="09:01")
        return self._opened(path, "asked" if read_only else "")

    def remember(self, opened: Opened) -> None:
        if self.keyring:
            raise EnvironmentFault(self.keyring)
        self.vaults[opened.path].remembered = True

    def forget(self, path: Path) -> None:
        self.vaults[path].remembered = False

    def demo(self, folder: Path) -> tuple[Path, str]:
        path = folder / "demo.ikanda"
        self.put(path)
        desk = self._opened(path, "").desk
        office.describe(desk, OfficeDescribed(legal_name="IKANDA BV (DEMO)", demo=True))
        return path, PASSPHRASE

    def close(self, opened: Opened) -> None:
        self.opened.remove(opened)
        self.program.readers.close()
        self.closed.append(opened.path)

    def _remembers(self, path: Path) -> bool:
        return path in self.vaults and self.vaults[path].remembered

    def _opened(self, path: Path, read_only: str) -> Opened:
        desk = replace(self.program.desk(self.vaults[path].file), clock=self.clock)
        opened = Opened(path, desk, read_only)
        self.opened.append(opened)
        return opened


def log_case(gate: MemoryGate, path: Path, content: bytes = b"een vraag") -> int:
    """Log one request in a file that lies ready; return its stream."""
    desk = gate.program.desk(gate.vaults[path].file)
    desk = replace(desk, clock=gate.clock)
    taken = intake.take_in(desk, "vraag.txt", content)
    intake.open_case(desk, taken.stream, a_receipt())
    return taken.stream


def remembered_in(folder: Path) -> Remembered:
    """What a computer remembers, in a file of its own."""
    return Remembered(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))


def make_window(
    qtbot: QtBot,
    look: Look,
    gate: MemoryGate,
    folder: Path,
    *,
    lang: str = "nl",
    idle_ms: int = 300_000,
    surroundings: Surroundings | None = None,
) -> MainWindow:
    """A window before its first paint; at the end of the test its file is closed."""
    window = MainWindow(
        look,
        gate,
        BlankPages(),
        remembered_in(folder),
        version="0.1.0",
        lang=lang,
        surroundings=surroundings,
        pace=Pace(idle_ms, second_ms=1),
    )

    def let_go(_window: QWidget) -> None:
        window.lock()
        qtbot.waitUntil(
            lambda: window.session is None and not window.closing and window.jobs.is_idle
        )
        gate.program.readers.close()

    qtbot.addWidget(window, before_close_func=let_go)
    return window


def unlock(qtbot: QtBot, window: MainWindow, passphrase: str = PASSPHRASE) -> DeskFrame:
    """Give the passphrase of the chosen file and wait until it stands open."""
    window.door.unlock.passphrase.line.setText(passphrase)
    window.door.unlock.unlock.click()
    qtbot.waitUntil(lambda: window.frame is not None)
    rest(qtbot, window)
    assert window.frame is not None
    return window.frame


def rest(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until all work is done and shown."""
    qtbot.waitUntil(lambda: window.jobs.is_idle)


def words_in(widget: QWidget) -> str:
    """Everything a widget and what lies in it says, to the eye and to the ear."""
    said = []
    for each in (widget, *widget.findChildren(QWidget)):
        said += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        said += [each.windowTitle()]
        if isinstance(each, QLabel | QLineEdit | QAbstractButton):
            said.append(each.text())
        if isinstance(each, QPlainTextEdit):
            said.append(each.toPlainText())
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            said += _cells(each.model())
    return "\n".join(text for text in said if text)


def _cells(model: QAbstractItemModel) -> list[str]:
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
    return [
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in columns
    ]


class Shell:
    """An open file in a window."""

    def __init__(
        self,
        qtbot: QtBot,
        look: Look,
        folder: Path,
        idle_ms: int = 300_000,
        surroundings: Surroundings | None = None,
    ) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.gate = MemoryGate()
        self.gate.put(FILE)
        self.stream = log_case(self.gate, FILE)
        self.window: MainWindow = make_window(
            qtbot, look, self.gate, folder, idle_ms=idle_ms, surroundings=surroundings
        )
        self.window.start()
        self.window.show()
        self.frame: DeskFrame = unlock(qtbot, self.window)

    def rest(self) -> None:
        rest(self.qtbot, self.window)

    def give(self, code: str) -> None:
        self.window.menus.actions[code].trigger()
        self.rest()

    def file(self, name: str, content: bytes = MAIL) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    @property
    def here(self) -> Place:
        return self.frame.trail.here
