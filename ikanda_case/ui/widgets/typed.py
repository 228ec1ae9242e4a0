"""What stands in a field as one piece of text, and back: for words that outlive their window."""

from datetime import date
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.passphrase_field import PassphraseField
from ikanda_case.ui.widgets.segments import Segments

_TICKED, _EMPTY = "1", "0"
_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n"})


@runtime_checkable
class Typed(Protocol):
    """A field of several parts says itself what was typed in it."""

    def typed(self) -> str:
        """Return what stands in it."""

    def put_back(self, text: str) -> None:
        """Fill it as `typed` said it."""


def words_in(box: QPlainTextEdit) -> str:
    """Return what stands in a box, sign for sign.

    Qt's own way gives a plain space for one that holds words together, as French has before `:`.
    """
    return box.document().toRawText().translate(_LINE_ENDS)


def typed(field: QWidget) -> str | None:
    """Return what stands in a field; None for one that holds nothing a person typed.

    A passphrase is never one of these.
    """
    if isinstance(field, PassphraseField):
        return None
    if isinstance(field, Typed):
        return field.typed()
    if isinstance(field, QPlainTextEdit):
        return words_in(field)
    if isinstance(field, DayField):
        return field.day.isoformat()
    if isinstance(field, QLineEdit):
        return None if field.echoMode() != QLineEdit.EchoMode.Normal else field.text()
    if isinstance(field, QComboBox):
        return str(field.currentData() or "")
    if isinstance(field, Segments):
        return field.current
    boxes = [field] if isinstance(field, QCheckBox) else field.findChildren(QCheckBox)
    return "".join(_TICKED if box.isChecked() else _EMPTY for box in boxes) or None


def put_back(field: QWidget, text: str) -> None:
    """Fill a field as it stood; what does not fit it any more is left as it is."""
    if isinstance(field, PassphraseField):
        return
    if isinstance(field, Typed):
        field.put_back(text)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    elif isinstance(field, DayField):
        _put_day(field, text)
    elif isinstance(field, QLineEdit):
        field.setText(text)
    elif isinstance(field, QComboBox):
        if (place := field.findData(text)) >= 0:
            field.setCurrentIndex(place)
    elif isinstance(field, Segments):
        field.choose(text)
        field.chosen.emit(text)
    else:
        _put_ticks(field, text)


def _put_day(field: DayField, text: str) -> None:
    try:
        field.set_day(date.fromisoformat(text))
    except ValueError:
        return


def _put_ticks(field: QWidget, text: str) -> None:
    boxes = [field] if isinstance(field, QCheckBox) else field.findChildren(QCheckBox)
    if len(boxes) == len(text):
        for box, tick in zip(boxes, text, strict=True):
            box.setChecked(tick == _TICKED)
