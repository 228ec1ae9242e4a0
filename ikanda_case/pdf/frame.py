"""What surrounds the text: foot, running head, fold marks, the DEMO frame at the edge."""

from collections.abc import Callable
from dataclasses import dataclass

from ikanda_case.pdf import grid
from ikanda_case.pdf.fonts import BOLD, TEXT, width
from ikanda_case.pdf.grid import Style
from ikanda_case.pdf.lines import draw_line
from ikanda_case.pdf.tags import Tag, TaggedCanvas

_DEMO_INSIDE = 12.0
_DEMO_GAP = 6.0
_DEMO_CORNER = 4.0
_DEMO_MARK = Style(11, 13, bold=True)
_DEMO_WORDS = Style(9, 12)


@dataclass(frozen=True, slots=True)
class Foot:
    """The words at the foot: reference, `page 1 of 2`, and up to three lines of small print."""

    reference: str
    counted: Callable[[int, int], str]
    """Words a page's number and how many pages there are."""
    small_print: tuple[str, ...] = ()


def draw_foot(
    canvas: TaggedCanvas, foot: Foot, left: float, right: float, number: int, total: int
) -> None:
    """Draw the foot of a page as an artifact between two edges given in points."""
    with canvas.artifact():
        canvas.setLineWidth(0.8)
        canvas.line(left, grid.y(grid.FOOT_RULE), right, grid.y(grid.FOOT_RULE))
        baseline = grid.y(grid.FOOT_BASELINE)
        draw_line(canvas, foot.reference, grid.FOOT, left, baseline)
        draw_line(canvas, foot.counted(number, total), grid.FOOT, right, baseline, right=True)
        for text, mm in zip(foot.small_print, _small_print_at(foot), strict=True):
            draw_line(canvas, text, grid.SMALL, left, grid.y(mm))


def _small_print_at(foot: Foot) -> tuple[float, ...]:
    """Return the baselines of the small print; a third line stands closer."""
    count = len(foot.small_print)
    return grid.SMALL_PRINT[:count] if count <= 2 else grid.SMALL_PRINT_OF_THREE


def draw_running_head(
    canvas: TaggedCanvas, name: str, rest: str, left: float, right: float
) -> None:
    """Draw the head of a following page: the sender in bold and what follows it."""
    with canvas.artifact():
        baseline = grid.y(grid.RUNNING_BASELINE)
        draw_line(canvas, name, Style(9, 12, bold=True), left, baseline)
        begin = left + width(name, BOLD, 9) + 5
        draw_line(canvas, rest, grid.FOOT, begin, baseline)
        canvas.setLineWidth(0.8)
        canvas.line(left, grid.y(grid.RUNNING_RULE), right, grid.y(grid.RUNNING_RULE))


def draw_fold_marks(canvas: TaggedCanvas) -> None:
    """Draw the marks for folding in three and for the punch at the left edge."""
    with canvas.artifact():
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(0.6)
        for mm in grid.FOLDS:
            canvas.line(*_mark(grid.FOLD_MARK, mm))
        canvas.line(*_mark(grid.PUNCH_MARK, grid.PUNCH))


def _mark(across: tuple[float, float], down: float) -> tuple[float, float, float, float]:
    return grid.x(across[0]), grid.y(down), grid.x(across[1]), grid.y(down)


def draw_demo(canvas: TaggedCanvas, mark: str, words: str, tag: Tag | None = None) -> None:
    """Draw the upright frame at the right edge that says the page is a demo.

    With a tag it is read aloud too; once in a document is enough.
    """
    mark_wide = width(mark, BOLD, _DEMO_MARK.size)
    long = 2 * _DEMO_INSIDE + mark_wide + _DEMO_GAP + width(words, TEXT, _DEMO_WORDS.size)
    left, bottom = grid.x(grid.DEMO_LEFT), grid.y(grid.DEMO_BOTTOM)
    wide = grid.x(grid.DEMO_RIGHT - grid.DEMO_LEFT)
    with canvas.artifact():
        canvas.setLineWidth(0.8)
        canvas.roundRect(left, bottom, wide, long, _DEMO_CORNER)
    with canvas.artifact() if tag is None else canvas.tagged(tag):
        canvas.translate(left + wide / 2 + 3.6, bottom)
        canvas.rotate(90)
        draw_line(canvas, mark + " ", _DEMO_MARK, _DEMO_INSIDE, 0)
        draw_line(canvas, words, _DEMO_WORDS, _DEMO_INSIDE + mark_wide + _DEMO_GAP, 0)
