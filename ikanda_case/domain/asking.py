"""Does a text ask for what the office never asks for by e-mail (rules 0, T3; 3.3)?

Identity documents, card data, login and password. It looks for asking, not for the noun: a
sentence that says we never ask for them passes. A lint, not a proof: it reads one sentence at a
time, in Dutch, French, English and German, whatever the language of the letter.
"""

import re
from collections.abc import Iterator

from ikanda_case.domain.asking_words import LANGUAGES, OF_A_FILE, SECRET, URGED, Asking

_SENTENCE = re.compile(
    r".+?(?:(?<!a\.u\.b)(?<!\bbv)(?<!bijv)(?<!\bnr)(?<!\bart)(?<!s\.v\.p)(?<!p\.ex)(?<!e\.g)"
    r"(?<!i\.e)(?<!z\.B)(?<!bzw)(?<!\bca)[.!?…]+(?=\s|$)|$)",
    re.DOTALL,
)


def asks_for_secret(text: str) -> tuple[tuple[int, int], ...]:
    """Return where `text` asks for such a thing: start and end of each sentence that does."""
    return asks_for(text, SECRET)


def asks_for(text: str, named: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    """Return where `text` asks for what a pattern names, as `asks_for_secret` does."""
    found: list[tuple[int, int]] = []
    named_before = False
    for start, end in sentences(text):
        sentence = OF_A_FILE.sub(lambda file: "-" * len(file[0]), text[start:end])
        names = bool(named.search(sentence))
        if names:
            asks = any(_asks(sentence, each, named) for each in LANGUAGES)
        else:
            asks = named_before and any(_asks_again(sentence, each) for each in LANGUAGES)
        if asks:
            found.append((start, end))
        named_before = names
    return tuple(found)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of a text, without the spaces before it."""
    for match in _SENTENCE.finditer(text):
        if match[0].strip():
            yield match.start() + len(match[0]) - len(match[0].lstrip()), match.end()


def _asks(sentence: str, language: Asking, named: re.Pattern[str]) -> bool:
    plain = _without_false_denials(sentence, language)
    if not language.denies.search(plain) and language.asks.search(plain):
        return True
    return _lacks(plain, language, named) or _asks_in_parts(plain, language, named)


def _asks_again(sentence: str, language: Asking) -> bool:
    """Tell whether a sentence asks for what the one before it named."""
    plain = _without_false_denials(sentence, language)
    return bool(language.again.search(plain)) and not language.denies.search(plain)


def _without_false_denials(sentence: str, language: Asking) -> str:
    return language.no_denial.sub(" ", language.urges.sub(URGED, sentence))


def _lacks(sentence: str, language: Asking, named: re.Pattern[str]) -> bool:
    """Tell whether it is what is lacking: "without your passport we cannot"."""
    return bool(language.denies.search(sentence)) and any(
        named.search(sentence[match.end() : match.end() + 60])
        for match in language.lacking.finditer(sentence)
    )


def _asks_in_parts(sentence: str, language: Asking, named: re.Pattern[str]) -> bool:
    asked = denied = False
    for part in language.part.split(sentence):
        if not part or not part.strip():
            continue
        denies = bool(language.denies.search(part))
        if URGED in part or language.asks.search(part):
            asked, denied = True, denies
        elif language.but.search(part):
            denied = denies
        if asked and not (denied or denies) and named.search(part):
            return True
    return False
