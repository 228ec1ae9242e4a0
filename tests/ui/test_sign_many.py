"""Signing every approved letter at once: what waits, how far it is, stopped, and what is left."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ikanda_case.app import letters, signing_key
from ikanda_case.app.desk import Desk
from ikanda_case.ui.context import Context
from ikanda_case.ui.letter.sign_many_dialog import SignManyDialog
from ikanda_case.ui.look.theme import Look
from tests.integration.test_signing_batch import approved, states
from tests.ui.rooms import (
    Told,
    context_at,
    cut,
    makers_desk,
    nameless,
    settle,
    too_small,
    words_in,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = makers_desk(tmp_path)
    yield made
    made.file.close()  # type: ignore[attr-defined]


def opened(qtbot: QtBot, context: Context) -> SignManyDialog:
    dialog = SignManyDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(qtbot, context)
    return dialog


def ended(qtbot: QtBot, context: Context, dialog: SignManyDialog) -> None:
    qtbot.waitUntil(lambda: dialog._ticket is None, timeout=60_000)
    settle(qtbot, context)


def test_nothing_waits_and_that_is_said(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    dialog = opened(qtbot, window[0])
    assert not dialog.sign.isEnabled()
    assert "geen goedgekeurde brief" in words_in(dialog)


def test_all_are_signed_and_the_window_answers_meanwhile(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    chosen = [approved(context.desk, number) for number in range(6)]
    dialog = opened(qtbot, context)
    assert dialog.table.model().rowCount() == 6
    longest, since = 0, QElapsedTimer()
    since.start()

    def tick() -> None:
        nonlocal longest
        longest = max(longest, since.restart())

    beat = QTimer(interval=20)
    beat.timeout.connect(tick)
    changed: list[object] = []
    context.changed.connect(changed.append)
    dialog.sign.click()
    assert dialog.progress.isVisible()
    assert not dialog.sign.isEnabled()
    since.restart()
    beat.start()
    ended(qtbot, context, dialog)
    beat.stop()
    assert longest < 500, "the window's thread never waits for a signature"
    assert states(context.desk, chosen) == ["signed"] * 6
    assert "6 van 6 brieven ondertekend." in words_in(dialog)
    assert len(changed) == 1
    assert not dialog.sign.isEnabled()


def test_it_is_stopped_between_two_letters_and_goes_on_later(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    chosen = [approved(context.desk, number) for number in range(5)]
    dialog = opened(qtbot, context)
    dialog.activateWindow()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(dialog._found), timeout=60_000)
    dialog.progress._cancel.click()
    ended(qtbot, context, dialog)
    signed = states(context.desk, chosen).count("signed")
    assert f"{signed} van 5" in words_in(dialog)
    if signed < 5:
        assert "Gestopt" in words_in(dialog)
        dialog.sign.click()
        ended(qtbot, context, dialog)
    assert states(context.desk, chosen) == ["signed"] * 5


def test_what_is_refused_stands_with_its_reason(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, _ = window
    good, bad = approved(context.desk, 1), approved(context.desk, 2)
    dialog = opened(qtbot, context)
    letters.send_back(context.desk, *bad, "toch niet")
    dialog.sign.click()
    ended(qtbot, context, dialog)
    assert states(context.desk, [good, bad]) == ["signed", "draft"]
    assert "1 van 2 brieven ondertekend." in words_in(dialog)
    model, spoken = dialog.table.model(), Qt.ItemDataRole.AccessibleTextRole
    said = [str(model.index(row, 1).data(spoken)) for row in range(2)]
    assert any("niet goedgekeurd" in each for each in said), said


def test_without_its_server_the_rest_is_signed_on_the_person_s_word(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    signing_key.choose_time_stamps(context.desk, url)
    chosen = [approved(context.desk, number) for number in range(2)]
    dialog = opened(qtbot, context)
    assert not dialog.without.isVisible()
    dialog.sign.click()
    ended(qtbot, context, dialog)
    assert states(context.desk, chosen) == ["approved"] * 2
    assert dialog.without.isVisible()
    dialog.without.click()
    ended(qtbot, context, dialog)
    assert states(context.desk, chosen) == ["signed"] * 2
    with context.desk.file.reading() as now:
        signed = now.case(chosen[0][0]).letter("B1").signed
    assert signed is not None
    assert signed.without_time_stamp == "time_stamp_unreachable"


def test_closing_it_tells_every_view_what_was_signed(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    chosen = [approved(context.desk, number) for number in range(4)]
    dialog = opened(qtbot, context)
    changed: list[object] = []
    context.changed.connect(changed.append)
    dialog.sign.click()
    qtbot.waitUntil(lambda: bool(dialog._found), timeout=60_000)
    dialog.close()
    qtbot.waitUntil(lambda: bool(changed), timeout=60_000)
    settle(qtbot, context)
    signed = states(context.desk, chosen).count("signed")
    assert signed >= 1
    assert len(changed[0].streams) == signed  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", ["nl", "fr", "en", "de"])
def test_it_is_named_and_whole(qtbot: QtBot, look: Look, desk: Desk, lang: str) -> None:
    approved(desk, 1)
    with context_at(desk, look, lang=lang) as (context, _):
        dialog = opened(qtbot, context)
        assert cut(dialog) == []
        assert nameless(dialog) == []
        assert too_small(dialog) == []
