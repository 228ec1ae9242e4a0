"""Does a text ask for what the office never asks for by e-mail (rules 0, T3; 3.3)?

Identity documents, card data, login and password. It looks for asking, not for the noun: a
sentence that says we never ask for them passes. A lint, not a proof: it reads one sentence at a
time, in Dutch, French, English and German, whatever the language of the letter.
"""

import re

from ikanda_case.domain.asking_words import LANGUAGES, OF_A_FILE, SECRET, URGED, Asking

_SENTENCE = re.compile(
    r".+?(?:(?<!a\.u\.b)(?<!\bbv)(?<!bijv)(?<!\bnr)(?<!\bart)(?<!s\.v\.p)(?<!p\.ex)(?<!e\.g)"
    r"(?<!i\.e)(?<!z\.B)(?<!bzw)(?<!\bca)[.!?…]+(?=\s|$)|$)",
    re.DOTALL,
)


def asks_for_secret(text: str) -> tuple[tuple[int, int], ...]:
    """Return where `text` asks for such a thing: start and end of each sentence that does."""
    found: list[tuple[int, int]] = []
    named_before = False
    for match in _SENTENCE.finditer(text):
        sentence = OF_A_FILE.sub(lambda file: "-" * len(file[0]), match[0])
        if not sentence.strip():
            continue
        named = bool(SECRET.search(sentence))
        asks = _asks if named else _asks_again
        if (named or named_before) and any(asks(sentence, each) for each in LANGUAGES):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append((start, match.end()))
        named_before = named
    return tuple(found)


def _asks(sentence: str, language: Asking) -> bool:
    plain = _without_false_denials(sentence, language)
    if not language.denies.search(plain) and language.asks.search(plain):
        return True
    return _lacks(plain, language) or _asks_in_parts(plain, language)


def _asks_again(sentence: str, language: Asking) -> bool:
    """Tell whether a sentence asks for what the one before it named."""
    plain = _without_false_denials(sentence, language)
    return bool(language.again.search(plain)) and not language.denies.search(plain)


def _without_false_denials(sentence: str, language: Asking) -> str:
    return language.no_denial.sub(" ", language.urges.sub(URGED, sentence))


def _lacks(sentence: str, language: Asking) -> bool:
    """Tell whether the secret is what is lacking: "without your passport we cannot"."""
    return bool(language.denies.search(sentence)) and any(
        SECRET.search(sentence[match.end() : match.end() + 60])
        for match in language.lacking.finditer(sentence)
    )


def _asks_in_parts(sentence: str, language: Asking) -> bool:
    asked = denied = False
    for part in language.part.split(sentence):
        if not part or not part.strip():
            continue
        denies = bool(language.denies.search(part))
        if URGED in part or language.asks.search(part):
            asked, denied = True, denies
        elif language.but.search(part):
            denied = denies
        if asked and not (denied or denies) and SECRET.search(part):
            return True
    return False
