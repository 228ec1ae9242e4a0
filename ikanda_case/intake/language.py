"""Suggests in which of the four languages a text is written."""

from copy import copy
from functools import cache
from typing import Protocol

from ikanda_case.intake.plain import letters

LANGUAGES = ("nl", "fr", "en", "de")
FEWEST_LETTERS = 20
LIKELY = 0.9
"""Below this the clerk is not offered a language."""
FOREIGN = 0.9
"""From this likelihood on, a text in a fifth language is not taken for one of the four."""
ENOUGH = 4_000
"""Characters that are looked at."""


class _Model(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def language_of(text: str) -> str:
    """Return nl, fr, en or de; empty when unsure or when `text` has under 20 letters.

    The first call loads the model: about a second, and a passing file for the unpacked model.
    Where the system allows neither, nothing is suggested: the text matters more.
    """
    if letters(text) < FEWEST_LETTERS:
        return ""
    try:
        of_four, of_all = _models()
    except (OSError, MemoryError):
        return ""
    language, likelihood = of_four.classify(text[:ENOUGH])
    if likelihood < LIKELY:
        return ""
    widest, wide = of_all.classify(text[:ENOUGH])
    return "" if widest not in LANGUAGES and wide >= FOREIGN else language


@cache
def _models() -> tuple[_Model, _Model]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    of_all = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    of_four = copy(of_all)
    of_four.set_languages(list(LANGUAGES))
    return of_four, of_all
