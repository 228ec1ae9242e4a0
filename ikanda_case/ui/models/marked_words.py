"""Words from outside with the looked-for ones marked: nothing hidden, never longer than needed."""

from collections.abc import Sequence

from ikanda_case.app.queries import Marked
from ikanda_case.ui.widgets.plain_text import visible

_BEFORE = 30
"""Signs that stay before the first mark when the beginning is cut off."""


def shown(words: Marked, most: int = 400) -> Marked:
    """Return words as they may be shown: hidden signs visible, the first hit among them."""
    cut = around(words, most)
    made: list[str] = []
    marks: list[tuple[int, int]] = []
    length = place = 0
    for start, end in (*cut.marks, (len(cut.text), len(cut.text))):
        before, hit = visible(cut.text[place:start]), visible(cut.text[start:end])
        if hit:
            marks.append((length + len(before), length + len(before) + len(hit)))
        made += (before, hit)
        length += len(before) + len(hit)
        place = end
    return Marked("".join(made), tuple(marks))


def around(words: Marked, most: int) -> Marked:
    """Return at most `most` signs of marked words, with the first mark among them."""
    if len(words.text) <= most:
        return words
    first = words.marks[0][0] if words.marks else 0
    start = 0 if first < most - _BEFORE else max(0, first - _BEFORE)
    lead = "…" if start else ""
    end = start + most - len(lead) - 1
    tail = "…" if end < len(words.text) else ""
    shift = len(lead) - start
    marks = tuple(
        (max(at, start) + shift, min(till, end) + shift)
        for at, till in words.marks
        if at < end and till > start
    )
    return Marked(lead + words.text[start:end] + tail, marks)


def joined(parts: Sequence[Marked], between: str = " · ") -> Marked:
    """Return several marked words one after another; empty ones are left out."""
    said, marks = "", []
    for part in parts:
        if not part.text:
            continue
        if said:
            said += between
        marks += [(start + len(said), end + len(said)) for start, end in part.marks]
        said += part.text
    return Marked(said, tuple(marks))
