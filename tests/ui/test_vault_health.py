"""The state of a file in words, and the watch that has the day's backup made without a word."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ikanda_case.app import intake, office
from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.store.backup_folder import folder_beside
from ikanda_case.texts.dates import LANGUAGES
from ikanda_case.texts.sizes import file_size
from ikanda_case.ui.frame.status import StatusLine
from ikanda_case.ui.frame.status_facts import StatusFacts
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.health_watch import HealthWatch
from ikanda_case.ui.look.marks import Shape
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.vault_health import concerns, health_facts, is_unanchored_long
from ikanda_case.ui.vault import BackupMade, LastLook, VaultState
from tests.support.clocks import START, SetClock
from tests.ui.rooms import cut, nameless, settle, too_small, words_in
from tests.ui.test_vault_page import NoDrawer, Room, vault_room

NL = Words("nl", "ui_keeping")
SOUND = VaultState(
    path=Path("verzonnen.ikanda"),
    form=1,
    generation=1,
    entries=12,
    size=1_234_567,
    created_at=START - timedelta(days=90),
    last_look=LastLook(START - timedelta(days=2), 12, ""),
    last_backup=START - timedelta(days=1),
    unanchored=0,
    unanchored_since=None,
    opened_with="passphrase",
    label="IM",
    left_by="",
    remembered=False,
    keyring_refused="",
)


def brussels(at: datetime) -> datetime:
    return SetClock().brussels(at)


def said(state: VaultState, failed: EnvironmentFault | None = None) -> list[str]:
    return [f"{each.kind}: {each.bold}" for each in concerns(state, failed, START, NL, brussels)]


# ---- what must be said -------------------------------------------------------------------------


def test_of_a_sound_file_nothing_is_said() -> None:
    assert said(SOUND) == []


@pytest.mark.parametrize(("days", "old"), [(6.9, False), (7.1, True), (30, True)])
def test_a_backup_of_more_than_seven_days_is_said(days: float, old: bool) -> None:
    state = replace(SOUND, last_backup=START - timedelta(days=days))
    assert said(state) == ([f"soon: De laatste back-up is {int(days)} dagen oud."] if old else [])


def test_a_file_without_any_backup_gets_a_week() -> None:
    young = replace(SOUND, last_backup=None, created_at=START - timedelta(days=6))
    assert said(young) == []
    assert said(replace(young, created_at=START - timedelta(days=8))) == [
        "soon: Van deze kluis is nog geen back-up."
    ]


def test_a_failed_backup_is_said_with_its_reason_and_once() -> None:
    state = replace(SOUND, last_backup=START - timedelta(days=30))
    (notice,) = concerns(state, EnvironmentFault("disk_full"), START, NL, brussels)
    assert notice.bold == "De back-up van vandaag is niet gelukt."
    assert "schijf is vol" in notice.plain


def test_damage_stays_said_until_a_look_finds_all_whole() -> None:
    bad = replace(SOUND, last_look=LastLook(START, 12, "blobs"))
    (first, *_rest) = said(bad)
    assert first.startswith("late: Bij het nakijken op") and "Stukken" in first
    odd = replace(SOUND, last_look=LastLook(START, 12, "of_another_version"))
    assert "of_another_version" in said(odd)[0]


@pytest.mark.parametrize(("days", "long"), [(0, False), (7, False), (8, True)])
def test_what_is_anchored_nowhere_for_more_than_a_week_is_long(days: int, long: bool) -> None:
    since = brussels(START).date() - timedelta(days=days)
    state = replace(SOUND, unanchored=3, unanchored_since=since)
    assert is_unanchored_long(state, START, brussels) is long
    assert not is_unanchored_long(replace(SOUND, unanchored_since=None), START, brussels)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("how", ["passphrase", "computer", "code"])
def test_every_fact_has_its_words(lang: str, how: str) -> None:
    words = Words(lang, "ui_keeping")
    for found in (
        SOUND,
        replace(SOUND, last_look=None, last_backup=None, unanchored=1),
        replace(SOUND, last_look=LastLook(START, 1, "pages"), unanchored_since=date(2026, 1, 1)),
        replace(SOUND, unanchored=9, unanchored_since=date(2026, 1, 1)),
    ):
        state = replace(found, opened_with=how)
        facts = health_facts(state, "Ilse Modelaar", START, words, brussels)
        assert all(fact.value or fact.badge for fact in facts)
        concerns(replace(state, last_backup=None), None, START, words, brussels)
        concerns(state, EnvironmentFault("backup_folder_gone"), START, words, brussels)


def test_sizes_are_written_as_the_language_does() -> None:
    assert [file_size(38_240_000, lang) for lang in LANGUAGES] == [
        "38,2 MB", "38,2 Mo", "38.2 MB", "38,2 MB",
    ]  # fmt: skip
    assert [file_size(size, "en") for size in (0, 999, 999_400, 999_600, 123_400_000)] == [
        "0 kB", "1 kB", "999 kB", "1.0 MB", "123 MB",
    ]  # fmt: skip


# ---- the watch ---------------------------------------------------------------------------------


@pytest.fixture
def room(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Room]:
    with vault_room(qtbot, look, tmp_path) as opened:
        yield opened


def watch_of(room: Room) -> HealthWatch:
    watch = room.context.watch
    watch.start(room.page._vault, after_ms=1_000_000)
    return watch


def badge_of(room: Room, place: int) -> Shape:
    badge = room.page.health.facts.facts[place].badge
    assert badge is not None
    return badge.shape


def test_the_days_backup_is_made_and_stands_in_panel_and_status_bar(room: Room, look: Look) -> None:
    status = StatusLine(look, "balk")
    facts = StatusFacts(room.context, status, room.page)
    watch = watch_of(room)
    assert badge_of(room, 1) is Shape.HOLLOW
    watch.look_now()
    room.rest()
    assert len(list(folder_beside(room.path).iterdir())) == 1
    assert watch.failed is None and watch.making == -1
    assert badge_of(room, 1) is Shape.TICK_DISC
    assert "elke dag" in words_in(room.page.backups)
    assert "Laatste back-up" in status.words("backup")
    watch.look_now()
    room.rest()
    assert len(list(folder_beside(room.path).iterdir())) == 1
    facts.deleteLater()


def test_a_failed_one_is_said_in_the_panel_and_nowhere_else(room: Room, look: Look) -> None:
    status = StatusLine(look, "balk")
    facts = StatusFacts(room.context, status, room.page)
    watch, vault = watch_of(room), room.page._vault
    assert vault is not None
    vault.keep_backups_in(room.folder / "weg")
    watch.look_now()
    room.rest()
    notice = room.page.health.notices.banner.notice
    assert notice is not None and notice.bold == "De back-up van vandaag is niet gelukt."
    assert "andere map" in notice.plain
    assert status.words("backup") == "Back-up niet gelukt"
    room.page.backups.beside.click()
    room.rest()
    assert watch.failed is None, "another folder is tried at once"
    assert room.page.health.notices.banner.notice is None
    facts.deleteLater()


class Held:
    """Holds a backup where it is until it may go on."""

    def __init__(self, vault: object) -> None:
        self._make = vault.back_up_daily  # type: ignore[attr-defined]
        self.reached, self.goes_on = threading.Event(), threading.Event()

    def back_up_daily(self, progress: Callable[[int, int], None]) -> BackupMade | None:
        def step(done: int, total: int) -> None:
            self.reached.set()
            assert self.goes_on.wait(20)
            progress(done, total)

        made: BackupMade | None = self._make(step)
        return made


@pytest.fixture
def held(room: Room, monkeypatch: pytest.MonkeyPatch) -> Held:
    vault = room.page._vault
    assert vault is not None
    held = Held(vault)
    monkeypatch.setattr(vault, "back_up_daily", held.back_up_daily)
    return held


def test_nothing_waits_for_it(room: Room, held: Held) -> None:
    """While it is held the window reads, writes and does slow work as ever."""
    watch = watch_of(room)
    watch.look_now()
    assert held.reached.wait(20)
    done: list[str] = []
    desk, context = room.context.desk, room.context
    context.act(
        lambda: office.add_person(desk, "p9", "Noor Verzonnen", ("reader",)),
        owner=room.page,
        done=lambda _changes: done.append("written"),
    )
    today = context.desk.clock.today
    context.read(today, lambda _day: done.append("read"), owner=room.page)
    context.work(lambda _p: "slow", done.append, owner=room.page)
    room.qtbot.waitUntil(lambda: sorted(done) == ["read", "slow", "written"])
    assert not list(folder_beside(room.path).glob("*.ikanda-backup"))
    held.goes_on.set()
    room.rest()
    assert len(list(folder_beside(room.path).iterdir())) == 1


def test_locking_stops_it_and_leaves_nothing(room: Room, held: Held) -> None:
    watch = watch_of(room)
    watch.look_now()
    assert held.reached.wait(20)
    jobs = room.context.jobs
    assert not jobs.drain(0.0)
    held.goes_on.set()
    assert jobs.drain(20.0)
    jobs.resume()
    assert list(folder_beside(room.path).iterdir()) == []
    assert watch.making == -1 and watch.failed is None
    intake.take_in(room.context.desk, "later.txt", b"en het werk gaat door")


def test_a_computer_without_a_keyring_warns_after_a_week(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    with vault_room(qtbot, look, tmp_path, keyring=NoDrawer()) as room:
        assert room.page.health.notices.banner.notice is None
        clock = room.context.desk.clock
        assert isinstance(clock, SetClock)
        clock.at += timedelta(days=9)
        room.page.refresh()
        settle(qtbot, room.context)
        facts = words_in(room.page.health)
        assert "niet verankerd" in facts or "geen back-up" in facts
        assert badge_of(room, 2) is Shape.TRIANGLE


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_panels_fit_beside_each_other_and_below(
    qtbot: QtBot, look: Look, tmp_path: Path, lang: str
) -> None:
    with vault_room(qtbot, look, tmp_path, lang=lang) as room:
        watch_of(room).look_now()
        room.rest()
        for width in (1200, 700, 1600):
            room.page.resize(width, 900)
            room.rest()
            assert not cut(room.page) and not too_small(room.page) and not nameless(room.page)
