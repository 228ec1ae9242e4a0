"""What is treated in a message: numbers that are hidden, words that seemed to ask for a right."""

from collections.abc import Sequence

from ikanda_case.app.drafts import RightHint
from ikanda_case.domain.numbers import find_numbers
from ikanda_case.ui.widgets.plain_text import Span


def spans(text: str, hints: Sequence[RightHint]) -> tuple[Span, ...]:
    """Return national, card and account numbers as hidden, recognised words as marked.

    The number of a mark is the place of its right in `hints`, from 1 (rules 3.4, look.md 8.6).
    """
    hidden = [Span(hit.start, hit.end, "masked") for hit in find_numbers(text)]
    marked = [
        Span(start, start + len(words), "mark", number)
        for number, hint in enumerate(hints, 1)
        for words in hint.words
        if words and (start := text.find(words)) >= 0
    ]
    return (*hidden, *marked)
