"""Words from outside on one line: nothing hidden in them, and never longer than a person reads."""

from ikanda_case.ui.widgets.plain_text import visible

LONGEST = 200
"""Signs of a name, a subject or a file name that are shown; the original keeps them all."""

_WIDEST, _PIECE = 50, 20


def one_line(text: str, most: int = LONGEST) -> str:
    """Return a name or subject as shown: one line, hidden signs visible, cut with an ellipsis."""
    kept = " ".join(text[: 2 * most].split())
    shown = visible(kept)
    if len(shown) > most:
        return shown[: most - 1] + "…"
    return shown + "…" if len(text) > 2 * most else shown


def breakable(text: str) -> str:
    """Return a line with places to break in words that are wider than any column."""
    words = text.split(" ")
    return " ".join(_cut_up(word) if len(word) > _WIDEST else word for word in words)


def _cut_up(word: str) -> str:
    return "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))
