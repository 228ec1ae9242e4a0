"""The data files of an answer in the window: added, refused, looked at, moved, taken out, saved."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ikanda_case.app import annexes, letters, steps
from ikanda_case.app.desk import Desk
from ikanda_case.bootstrap.parts import Readers
from ikanda_case.desktop.clock import SystemClock
from ikanda_case.domain.case import Letter
from ikanda_case.domain.people import Parties, Person
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.drops import Drops
from ikanda_case.ui.intake.ask_words import AskWords
from ikanda_case.ui.letter.annex_dialog import MOST_SHOWN, AnnexDialog
from ikanda_case.ui.letter.annexes_pane import AnnexesPane
from ikanda_case.ui.letter.letter_view import LetterView
from ikanda_case.ui.look.theme import Look
from tests.support.cases import TODAY
from tests.support.letters import opened, rendered
from tests.ui.rooms import (
    Told,
    context_at,
    cut,
    makers_desk,
    nameless,
    open_case,
    settle,
    shown,
    too_small,
    words_in,
    writing,
)

LIST = b"veld;waarde\r\nnaam;Marieke Denkbeeld\r\n"
OTHER = Person("Wout Verzonnen", ("Elders 4", "9999 Nergens"), "wout@elders.example")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Case 1 with two drafts that may carry files, and one that may not; case 2 of another."""
    made = makers_desk(tmp_path)
    stream = open_case(made, received_on=TODAY)
    steps.identity_not_needed(made, stream, "Verzonnen reden.", TODAY)
    for kind in ("L05", "L08", "L01"):
        wish = letters.Wish(kind=kind, by_email=True, facts="Uw gegevens.")
        letters.draft(made, stream, wish, TODAY)
    open_case(made, b"een ander", received_on=TODAY, parties=Parties(OTHER, OTHER))
    reader = Readers(SystemClock())
    yield replace(made, reader=reader)
    reader.close()
    made.file.close()  # type: ignore[attr-defined]


def kept(context: Context) -> Letter:
    with context.desk.file.reading() as now:
        letter = now.case(1).letter("B1")
    assert letter is not None
    return letter


def names(view: LetterView) -> list[str]:
    rows = view._annexes.table.model()
    return [str(rows.index(row, 0).data()).split("\n")[0] for row in range(rows.rowCount())]


def files(folder: Path, **contents: bytes) -> list[Path]:
    """Write files; `a_csv` becomes a.csv."""
    made = []
    for name, content in contents.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content)
        made.append(path)
    return made


def add(qtbot: QtBot, context: Context, view: LetterView, paths: list[Path]) -> None:
    view._annexes.dropped.emit(paths)
    settle(qtbot, context)


def banner(view: LetterView) -> str:
    return words_in(view._annexes.notices) if view._annexes.notices.isVisible() else ""


def test_files_are_added_shown_and_named_on_the_page(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, told = window
    view = writing(qtbot, context)
    assert view._annexes.isVisible()
    assert "nog geen" in words_in(view._annexes)
    add(qtbot, context, view, files(tmp_path, klant_csv=LIST, rest_json=b"{}"))
    assert names(view) == ["klant.csv", "rest.json"]
    assert "2 bestanden, 1 kB" in words_in(view._annexes)
    assert "In de brief: AVG-2026-0001-gegevens-1.csv" in words_in(view._annexes)
    assert "Toegevoegd aan de brief." in told.sentences
    with context.desk.file.reading() as now:
        assert now.blob(kept(context).annexes[0].sha256) == LIST
    said = str(letters.sheet(context.desk, 1, "B1", TODAY).texts)
    assert "AVG-2026-0001-gegevens-2.json (JSON, 1 kB)" in said


def test_words_that_were_not_kept_yet_are_kept_before_a_file_comes(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    editor = view._editor._editors["facts"]
    editor.setPlainText("Nog niet bewaard.")  # type: ignore[union-attr]
    add(qtbot, context, view, files(tmp_path, klant_csv=LIST))
    assert names(view) == ["klant.csv"]
    assert dict(kept(context).draft.fields)["facts"] == "Nog niet bewaard."


def test_what_is_refused_is_told_by_name_and_what_came_before_it_stays(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    add(qtbot, context, view, files(tmp_path, een_csv=LIST, twee_csv=b"MZ\x00", drie_txt=b"x"))
    assert names(view) == ["een.csv"]
    assert "twee.csv: Dit bestand heet csv, maar is iets anders." in banner(view)
    add(qtbot, context, view, files(tmp_path, klant_xlsx=b"PK"))
    assert "wel: csv, json, xml, txt, pdf" in banner(view)
    add(qtbot, context, view, [tmp_path / "weg.csv"])
    assert "weg.csv" in banner(view)
    add(qtbot, context, view, files(tmp_path, drie_txt=b"x"))
    assert banner(view) == ""


def test_a_file_that_names_another_goes_with_a_reason_that_the_approver_reads(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    named = files(tmp_path, een_csv=OTHER.email.encode(), twee_txt=b"x")
    add(qtbot, context, view, named)
    asked = view._asking.dialog
    assert isinstance(asked, AskWords)
    assert "een.csv: Dit bestand noemt andere zaken" in words_in(asked)
    assert names(view) == []
    asked.text.setPlainText("Hij schreef haar zelf.")
    asked.answer.click()
    settle(qtbot, context)
    assert names(view) == ["een.csv", "twee.txt"]
    assert "Noemt andere zaken, omdat: Hij schreef haar zelf." in words_in(view._annexes)


def test_the_keyboard_moves_takes_out_and_opens(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    add(qtbot, context, view, files(tmp_path, a_csv=LIST, b_txt=b"twee", c_txt=b"drie"))
    view.activateWindow()
    table = view._annexes.table
    table.setFocus()
    table.selectRow(0)
    assert not view._annexes.up.isEnabled()
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, context)
    assert names(view) == ["b.txt", "a.csv", "c.txt"]
    assert table.currentIndex().row() == 1
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, context)
    assert names(view) == ["a.csv", "b.txt", "c.txt"]
    QTest.keyClick(table, Qt.Key.Key_Delete)
    settle(qtbot, context)
    assert names(view) == ["b.txt", "c.txt"]
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(qtbot, context)
    assert isinstance(view._asking.dialog, AnnexDialog)
    assert "twee" in words_in(view._asking.dialog)


def test_a_page_is_shown_as_pictures_and_a_long_text_says_that_it_is_cut(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    long = b"regel\n" * MOST_SHOWN
    add(qtbot, context, view, files(tmp_path, a_pdf=rendered().pdf, b_txt=long))
    for place in (0, 1):
        view._annexes.table.selectRow(place)
        view._annexes.open.click()
        settle(qtbot, context)
        dialog = view._asking.dialog
        assert isinstance(dialog, AnnexDialog)
        if place == 0:
            assert dialog.pages is not None and dialog.pages.count >= 1
        else:
            assert dialog.text is not None and dialog.note.isVisible()
            assert len(dialog.text.toPlainText()) == MOST_SHOWN
        view._asking.close()
        assert "regel" not in words_in(view)


def test_an_approver_sees_the_files_and_saves_one_but_changes_none(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, told = window
    desk = context.desk
    annexes.add(desk, 1, "B1", "Marieke.csv", LIST)
    letters.ask_approval(desk, 1, "B1", TODAY)
    view = writing(qtbot, context)
    assert names(view) == ["Marieke.csv"]
    pane = view._annexes
    for button in (pane.add, pane.up, pane.down, pane.remove):
        assert not button.isVisible()
    assert not pane.acceptDrops()
    pane.open.click()
    settle(qtbot, context)
    asked: list[str] = []

    def chosen(_parent: QWidget, _title: str, name: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    dialog = view._asking.dialog
    assert isinstance(dialog, AnnexDialog)
    dialog.save.click()
    settle(qtbot, context)
    assert asked == ["AVG-2026-0001-gegevens-1.csv"]
    assert (tmp_path / asked[0]).read_bytes() == LIST
    assert "Het bestand is bewaard." in told.sentences
    with opened(letters.stored(desk, 1, "B1")) as pdf:
        assert [*pdf.attachments] == asked


def test_paper_is_refused_while_files_lie_in_the_letter(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    annexes.add(context.desk, 1, "B1", "klant.csv", LIST)
    view = writing(qtbot, context)
    qtbot.waitUntil(view._act.isEnabled, timeout=10_000)
    view._by_email.click()
    qtbot.waitUntil(lambda: "op papier niet mee" in view._wrong.text(), timeout=10_000)
    assert not view._act.isEnabled()
    view._by_email.click()
    qtbot.waitUntil(view._act.isEnabled, timeout=10_000)


def test_other_letters_have_no_place_for_files(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, _ = window
    view = writing(qtbot, context, "B3")
    assert not view._annexes.isVisible()
    view.show_letter(1, "B2")
    settle(qtbot, context)
    assert view._annexes.isVisible()
    view.clear()
    assert "klant" not in words_in(view)


def test_files_dropped_on_the_pane_are_no_new_requests(
    qtbot: QtBot, window: tuple[Context, Told], tmp_path: Path
) -> None:
    context, _ = window
    view = writing(qtbot, context)
    whole = QWidget()
    lines = QVBoxLayout(whole)
    lines.addWidget(view)
    shown(qtbot, whole, 1388)
    taken: list[object] = []
    drops = Drops(lambda: True, taken.append, whole)
    (page,) = files(tmp_path, a_pdf=rendered().pdf)

    def dropped_on(widget: QWidget) -> bool:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(page))])
        place = widget.mapTo(whole, QPoint(6, 6))
        event = QDropEvent(
            QPointF(place), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        return drops.drop(event)

    assert not dropped_on(view._annexes)
    assert taken == []
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(page))])
    at, keys = QPointF(6, 6), Qt.KeyboardModifier.NoModifier
    said = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    entering = QDragEnterEvent(at.toPoint(), *said)
    QApplication.sendEvent(view._annexes, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(view._annexes, QDropEvent(at, *said))
    settle(qtbot, context)
    assert names(view) == ["a.pdf"]
    assert dropped_on(view._side)
    assert taken == [[page]]
    view.setParent(None)


@pytest.mark.parametrize("width", [1388, 1000])
@pytest.mark.parametrize("lang", ["nl", "fr", "en", "de"])
def test_the_pane_has_names_room_and_no_cut_words(
    qtbot: QtBot, desk: Desk, look: Look, tmp_path: Path, lang: str, width: int
) -> None:
    annexes.add(desk, 1, "B1", "klant.csv", LIST)
    with context_at(desk, look, lang=lang) as (context, _):
        view = writing(qtbot, context, width=width)
        pane: AnnexesPane = view._annexes
        assert nameless(pane) == []
        assert too_small(pane) == []
        assert cut(pane) == []
