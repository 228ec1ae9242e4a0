"""The words of a Word or OpenDocument text: one member of the archive, counted while it is read."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

MOST_ENTRIES = 1_000
MOST_XML = 20 * 1024 * 1024
"""Bytes of the member, unpacked; what stands after them is not read."""
_CHUNK = 256 * 1024

_TEXTS = {"word/document.xml": "w:t", "content.xml": "office:text"}
"""The member that holds the words, by the element they stand in: OOXML, OpenDocument."""
_LINES = frozenset(("w:p", "text:p", "text:h"))
_GAPS = frozenset(("w:tab", "w:br", "text:tab", "text:line-break", "text:s", "w:tc"))
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)


def office_text(raw: bytes) -> str | None:
    """Return the words of a .docx or .odt; None for any other archive, and for a broken one."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if len(members) > MOST_ENTRIES:
                return None
            for member in members:
                if member.filename in _TEXTS:
                    return _words(archive, member)
    except _BROKEN:
        return None
    return None


def _words(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str | None:
    """Return the words up to where the member ends, breaks, or is too long."""
    reader = _Reader(_TEXTS[member.filename])
    left = MOST_XML
    try:
        with archive.open(member) as opened:
            while left > 0 and (piece := opened.read(min(_CHUNK, left))):
                reader.parser.Parse(piece)
                left -= len(piece)
        if left > 0:
            reader.parser.Parse(b"", True)
    except _BROKEN:
        return "".join(reader.found) or None
    return "".join(reader.found)


@dataclass
class _Reader:
    """Gathers what stands in one element; a file that declares entities of its own is refused."""

    element: str
    found: list[str] = field(default_factory=list)
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)
    _depth: int = 0

    def __post_init__(self) -> None:
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.EntityDeclHandler = self._refuse

    def _start(self, name: str, _attributes: object) -> None:
        self._depth += name == self.element
        if name in _GAPS:
            self.found.append(" ")

    def _end(self, name: str) -> None:
        self._depth -= name == self.element
        if name in _LINES:
            self.found.append("\n")

    def _words(self, text: str) -> None:
        if self._depth > 0:
            self.found.append(text)

    def _refuse(self, *_declared: object) -> None:
        raise ValueError("entities")
