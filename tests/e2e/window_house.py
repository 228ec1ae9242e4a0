"""The real parts of the program over a folder of its own, on the day a story is told."""

import shutil
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ikanda_case.app import office, signing_key
from ikanda_case.bootstrap.program import Program
from ikanda_case.bootstrap.window import OpenGate, Pictures
from ikanda_case.desktop.clock import SystemClock
from ikanda_case.desktop.recent import RecentFiles
from ikanda_case.domain.facts import OfficeDescribed
from ikanda_case.resource_files import resource
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.main_window import MainWindow
from ikanda_case.ui.remembered import Remembered
from tests.e2e.window_driver import LONG_MS, PASSPHRASE, Person
from tests.ui.shell_parts import remembered_in

DEMO = resource("demo")
FILE = "privacy.ikanda"
OFFICE = OfficeDescribed(
    legal_name="IKANDA BV (DEMO)",
    department="Afdeling Legal - Privacy",
    address=("Achterstraat 17", "9450 Haaltert"),
    intake_addresses=(("Achterstraat 17", "9450 Haaltert"), ("Kerkstraat 76", "9406 Ninove")),
    mailbox="privacy@ikanda-demo.example",
    mail_hosts=("mx.ikanda-demo.example",),
    enterprise_number="0000.000.000",
    register="Fictieve rechtbank",
    signatory="Rik Ontwerp (fictief)",
    function="Hoofd Afdeling Legal - Privacy",
    contact="privacy@ikanda-demo.example",
    demo=True,
)


class OfficeDay(SystemClock):
    """The clock of the computer, read on the day the story is told."""

    def __init__(self, day: date) -> None:
        self.day = day

    def today(self) -> date:
        return self.day


class Stock:
    """Case files made once, for every test to copy: keys are slow to make on purpose."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[OfficeDescribed, Path] = {}

    def furnished(self, described: OfficeDescribed, program: Program) -> Path:
        """Return a case file with an office, its key, its maker and a colleague."""
        if described not in self._made:
            folder = self._folder / str(len(self._made))
            folder.mkdir()
            program.create(folder / FILE, PASSPHRASE, "Ilse Modelaar")
            with program.open_desk(folder / FILE, PASSPHRASE) as desk:
                office.describe(desk, described)
                office.add_person(desk, "p2", "Rik Ontwerp", ("approver", "handler"))
                signing_key.ensure_key(desk)
            self._made[described] = folder / FILE
        return self._made[described]


class House:
    """The real parts of the program over a folder of its own, and its windows."""

    def __init__(self, qtbot: QtBot, look: Look, stock: "Stock", folder: Path, day: date) -> None:
        self.qtbot = qtbot
        self.look = look
        self.stock = stock
        self.folder = folder
        self.clock = OfficeDay(day)
        self.program = Program(self.clock)
        self.recent = RecentFiles(folder)
        self.file = folder / FILE

    def furnish(self, described: OfficeDescribed = OFFICE) -> None:
        """Lay a case file ready: an office, its key, the person who opens it and a colleague."""
        made = self.stock.furnished(described, self.program)
        for name in (made.name, f"{made.name}-keys"):
            shutil.copy(made.with_name(name), self.folder / name)
        self.recent.opened(self.file, self.clock.now())

    def window(self, name: str = "first") -> Person:
        """Open a window at the door; at the end of the test it lets go of its file."""
        program = self.program if name == "first" else Program(self.clock)
        folder = self.folder / name
        folder.mkdir()
        remembered: Remembered = remembered_in(folder)
        window = MainWindow(
            self.look,
            OpenGate(program, self.recent),
            Pictures(program),
            remembered,
            version="0.1.0",
            lang="nl",
        )

        def let_go(_window: QWidget) -> None:
            for each in QApplication.topLevelWidgets():
                if isinstance(each, QDialog):
                    each.close()
            window.lock()
            self.qtbot.waitUntil(
                lambda: window.session is None and not window.closing and window.jobs.is_idle,
                timeout=LONG_MS,
            )
            program.readers.close()

        self.qtbot.addWidget(window, before_close_func=let_go)
        window.resize(1600, 1000)
        window.start()
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        person = Person(self.qtbot, window)
        person.rests()
        return person
