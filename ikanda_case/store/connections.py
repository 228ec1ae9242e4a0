"""The connections to one open case file: for each thread one that reads and one that writes."""

import threading
from pathlib import Path
from typing import Literal

from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.store.engine import PATIENCE_MS, CaseDb, connect

_Kind = Literal["ro", "rw"]


class Connections:
    """Opens connections when a thread first needs them, and closes all of them together."""

    def __init__(
        self, path: Path, key: bytes, *, read_only: bool, patience_ms: int = PATIENCE_MS
    ) -> None:
        self._path = path
        self._key = key
        self._read_only = read_only
        self._patience_ms = patience_ms
        self._open: dict[tuple[int, _Kind], CaseDb] | None = {}
        self._lock = threading.Lock()

    def reader(self) -> CaseDb:
        """Return this thread's connection for looking; it cannot write."""
        return self._own("ro")

    def writer(self) -> CaseDb:
        """Return this thread's connection for writing; EnvironmentFault("read_only")."""
        if self._read_only:
            raise EnvironmentFault("read_only")
        return self._own("rw")

    def allow_writing(self, *, allowed: bool) -> None:
        """Give out connections that write from now on, or none any more."""
        self._read_only = not allowed

    def _own(self, kind: _Kind) -> CaseDb:
        mine = (threading.get_ident(), kind)
        with self._lock:
            if self._open is None:
                raise EnvironmentFault("closed")
            if mine not in self._open:
                self._open[mine] = connect(
                    self._path, self._key, kind, patience_ms=self._patience_ms
                )
            return self._open[mine]

    def close(self) -> None:
        """Close everything; the writers last, so that the file is whole without side files.

        No thread may be at work in the file any more.
        """
        with self._lock:
            opened, self._open = self._open or {}, None
        for _, db in sorted(opened.items(), key=lambda each: each[0][1]):
            db.conn.close()
