"""Errors as a banner: known ones in words, others with details that hold no personal data."""

from dataclasses import dataclass
from pathlib import PurePath
from traceback import extract_tb

from PySide6.QtGui import QGuiApplication

from ikanda_case.domain.errors import DamageError, KnownError
from ikanda_case.texts.catalogue import UnknownPhraseError
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.widgets.banner import Notice, NoticeKind

CLOSE, COPY = "close_fault", "copy_fault"
_PLACES = 6


@dataclass(frozen=True, slots=True)
class Fault(Notice):
    """A notice that says what went wrong."""

    details: str = ""
    """Type and places of an exception, never its message: that may hold a name."""


def notice_of(error: Exception, lang: str, *, action: str = "", key: str = "") -> Fault:
    """Return the banner for an error: what happened, why, what to do.

    `action` replaces the usual way on: to close a known one, to copy the details of a bug.
    """
    words = Words(lang, "ui_shell")
    if not isinstance(error, KnownError) or not _is_worded(error, lang):
        return Fault(
            "late",
            words("fault_bold"),
            words("fault_plain", type=type(error).__name__),
            action or words("fault_copy"),
            key=key or COPY,
            details=details_of(error),
        )
    said = error_sentence(error, lang)
    plain = " ".join(part for part in (said.hint, said.source) if part)
    kind: NoticeKind = "late" if isinstance(error, DamageError) else "soon"
    return Fault(kind, said.message, plain, action or words("fault_close"), key=key or CLOSE)


def _is_worded(error: KnownError, lang: str) -> bool:
    """A known error without a sentence is a bug like any other."""
    try:
        error_sentence(error, lang)
    except UnknownPhraseError:
        return False
    return True


def details_of(error: BaseException) -> str:
    """Return the type of an exception and where it was raised; nothing of what it says."""
    code = error.code if isinstance(error, KnownError) else ""
    lines = [f"{type(error).__name__} {code}".strip()]
    for frame in extract_tb(error.__traceback__)[-_PLACES:]:
        lines.append(f"{_place(frame.filename)}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def copy_details(fault: Fault) -> None:
    """Put the details where they can be pasted from."""
    QGuiApplication.clipboard().setText(fault.details)


def _place(filename: str) -> str:
    """The end of a path: folders above the program may name a person."""
    parts = PurePath(filename).parts
    if "ikanda_case" in parts:
        return "/".join(parts[parts.index("ikanda_case") :])
    return parts[-1] if parts else ""
