"""One day in the real program, in a process of its own, with a canary wherever a person types.

`python -m tests.e2e.leaks_story` reads the canaries and its folders from standard input, so that
neither its arguments nor its surroundings hold one.
"""

import json
import logging
import os
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, qWarning
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QRadioButton, QWidget
from pytestqt.qt_compat import qt_api

qt_api.set_qt_api("pyside6")

from pytestqt.qtbot import QtBot  # noqa: E402

from ikanda_case.app.desk import Changes  # noqa: E402
from ikanda_case.bootstrap.start import run  # noqa: E402
from ikanda_case.ui.case.case_view import CaseView  # noqa: E402
from ikanda_case.ui.case.dialogs.attach import AttachDialog  # noqa: E402
from ikanda_case.ui.case.dialogs.correct import CorrectDialog  # noqa: E402
from ikanda_case.ui.case.dialogs.handling import NoteDialog, SeenDialog  # noqa: E402
from ikanda_case.ui.case.dialogs.identity import IdentityDialog  # noqa: E402
from ikanda_case.ui.door.wizard import NewFileWizard  # noqa: E402
from ikanda_case.ui.frame.places import Place  # noqa: E402
from ikanda_case.ui.intake.ask_words import AskWords  # noqa: E402
from ikanda_case.ui.main_window import MainWindow  # noqa: E402
from tests.e2e.window_driver import CTRL, KEY, Person  # noqa: E402
from tests.e2e.window_steps import begins_letter, has_letter_sent  # noqa: E402

Words = dict[str, str]


class Titles(QObject):
    """Writes down every title that a window ever had."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.WindowTitleChange, QEvent.Type.Show, QEvent.Type.WindowIconChange)
        if event.type() in kinds and isinstance(watched, QWidget) and watched.isWindow():
            self.seen |= {watched.windowTitle(), watched.windowFilePath(), watched.windowRole()}
        if isinstance(watched, QWindow):
            self.seen |= {watched.title(), watched.filePath()}
        return False


class Story:
    """What the person does, and what goes wrong meanwhile."""

    def __init__(self, words: Words, inputs: Path, work: Path, out: Path) -> None:
        self.words = words
        self.inputs = inputs
        self.work = work
        self.out = out
        self.keyring: list[str] = []
        self.person: Person

    def tell(self, window: MainWindow) -> None:
        self.person = Person(QtBot(None), window)  # type: ignore[arg-type]
        window.resize(1600, 1000)
        window.activateWindow()
        self.person.waits(window.isActiveWindow)
        self.makes_a_file(window)
        self.takes_in_and_opens()
        self.settles_and_notes()
        self.writes_and_sends()
        self.corrects_searches_and_reports()
        self.backs_up_and_remembers()
        self.meets_faults()
        self.locks_and_mistypes(window)
        self.leaves_words_half_typed()

    # ---- the day -------------------------------------------------------------------------------

    def makes_a_file(self, window: MainWindow) -> None:
        person = self.person
        person.sees("Nieuwe kluis")
        person.clicks("Nieuwe kluis")
        wizard = person.dialog(NewFileWizard)
        person.clicks(person.the(QRadioButton, "Kerkstraat 76"))
        person.writes(wizard.office.enterprise_number, "0000.000.000")
        person.clicks("Volgende")
        person.writes(wizard.mailbox.mailbox, "privacy@kantoor.example")
        person.writes(wizard.mailbox.signatory, self.words["signatory"])
        person.writes(wizard.mailbox.function, "Hoofd privacy")
        person.writes(wizard.mailbox.contact, self.words["contact"])
        person.clicks("Volgende")
        person.types("Ilse Modelaar")
        person.key(KEY.Key_Tab)
        person.types(self.words["passphrase"])
        person.tabs_to(wizard.phrase.again.line)
        person.types(self.words["passphrase"])
        person.clicks("Plaats kiezen…")
        person.picks_file(self.work / "privacy.ikanda")(person.dialog(QFileDialog))
        person.dialog(NewFileWizard)
        person.waits(person.the_button("Kluis maken").isEnabled)
        person.clicks("Kluis maken")
        person.waits(lambda: window.frame is not None)
        person.rests()
        person.comes_back()

    def takes_in_and_opens(self) -> None:
        person = self.person
        person.drops(*sorted(self.inputs.iterdir()))
        person.waits(lambda: person.frame.trail.here == Place("list", "waiting"))
        person.rests()
        streams = [str(number) for number in range(1, 4)]
        for stream in streams:
            person.frame.go(Place("item", "", int(stream)))
            person.rests()
        person.frame.go(Place("item", "", self.of("mail")))
        person.rests()
        view: Any = person.page
        view._form.address.setPlainText(self.words["address"])
        view._form.rights.put_back("ACCESS")
        person.waits(view._open.isEnabled)
        person.does_it()
        late = person.dialog(AskWords)  # it is more than three days since it arrived
        late.text.setPlainText(self.words["despite"])
        late.answer.click()
        person.waits(lambda: person.frame.trail.here.kind == "case")
        person.rests()
        self.stream = person.frame.trail.here.stream
        person.frame.go(Place("item", "", self.of("gone")))
        person.rests()
        aside: Any = person.page
        aside._aside.click()
        dialog = person.dialog(AskWords)
        dialog.text.setPlainText(self.words["set_aside"])
        dialog.answer.click()
        person.waits(lambda: person.frame.trail.here == Place("list", "waiting"))

    def of(self, name: str) -> int:
        """Return the stream of a dropped file."""
        with self.person.frame.context.desk.file.reading() as now:
            for stream in now.streams():
                item = now.case(stream).taken_in
                if item is not None and self.words[f"{name}_file"] in item.name:
                    return stream
        raise AssertionError(name)

    def case(self, tab: str = "") -> CaseView:
        person = self.person
        person.frame.go(Place("case", tab, self.stream))
        person.rests()
        person.comes_back()
        view = person.page
        assert isinstance(view, CaseView)
        return view

    def settles_and_notes(self) -> None:
        person, words = self.person, self.words
        view = self.case()
        view.acts.open("settle_identity")
        person.fills_and_does(
            IdentityDialog, lambda each: each.because.setPlainText(words["because"])
        )
        view.acts.open("note")
        person.fills_and_does(NoteDialog, lambda each: each.text.setPlainText(words["note"]))
        view.acts.open("attach")
        proof = self.inputs.parent / words["proof_file"]
        proof.write_text(words["proof"], "utf-8")
        person.fills_and_does(AttachDialog, lambda each: each.set_path(proof))
        person.frame.noting.open(words["phone_note"], "phone")._take.click()
        person.waits(lambda: person.frame.trail.here.kind == "item")
        person.rests()

    def writes_and_sends(self) -> None:
        person = self.person
        self.case()
        begins_letter(person)
        person.waits(lambda: person.the_button("Voorleggen ter goedkeuring").isEnabled())
        has_letter_sent(person)
        shown: Any = person.page
        exported = self.out / "brief.pdf"
        with person.meeting(QFileDialog, person.picks_file(exported)):
            person.clicks(shown._act)
        person.rests()
        person.waits(exported.exists)
        view = self.case()
        view.acts.open("letter")
        dialog: Any = view.acts.dialog
        dialog.kind.setCurrentIndex(dialog.kind.findData("L05"))
        dialog.act.click()
        person.waits(lambda: person.frame.trail.here.kind == "letter")
        person.rests()
        person.comes_back()
        letter: Any = person.page
        person.waits(lambda: bool(letter._editor._editors))
        for editor in letter._editor._editors.values():
            fill = getattr(editor, "setPlainText", None) or editor.setText
            fill(self.words["letter"])
        letter._on_typed()
        letter.save()
        person.rests()

    def corrects_searches_and_reports(self) -> None:
        person, words = self.person, self.words
        view = self.case("clock")
        view.acts.open("correct:2")

        def correct(dialog: CorrectDialog) -> None:
            for place in range(dialog.entry.count()):
                dialog.entry.setCurrentIndex(place)
                for editor in dialog.editors.values():
                    if isinstance(editor, QPlainTextEdit):
                        editor.setPlainText(words["corrected"])
                        dialog.reason.setPlainText(words["reason"])
                        return
            raise AssertionError("nothing in words can be corrected")

        person.fills_and_does(CorrectDialog, correct)
        self.case().acts.open("seen")
        person.fills_and_does(SeenDialog, lambda each: each.step.setPlainText(words["order"]))
        search = person.frame.toolbar.search
        search.setText(words["search"])
        search.searched.emit(words["search"])
        person.rests()
        person.frame.go(Place("list", "all"))
        person.rests()
        listed: Any = person.page
        listed._search.setText(words["filter"])
        listed.refresh()
        person.rests()
        person.frame.go(Place("report"))
        person.rests()
        report: Any = person.page
        for button, name in ((report._csv, "rapport.csv"), (report._pdf, "rapport.pdf")):
            with person.meeting(QFileDialog, person.picks_file(self.work / name)):
                person.clicks(button)
            person.rests()

    def backs_up_and_remembers(self) -> None:
        person = self.person
        adapters, desk = person.frame.context.adapters, person.frame.context.desk
        vault = adapters.vault(desk)
        assert vault is not None
        vault.back_up(self.work, lambda _done, _total: None)
        vault.sheet("nl")
        if not vault.state().keyring_refused:
            vault.remember()
            self.keyring = everything_in_keyring()
        assert all(each.ok for each in vault.look_over())

    # ---- what goes wrong -----------------------------------------------------------------------

    def meets_faults(self) -> None:
        """In a slot, in each lane, in a thread, in a library's log, below Python."""
        context, words = self.person.frame.context, self.words

        def breaks(*_given: object) -> Any:
            here = {"person": words["crash_local"]}
            raise ValueError(f"{words['crash']} {here}")

        QTimer.singleShot(0, breaks)
        context.act(lambda: breaks() or Changes(), context)
        context.read(breaks, lambda _found: None, context)
        context.work(breaks, lambda _found: None, context)
        thread = threading.Thread(target=breaks)
        thread.start()
        thread.join()
        logging.getLogger("a.library").error("could not read %s", words["crash"])
        warnings.warn(words["crash"], stacklevel=1)
        qWarning(words["crash"])
        os.write(2, words["crash"].encode())
        self.person.rests()
        self.kills_the_reader()
        self.person.sees("Er ging iets mis")

    def kills_the_reader(self) -> None:
        """A child process ends in the middle of a mail."""
        readers: Any = self.person.frame.context.desk.reader
        readers.read("x.eml", b"Subject: x\r\n\r\nx", ())
        child = readers._guard._child
        child.kill()
        readers.read("x.eml", b"Subject: x\r\n\r\n" + self.words["crash"].encode(), ())

    def locks_and_mistypes(self, window: MainWindow) -> None:
        person = self.person
        person.comes_back()
        self.case()
        person.key(KEY.Key_C, CTRL)
        person.locks()
        line = window.door.unlock.passphrase.line
        person.waits(line.hasFocus)
        person.types(self.words["wrong_passphrase"])
        person.key(KEY.Key_Return)
        person.sees("Deze wachtzin opent deze kluis niet.")
        person.waits(window.door.unlock.unlock.isEnabled)
        person.unlocks(self.words["passphrase"])

    def leaves_words_half_typed(self) -> None:
        """Locked in the middle of a note, and open again in the middle of it."""
        person = self.person
        view = self.case()
        view.acts.open("note")
        dialog: Any = view.acts.dialog
        dialog.text.setPlainText(self.words["half_typed"])
        del dialog
        person.window.lock("sleep")
        person.waits(lambda: not person.window.closing)
        person.rests()
        door = person.window.door.unlock
        door.passphrase.line.setText(self.words["passphrase"])
        door.unlock.click()
        again = person.dialog(NoteDialog)
        person.waits(lambda: again.text.toPlainText() == self.words["half_typed"])


def everything_in_keyring() -> list[str]:
    """Return every secret with its label and attributes, as hexadecimal."""
    import secretstorage

    with closing(secretstorage.dbus_init()) as connection:
        items = secretstorage.get_default_collection(connection).get_all_items()
        return [
            f"{each.get_label()} {each.get_attributes()} ".encode().hex() + each.get_secret().hex()
            for each in items
        ]


def main() -> None:
    """Live the day, say which titles there were, then wait to be killed or end well."""
    asked = json.loads(sys.stdin.readline())
    done = Path(asked["done"])
    app = QApplication(["ikanda-case"])
    titles = Titles()
    app.installEventFilter(titles)
    story = Story(
        asked["words"], Path(asked["inputs"]), Path(asked["work"]), Path(asked["exports"])
    )

    def end(fault: str) -> None:
        told = {"titles": sorted(titles.seen), "keyring": story.keyring, "fault": fault}
        done.with_suffix(".part").write_text(json.dumps(told))
        done.with_suffix(".part").rename(done)

    def begin() -> None:
        window = next(each for each in app.topLevelWidgets() if isinstance(each, MainWindow))
        try:
            story.tell(window)
        except BaseException:
            end(traceback.format_exc())
        else:
            end("")
        if asked["ends"]:
            window.close()

    when_shown(app, begin)
    sys.exit(run([]))


def when_shown(app: QApplication, begin: Callable[[], None]) -> None:
    """Begin once the window has been painted and is complete."""
    looking = QTimer(app, interval=20)

    def look() -> None:
        windows = [each for each in app.topLevelWidgets() if isinstance(each, MainWindow)]
        if windows and windows[0].isVisible() and windows[0].menus.actions:
            looking.stop()
            QTimer.singleShot(0, begin)

    looking.timeout.connect(look)
    looking.start()


if __name__ == "__main__":
    main()
