"""A draft becomes the page that is signed: a tagged PDF/A with a place to sign."""

from dataclasses import dataclass

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.page import LetterPage, LetterText
from ikanda_case.letters.contents import Contents, SignaturePlace
from ikanda_case.letters.frames import LetterFrame, place_on
from ikanda_case.letters.wording import PageWords, printable_page
from ikanda_case.pdf import grid
from ikanda_case.pdf.archive import NotArchivable, archived
from ikanda_case.pdf.attached import AttachedFile
from ikanda_case.pdf.flow import BlockTooHigh, Section, TooManyPages, lay_out
from ikanda_case.pdf.frame import Foot
from ikanda_case.pdf.letterhead import Reference, address_lines
from ikanda_case.pdf.lines import broken, pieces_of
from ikanda_case.pdf.tags import Tag, TaggedCanvas

_MOST_SMALL_PRINT = 3
_MOST_PASSES = 5
_DATES_IN_BOX = "L01"
"""The acknowledgement's box holds its two dates, in larger type."""


@dataclass(frozen=True, slots=True)
class RenderedLetter:
    """A finished, unsigned letter."""

    pdf: bytes
    """Tagged PDF/A-2b, or 3b with data files, with the empty signature field `Signature1`."""
    pages: int


def render_letter(page: LetterPage) -> RenderedLetter:
    """Return the pages of a letter: the text in the person's language, then the record text.

    InputError: `address_too_long` (lines, most) when the address does not fit in the window,
    `letter_glyph_missing` (sign) for a sign the fonts cannot draw, `letter_part_missing` (part),
    `letter_table_columns` (columns, most), `letter_part_too_high` when a row or a signature is
    higher than a page, `letter_too_long` (most), `small_print_too_long` and
    `letter_not_archivable` (rule) when the PDF/A validator does not approve. Nothing is ever
    shrunk or cut to make it fit.
    """
    page = printable_page(page)
    if address_lines(page.recipient, place_on(page)) is None:
        raise InputError("address_too_long", lines=len(page.recipient), most=grid.WINDOW_LINES)
    try:
        canvas = _drawn(page)
        raw = canvas.finished()
        return RenderedLetter(archived(raw, canvas.document, _files(page)), canvas.page_count)
    except BlockTooHigh:
        raise InputError("letter_part_too_high") from None
    except TooManyPages as full:
        raise InputError("letter_too_long", most=full.most) from None
    except NotArchivable as refused:
        raise InputError("letter_not_archivable", rule=refused.rule) from None


def _files(page: LetterPage) -> list[AttachedFile]:
    return [
        AttachedFile(each.name, each.media_type, each.described, each.on, each.content)
        for each in page.files
    ]


def _drawn(page: LetterPage) -> TaggedCanvas:
    """Lay the letter out, again when a page number told in its text turned out otherwise."""
    starts = tuple(range(1, len(page.texts) + 1))
    for _ in range(_MOST_PASSES):
        canvas = TaggedCanvas(page.texts[0].language)
        canvas.setTitle(f"{page.texts[0].title} ({page.reference})")
        canvas.setAuthor(page.letterhead.legal_name)
        canvas.setCreator("ikanda-case")
        found = lay_out(canvas, _sections(page, canvas.document, starts))
        if found == starts:
            return canvas
        starts = found
    raise RuntimeError("the page numbers of a letter do not settle")


def _sections(page: LetterPage, document: Tag, starts: tuple[int, ...]) -> list[Section]:
    return [_section(page, number, document, starts) for number in range(len(page.texts))]


def _section(page: LetterPage, number: int, document: Tag, starts: tuple[int, ...]) -> Section:
    text = page.texts[number]
    words = PageWords(text.language)
    tag = document.child("Sect", language=text.language)
    head = tag.child("Div")
    first = number == 0
    references = _references(text, words, starts[1] if first and len(starts) > 1 else None)
    frame = LetterFrame(page, text, words, head, _foot(page, words), references, window=first)
    contents = Contents(text, tag, 1 if first else 2, page.kind == _DATES_IN_BOX)
    place = SignaturePlace(words("signature_place", name=page.letterhead.legal_name))
    signed = first and not page.outline
    return Section(frame, contents.whole(page.letterhead, place if signed else None))


def _references(
    text: LetterText, words: PageWords, record_page: int | None
) -> tuple[Reference, ...]:
    """Return the reference block; above a translation it tells where the record text stands."""
    pairs = list(text.reference_lines)
    if record_page is not None:
        label = words.label("record")
        pairs = [pair for pair in pairs if pair[0] != label]
        pairs.append((label, words("record_follows", page=record_page)))
    return tuple(
        Reference(label, value, bold=not number) for number, (label, value) in enumerate(pairs)
    )


def _foot(page: LetterPage, words: PageWords) -> Foot:
    measure = grid.x(grid.TEXT_RIGHT - grid.TEXT_LEFT)
    lines = [
        "".join(piece for piece, _ in line)
        for text in page.small_print
        for line in broken(pieces_of(text), grid.SMALL.size, measure)
    ]
    if len(lines) > _MOST_SMALL_PRINT:
        raise InputError("small_print_too_long", lines=len(lines), most=_MOST_SMALL_PRINT)
    return Foot(page.reference, words.counted, tuple(lines))
