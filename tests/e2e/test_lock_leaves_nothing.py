"""Within a second of a lock nothing of a case is in any widget, model, picture, or object of ours.

The canaries are made by another process: what is found here was read from the case file.
"""

import gc
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolTip,
    QWidget,
)

from ikanda_case.bootstrap.parts import Readers
from ikanda_case.store.keys import read_keys
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.ui.case.case_view import CaseView
from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.intake.review_view import ReviewView
from ikanda_case.ui.letter.letter_view import LetterView
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.page_view import PageView
from ikanda_case.ui.widgets.table import Table
from tests.e2e.command_line import ByKey
from tests.e2e.window_driver import ALT, CTRL, KEY, PASSPHRASE, Person
from tests.e2e.window_house import FILE, House
from tests.support.leftovers import pages_of_qt, strings_left, strings_of_program, texts_left
from tests.support.processes import ROOT

CANARY = "kanarie"
LIMIT_S = 1.0


@dataclass(frozen=True)
class Canaries:
    """A file full of canaries, and where in it what lies."""

    folder: Path
    at: dict[str, Any]
    key: bytes


@pytest.fixture(scope="module")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> Canaries:
    folder = tmp_path_factory.mktemp("canaries")
    said = subprocess.run(
        [sys.executable, "-m", "tests.e2e.canary_desk", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    keys = read_keys(folder / FILE)
    return Canaries(folder, json.loads(said.stdout), keys.by_passphrase(PASSPHRASE)[0])


class Room:
    """A window at the file of canaries, opened by its key."""

    def __init__(self, house: House, canaries: Canaries, *, by_key: bool = True) -> None:
        for name in (FILE, f"{FILE}-keys"):
            shutil.copy(canaries.folder / name, house.folder / name)
        if by_key:
            program = ByKey(canaries.key)
            program.clock, program.readers = house.clock, Readers(house.clock)
            house.program = program
        house.recent.opened(house.file, house.clock.now())
        self.passphrase = "" if by_key else PASSPHRASE
        self.at = canaries.at
        self.person: Person = house.window()
        self.unlock()

    @property
    def page(self) -> QWidget:
        return self.person.page

    def unlock(self) -> None:
        """Open the file; what comes back may take the keyboard at once."""
        window = self.person.window
        door = window.door.unlock
        self.person.waits(door.passphrase.line.isEnabled)
        door.passphrase.line.setText(self.passphrase)
        door.unlock.click()
        self.person.waits(lambda: window.frame is not None)
        self.person.rests()

    def settle(self) -> None:
        for _ in range(2):
            self.person.rests()
            QCoreApplication.processEvents()

    def go(self, place: Place) -> QWidget:
        self.person.frame.go(place)
        self.settle()
        return self.page

    def lock(self) -> None:
        """Lock; one turn of the event loop later nothing is left, and soon the file is closed."""
        window = self.person.window
        began = time.monotonic()
        window.lock()
        turn_the_loop()
        assert time.monotonic() - began < LIMIT_S
        assert texts_left(CANARY) == []
        self.person.waits(lambda: window.session is None and not window.closing)
        self.settle()
        turn_the_loop()
        assert pages_of_qt() == []

    def leave(self) -> None:
        """Lock, then look through everything in Python that the program made."""
        self.lock()
        gc.collect()
        assert texts_left(CANARY) == []
        assert strings_left(CANARY) == []
        assert [each for each in gc.get_objects() if isinstance(each, OpenCaseFile)] == []


def turn_the_loop() -> None:
    """Do what a running program does between two events; a test that does not wait never does."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def room(house: House, canaries: Canaries) -> Iterator[Room]:
    """Every test ends with a lock and the long look."""
    made = Room(house, canaries)
    yield made
    made.leave()


def places(at: dict[str, Any], *, every: bool) -> Iterator[Place]:
    """Yield the pages; the short form leaves out what is built as another one is."""
    for key in ("today", "waiting", "all"):
        yield Place("list", key)
    yield Place("words", "denkbeeld")
    for tab in ("request", "clock", "identity", "letters"):
        yield Place("case", tab, at["case"])
    yield Place("letter", at["letter"], at["case"])
    yield Place("letter", at["signed"], at["case"])
    yield Place("item", "", at["waiting"])
    yield Place("item", "", at["scan"])
    yield Place("report")
    yield Place("settings", "office")
    if every:
        yield Place("post")
        for key in ("todo", "unassigned", "week", "late", "identity", "closed"):
            yield Place("list", key)
        for section in ("vault", "people", "looks", "keys"):
            yield Place("settings", section)


def leaves_no_word(room: Room, *, every: bool) -> None:
    for place in places(room.at, every=every):
        room.go(place)
        if place.kind in ("letter", "item") or place.key in ("all", "office"):
            assert texts_left(CANARY), f"{place}: nothing to lose"
        if place.key == room.at["signed"] or place.stream == room.at["scan"]:
            assert pages_of_qt(), f"{place}: no page to lose"
        room.lock()
        room.unlock()
    assert strings_left(CANARY), "what is looked at by the long look"


def test_no_page_leaves_a_word(room: Room) -> None:
    leaves_no_word(room, every=False)


@pytest.mark.full
def test_none_of_all_pages_leaves_a_word(room: Room) -> None:
    leaves_no_word(room, every=True)


# ---- what is on the screen beside the page -----------------------------------------------------


def fields(dialog: QWidget) -> list[QPlainTextEdit | QLineEdit]:
    """Return every field for words that can be typed in."""
    found: list[QPlainTextEdit | QLineEdit] = [*dialog.findChildren(QPlainTextEdit)]
    found += [each for each in dialog.findChildren(LineEdit) if type(each) is LineEdit]
    return [each for each in found if not each.isReadOnly()]


def typed_in(dialog: QWidget) -> list[str]:
    """Return what stands in every field for words."""
    return [
        each.toPlainText() if isinstance(each, QPlainTextEdit) else each.text()
        for each in fields(dialog)
    ]


def fill(dialog: QWidget) -> list[str]:
    """Type canaries in every field for words; return what stands there then."""
    for number, each in enumerate(fields(dialog)):
        if isinstance(each, QPlainTextEdit):
            each.setPlainText(f"Kanariewoord {number}")
        else:
            each.setText(f"Kanariewoord {number}")
    return typed_in(dialog)


def open_dialog(room: Room) -> QDialog:
    room.person.waits(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


ACTS = ("note", "correct:2", "decide:ACCESS", "ask_identity", "letter", "attach")
OTHER_ACTS = ("seen", "extend", "execute:", "settle_identity", "evidence", "outcome", "assign",
              "close")  # fmt: skip


def test_dialogs_of_a_case_leave_nothing_and_come_back_as_they_stood(room: Room) -> None:
    come_back(room, ACTS)


@pytest.mark.full
def test_the_other_dialogs_of_a_case_do_so_too(room: Room) -> None:
    come_back(room, OTHER_ACTS)


def come_back(room: Room, acts: tuple[str, ...]) -> None:
    place = Place("case", "clock", room.at["case"])
    for code in acts:
        view = room.go(place)
        assert isinstance(view, CaseView)
        view.acts.open(code.rstrip(":"))
        dialog = view.acts.dialog
        assert dialog is not None
        words, kind = fill(dialog), type(dialog)
        assert words or code in ("assign", "close", "attach"), code
        before = dialog.typed()
        room.lock()
        room.unlock()
        again: Any = open_dialog(room)
        assert type(again) is kind and typed_in(again) == words, code
        assert again.typed() == before
        assert room.person.frame.trail.here == place
        again.reject()
        room.settle()
        del view, dialog, again
    room.lock()
    room.unlock()
    room.settle()
    assert QApplication.activeModalWidget() is None, "what was given up does not come back"


def _set_aside(room: Room) -> None:
    view = room.go(Place("item", "", room.at["waiting"]))
    assert isinstance(view, ReviewView)
    view._aside.click()


def _send_back(room: Room) -> None:
    view = room.go(Place("letter", room.at["letter"], room.at["case"]))
    assert isinstance(view, LetterView)
    room.person.waits(view._act.isEnabled)
    view._act.click()
    room.settle()
    room.person.waits(view._send_back.isVisible)
    view._send_back.click()


def _record_sending(room: Room) -> None:
    view = room.go(Place("letter", room.at["signed"], room.at["case"]))
    assert isinstance(view, LetterView)
    room.person.waits(view._act.isEnabled)
    view._act.click()


def _note_post(room: Room) -> None:
    view: Any = room.go(Place("post"))
    view._note.click()


def _note_request(room: Room) -> None:
    room.go(Place("list", "todo"))
    room.person.frame.noting.open("Kanariegesprek", "phone")


@pytest.mark.parametrize(
    "opens",
    [
        _set_aside,
        _note_request,
        pytest.param(_send_back, marks=pytest.mark.full),
        pytest.param(_record_sending, marks=pytest.mark.full),
        pytest.param(_note_post, marks=pytest.mark.full),
    ],
)
def test_a_question_leaves_nothing_and_comes_back_with_its_answer(
    room: Room, opens: Callable[[Room], None]
) -> None:
    opens(room)
    dialog = open_dialog(room)
    words = fill(dialog)
    here = room.person.frame.trail.here
    assert words
    room.lock()
    room.unlock()
    again = open_dialog(room)
    assert typed_in(again) == words
    assert room.person.frame.trail.here == here
    again.reject()


def test_menus_tips_and_lists_that_drop_down_leave_nothing(room: Room) -> None:
    view = room.go(Place("list", "all"))
    chip = view._chips.widgets["handler"]  # type: ignore[attr-defined]
    menu: QMenu = chip.menu()
    menu.popup(QPoint(50, 50))
    QToolTip.showText(QPoint(80, 80), "Kanarietip")
    assert [each for each in texts_left(CANARY) if "QTipLabel" in each or "QAction" in each]
    room.lock()
    room.unlock()
    search = room.person.frame.toolbar.search
    search.setText("kanarievrager")
    search.typed.emit("kanarievrager")
    room.settle()
    assert not room.person.frame.palette_list.isHidden()
    room.lock()
    room.unlock()
    room.person.waits(lambda: room.person.frame.toolbar.search.text() == "kanarievrager")
    room.person.frame.say("Kanariemelding")
    room.person.window.menus.actions["messages"].trigger()
    room.lock()


# ---- forms -------------------------------------------------------------------------------------


def test_a_half_filled_form_comes_back_over_what_is_proposed(room: Room) -> None:
    view = room.go(Place("item", "", room.at["waiting"]))
    assert isinstance(view, ReviewView)
    form = view._form
    form.name.setText("Kanarienaam verbeterd")
    form.address.setPlainText("Kanarieweg 1\n0000 Nergenshuizen")
    form.acts_for.setCurrentIndex(form.acts_for.findData("lawyer"))
    form.subject_name.setText("Kanariecliënt")
    form.rights.put_back("ERASE PORT")
    form.other_channel.put_back("2026-11-02")
    before = form.receipt()
    room.lock()
    room.unlock()
    again: Any = room.page
    room.person.waits(lambda: again._form.receipt() == before)
    assert again._form.rights.chosen() == ("ERASE", "PORT")


def test_an_untouched_form_is_proposed_anew(room: Room) -> None:
    view: Any = room.go(Place("item", "", room.at["waiting"]))
    assert view.in_hand() == ()
    room.lock()
    room.unlock()
    assert room.person.frame.trail.here == Place("item", "", room.at["waiting"])


def test_a_letter_by_post_goes_on_where_it_was(room: Room) -> None:
    view: Any = room.go(Place("post"))
    view.take_in("kanariebrief.pdf", b"Kanariebrief", "post")
    room.settle()
    view._review._form.name.setText("Kanariebriefschrijver")
    room.lock()
    room.unlock()
    again: Any = room.page
    room.person.waits(lambda: again._review._form.name.text() == "Kanariebriefschrijver")


def test_the_office_being_described_comes_back_from_behind_another_page(room: Room) -> None:
    settings: Any = room.go(Place("settings", "office"))
    settings.pages["office"].lines["function"].setText("Kanariefunctie nieuw")
    room.go(Place("list", "today"))
    room.lock()
    room.unlock()
    assert room.person.frame.trail.here == Place("list", "today")
    again: Any = room.go(Place("settings", "office"))
    field = again.pages["office"].lines["function"]
    room.person.waits(lambda: field.text() == "Kanariefunctie nieuw")


def test_a_letter_being_written_is_kept_and_the_caret_stands_where_it_stood(room: Room) -> None:
    place = Place("letter", room.at["letter"], room.at["case"])
    view: Any = room.go(place)
    box = view._editor._editors["facts"]
    room.person.clicks(box)
    room.person.key(KEY.Key_End)
    room.person.types(" en een kanariezin erbij")
    for _ in range(7):
        room.person.key(KEY.Key_Left)
    at, words = box.textCursor().position(), box.toPlainText()
    assert "kanariezin" in words
    room.lock()
    room.unlock()
    again: Any = room.page

    def back() -> bool:
        now = again._editor._editors.get("facts")
        return now is not None and now.hasFocus() and now.textCursor().position() == at

    room.person.waits(back)
    assert again._editor._editors["facts"].toPlainText() == words
    assert room.person.frame.trail.here == place


def test_unlocking_returns_to_the_row_the_scroll_and_the_page(room: Room) -> None:
    person = room.person
    room.go(Place("list", "todo"))
    person.window.resize(1000, 600)
    view: Any = room.go(Place("case", "letters", room.at["case"]))
    area = view.findChildren(QWidget, "qt_scrollarea_viewport")[0].parentWidget()
    room.settle()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    down = area.verticalScrollBar().value()
    assert down > 0
    table = view.sides["letters"].findChild(Table)
    table.choose("B2")
    room.lock()
    room.unlock()
    again: Any = room.page
    person.waits(lambda: again.sides["letters"].findChild(Table).current_key == "B2")
    area = again.findChildren(QWidget, "qt_scrollarea_viewport")[0].parentWidget()
    person.waits(lambda: area.verticalScrollBar().value() == down)
    person.key(KEY.Key_Left, ALT)
    assert person.frame.trail.here == Place("list", "todo")


# ---- the key, the passphrase, work under way ---------------------------------------------------


def test_the_key_and_the_passphrase_go_with_the_file(house: House, canaries: Canaries) -> None:
    room = Room(house, canaries, by_key=False)
    held = [words for _, words in strings_of_program() if words == canaries.key]
    assert held, "an open file holds its key"
    room.go(Place("case", "letters", room.at["case"]))
    room.leave()
    secrets = (canaries.key, canaries.key.hex(), PASSPHRASE, PASSPHRASE.encode())
    assert [who for who, words in strings_of_program() if words in secrets] == []
    line = room.person.window.door.unlock.passphrase
    line._eye.click()
    room.person.clicks(line.line)
    room.person.key(KEY.Key_Z, CTRL)
    assert line.text() == "", "a passphrase that was typed cannot be undone back at the door"


def test_slow_work_is_cancelled_and_the_file_closes(room: Room) -> None:
    vault: Any = room.go(Place("settings", "vault"))
    section = vault.pages["vault"]
    section.complete_step()
    assert not room.person.window.jobs.is_idle
    room.lock()
    room.unlock()


def test_files_that_were_dropped_are_taken_in_although_it_locks(room: Room, tmp_path: Path) -> None:
    paths = []
    for number in range(12):
        path = tmp_path / f"kanarie{number}.txt"
        path.write_text(f"Kanarieverzoek {number}")
        paths.append(path)
    room.person.drops(*paths)
    room.lock()
    room.unlock()
    room.person.key(KEY.Key_2, ALT)
    room.settle()
    waiting: Any = room.page
    assert waiting._waiting_rows.rowCount() == 2 + 12
    names = [line for line in texts_left(CANARY) if "kanarie11.txt" in line]
    assert names


def test_pages_being_drawn_are_dropped(room: Room) -> None:
    room.person.frame.go(Place("item", "", room.at["scan"]))
    room.lock()
    room.unlock()
    viewer = room.go(Place("item", "", room.at["scan"])).findChild(PageView)
    room.person.waits(lambda: viewer.count == 1)
