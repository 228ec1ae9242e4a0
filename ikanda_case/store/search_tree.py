"""Whether the inner pages of the index of words still lead to every word it holds.

SQLite's own check compares the words with the documents, and passes over the pages by which a word
is found: one put back to an older state would hide words without a trace. What is read here is the
form on disk of FTS5 (`%_data` and `%_idx`).
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate

from ikanda_case.store.engine import CaseDb

_SEGMENT, _HEIGHT, _PAGE = 37, 31, (1 << 31) - 1
"""Where the parts of an id stand in `%_data`; 0 in the bits between them is a leaf."""
_LEAVES = (
    f"SELECT id, block FROM search_words_data WHERE id > ? AND id >> {_SEGMENT} > 0"
    f" AND (id >> {_HEIGHT}) & {(1 << (_SEGMENT - _HEIGHT)) - 1} = 0 ORDER BY id LIMIT 50"
)
_VERSION = "SELECT v FROM search_words_config WHERE k = 'version'"
_KNOWN = (4, 5)
"""Versions of the form that are read here; another one is not judged."""
_INNER = "SELECT segid, pgno >> 1, term FROM search_words_idx"
_ONE_BYTE = 0x80


def leads_astray(db: CaseDb) -> bool:
    """Tell whether a word could be missed: a leaf that nothing leads to, or not in its order."""
    if db.value(_VERSION) not in _KNOWN:
        return False
    inner: dict[int, dict[int, bytes]] = defaultdict(dict)
    for segment, page, term in db.rows(_INNER):
        inner[segment][page] = bytes(term)
    begins: dict[int, int] = {}
    last: dict[int, bytes] = {}
    for segment, page, words in _leaves(db):
        begins.setdefault(segment, page)
        mark = inner[segment].pop(page, None)
        if mark is not None and segment in last and mark <= last[segment]:
            return True
        if words is not None:
            if mark is None or mark > words[0]:
                return True
            last[segment] = words[1]
    # A piece that is being merged loses its leaves from the first on, and keeps its marks.
    return any(page >= begins.get(segment, 0) for segment in inner for page in inner[segment])


def _leaves(db: CaseDb) -> Iterator[tuple[int, int, tuple[bytes, bytes] | None]]:
    """Yield segment and page of every leaf, with its first and last word.

    A leaf on which no word begins has none: a long list goes on there, or the words were deleted.
    """
    number = 0
    while rows := db.rows(_LEAVES, (number,)):
        for number, block in rows:
            leaf = bytes(block)
            ends = int.from_bytes(leaf[2:4], "big")
            words = None
            if ends < len(leaf):
                places = _places(leaf[ends:])
                words = _word(leaf, places, 0), _word(leaf, places, len(places) - 1)
            yield number >> _SEGMENT, number & _PAGE, words


def _places(index: bytes) -> list[int]:
    """Return where the words of a leaf begin."""
    if index.isascii():
        return [*accumulate(index)]
    steps, at = [], 0
    while at < len(index):
        step, at = _number(index, at)
        steps.append(step)
    return [*accumulate(steps)]


def _word(leaf: bytes, places: list[int], which: int) -> bytes:
    """Return one word of a leaf: each but the first is written as what differs from the former."""
    wanted, end = -1, b""
    for place in range(which, -1, -1):
        kept, at = _number(leaf, places[place]) if place else (0, places[place])
        size, at = _number(leaf, at)
        if wanted < 0 or kept < wanted:
            own = leaf[at : at + size] if wanted < 0 else leaf[at : at + wanted - kept]
            end = own + end
            wanted = kept
        if not wanted:
            break
    return end


def _number(block: bytes, at: int) -> tuple[int, int]:
    """Return a varint and the place after it; none here is longer than four bytes."""
    value = 0
    while block[at] >= _ONE_BYTE:
        value = (value << 7) | (block[at] & (_ONE_BYTE - 1))
        at += 1
    return (value << 7) | block[at], at + 1
