"""The sentences of the case page."""

from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.context import Context


class Words:
    """Says a code of the case page in the window's language."""

    def __init__(self, context: Context) -> None:
        self._lang = context.lang

    def __call__(self, code: str, **facts: object) -> str:
        return phrase(self._lang, "ui_case", code, facts)
