"""What the program puts on the clipboard: marked as nothing to keep, and taken off again."""

import secrets

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

CLEARED_AFTER_MS = 10_000
"""The program's own copies are taken off after this time (threats T22)."""
_MARK = "application/x-ikanda-case-copy"
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_NOT_KEPT = {
    # No history, no cloud, no monitor (Windows); no clipboard manager (KDE, macOS).
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"",
}
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection, QClipboard.Mode.FindBuffer)


class Clip(QObject):
    """The window's own hand at the clipboard. What others put there is never read or taken."""

    def __init__(
        self, *, cleared_after_ms: int = CLEARED_AFTER_MS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._mark = b""
        self._late = QTimer(self, singleShot=True, interval=cleared_after_ms)
        self._late.timeout.connect(self._on_late)
        self._clipboard.dataChanged.connect(self._on_data_changed)

    def put(self, text: str) -> None:
        """Put words there for ten seconds."""
        self._set(text)
        self._late.start()

    def empty(self) -> None:
        """Take off everything that was copied or marked in this program: the file is locked."""
        self._late.stop()
        for mode in _MODES:
            if self._is_ours(mode):
                self._clipboard.clear(mode)
        self._mark = b""

    def _set(self, text: str) -> None:
        self._mark = secrets.token_bytes(16)
        held = QMimeData()
        held.setText(text)
        held.setData(_MARK, self._mark)
        for kind, content in _NOT_KEPT.items():
            held.setData(kind, content)
        self._clipboard.setMimeData(held)

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        """Whether it lies there still: a window system says so, and our mark where none does."""
        owns = {
            QClipboard.Mode.Clipboard: self._clipboard.ownsClipboard,
            QClipboard.Mode.Selection: self._clipboard.ownsSelection,
            QClipboard.Mode.FindBuffer: self._clipboard.ownsFindBuffer,
        }[mode]
        return owns() or (mode is QClipboard.Mode.Clipboard and self._is_marked())

    def _is_marked(self) -> bool:
        held: QMimeData | None = self._clipboard.mimeData()
        return bool(self._mark) and held is not None and held.data(_MARK).data() == self._mark

    def _on_late(self) -> None:
        if self._is_marked():
            self._clipboard.clear()
            self._mark = b""

    def _on_data_changed(self) -> None:
        """Words that a person copied out of a field are marked as nothing to keep as well."""
        if self._clipboard.ownsClipboard() and not self._is_marked():
            held: QMimeData | None = self._clipboard.mimeData()
            if held is not None and held.hasText() and not held.hasUrls():
                self._late.stop()
                self._set(held.text())
