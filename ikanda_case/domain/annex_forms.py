"""Whether a file may go into an answer as it is: its form by name and by its bytes, and its size.

An answer is opened at home, by somebody who trusts its sender. So the list is short: what any
computer reads as data (GDPR Art. 20(1): structured, commonly used, machine-readable), and pages.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import get_args

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import AnnexForm

FORMS: tuple[AnnexForm, ...] = get_args(AnnexForm)
"""No spreadsheets, no archives: what is packed in them cannot be looked at before it leaves."""
MEDIA_TYPES: Mapping[AnnexForm, str] = {
    "csv": "text/csv",
    "json": "application/json",
    "xml": "application/xml",
    "txt": "text/plain",
    "pdf": "application/pdf",
}
LARGEST = 10_000_000
"""Bytes of one file."""
LARGEST_TOGETHER = 15_000_000
"""Bytes of all files of a letter: as a mail it stays under the 25 MB that most servers take."""
MOST = 10
"""Files in one letter."""

_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MARK = "\ufeff"
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SCRIPT = re.compile(r"\s*(?:#!|\{\\rtf|%PDF-|%!PS|<!doctype html|<html|<script|<\?php|<svg)", re.I)
_XML = re.compile(r"""\s*(?:<\?xml\s(?:[^?]|\?(?!>))*\?>)?\s*<""")
_XML_ENCODING = re.compile(r"""<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_XML_ACTS = re.compile(
    r"<!(?:doctype|entity)|<\?(?!xml\s)|www\.w3\.org/(?:1999/(?:xhtml|xsl)|2000/svg)", re.I
)
"""Entities, style sheets and pages inside: what a browser would run or fetch."""
_PDF_ACTS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA", b"/Encrypt")
_PDF_END = 2048
_PIECE, _OVERLAP = 100_000, 300


def require_size(size: int) -> None:
    """Refuse a file by its size alone: "annex_empty", "annex_too_large"(megabytes)."""
    if not size:
        raise InputError("annex_empty")
    if size > LARGEST:
        raise InputError("annex_too_large", megabytes=LARGEST // 1_000_000)


def form_of(name: str, content: bytes) -> AnnexForm:
    """Return the form of a file that may go out.

    InputError: as `require_size`; "annex_form_refused"(forms) for a name of any other form; with
    its `form` "annex_disguised" when the bytes are something else than the name says,
    "annex_not_utf8", "annex_not_sound" when it does not open as what it is, and "annex_acts" when
    it holds something that acts by itself.
    """
    require_size(len(content))
    ending = name.rpartition(".")[2].lower()
    form = next((each for each in FORMS if each == ending and "." in name), None)
    if form is None:
        raise InputError("annex_form_refused", forms=", ".join(FORMS))
    if form == "pdf":
        _require_pdf(content)
    else:
        text = text_of(form, content)
        _CHECKS[form](text)
    return form


def text_of(form: AnnexForm, content: bytes) -> str:
    """Return the words of a file of text; InputError as `form_of` when it is none."""
    if content.startswith(_OTHER_MARKS):
        raise InputError("annex_not_utf8", form=form)
    if _NO_TEXT.search(content):
        raise InputError("annex_disguised", form=form)
    try:
        return content.decode("utf-8").removeprefix(_MARK)
    except UnicodeDecodeError:
        raise InputError("annex_not_utf8", form=form) from None


def in_pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces of 100,000 signs, each with the beginning of the next.

    One search through millions of signs would hold every other thread meanwhile, the window's too.
    """
    for place in range(0, len(text), _PIECE):
        yield text[place : place + _PIECE + _OVERLAP]


def _require_pdf(content: bytes) -> None:
    if not content.startswith(b"%PDF-"):
        raise InputError("annex_disguised", form="pdf")
    if b"%%EOF" not in content[-_PDF_END:]:
        raise InputError("annex_not_sound", form="pdf")
    if any(mark in content for mark in _PDF_ACTS):
        raise InputError("annex_acts", form="pdf")


def _require_plain(form: AnnexForm) -> Callable[[str], None]:
    def check(text: str) -> None:
        if _SCRIPT.match(text):
            raise InputError("annex_disguised", form=form)

    return check


def _require_json(text: str) -> None:
    try:
        found = json.loads(text, parse_int=str, parse_float=str, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise InputError("annex_not_sound", form="json") from None
    if not isinstance(found, dict | list):
        raise InputError("annex_not_sound", form="json")


def _no_constant(word: str) -> None:
    """Refuse NaN and Infinity, which Python reads and JSON does not know (RFC 8259)."""
    raise ValueError(word)


def _require_xml(text: str) -> None:
    if not _XML.match(text) or not text.rstrip().endswith(">"):
        raise InputError("annex_not_sound", form="xml")
    said = _XML_ENCODING.match(text.lstrip())
    if said and said[1].lower() != "utf-8":
        raise InputError("annex_not_utf8", form="xml")
    if any(_XML_ACTS.search(piece) for piece in in_pieces(text)):
        raise InputError("annex_acts", form="xml")


_CHECKS: Mapping[AnnexForm, Callable[[str], None]] = {
    "csv": _require_plain("csv"),
    "txt": _require_plain("txt"),
    "json": _require_json,
    "xml": _require_xml,
}
