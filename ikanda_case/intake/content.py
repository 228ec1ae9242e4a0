"""What a file is, by its bytes and not by its name."""

import re
from typing import Literal

from ikanda_case.intake.names import extension

Kind = Literal[
    "mail",
    "pdf",
    "jpeg",
    "png",
    "text",
    "page",
    "outlook",
    "ole",
    "zip",
    "program",
    "other",
    "none",
]
SHOWN = {
    "mail": "EML",
    "pdf": "PDF",
    "jpeg": "JPEG",
    "png": "PNG",
    "text": "TXT",
    "page": "HTML",
    "outlook": "MSG",
    "ole": "OLE",
    "zip": "ZIP",
    "program": "EXE",
}
"""What a kind is called in front of people, in any language."""
MEDIA_TYPES = {
    "mail": "message/rfc822",
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "text": "text/plain",
    "page": "text/html",
    "outlook": "application/vnd.ms-outlook",
    "program": "application/x-dosexec",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xfe\xed\xfa", "program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OUTLOOK = "__substg1.0_".encode("utf-16-le")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_EXPECTED = {
    each: _words(kinds)
    for kinds, extensions in (
        ("pdf", ".pdf"),
        ("jpeg", ".jpg .jpeg .jpe .jfif"),
        ("png", ".png"),
        ("mail", ".eml .mht .mhtml"),
        ("outlook", ".msg"),
        ("ole page other text", ".doc .xls .ppt"),
        ("zip", ".docx .xlsx .pptx .odt .ods .zip"),
        ("text mail page", ".txt .text .md"),
        ("text", ".csv .ics .vcf .json"),
        ("page text", ".htm .html .xhtml"),
        ("other", ".gif .tif .tiff .heic .bmp .webp"),
    )
    for each in extensions.split()
}
"""What a file may be by its extension; an extension that is not here promises nothing."""
_PROGRAM_NAMES = _words(
    ".app .apk .appx .bat .chm .cmd .com .cpl .dll .dmg .docm .dotm .exe .gadget .hta .htm .html"
    " .img .inf .iso .jar .js .jse .jnlp .lnk .mht .mhtml .msc .msh .msi .msix .msp .one .pif"
    " .potm .ppam .ppsm .pptm .ps1 .psm1 .py .reg .scf .scr .sct .sh .shtml .sldm .svg .url .vb"
    " .vbe .vbs .vhd .vhdx .wsc .wsf .wsh .xhtml .xlam .xll .xlsb .xlsm .xltm"
)
_MACROS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))

_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:[ \t]")
_TELLING = _words(
    "arc-seal authentication-results content-type date delivered-to dkim-signature message-id"
    " mime-version received resent-date return-path x-mailer x-original-to"
)
_PEOPLE = _words("bcc cc from reply-to sender subject to")
_HEAD_LINES = 80
_SAMPLE = 64 * 1024
_PAGE = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\v\f\r\x1b")


def kind_of(raw: bytes, name: str = "") -> Kind:
    """Return what `raw` is. `name` only decides whether a bare mail head is one."""
    body = raw.removeprefix(b"\xef\xbb\xbf")
    if not body.strip():
        return "none"
    for start, kind in _STARTS:
        if body.startswith(start) and (kind != "program" or b"\0" in body[:512]):
            return kind
    if body.startswith(_OLE):
        return "outlook" if _OUTLOOK in body else "ole"
    if is_mail(body, fewest=1 if extension(name) == ".eml" else 2):
        return "mail"
    if b"%PDF-" in body[:1024]:
        return "pdf"
    if not _is_text(raw):
        return "other"
    return "page" if _PAGE.match(body[:2048]) else "text"


def is_mail(body: bytes, *, fewest: int) -> bool:
    """Tell whether `body` starts with the head of a message.

    That is at least `fewest` fields a mail program writes, one of them other than the names of
    people and the subject: a text that quotes a mail is none.
    """
    telling = people = 0
    lines = body[:_SAMPLE].lstrip(b"\r\n").splitlines()[:_HEAD_LINES]
    if lines and lines[0].startswith(b"From "):
        lines = lines[1:]
    for place, line in enumerate(lines):
        if not line:
            break
        if line[:1] in b" \t":
            continue
        match = _FIELD.match(line + b" ")
        if match is None:
            if place == 0:
                return False
            continue
        named = match[1].decode().lower()
        telling += named in _TELLING
        people += named in _PEOPLE
    return telling + people >= fewest and (telling > 0 or fewest == 1)


def _is_text(raw: bytes) -> bool:
    sample = raw[:_SAMPLE]
    if sample.startswith(_MARKS[1:]):
        return True
    return len(sample) - len(sample.translate(None, _CONTROLS)) <= len(sample) // 500


def media_type(raw: bytes, kind: Kind, declared: str) -> str:
    """Return the media type of a file: by its bytes, else `declared` where that is well formed."""
    if kind in MEDIA_TYPES and not (kind == "text" and declared.startswith("text/")):
        return MEDIA_TYPES[kind]
    return _by_signature(raw) if kind == "other" else _well_formed(declared)


def _by_signature(raw: bytes) -> str:
    import puremagic

    try:
        best = puremagic.magic_string(raw[:_SAMPLE])[0]
    except (puremagic.PureError, ValueError, IndexError):
        return "application/octet-stream"
    return _well_formed(best.mime_type) if best.confidence >= 0.4 else "application/octet-stream"


def _well_formed(media_type: str) -> str:
    fits = re.fullmatch(r"[a-z0-9][\w.+-]{0,60}/[a-z0-9][\w.+-]{0,80}", media_type, re.ASCII)
    return media_type if fits else "application/octet-stream"


def shown_kind(raw: bytes, kind: Kind) -> str:
    """Return what a file is in a word that people of any language read: `PDF`, `image/gif`."""
    return SHOWN.get(kind) or media_type(raw, kind, "")


def differs(name: str, kind: Kind) -> bool:
    """Tell whether the extension of `name` promises something else than `kind`."""
    promised = _EXPECTED.get(extension(name))
    return promised is not None and kind != "none" and kind not in promised


def is_risky(raw: bytes, name: str, kind: Kind) -> bool:
    """Tell whether a file could run when opened: program, script, shortcut, disk, macros."""
    if kind == "program" or extension(name) in _PROGRAM_NAMES:
        return True
    return kind in ("zip", "ole") and any(sign in raw for sign in _MACROS)
