"""Lists that were typed as lines beginning with a dash, as texts of the data map are."""

from collections.abc import Iterable, Sequence

from ikanda_case.pdf.lines import Piece

DASH = "– "

TypedLine = tuple[Piece, ...]


def lines_of(pieces: Iterable[Piece]) -> list[TypedLine]:
    """Return the typed lines of a text, each in its pieces."""
    lines: list[list[Piece]] = [[]]
    for text, font in pieces:
        first, *others = text.split("\n")
        lines[-1].append((first, font))
        lines.extend([(other, font)] for other in others)
    return [tuple(line) for line in lines]


def is_dashed(line: TypedLine) -> bool:
    """Return whether a line is an item of a typed list."""
    return "".join(text for text, _ in line).startswith(DASH)


def without_dash(line: TypedLine) -> TypedLine:
    """Return an item's words; the list gives it its dash again."""
    left = len(DASH)
    kept: list[Piece] = []
    for text, font in line:
        kept.append((text[left:], font))
        left = max(0, left - len(text))
    return tuple(kept)


def joined(lines: Sequence[TypedLine]) -> tuple[Piece, ...]:
    """Return lines as one text again."""
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        pieces.extend(line)
        if number + 1 < len(lines) and line:
            pieces.append(("\n", line[-1][1]))
    return tuple(pieces)
