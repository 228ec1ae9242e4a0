"""The form of a case file on disk: its tables and what they refuse, one migration after another.

A migration stands for itself: it uses nothing of the program's present code.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

FORM = 2
"""The newest form this program reads and writes (`user_version`)."""
APPLICATION_ID = 0x494B4341
"""What `application_id` says in every case file: IKCA."""

MIGRATIONS = Migrations("ikanda-case")


@MIGRATIONS()
def form_1(db: Database) -> None:
    """The journal, its payloads, the bytes, the secrets, and the lists made from them."""
    _journal(db)
    _contents(db)
    _lists(db)
    db.execute("PRAGMA application_id=0x494B4341")
    db.execute("PRAGMA user_version=1")


def _journal(db: Database) -> None:
    db.table("meta").create({"name": str, "value": str}, pk="name", not_null={"value"})
    db.table("journal").create(
        {
            "n": int,
            "stream": int,
            "kind": str,
            "on_day": str,
            "actor": str,
            "recorded_at": str,
            "digest": bytes,
            "link": bytes,
        },
        pk="n",
        not_null={"stream", "kind", "on_day", "actor", "recorded_at", "digest", "link"},
    )
    db.table("journal").create_index(["stream"], "journal_stream")
    db.table("payload").create(
        {"n": int, "salt": bytes, "body": bytes},
        pk="n",
        not_null={"salt", "body"},
        foreign_keys=[("n", "journal", "n")],
    )
    # A payload that was lawfully removed, and the entry that says so.
    db.table("removed").create(
        {"n": int, "by": int},
        pk="n",
        not_null={"by"},
        foreign_keys=[("n", "journal", "n"), ("by", "journal", "n")],
    )
    # The keyed digest over a stream's links: a page put back to an older state shows.
    db.table("state").create(
        {"stream": int, "n": int, "digest": bytes}, pk="stream", not_null={"n", "digest"}
    )
    for verb, table in (
        ("UPDATE", "journal"),
        ("DELETE", "journal"),
        ("UPDATE", "payload"),
        ("UPDATE", "removed"),
        ("DELETE", "removed"),
    ):
        _refuse(db, verb, table)
    db.execute(
        "CREATE TRIGGER journal_without_gaps BEFORE INSERT ON journal"
        " WHEN NEW.n IS NOT (SELECT coalesce(max(n), 0) + 1 FROM journal)"
        " BEGIN SELECT RAISE(ABORT, 'an entry is the next one'); END"
    )


def _contents(db: Database) -> None:
    db.table("blob").create(
        {"sha256": str, "size": int, "body": bytes}, pk="sha256", not_null={"size", "body"}
    )
    _refuse(db, "UPDATE", "blob")
    db.table("secret").create({"name": str, "body": bytes}, pk="name", not_null={"body"})
    # A copy of the slots that lie beside the file, to look them over and to mend them.
    db.table("slot").create({"id": str, "body": str}, pk="id", not_null={"body"})


def _refuse(db: Database, verb: str, table: str) -> None:
    db.execute(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
    )


def _lists(db: Database) -> None:
    columns = {
        "stream": int,
        "ref": str,
        "state": str,
        "is_open": int,
        "received_on": str,
        "due": str,
        "strict_due": str,
        "sort_day": str,
        "suspended": int,
        "extended": int,
        "rights": str,
        "handler": str,
        "identity": str,
        "next_step": str,
        "next_step_by": str,
        "blocker": str,
        "language": str,
        "channel": str,
        "requester": str,
        "subject": str,
        "error": str,
        "found_by": str,
        "keys": str,
        "as_of": int,
    }
    nullable = {"stream", "due", "strict_due", "next_step_by"}
    db.table("register").create(columns, pk="stream", not_null=columns.keys() - nullable)
    db.table("register").create_index(["ref"], "register_ref", unique=True)
    db.table("register").create_index(["sort_day", "stream"], "register_due")
    db.execute("CREATE INDEX register_open ON register (sort_day, stream) WHERE is_open = 1")
    db.execute("CREATE INDEX register_closed ON register (sort_day, stream) WHERE is_open = 0")
    db.table("person_key").create(
        {"key": str, "stream": int}, pk=("key", "stream"), not_null={"key", "stream"}
    )
    db.table("person_key").create_index(["stream"], "person_key_stream")
    # The last number given out in a year; never lowered, so that none is given twice.
    db.table("reference").create({"year": int, "last": int}, pk="year", not_null={"last"})
    item = {
        "stream": int,
        "sha256": str,
        "name": str,
        "size": int,
        "media_type": str,
        "taken_in_at": str,
        "times": int,
        "waiting": int,
        "as_of": int,
    }
    db.table("item").create(item, pk="stream", not_null=item.keys() - {"stream"})
    db.table("item").create_index(["sha256", "stream"], "item_bytes")
    db.execute("CREATE INDEX item_waiting ON item (stream) WHERE waiting = 1")


@MIGRATIONS()
def form_2(db: Database) -> None:
    """Words to be searched, lists of any length, and no way round "only added to".

    The lists are made anew then.
    """
    _words(db)
    _replaced_by_nothing(db)
    _paged(db)
    for table in ("register", "item"):
        # The number of the making of the lists that a line comes from.
        db.execute(f"ALTER TABLE {table} ADD COLUMN made INTEGER NOT NULL DEFAULT 0")
    db.execute("DELETE FROM meta WHERE name = 'lists_made_by'")
    db.execute("PRAGMA user_version=2")


def _paged(db: Database) -> None:
    """Let lists be read page by page in the order a person chose."""
    db.execute("ALTER TABLE register DROP COLUMN keys")
    db.execute("ALTER TABLE register ADD COLUMN sort_name TEXT NOT NULL DEFAULT ''")
    db.execute("DROP INDEX register_open")
    # All that is counted and asked of open cases without looking at their lines.
    db.execute(
        "CREATE INDEX register_open ON register (sort_day, stream, due, strict_due, suspended,"
        " handler, identity, next_step) WHERE is_open = 1"
    )
    db.execute(
        "CREATE INDEX register_by_ref ON register (substr(ref, 1, 9), length(ref), ref, is_open)"
    )
    db.execute("CREATE INDEX register_by_name ON register (sort_name, stream, is_open)")
    db.execute("CREATE INDEX register_by_receipt ON register (received_on, stream, is_open)")


def _words(db: Database) -> None:
    # What reading a file gave: part 0 is the file itself, then what is attached to it.
    db.table("file_text").create(
        {
            "sha256": str,
            "part": int,
            "state": str,
            "read_as": int,
            "name": str,
            "sender": str,
            "addressee": str,
            "text": str,
        },
        pk=("sha256", "part"),
        not_null={"state", "read_as", "name", "sender", "addressee", "text"},
        foreign_keys=[("sha256", "blob", "sha256")],
    )
    # The documents of a stream stand together: id is stream * 2**20 + place, 0 the case itself.
    document = {
        "id": int,
        "kind": str,
        "place": str,
        "what": str,
        "on_day": str,
        "sha256": str,
        "part": int,
        "unread": int,
        "print": bytes,
    }
    db.table("search_document").create(document, pk="id", not_null=document.keys() - {"id"})
    db.execute("CREATE INDEX document_file ON search_document (sha256) WHERE sha256 <> ''")
    db.execute("CREATE INDEX document_unread ON search_document (id) WHERE unread = 1")
    db.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5("
        "title, sender, addressee, ref, context, body,"
        " tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
    )
    # Without it the words of a deleted row stay in the index, even after a VACUUM.
    db.execute("INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)")


def _replaced_by_nothing(db: Database) -> None:
    """Refuse what INSERT OR REPLACE and DELETE did unseen: REPLACE fires no trigger of DELETE."""
    for table, key in (("payload", "n"), ("removed", "n"), ("blob", "sha256")):
        db.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
            f" BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
        )
    db.execute(
        "CREATE TRIGGER payload_no_delete BEFORE DELETE ON payload"
        " WHEN NOT EXISTS (SELECT 1 FROM removed WHERE n = OLD.n)"
        " BEGIN SELECT RAISE(ABORT, 'payload is only added to'); END"
    )
    # Bytes go only with the entry that says so, written just before.
    db.execute(
        "CREATE TRIGGER blob_no_delete BEFORE DELETE ON blob WHEN NOT EXISTS ("
        "SELECT 1 FROM journal JOIN payload USING (n)"
        " WHERE n = (SELECT max(n) FROM journal) AND kind = 'evidence_destroyed'"
        " AND json_extract(CAST(body AS TEXT), '$.evidence') = OLD.sha256)"
        " BEGIN SELECT RAISE(ABORT, 'blob is only added to'); END"
    )
