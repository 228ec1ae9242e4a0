"""The words of a letter as they may be printed: cleaned of unseen signs, or refused by name."""

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.page import LetterPage, LetterText
from ikanda_case.pdf.fonts import missing_sign
from ikanda_case.pdf.wording import printable
from ikanda_case.texts.catalogue import phrase

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page that no letter text brings along, in one language."""

    language: str

    def __call__(self, code: str, **facts: object) -> str:
        """Return a sentence of `resources/texts/page.<language>.toml`."""
        return phrase(self.language, "page", code, facts)

    def label(self, name: str) -> str:
        """Return the label of a line of the reference block, as drafts write it."""
        return phrase(self.language, "names", f"label_{name}")

    def counted(self, page: int, total: int) -> str:
        """Return `page 1 of 2`."""
        return self("page_of", page=page, total=total)


def printable_page(page: LetterPage) -> LetterPage:
    """Return the page with every text as it will be printed.

    InputError("letter_glyph_missing", sign=U+XXXX) for a sign the fonts cannot draw;
    InputError("letter_part_missing", part=...) without a text, a title or an address.
    """
    if not page.texts:
        raise InputError("letter_part_missing", part="text")
    recipient = tuple(line for line in map(one_line, page.recipient) if line)
    if not recipient:
        raise InputError("letter_part_missing", part="address")
    return replace(
        page,
        reference=one_line(page.reference),
        letterhead=_each(page.letterhead, one_line),
        recipient=recipient,
        texts=tuple(_text(text) for text in page.texts),
        small_print=_each(page.small_print, one_line),
    )


def _text(text: LetterText) -> LetterText:
    cleaned = _each(text, drawable)
    pairs = _each(text.reference_lines, one_line)
    title = one_line(text.title)
    if not title:
        raise InputError("letter_part_missing", part="title")
    return replace(cleaned, title=title, reference_lines=pairs)


def drawable(text: str) -> str:
    """Return a text without unseen signs; `letter_glyph_missing` names one that has no glyph."""
    cleaned = printable(text)
    sign = missing_sign(cleaned)
    if sign is not None:
        raise InputError("letter_glyph_missing", sign=sign)
    return cleaned


def one_line(text: str) -> str:
    """Return a drawable text in which line ends have become spaces."""
    return " ".join(drawable(text).split("\n")).strip(" ")


def _each(value: T, change: Any) -> T:
    """Return a value with every text in it changed, however deep it stands."""
    if isinstance(value, str):
        return cast(T, change(value))
    if isinstance(value, tuple):
        return cast(T, tuple(_each(each, change) for each in value))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {each.name: _each(getattr(value, each.name), change) for each in fields(value)}
        return cast(T, replace(value, **changed))
    return value
