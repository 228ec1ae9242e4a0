"""Where pages end: two lines of a paragraph together, headings with their text, one ending."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikanda_case.pdf import grid
from ikanda_case.pdf.blocks import Block, Text, listing, text
from ikanda_case.pdf.endings import Together
from ikanda_case.pdf.flow import BlockTooHigh, Section, TooManyPages, lay_out
from ikanda_case.pdf.lines import pieces_of
from ikanda_case.pdf.tags import Mark, Tag, TaggedCanvas

MEASURE = 400.0


@dataclass
class Plain:
    """A page of nothing but text, 20 lines of body type high."""

    left: float = 0
    right: float = MEASURE
    bottom: float = 100
    closed: list[tuple[int, int]] = field(default_factory=list)

    def open_page(self, canvas: TaggedCanvas, *, first: bool) -> float:
        return 100 + 20 * grid.BODY.leading

    def close_page(self, canvas: TaggedCanvas, number: int, total: int) -> None:
        self.closed.append((number, total))


def paragraph(lines: int, tag: Tag) -> Text:
    return text(pieces_of("\n".join(f"regel {n}" for n in range(lines))), grid.BODY, tag, MEASURE)


def heading(tag: Tag) -> Text:
    return text(pieces_of("Kop", bold=True), grid.HEADING, tag, MEASURE, keeps=True)


def pages_of(tag: Tag) -> list[int]:
    return [kid.page for kid in tag.kids if isinstance(kid, Mark)]


def laid_out(blocks: list[Block]) -> Plain:
    frame = Plain()
    canvas = TaggedCanvas("nl")
    lay_out(canvas, [Section(frame, blocks)])
    assert canvas.finished().startswith(b"%PDF")
    return frame


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 50), min_size=1, max_size=12))
def test_every_paragraph_is_drawn_once_and_in_order(heights: list[int]) -> None:
    tags = [Tag("P") for _ in heights]
    laid_out([paragraph(lines, tag) for lines, tag in zip(heights, tags, strict=True)])
    seen = [page for tag in tags for page in pages_of(tag)]
    assert seen == sorted(seen)
    assert all(pages_of(tag) for tag in tags)
    for lines, tag in zip(heights, tags, strict=True):
        if lines <= 3:
            assert len(pages_of(tag)) == 1


@pytest.mark.parametrize("above", range(10, 20))
def test_a_heading_stands_on_the_page_of_its_text(above: int) -> None:
    first, head, body = Tag("P"), Tag("H2"), Tag("P")
    laid_out([paragraph(above, first), heading(head), paragraph(6, body)])
    assert pages_of(head)[0] == pages_of(body)[0]


@pytest.mark.parametrize("above", range(8, 20))
def test_an_ending_takes_lines_of_the_last_paragraph_along(above: int) -> None:
    first, last, close = Tag("P"), Tag("P"), Tag("P")
    ending = Together([paragraph(6, last), paragraph(3, close)])
    laid_out([paragraph(above, first), ending])
    assert pages_of(close)[0] == pages_of(last)[-1]
    assert len(pages_of(close)) == 1


@pytest.mark.parametrize("above", range(14, 20))
def test_the_last_item_of_a_list_goes_along(above: int) -> None:
    holder, first, close = Tag("Sect"), Tag("P"), Tag("P")
    items = listing([pieces_of("een"), pieces_of("twee")], holder, MEASURE, numbered=False)
    laid_out([paragraph(above, first), items[0], Together([items[1], paragraph(3, close)])])
    body = items[1].body.tag
    assert pages_of(body) == pages_of(close)


def test_the_number_of_pages_is_known_on_each() -> None:
    frame = laid_out([paragraph(70, Tag("P"))])
    assert frame.closed == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_what_is_higher_than_a_page_is_refused() -> None:
    unparted = Together([paragraph(3, Tag("P")), paragraph(30, Tag("P"))])
    with pytest.raises(BlockTooHigh):
        laid_out([unparted])


def test_there_is_an_end_to_pages() -> None:
    with pytest.raises(TooManyPages):
        laid_out([paragraph(20 * 200 + 10, Tag("P"))])


def test_marked_content_does_not_nest() -> None:
    canvas = TaggedCanvas("nl")
    with pytest.raises(RuntimeError), canvas.tagged(Tag("P")), canvas.artifact():
        pass
