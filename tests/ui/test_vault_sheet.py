"""The recovery sheet in the settings: to paper only, never to a screen or a file."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot

from ikanda_case.app import office
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.ways_in import sheet_facts
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.printing import goes_to_paper, put_on_paper
from ikanda_case.ui.settings.recovery_panel import RecoveryPanel
from tests.ui.rooms import words_in
from tests.ui.test_vault_page import Room, vault_room


@pytest.fixture
def room(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Room]:
    with vault_room(qtbot, look, tmp_path) as opened:
        yield opened


def panel(room: Room) -> RecoveryPanel:
    assert room.page.recovery is not None
    return room.page.recovery


def into_file(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_the_page_says_whether_the_sheet_was_printed_and_not_what_is_on_it(room: Room) -> None:
    assert "Herstelblad 1 is nog niet afgedrukt." in words_in(room.page)
    office.sheet_printed(room.context.desk)
    room.page.refresh()
    room.rest()
    assert "Herstelblad 1, laatst afgedrukt op" in words_in(room.page)
    file = room.context.desk.file
    assert isinstance(file, OpenCaseFile)
    said = words_in(room.page)
    assert not [line for line in sheet_facts(file).code.lines if line.first in said]


def test_a_printer_that_is_a_file_gets_no_sheet(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "blad.pdf"
    printer = into_file(path)
    assert not goes_to_paper(printer)
    panel(room)._print_on(printer)
    room.rest()
    assert "gaat niet naar een bestand" in words_in(panel(room))
    assert not path.exists()
    assert "nog niet afgedrukt" in words_in(room.page)


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="a printer is there")
def test_without_a_printer_that_is_said(room: Room) -> None:
    panel(room).print.click()
    assert "kent geen printer" in words_in(panel(room))
    assert "nog niet afgedrukt" in words_in(room.page)


def test_pages_fill_the_paper_in_their_own_shape(tmp_path: Path) -> None:
    page = QImage(210, 297, QImage.Format.Format_RGB32)
    page.fill(QColor("black"))
    path = tmp_path / "zwart.pdf"
    assert put_on_paper(into_file(path), [page, page])
    made = pypdfium2.PdfDocument(str(path))
    try:
        assert len(made) == 2
        drawn = made[1].render(scale=0.5).to_pil().convert("L")
        dark = sum(drawn.histogram()[:128])
        assert dark > 0.7 * drawn.width * drawn.height
    finally:
        made.close()
