"""The words of one area of the window in one language, short to ask for."""

from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.widgets.page_view import PageWords


class Words:
    """`words("lock")` is the sentence `lock` of the area; facts go in by name."""

    def __init__(self, lang: str, area: str) -> None:
        self.lang = lang
        self._area = area

    def __call__(self, code: str, **facts: object) -> str:
        """Return the sentence; UnknownPhraseError when it is not there."""
        return phrase(self.lang, self._area, code, facts)


def page_words(lang: str) -> PageWords:
    """Return what every viewer of pages says."""
    words = Words(lang, "ui_intake")
    return PageWords(
        previous=words("page_previous"),
        next=words("page_next"),
        fit=words("page_fit"),
        zoom_in=words("zoom_in"),
        zoom_out=words("zoom_out"),
    )
