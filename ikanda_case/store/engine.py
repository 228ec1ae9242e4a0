"""The encrypted engine: SQLCipher under sqlite-utils, opened in one pinned way."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote
from zlib import crc32

import sqlite_utils
from sqlcipher3 import dbapi2 as sqlcipher

from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.store.faults import translated

Mode = Literal["ro", "rw", "rwc"]
Row = tuple[Any, ...]

KEY_SIZE = 32
"""Bytes of a data key: the raw key of SQLCipher."""
PLAIN_MAGIC = b"SQLite format 3\x00"
"""How a file begins that is not encrypted; ours begin with random bytes."""
_INTERRUPTED = 9
_PARTS = 32
PATIENCE_MS = 5000
"""Milliseconds a writer waits for another one before it is refused."""
CIPHER = {
    "kdf_iter": "256000",
    "cipher_page_size": "4096",
    "cipher_use_hmac": "1",
    "cipher_plaintext_header_size": "0",
    "cipher_hmac_algorithm": "HMAC_SHA512",
    "cipher_kdf_algorithm": "PBKDF2_HMAC_SHA512",
}
"""The settings of SQLCipher 4, pinned: a file is never written in any other way."""

_CONNECTION = (
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-65536",  # KiB
    "trusted_schema=OFF",
    "cell_size_check=ON",
)
_WRITING = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")


class CaseDb(sqlite_utils.Database):
    """A keyed connection whose errors are known errors and whose writers lock at once."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection, execute_plugins=False, strict=True)
        self._run = connection.execute

    def run(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Execute one statement and return its cursor."""
        with translated():
            return self._run(sql, values)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a query."""
        with translated():
            found: list[Row] = self._run(sql, values).fetchall()
        return found

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one: all of them are never held."""
        with translated():
            # Not the cursor itself: one that is left half read would be closed with the generator,
            # perhaps after its connection, which the engine refuses.
            yield from iter(self._run(sql, values).fetchone, None)

    def rows_within(self, steps: int, sql: str, values: Sequence[Any] = ()) -> list[Row] | None:
        """Return all rows of a query; None when that takes the engine more than so many steps.

        How many it takes depends on the file and the query, hardly on the computer. Each statement
        goes on counting where its last run ended, which is why the steps are counted in parts.
        """
        part = count(1)
        self.conn.set_progress_handler(lambda: next(part) > _PARTS, max(1, steps // _PARTS))
        try:
            return self.rows(sql, values)
        except sqlcipher.OperationalError as error:
            if error.sqlite_errorcode != _INTERRUPTED:
                raise
            return None
        finally:
            self.conn.set_progress_handler(None, 0)

    def one(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """Return the first row of a query, if there is one."""
        with translated():
            found: Row | None = self._run(sql, values).fetchone()
        return found

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, None without a row."""
        found = self.one(sql, values)
        return found[0] if found else None

    @property
    def in_transaction(self) -> bool:
        return bool(self.conn.in_transaction)

    @contextmanager
    def transaction(self, *, writing: bool) -> Generator[None, None, None]:
        """Hold one state of the file; what was written is kept only by `keep()`."""
        self.run("BEGIN IMMEDIATE" if writing else "BEGIN")
        try:
            yield
        finally:
            if self.in_transaction:  # a full disk has already undone it
                self.run("ROLLBACK")

    def keep(self) -> None:
        """Commit the open transaction; when that fails nothing of it is kept."""
        try:
            self.run("COMMIT")
        except BaseException:
            if self.in_transaction:
                self.run("ROLLBACK")
            raise


def connect(
    path: Path,
    key: bytes,
    mode: Mode,
    *,
    untouched: bool = False,
    patience_ms: int = PATIENCE_MS,
) -> CaseDb:
    """Open a keyed connection.

    `untouched` opens without looking for or making side files, for a first look only.
    EnvironmentFault: "no_cipher", "cipher_settings"; with a key that does not fit, or on random
    bytes, DamageError("not_readable").
    """
    if len(key) != KEY_SIZE:
        raise ValueError("a data key has 32 bytes")
    options = f"mode={mode}" + ("&immutable=1" if untouched else "")
    with translated(at=path):
        # Any thread may close it; every thread but its own leaves it alone otherwise.
        connection = sqlcipher.connect(
            f"file:{quote(str(path))}?{options}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _unlock(connection, key)
            connection.create_function("crc32", 1, crc32, deterministic=True)
            for pragma in (f"busy_timeout={int(patience_ms)}", *_CONNECTION):
                connection.execute(f"PRAGMA {pragma}")
            for pragma in _WRITING if mode != "ro" else ():
                connection.execute(f"PRAGMA {pragma}")
            # Tells whether the key fits, and takes up the log: who never did leaves it lying there.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return CaseDb(connection)
        except BaseException:
            connection.close()
            raise


def _unlock(connection: Any, key: bytes) -> None:
    # Said to stderr otherwise, and `cipher_log=none` would write a file of that name.
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute("PRAGMA cipher_log=off")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise EnvironmentFault("no_cipher")  # plain SQLite takes the key and ignores it
    connection.execute("PRAGMA cipher_compatibility=4")
    said = [row[0] for row in connection.execute("PRAGMA cipher_settings")]
    if sorted(said) != sorted(f"PRAGMA {name} = {value};" for name, value in CIPHER.items()):
        raise EnvironmentFault("cipher_settings")
