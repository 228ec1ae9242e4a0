"""Errors as a banner: known ones in words, others with details that hold no personal data."""

from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication

from ikanda_case.domain.bug import told
from ikanda_case.domain.errors import DamageError, KnownError
from ikanda_case.texts.catalogue import UnknownPhraseError
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.widgets.banner import Notice, NoticeKind

CLOSE, COPY = "close_fault", "copy_fault"


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
    return "\n".join(told(error))


def bad_ending(report: str, lang: str) -> Fault:
    """Return the banner that says that a fault ended the program last time."""
    words = Words(lang, "ui_shell")
    bold, plain, copy = words("ended_bold"), words("ended_plain"), words("fault_copy")
    return Fault("soon", bold, plain, copy, key=COPY, details=report)


def copy_details(fault: Fault) -> None:
    """Put the details where they can be pasted from."""
    QGuiApplication.clipboard().setText(fault.details)
