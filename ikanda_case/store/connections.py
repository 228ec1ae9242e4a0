"""The connections to one open case file: for each thread one that reads and one that writes."""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.store.engine import PATIENCE_MS, CaseDb, connect
from ikanda_case.store.faults import translated
from ikanda_case.store.first_look import has_log

_Kind = Literal["ro", "rw"]
_Sight = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Held:
    """A connection, and how its file looked where the engine cannot see that others write."""

    db: CaseDb
    path: Path
    sight: _Sight | None

    def require_undisturbed(self) -> None:
        """Refuse what was read while another one wrote; EnvironmentFault("locked")."""
        if self.disturbed:
            raise EnvironmentFault("locked")

    @property
    def disturbed(self) -> bool:
        return self.sight is not None and self.sight != _sight_of(self.path)


class Connections:
    """Opens connections when a thread first needs them, and closes all of them together."""

    def __init__(
        self, path: Path, key: bytes, *, read_only: bool, patience_ms: int = PATIENCE_MS
    ) -> None:
        self._path = path
        self._key = key
        self._read_only = read_only
        self._patience_ms = patience_ms
        self._open: dict[tuple[int, _Kind], Held] | None = {}
        self._lock = threading.Lock()

    def reader(self) -> CaseDb:
        """Return this thread's connection for looking; it cannot write."""
        return self.held().db

    def held(self) -> Held:
        """Return this thread's connection for looking, to see afterwards whether it held."""
        mine = self._own("ro")
        if mine.disturbed and not mine.db.in_transaction:
            self._leave("ro")
            mine = self._own("ro")
        return mine

    def writer(self) -> CaseDb:
        """Return this thread's connection for writing; EnvironmentFault("read_only")."""
        if self._read_only:
            raise EnvironmentFault("read_only")
        return self._own("rw").db

    def allow_writing(self, *, allowed: bool) -> None:
        """Give out connections that write from now on, or none any more."""
        self._read_only = not allowed

    def fresh(self) -> Held:
        """Return a connection of its own that cannot write; the caller closes it."""
        return self._connected("ro")

    def _own(self, kind: _Kind) -> Held:
        mine = (threading.get_ident(), kind)
        with self._lock:
            if self._open is None:
                raise EnvironmentFault("closed")
            if mine not in self._open:
                self._open[mine] = self._connected(kind)
            return self._open[mine]

    def _leave(self, kind: _Kind) -> None:
        with self._lock:
            held = (self._open or {}).pop((threading.get_ident(), kind), None)
        if held is not None:
            held.db.conn.close()

    def _connected(self, kind: _Kind) -> Held:
        try:
            db = connect(self._path, self._key, kind, patience_ms=self._patience_ms)
            return Held(db, self._path, None)
        except EnvironmentFault:
            if not self._read_only or has_log(self._path):
                raise
        # A disk that is full, or can only be read, has no place for what the engine keeps beside a
        # file; one that is whole alone is read without. That nobody writes in it, we watch then.
        sight = _sight_of(self._path)
        return Held(connect(self._path, self._key, kind, untouched=True), self._path, sight)

    def close(self) -> None:
        """Close everything; the writers last, so that the file is whole without side files.

        No thread may be at work in the file any more.
        """
        with self._lock:
            opened, self._open = self._open or {}, None
        for _, held in sorted(opened.items(), key=lambda each: each[0][1]):
            held.db.conn.close()


def _sight_of(path: Path) -> _Sight:
    with translated():
        found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino
