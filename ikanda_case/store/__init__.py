"""The encrypted case file; the only place with SQL and keys.

sqlite-utils uses the module called pysqlite3 in place of sqlite3 where there is one. It has to be
told about SQLCipher before it is imported, so before any module of this package: without that a
statement with RETURNING raises and leaves its transaction open.
"""

import sys

from sqlcipher3 import dbapi2

sys.modules["pysqlite3"] = dbapi2
sys.modules["pysqlite3.dbapi2"] = dbapi2

import sqlite_utils.utils  # noqa: E402

if vars(sqlite_utils.utils)["sqlite3"] is not dbapi2:
    raise ImportError("sqlite_utils was imported before ikanda_case.store")
