"""Pages from memory to paper; what may lie in no file is never sent to one."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

DPI = 300
"""Dots for each inch that pages are drawn with, to be printed."""
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


def has_printer() -> bool:
    """Return whether the system knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def asked_printer(parent: QWidget) -> QPrinter | None:
    """Ask which printer; None when the person gives up."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def goes_to_paper(printer: QPrinter) -> bool:
    """Return whether a printer is one, and not a file in disguise."""
    native = printer.outputFormat() == QPrinter.OutputFormat.NativeFormat
    return native and not printer.outputFileName()


def put_on_paper(printer: QPrinter, pages: Sequence[QImage]) -> bool:
    """Print pages as large as the paper takes them; False when the printer refuses."""
    return _printed(printer, pages, true_size=False)


def put_at_true_size(printer: QPrinter, pages: Sequence[QImage]) -> bool:
    """Print pages drawn at `DPI` exactly as large as they are, from the paper's own corner.

    An address then stands where the window of its envelope is. False when the printer refuses.
    """
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return _printed(printer, pages, true_size=True)


def _printed(printer: QPrinter, pages: Sequence[QImage], *, true_size: bool) -> bool:
    painter = QPainter()
    if not painter.begin(printer):
        return False
    paper, dots = QRectF(painter.viewport()), printer.resolution() / DPI
    for place, page in enumerate(pages):
        if place and not printer.newPage():
            painter.end()
            return False
        size = page.size() * dots if true_size else page.size().scaled(paper.size().toSize(), _KEEP)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), page)
    return painter.end()
