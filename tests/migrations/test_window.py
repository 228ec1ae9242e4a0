"""An older case file at the door: it is made ready before the person's eyes, or left as it was."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ikanda_case.bootstrap.program import Program
from ikanda_case.bootstrap.window import OpenGate, Pictures
from ikanda_case.desktop.recent import RecentFiles
from ikanda_case.store.casefile import open_with_passphrase
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.main_window import MainWindow
from tests.migrations.corpus import CORPUS
from tests.migrations.forms import a_table_more, later_forms
from tests.support.casefiles import rulebook
from tests.support.clocks import SetClock
from tests.ui.shell_parts import remembered_in, rest, words_in

if TYPE_CHECKING:
    from sqlite_utils import Database

KEPT = CORPUS[-1]
LONG_MS = 20_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return KEPT.copied(tmp_path)


@pytest.fixture
def forms() -> Iterator[ExitStack]:
    """Holds `later_forms` until the window is gone."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def window(
    forms: ExitStack, qtbot: QtBot, one_look: Look, path: Path, tmp_path: Path
) -> MainWindow:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    program = Program()
    gate = OpenGate(program, RecentFiles(tmp_path))
    made = MainWindow(
        one_look, gate, Pictures(program), remembered_in(tmp_path), version="0.1.0", lang="nl"
    )

    def let_go(_window: QWidget) -> None:
        made.lock()
        qtbot.waitUntil(
            lambda: made.session is None and not made.closing and made.jobs.is_idle,
            timeout=LONG_MS,
        )
        program.readers.close()

    qtbot.addWidget(made, before_close_func=let_go)
    made.start(path)
    made.show()
    made.finish()
    rest(qtbot, made)
    return made


def give_passphrase(window: MainWindow) -> None:
    window.door.unlock.passphrase.line.setText(KEPT.passphrase)
    window.door.unlock.unlock.click()


def stands_open(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.frame is not None, timeout=LONG_MS)
    rest(qtbot, window)


def form_of(path: Path) -> int:
    with open_with_passphrase(
        path, KEPT.passphrase, rulebook(), SetClock(), read_only=True
    ) as file:
        return file.contents().form


class Waits:
    """A migration that waits until the test has looked."""

    def __init__(self) -> None:
        self.go = Event()

    def __call__(self, db: "Database") -> None:
        a_table_more(db)
        self.go.wait(LONG_MS / 1000)


def until_it_waits(qtbot: QtBot, window: MainWindow) -> None:
    ready = window.door.unlock.ready
    qtbot.waitUntil(lambda: "stap 3 van 5" in words_in(ready), timeout=LONG_MS)


def press(view: QWidget, words: str) -> None:
    (button,) = (each for each in view.findChildren(QAbstractButton) if each.text() == words)
    button.click()


def test_it_is_made_ready_and_the_person_is_told_of_the_backup(
    qtbot: QtBot, forms: ExitStack, window: MainWindow, path: Path
) -> None:
    waits = Waits()
    newest = forms.enter_context(later_forms(waits))
    ready = window.door.unlock.ready
    give_passphrase(window)
    until_it_waits(qtbot, window)
    assert ready.isVisible() and "Kopie omzetten" in words_in(ready)
    assert "De kluis wordt klaargemaakt voor deze versie" in words_in(window.door.unlock)
    waits.go.set()
    stands_open(qtbot, window)
    assert window.frame is not None and window.session is not None
    backup = window.session.opened.backup
    assert backup is not None and backup.name in words_in(window.frame)
    assert ready.isHidden() and not window.session.context.read_only
    assert form_of(path) == newest


def test_it_can_be_stopped_and_read_instead(
    qtbot: QtBot, forms: ExitStack, window: MainWindow, path: Path
) -> None:
    waits = Waits()
    forms.enter_context(later_forms(waits))
    view = window.door.unlock
    give_passphrase(window)
    until_it_waits(qtbot, window)
    press(view.ready, "Annuleren")
    waits.go.set()
    qtbot.waitUntil(lambda: "Het klaarmaken is geannuleerd" in words_in(view), timeout=LONG_MS)
    rest(qtbot, window)
    assert view.ready.isHidden() and view.passphrase.isEnabled() and window.frame is None
    assert form_of(path) == KEPT.form
    press(view, "Alleen lezen openen")
    stands_open(qtbot, window)
    assert window.session is not None and window.session.context.read_only
    assert window.session.opened.backup is None and form_of(path) == KEPT.form


def test_a_file_that_cannot_be_made_ready_can_be_read(
    qtbot: QtBot, forms: ExitStack, window: MainWindow, path: Path
) -> None:
    def fails(db: "Database") -> None:
        db.execute("INSERT INTO nowhere VALUES (1)")

    forms.enter_context(later_forms(fails))
    give_passphrase(window)
    view = window.door.unlock
    qtbot.waitUntil(lambda: "Ze is wat ze was" in words_in(view), timeout=LONG_MS)
    rest(qtbot, window)
    assert "Alleen lezen openen" in words_in(view) and view.ready.isHidden()
    assert form_of(path) == KEPT.form


def test_closing_the_window_meanwhile_leaves_the_file_as_it_was(
    qtbot: QtBot, forms: ExitStack, window: MainWindow, path: Path
) -> None:
    waits = Waits()
    forms.enter_context(later_forms(waits))
    give_passphrase(window)
    until_it_waits(qtbot, window)
    window.jobs.drain(0.05)  # it is asked to stop, and may be at work still
    waits.go.set()
    assert window.jobs.drain(LONG_MS / 1000)
    window.jobs.resume()
    assert window.session is None and form_of(path) == KEPT.form
