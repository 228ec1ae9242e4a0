"""The words of one area of the window in one language, short to ask for."""

from ikanda_case.texts.catalogue import phrase


class Words:
    """`words("lock")` is the sentence `lock` of the area; facts go in by name."""

    def __init__(self, lang: str, area: str) -> None:
        self.lang = lang
        self._area = area

    def __call__(self, code: str, **facts: object) -> str:
        """Return the sentence; UnknownPhraseError when it is not there."""
        return phrase(self.lang, self._area, code, facts)
