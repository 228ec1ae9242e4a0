"""The vault in the settings: whole looks stage by stage, backups, and this computer's memory."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ikanda_case.app import intake, office
from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.store.backup_look import with_passphrase
from ikanda_case.store.casefile import create, open_with_passphrase, open_with_this_computer
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.restore import restore
from ikanda_case.texts.dates import LANGUAGES
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.vault_words import look_rows, look_sentence, verdict
from ikanda_case.ui.settings.vault_page import VaultPage
from ikanda_case.ui.vault import Look as Stage
from ikanda_case.ui.vault import Tell
from tests.support.casefiles import rulebook
from tests.support.clocks import START, SetClock
from tests.support.drawer import Drawer
from tests.ui.rooms import context_at, cut, make_desk, nameless, settle, shown, too_small, words_in
from tests.ui.vault_parts import ILSE, LOWEST, QuickKeys

NL = Words("nl", "ui_vault")


class SafeDrawer(Drawer):
    """A keyring that is there."""

    def available(self) -> bool:
        return True


class NoDrawer(Drawer):
    """A computer without a safe keyring."""

    def available(self) -> bool:
        return False


class Room:
    """The vault page over a real file."""

    def __init__(self, qtbot: QtBot, context: Context, page: VaultPage, folder: Path) -> None:
        self.qtbot = qtbot
        self.context = context
        self.page = page
        self.folder = folder
        self.path = folder / "verzonnen.ikanda"
        self.rest()

    def rest(self) -> None:
        settle(self.qtbot, self.context)

    def banner(self) -> str:
        notice = self.page.banner.banner.notice
        return f"{notice.kind}: {notice.bold}" if notice else ""

    def outcomes(self) -> list[str]:
        model = self.page.table.model()
        assert model is not None
        return [words_at(self.page, row) for row in range(model.rowCount())]


def words_at(page: VaultPage, row: int) -> str:
    rows = look_rows(page._stages, page._looks, page.said)
    badge = rows[row].cells[-1].badge
    assert badge is not None
    return badge.text


@contextmanager
def vault_room(
    qtbot: QtBot,
    look: Look,
    folder: Path,
    *,
    lang: str = "nl",
    keyring: Drawer | None = None,
    before: Callable[[OpenCaseFile], None] = lambda _file: None,
) -> Iterator[Room]:
    clock = SetClock()
    with create(folder / "verzonnen.ikanda", ILSE, "IM", rulebook(), clock, cost=LOWEST) as file:
        desk = make_desk(file, clock)
        office.add_person(desk, "p1", "Ilse Modelaar", ("handler", "administrator"))
        intake.take_in(desk, "vraag.txt", b"een verzonnen vraag")
        before(file)
        with context_at(desk, look, lang=lang) as (context, _told):
            context.adapters = QuickKeys(folder, keyring or SafeDrawer())
            page = VaultPage(context)
            shown(qtbot, page)
            yield Room(qtbot, context, page, folder)


@pytest.fixture
def room(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Room]:
    with vault_room(qtbot, look, tmp_path) as opened:
        yield opened


# ---- looking it over ---------------------------------------------------------------------------


def test_before_a_look_nothing_is_said_to_be_whole(room: Room) -> None:
    assert room.banner() == "info: Nog niet volledig nagekeken sinds het openen"
    assert set(room.outcomes()) == {"nog niet"}


def test_a_sound_file_is_said_to_be_whole_with_what_that_does_not_show(room: Room) -> None:
    room.page.complete_step()
    room.rest()
    assert room.banner().startswith("ok: De kluis is heel: alles nagekeken om")
    assert "tussen twee ankers" in words_in(room.page.banner)
    assert room.outcomes() == ["heel"] * 6 + ["nog niet"], "nothing is anchored yet"
    assert tuple(each.name for each in room.page._looks) == room.page._stages
    assert "Bewaarde stukken: 1" in words_in(room.page.table)


def test_damage_is_named_by_the_first_stage_that_found_it(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    def spoil(file: OpenCaseFile) -> None:
        db = file._connections.writer()
        for (trigger,) in db.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            db.run(f'DROP TRIGGER "{trigger}"')
        db.run("DELETE FROM blob")

    with vault_room(qtbot, look, tmp_path, before=spoil) as room:
        room.page.complete_step()
        room.rest()
        assert room.banner().startswith("late: De kluis is niet heel. Wat naast het journaal")
        assert "zet een back-up terug" in words_in(room.page.banner)
        assert room.outcomes()[4] == "niet heel"


def test_a_look_that_is_broken_off_keeps_what_it_found_and_says_what_it_did_not(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, vault = threading.Event(), room.page._vault
    stages = vault.look_over

    def until_asked(tell: Tell) -> Iterator[Stage]:
        for look in stages(tell):
            yield look
            assert asked.wait(10)

    monkeypatch.setattr(vault, "look_over", until_asked)
    room.page.complete_step()
    assert not room.page.check.isEnabled() and not room.page.backups.back_up.isEnabled()
    room.page.look_progress.cancelled.emit()
    asked.set()
    room.rest()
    assert room.banner() == "soon: Het nakijken is afgebroken"
    assert "nog niet" in room.outcomes()
    assert room.page.check.isEnabled() and room.page.backups.back_up.isEnabled()
    assert room.page.look_progress.isHidden()


def test_a_look_while_the_page_is_cleared_leaves_nothing(room: Room) -> None:
    room.page.complete_step()
    room.page.clear()
    room.rest()
    assert "Feiten in het journaal" not in words_in(room.page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_outcome_without_words_of_its_own_is_said_to_be_damage(lang: str) -> None:
    odd = Stage("pages", False, "something_new", {}, 0.1)
    assert look_sentence(odd, lang)
    notice = verdict([odd], 7, START, Words(lang, "ui_vault"))
    assert notice.kind == "late"


def test_the_first_fault_is_named_even_when_the_look_was_broken_off() -> None:
    bad = Stage("journal", False, "first_bad_entry", {"entry": 12}, 0.1)
    good = Stage("pages", True, "pages_sound", {"pages": 3}, 0.1)
    assert "Feit 12 is het eerste" in verdict([good, bad], 7, START, NL).bold


# ---- backups -----------------------------------------------------------------------------------


def test_a_backup_is_made_checked_and_can_be_put_back(room: Room, tmp_path: Path) -> None:
    assert "nog geen" in words_in(room.page.health)
    folder = tmp_path / "elders"
    folder.mkdir()
    room.page.backups.back_up_in(str(folder))
    room.rest()
    (made,) = folder.iterdir()
    assert f"Bestand: {made.name}" in words_in(room.page.backups.notices)
    assert "nog geen" not in words_in(room.page.health)
    assert "Met de hand, op deze computer:" in words_in(room.page.backups)
    again = folder / "terug.ikanda"
    done = restore(made, again, with_passphrase(ILSE), "proef", "p1", rulebook(), SetClock())
    assert done.entries >= 2
    with open_with_passphrase(again, ILSE, rulebook(), SetClock(), read_only=True) as file:
        assert file.contents().items == 1


def test_a_backup_that_is_stopped_leaves_nothing_behind(room: Room, tmp_path: Path) -> None:
    folder = tmp_path / "elders"
    folder.mkdir()
    room.page.backups.back_up_in(str(folder))
    room.page.backups.progress.cancelled.emit()
    room.rest()
    assert list(folder.iterdir()) == []
    assert "afgebroken" in words_in(room.page.backups.notices)


def test_a_folder_that_is_not_there_is_said_in_place(room: Room, tmp_path: Path) -> None:
    room.page.backups.back_up_in(str(tmp_path / "weg"))
    room.rest()
    notice = room.page.backups.notices.banner.notice
    assert notice is not None and notice.kind == "late" and notice.plain


# ---- this computer -----------------------------------------------------------------------------


def test_this_computer_remembers_and_forgets(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    keyring = SafeDrawer()

    def opens() -> bool:
        path = tmp_path / "verzonnen.ikanda"
        try:
            with open_with_this_computer(path, keyring, rulebook(), SetClock(), read_only=True):
                return True
        except EnvironmentFault as fault:
            assert fault.code == "not_remembered"
            return False

    with vault_room(qtbot, look, tmp_path, keyring=keyring) as room:
        assert not opens()
        room.page.computer.remember.click()
        room.rest()
        assert opens()
        assert "Deze computer onthoudt de sleutel:" in words_in(room.page)
        assert room.page.computer.remember.words == "Vergeten"
        room.page.computer.remember.click()
        room.rest()
        assert not opens() and keyring.kept == {}


def test_without_a_safe_keyring_the_reason_is_said(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    with vault_room(qtbot, look, tmp_path, keyring=NoDrawer()) as room:
        assert not room.page.computer.remember.isEnabled()
        assert "geen veilige sleutelbos" in words_in(room.page)


# ---- room --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_of_it_fits_a_small_window(qtbot: QtBot, look: Look, tmp_path: Path, lang: str) -> None:
    with vault_room(qtbot, look, tmp_path, lang=lang) as room:
        room.page.resize(640, 540)
        room.page.complete_step()
        room.rest()
        room.page.backups.back_up_in(str(tmp_path))
        room.rest()
        assert not cut(room.page) and not too_small(room.page) and not nameless(room.page)
