"""The index of words: kept beside the journal in the same unit of work, made anew from it."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ikanda_case.app.search_documents import (
    READ_AS,
    Document,
    FilePart,
    documents_of,
    masked,
)
from ikanda_case.domain.case import Case
from ikanda_case.domain.facts import EvidenceDestroyed
from ikanda_case.domain.journal import Entry, quoted
from ikanda_case.domain.people import folded
from ikanda_case.store.engine import CaseDb

ROOM = 20
"""Bits of a document's id that count the documents of one stream; the stream stands above them."""
_LAST = (1 << ROOM) - 1

_OF_STREAM = (
    "SELECT id, kind, place, what, on_day, sha256, part, unread, print FROM search_document"
    " WHERE id BETWEEN ? AND ?"
)
_SAVE = "INSERT INTO search_document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SAVE_WORDS = (
    "INSERT INTO search_words (rowid, title, sender, addressee, ref, context, body)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_WORDS = "SELECT title, sender, addressee, ref, context, body FROM search_words WHERE rowid = ?"
_HEADS = (
    "SELECT part, state, name, sender, addressee, read_as FROM file_text"
    " WHERE sha256 = ? ORDER BY part"
)
_TEXT = "SELECT text FROM file_text WHERE sha256 = ? AND part = ?"
_OF_FILE = "search_document WHERE sha256 = ?1 AND sha256 <> ''"
"""What follows FROM; its index knows only documents that have a file."""
STREAMS_OF = f"SELECT DISTINCT id >> {ROOM} FROM {_OF_FILE} ORDER BY 1"
_STALE = "UPDATE search_document SET print = x'' WHERE sha256 = ?1 AND sha256 <> ''"
_NO_DOCUMENT = f"DELETE FROM file_text WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM {_OF_FILE})"
UNREAD = (
    "SELECT d.sha256, w.title FROM search_document d JOIN search_words w ON w.rowid = d.id"
    " WHERE d.unread = 1 ORDER BY d.id DESC LIMIT ?"
)

ALL_DOCUMENTS = (
    f"SELECT id >> {ROOM}, id, kind, place, what, on_day, sha256, part, unread, print"
    " FROM search_document ORDER BY id"
)
ALL_WORDS = (
    f"SELECT rowid >> {ROOM}, rowid, title, sender, addressee, ref, context, body"
    " FROM search_words ORDER BY rowid"
)
ALL_FILES = (
    f"SELECT d.id >> {ROOM}, f.sha256, f.part, f.state, f.name, f.sender, f.addressee, f.read_as,"
    " f.text FROM search_document d JOIN file_text f ON f.sha256 = d.sha256"
    " WHERE d.part = 0 AND d.sha256 <> '' ORDER BY d.id, f.part"
)
"""Every document, its words and what was read of its file, stream by stream: how a look at
everything compares them."""
_Key = tuple[str, str]
_Row = tuple[Any, ...]
"""what, on_day, sha256, part, unread, print."""
_Head = tuple[Any, ...]
"""Of one part of a file: part, state, name, sender, addressee, read_as."""
_CONTROLS = {code: " " for code in range(32) if chr(code) not in "\t\n"}
"""None of these is a word; two of them mark hits."""


# ---- writing -----------------------------------------------------------------------------------


def save(db: CaseDb, case: Case) -> None:
    """Bring the documents of an item or case up to its entries; what did not change stays."""
    kept = _kept(db, case.id)
    wanted = _wanted(case, lambda sha256: db.rows(_HEADS, (sha256,)))
    gone = _Gone(db, thoroughly=any(map(_removes, case.entries)))
    first = case.id << ROOM
    free = max((number for number, _ in kept.values()), default=first) + 1
    for key, (document, row) in wanted.items():
        number, before = kept.pop(key, (0, None))
        if before == row:
            continue
        if before is None:
            number, free = (first, free) if document.kind == "case" else (free, free + 1)
            if number > first + _LAST:
                break
        elif before[-1] == row[-1]:
            _update(db, number, row)
            continue
        else:
            gone.take(number)
        db.run(_SAVE, (number, *key, *row))
        db.run(_SAVE_WORDS, (number, *_words_of(document, _text_of(db, document))))
    for number, before in kept.values():
        gone.take(number)
        db.run(_NO_DOCUMENT, (before[2],))
    gone.end()


def _removes(entry: Entry) -> bool:
    """Tell whether something of the case was lawfully removed: its words must stand nowhere."""
    return entry.fact is None or entry.kind == EvidenceDestroyed.kind


def keep(db: CaseDb, sha256: str, parts: Iterable[FilePart]) -> tuple[int, ...]:
    """Keep what was read of a file; return the streams whose documents it changes."""
    db.run("DELETE FROM file_text WHERE sha256 = ?", (sha256,))
    for each in map(masked, parts):
        words = (each.name, each.sender, each.addressee, each.text)
        db.run(
            "INSERT INTO file_text VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (sha256, each.part, each.state, READ_AS, *map(_plain, words)),
        )
    db.run(_STALE, (sha256,))
    return tuple(row[0] for row in db.rows(STREAMS_OF, (sha256,)))


def clear(db: CaseDb) -> None:
    """Empty the index; what was read of files is kept, for reading them again takes long."""
    made = db.value("SELECT sql FROM sqlite_master WHERE name = 'search_words'")
    db.run("DROP TABLE search_words")  # row by row, secure-delete would take hours
    db.run(made)
    db.run("INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)")
    db.run("DELETE FROM search_document")


def _kept(db: CaseDb, stream: int) -> dict[_Key, tuple[int, _Row]]:
    first = stream << ROOM
    rows = db.rows(_OF_STREAM, (first, first + _LAST))
    return {(row[1], row[2]): (row[0], row[3:]) for row in rows}


def _wanted(
    case: Case, heads_of: Callable[[str], Iterable[_Head]]
) -> Mapping[_Key, tuple[Document, _Row]]:
    """Return the documents of an item or case; `heads_of` says what was read of a file."""
    read: dict[str, dict[int, int]] = {}

    def parts_of(sha256: str) -> Sequence[FilePart]:
        rows = tuple(heads_of(sha256))
        read[sha256] = {row[0]: row[5] for row in rows}
        return [FilePart(*row[:5]) for row in rows]

    documents = documents_of(case, parts_of)
    return {
        (each.kind, each.place): (each, _row(each, read.get(each.sha256, {}))) for each in documents
    }


def _row(document: Document, read: Mapping[int, int]) -> _Row:
    """Return a document's row; `read` says as what each part of its file was read."""
    read_as = read.get(document.part, 0)
    return (
        document.what,
        document.day.isoformat(),
        document.sha256,
        document.part,
        int(bool(document.sha256) and document.part == 0 and read_as < READ_AS),
        _print(document, read_as),
    )


def _print(document: Document, read_as: int) -> bytes:
    """Return what changes with the words of a document: the hash of their `canonical` list."""
    words = (
        document.title,
        document.sender,
        document.addressee,
        document.ref,
        document.context,
        document.body,
        document.sha256,
    )
    said = f"[{','.join(map(quoted, words))},{document.part},{read_as}]"
    return hashlib.blake2b(said.encode(), digest_size=16).digest()


def _text_of(db: CaseDb, document: Document) -> str:
    if document.body or not document.sha256:
        return ""
    return db.value(_TEXT, (document.sha256, document.part)) or ""


def _words_of(document: Document, text: str) -> tuple[str, ...]:
    """Return the words that are found; `text` was read of its file, and counts without own ones."""
    words = (
        document.title,
        document.sender,
        document.addressee,
        document.ref,
        document.context,
        document.body or text,
    )
    return tuple(map(_plain, words))


def _plain(text: str) -> str:
    return text if text.isprintable() else text.translate(_CONTROLS)


def _update(db: CaseDb, number: int, row: _Row) -> None:
    db.run(
        "UPDATE search_document SET what = ?, on_day = ?, sha256 = ?, part = ?, unread = ?,"
        " print = ? WHERE id = ?",
        (*row, number),
    )


# ---- forgetting --------------------------------------------------------------------------------


class _Gone:
    """Takes documents out of the index; thoroughly, where their words must stand nowhere after."""

    def __init__(self, db: CaseDb, *, thoroughly: bool) -> None:
        self._db = db
        self._thoroughly = thoroughly
        self._words: set[str] = set()

    def take(self, number: int) -> None:
        """Take one document out."""
        if self._thoroughly:
            for text in self._db.one(_WORDS, (number,)) or ():
                self._words.update(_tokens(text))
        self._db.run("DELETE FROM search_words WHERE rowid = ?", (number,))
        self._db.run("DELETE FROM search_document WHERE id = ?", (number,))

    def end(self) -> None:
        """Write the index anew if it still spells a word that stands in no document any more."""
        if self._words and _spelled_out(self._db, self._words):
            self._db.run("INSERT INTO search_words (search_words) VALUES ('optimize')")


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", folded(text))


def _spelled_out(db: CaseDb, words: set[str]) -> bool:
    """Tell whether an inner page spells one of these words although no document holds it.

    Inner pages are told apart by words, and a deletion leaves those where they are.
    """
    inner = {bytes(row[0])[1:] for row in db.rows("SELECT term FROM search_words_idx")}
    return any(
        not db.value("SELECT 1 FROM search_words WHERE search_words MATCH ?", (f'"{word}"',))
        for word in words
        if word.encode() in inner
    )


# ---- comparing ---------------------------------------------------------------------------------


def differs(case: Case, kept: Iterable[_Row], words: Iterable[_Row], files: Iterable[_Row]) -> bool:
    """Tell whether the documents of an item or case are not those its entries give.

    `kept` are its rows of ALL_DOCUMENTS, `words` those of ALL_WORDS, `files` those of ALL_FILES. A
    file that no document of `kept` names was not read for all we know: then they differ anyhow.
    """
    heads: dict[str, dict[int, _Head]] = {}
    texts: dict[tuple[str, int], str] = {}
    for _, sha256, part, *head, text in files:
        heads.setdefault(sha256, {})[part] = (part, *head)
        texts[sha256, part] = text
    wanted = _wanted(case, lambda sha256: heads.get(sha256, {}).values())
    numbers = {(row[2], row[3]): (row[1], row[4:]) for row in kept}
    if {key: row for key, (_, row) in numbers.items()} != {
        key: row for key, (_, row) in wanted.items()
    }:
        return True
    made = ((number, wanted[key][0]) for key, (number, _) in numbers.items())
    return {row[1]: row[2:] for row in words} != {
        number: _words_of(each, texts.get((each.sha256, each.part), "")) for number, each in made
    }
