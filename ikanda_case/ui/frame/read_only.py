"""Read-only because somebody else writes: who that is, and beginning to write once it is free."""

from PySide6.QtCore import QObject, QTimer, Signal

from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.vault import Vault, Writer
from ikanda_case.ui.widgets.banner import Notice

WRITE = "write"
"""The key of the notice whose action begins to write."""
_LOOK_MS = 15_000
_MAY_WRITE_LATER = ("asked", "locked")
"""Reasons that may pass; a network path stays one."""


class ReadOnly(QObject):
    """Looks now and then whether the other one is still there; writing begins only when asked."""

    changed = Signal()
    """`notice` says something else."""

    def __init__(self, context: Context, vault: Vault | None, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._vault = vault
        self._writer = context.writer
        self._asking = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        if self._may_pass:
            self._timer.start()

    @property
    def _may_pass(self) -> bool:
        return self._vault is not None and self._context.read_only in _MAY_WRITE_LATER

    @property
    def notice(self) -> Notice | None:
        """What stands above the pages; None where the file may be written."""
        context = self._context
        if not context.read_only:
            return None
        shell = Words(context.lang, "ui_shell")
        if not self._may_pass:
            return Notice("soon", shell("read_only"), shell(f"read_only_{context.read_only}"))
        words, writer = Words(context.lang, "ui_keeping"), self._writer
        if writer is None:
            said = "writer_gone" if context.read_only == "locked" else ""
            bold = words(said) if said else shell("read_only")
            plain = words("writer_gone_said") if said else shell("read_only_asked")
            return Notice("info", bold, plain, words("write_now"), key=WRITE)
        code = "writer_known" if writer.label else "writer_host"
        since = f"{context.brussels(writer.since):%H:%M}"
        bold = words(code, by=writer.label, since=since, host=writer.host)
        return Notice("soon", bold, words("writer_known_said"), words("write_try"), key=WRITE)

    def look(self) -> None:
        """See who has it open for writing now."""
        if self._vault is not None and not self._asking:
            self._context.read(self._vault.writer, self._on_writer_read, owner=self)

    def _on_writer_read(self, writer: Writer | None) -> None:
        if writer != self._writer:
            self._writer = writer
            self.changed.emit()

    def begin_writing(self) -> None:
        """Write in the file from now on, if nobody else does."""
        if self._vault is None or self._asking:
            return
        vault, self._asking = self._vault, True
        self._context.jobs.run(
            vault.begin_writing,
            on_done=self._on_began,
            on_error=self._on_refused,
            owner=self,
            lane="write",
        )

    def _on_began(self, _nothing: None) -> None:
        self._asking = False
        self._context.read_only, self._context.writer = "", None
        self._context.writing_began.emit()

    def _on_refused(self, error: Exception) -> None:
        self._asking = False
        if isinstance(error, EnvironmentFault) and error.code == "in_use":
            self._context.said.emit(Words(self._context.lang, "ui_keeping")("write_still"))
            self.look()
        else:
            self._context.failed.emit(error)
