"""Finds in a text what it quotes: the head of a forwarded mail, and answers to earlier ones."""

import re
from dataclasses import dataclass
from datetime import date

from ikanda_case.intake.headers import addresses_in
from ikanda_case.intake.plain import clean_line

MOST_LINES = 5_000

_FROM = r"van|from|de|von"
_SENT = r"verzonden(?: op)?|verstuurd|datum|sent|date|envoyé(?: le)?|gesendet"
_LABEL = re.compile(rf"^[>\s*]{{0,20}}({_FROM}|{_SENT})\*?\s{{0,3}}:\*?\s?(.*)$", re.IGNORECASE)
_FROM_LABEL = re.compile(rf"(?:{_FROM})\Z", re.IGNORECASE)
_FORWARD = re.compile(r"^\W*(?:fwd?|fw|tr|wg|doorst|doorgestuurd|trans)\s?:", re.IGNORECASE)
_ANSWERED = re.compile(
    r"^[\s>]*(?:-{2,}\s?(?:oorspronkelijk bericht|original message|message d.origine|"
    r"ursprüngliche nachricht|doorgestuurd bericht|forwarded message)\b|_{20,}\s*$)",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january janvier januar janv jän jänner",
            "feb februari february février februar févr fév fev",
            "mrt maart mar march mars märz mär",
            "apr april avril avr",
            "mei may mai",
            "jun juni june juin",
            "jul juli july juillet juil",
            "aug augustus august août aout",
            "sep sept september septembre",
            "okt oktober oct october octobre",
            "nov november novembre",
            "dec december décembre déc dez dezember",
        ),
        start=1,
    )
    for name in names.split()
}
_WORDED = re.compile(r"(\d{1,2})\.?\s{1,3}([^\W\d_]{3,10})\.?,?\s{1,3}(\d{4})\b")
_AMERICAN = re.compile(r"\b([^\W\d_]{3,10})\.?\s{1,3}(\d{1,2}),?\s{1,3}(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\b")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Who the quoted mail says wrote it, and when; both only claimed."""

    name: str
    address: str
    day: date | None


def is_forward(subject: str) -> bool:
    """Tell whether a subject starts as mail programs mark what is passed on."""
    return bool(_FORWARD.match(subject))


def quoted_head(text: str) -> Quoted | None:
    """Return the first quoted mail head in `text`: a From line with a date line close below."""
    lines = text.split("\n", MOST_LINES)[:MOST_LINES]
    for place, line in enumerate(lines):
        sender = _LABEL.match(line)
        if sender is None or not _FROM_LABEL.match(sender[1]):
            continue
        below = (_LABEL.match(each) for each in lines[place + 1 : place + 7])
        sent = next((each for each in below if each and not _FROM_LABEL.match(each[1])), None)
        if sent is not None:
            return _quoted(sender[2], day_in(sent[2]))
    return None


def _quoted(sender: str, day: date | None) -> Quoted:
    address = next(iter(addresses_in(sender.replace("mailto:", " "))), "")
    name = re.split(r"[<\[(]", sender, maxsplit=1)[0]
    shown = clean_line(name, 200).strip("\"'* ")
    return Quoted("" if "@" in shown else shown, clean_line(address, 320), day)


def day_in(text: str) -> date | None:
    """Return the first date in `text`, as nl, fr, en, de or RFC 5322 write it; day before month."""
    text = text[:200]
    worded = ((each[2], each[1], each[3]) for each in _WORDED.finditer(text))
    american = ((each[1], each[2], each[3]) for each in _AMERICAN.finditer(text))
    for name, day, year in (*worded, *american):
        month = _MONTHS.get(name.casefold(), 0)
        if month:
            return _day(int(year), month, int(day))
    if iso := _ISO.search(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if numeric := _NUMERIC.search(text):
        return _day(int(numeric[3]), int(numeric[2]), int(numeric[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1990 <= year < 2200 else None
    except ValueError:
        return None


def own_words(text: str) -> str:
    """Return `text` without what it quotes of earlier mails."""
    kept = []
    for line in text.split("\n"):
        label = _LABEL.match(line)
        if _ANSWERED.match(line) or (label and _FROM_LABEL.match(label[1]) and "@" in label[2]):
            break
        if not line.startswith(">"):
            kept.append(line)
    return "\n".join(kept)
