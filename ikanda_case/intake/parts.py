"""A message is cut into its parts within limits, so that no mail is too deep or too many."""

import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ikanda_case.intake.headers import Fields, asked, read_head

MOST_PARTS = 1_000
DEEPEST = 20

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_CLOSING = re.compile(rb"(--)?[ \t]*\r?(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a message: its fields and where its body lies in the bytes."""

    fields: Fields
    raw: bytes = field(repr=False)
    start: int
    end: int
    children: tuple["Part", ...] = ()
    """Of a multipart the parts, of an attached message that message."""

    @property
    def kind(self) -> str:
        """The declared media type in lower case; `text/plain` when none is declared."""
        return asked(self.fields.get_content_type, "text/plain")

    @property
    def name(self) -> str:
        """The declared file name, decoded as RFC 2231 says, uncleaned; empty without one."""
        return asked(self.fields.get_filename)

    @property
    def disposition(self) -> str:
        return asked(self.fields.get_content_disposition)

    @property
    def charset(self) -> str:
        return asked(self.fields.get_content_charset)

    @property
    def encoding(self) -> str:
        """The transfer encoding in lower case; empty when the body stands as it is."""
        named = asked(lambda: self.fields.get("content-transfer-encoding")).strip().lower()
        return "" if named in ("7bit", "8bit", "binary") else named

    def parameter(self, name: str) -> str:
        """Return a parameter of Content-Type in lower case."""
        return asked(lambda: self.fields.get_param(name)).lower()

    def content(self) -> bytes:
        """Return the body with its transfer encoding undone; what cannot be undone, as it is."""
        body = self.raw[self.start : self.end]
        undo = _UNDO.get(self.encoding)
        return undo(body) if undo else body

    def is_spoiled(self) -> bool:
        """Tell whether a base64 body is none: other signs in it, or one too few."""
        if self.encoding != "base64":
            return False
        body = b"".join(self.raw[self.start : self.end].partition(b"=")[0].split())
        return len(body) % 4 == 1 or bool(_NOT_BASE64.search(body))


@dataclass(slots=True)
class Cut:
    """What was met while cutting."""

    root: Part
    troubles: set[str]
    """Caution codes: part_limit, depth_limit, damaged."""


def cut(raw: bytes) -> Cut:
    """Return the parts of a message. Never fails; what does not fit is left whole."""
    troubles: set[str] = set()
    root = _Knife(troubles).part(raw, 0, len(raw), 0)
    return Cut(root, troubles)


@dataclass(slots=True)
class _Knife:
    troubles: set[str]
    parts: int = 0

    def part(self, raw: bytes, start: int, end: int, depth: int, *, digest: bool = False) -> Part:
        self.parts += 1
        head = read_head(raw, start, end)
        if digest:
            head.fields.set_default_type("message/rfc822")
        if head.damaged:
            self.troubles.add("damaged")
        leaf = Part(head.fields, raw, head.body, end)
        if not leaf.kind.startswith(("multipart/", "message/")):
            return leaf
        if depth >= DEEPEST:
            self.troubles.add("depth_limit")
            return leaf
        children = self._children(leaf, depth)
        return Part(head.fields, raw, head.body, end, children) if children else leaf

    def _children(self, whole: Part, depth: int) -> tuple[Part, ...]:
        if whole.kind in ("message/rfc822", "message/global"):
            if not whole.encoding:
                return (self.part(whole.raw, whole.start, whole.end, depth + 1),)
            inner = whole.content()
            return (self.part(inner, 0, len(inner), depth + 1),)
        if not whole.kind.startswith("multipart/"):
            return ()
        children = []
        for start, end in self._sections(whole):
            if self.parts >= MOST_PARTS:
                self.troubles.add("part_limit")
                break
            digest = whole.kind == "multipart/digest"
            children.append(self.part(whole.raw, start, end, depth + 1, digest=digest))
        return tuple(children)

    def _sections(self, whole: Part) -> list[tuple[int, int]]:
        boundary = asked(whole.fields.get_boundary).encode("utf-8", "replace")
        sections: list[tuple[int, int]] = []
        opened = -1
        mark = b"\n--" + boundary
        found = whole.raw.find(mark, max(whole.start - 1, 0), whole.end) if boundary else -1
        while found >= 0 and len(sections) <= MOST_PARTS:
            after = _CLOSING.match(whole.raw, found + len(mark), whole.end)
            if after:
                if 0 <= opened < found:
                    sections.append((opened, _before(whole.raw, found)))
                opened = -1 if after[1] else after.end()
                if opened < 0:
                    return sections
            found = whole.raw.find(mark, after.end() - 1 if after else found + 1, whole.end)
        if len(sections) <= MOST_PARTS:
            self.troubles.add("damaged")
        if opened >= 0:
            sections.append((opened, whole.end))
        return sections


def _before(raw: bytes, newline: int) -> int:
    return newline - 1 if newline > 0 and raw[newline - 1 : newline] == b"\r" else newline


def _from_base64(body: bytes) -> bytes:
    clean = _NOT_BASE64.sub(b"", body.partition(b"=")[0])
    clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def _from_uuencode(body: bytes) -> bytes:
    out = bytearray()
    for line in body.splitlines():
        if line.startswith((b"begin ", b"end")) or not line:
            continue
        try:
            out += binascii.a2b_uu(line)
        except binascii.Error:
            return body
    return bytes(out)


_UNDO: dict[str, Callable[[bytes], bytes]] = {
    "base64": _from_base64,
    "quoted-printable": binascii.a2b_qp,
    **dict.fromkeys(("x-uuencode", "uuencode", "x-uue", "uue"), _from_uuencode),
}
