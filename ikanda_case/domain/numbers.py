"""Numbers that do not belong in notes: the national register number, card and account numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

NumberKind = Literal["national", "card", "iban"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One number found in a text, at `text[start:end]`, separators inside included."""

    kind: NumberKind
    start: int
    end: int


_GAP = r"[\s.\-/\u00ad\u00b7\u200b\u2010-\u2015\u2060\u2212]"
_NATIONAL = re.compile(
    rf"(?<!\d)(?=(\d\d{_GAP}{{0,3}}\d\d{_GAP}{{0,3}}\d\d{_GAP}{{0,3}}\d{{3}}{_GAP}{{0,3}}\d\d)(?!\d))"
)
_CARDS = (
    re.compile(r"(?<!\d)(?=(\d{13,19})(?!\d))"),
    re.compile(rf"(?<!\d)(?=(\d{{4}}(?:{_GAP}\d{{4}}){{3}})(?!\d))"),
    re.compile(rf"(?<!\d)(?=(\d{{4}}(?:{_GAP}\d{{4}}){{2,3}}{_GAP}\d{{1,3}})(?!\d))"),
    re.compile(rf"(?<!\d)(?=(\d{{4}}{_GAP}\d{{6}}{_GAP}\d{{4,5}})(?!\d))"),
)
_IBAN_START = re.compile(rf"(?<![^\W_])[A-Za-z]{{2}}{_GAP}?[0-9]{{2}}")
_IBAN_SIGN = re.compile(rf"{_GAP}{{0,3}}([A-Za-z0-9])")

# Total lengths as registered with the IBAN standard, ISO 13616.
_IBAN_LENGTHS = {
    length: frozenset(countries.split())
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI FK FO GL NL SD",
        19: "MK SI",
        20: "AT BA EE KZ LT LU MN XK",
        21: "CH HR LI LV",
        22: "BG BH CR DE GB GE IE ME RS VA",
        23: "AE GI IL IQ OM SO TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "LY PT ST",
        26: "IS TR",
        27: "BI DJ FR GR IT MC MR SM",
        28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
        29: "BR EG PS QA UA",
        30: "JO KW MU YE",
        31: "MT SC",
        32: "LC",
        33: "RU",
    }.items()
}
_LENGTH_OF = {land: length for length, lands in _IBAN_LENGTHS.items() for land in lands}


def is_national(digits: str) -> bool:
    """Tell whether eleven digits are a Belgian national register number.

    Check number mod 97, with a 2 put before for births from 2000, and a plausible birth date,
    bis numbers (month +20 or +40) included (rules section 3.4; RD 3 April 1984, RD 8 Feb 1991).
    """
    if len(digits) != 11 or not digits.isdecimal():
        return False
    month, day, check = int(digits[2:4]), int(digits[4:6]), int(digits[9:])
    if month % 20 > 12 or month > 52 or day > 31:
        return False
    return check in (97 - int(digits[:9]) % 97, 97 - int("2" + digits[:9]) % 97)


def is_card(digits: str) -> bool:
    """Tell whether 13 to 19 digits have the check digit of a payment card (Luhn, ISO 7812-1)."""
    if not 13 <= len(digits) <= 19 or not digits.isdecimal():
        return False
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_iban(compact: str) -> bool:
    """Tell whether letters and digits without separators are an account number (ISO 13616)."""
    iban = compact.upper()
    if not (iban.isascii() and iban.isalnum() and iban[2:4].isdecimal()):
        return False
    if _LENGTH_OF.get(iban[:2]) != len(iban):
        return False
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def find_numbers(text: str) -> tuple[Hit, ...]:
    """Return every such number in `text`, in order of position, however it is punctuated.

    A national or card number is not reported again where it is only a part of an account number.
    Takes time linear in the length of the text.
    """
    ibans = tuple(_ibans(text))
    inside = {place for hit in ibans for place in range(hit.start, hit.end)}
    others = [hit for hit in (*_nationals(text), *_cards(text)) if hit.start not in inside]
    return tuple(sorted({*ibans, *others}, key=lambda hit: (hit.start, hit.end, hit.kind)))


def mask(text: str, hits: Iterable[Hit]) -> str:
    """Return `text` of the same length with each letter and digit of the hits made an X."""
    signs = list(text)
    for hit in hits:
        for place in range(hit.start, hit.end):
            if signs[place].isalnum():
                signs[place] = "X"
    return "".join(signs)


def _digits(text: str) -> str:
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def _nationals(text: str) -> Iterable[Hit]:
    for match in _NATIONAL.finditer(text):
        if is_national(_digits(match[1])):
            yield Hit("national", match.start(1), match.end(1))


def _cards(text: str) -> Iterable[Hit]:
    for pattern in _CARDS:
        for match in pattern.finditer(text):
            if is_card(_digits(match[1])):
                yield Hit("card", match.start(1), match.end(1))


def _ibans(text: str) -> Iterable[Hit]:
    for match in _IBAN_START.finditer(text):
        compact = "".join(sign for sign in match[0] if sign.isalnum())
        end = match.end()
        while len(compact) < _LENGTH_OF.get(compact[:2].upper(), 0):
            sign = _IBAN_SIGN.match(text, end)
            if sign is None:
                break
            compact, end = compact + sign[1], sign.end()
        if is_iban(compact) and not text[end : end + 1].isalnum():
            yield Hit("iban", match.start(), end)
