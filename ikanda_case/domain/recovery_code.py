"""The recovery code: a data key as seven lines that a person can type over from paper."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from ikanda_case.domain.errors import InputError

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
"""The alphabet of base32 (RFC 4648): no 0, 1 and 8, which look like O, I and B."""
LINES = 7
ON_A_LINE = 9
"""Two groups of four signs, and the sign that checks them."""
KEY_SIZE = 32
"""Bytes; 56 signs hold three more, which check the code as a whole."""
MOST_READINGS = 4096
"""How many ways of reading unclear signs are tried."""

_LOOKS_LIKE = {"0": "O", "8": "B"}
_UNCLEAR = {"1": "IL"}
_MISTAKEN = {"I": "IL", "L": "LI"}
_APART = re.compile(r"[\s\-‐-―·.,:_|]+")


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryLine:
    """One line of the code; it is never shown by `repr`."""

    first: str
    second: str
    check: str


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryCode:
    """A data key on paper: who holds it opens the case file without anything else."""

    lines: tuple[RecoveryLine, ...]

    @property
    def text(self) -> str:
        """Return all signs in one, as they stand in the QR code."""
        return "".join(line.first + line.second + line.check for line in self.lines)


def code_of(key: bytes) -> RecoveryCode:
    """Return the recovery code of a data key of 32 bytes."""
    if len(key) != KEY_SIZE:
        raise ValueError("a data key has 32 bytes")
    signs = base64.b32encode(key + _whole(key)).decode("ascii")
    lines = []
    for number in range(LINES):
        eight = signs[8 * number : 8 * number + 8]
        lines.append(RecoveryLine(eight[:4], eight[4:], check_sign(eight, number + 1)))
    return RecoveryCode(tuple(lines))


def fingerprint(key: bytes) -> str:
    """Return eight signs by which two sheets are told apart; they do not give the key away."""
    digest = hashlib.sha256(b"ikanda-case 1 recovery fingerprint" + key).hexdigest().upper()
    return f"{digest[:4]} {digest[4:8]}"


def key_from_code(text: str) -> bytes:
    """Return the data key that was typed over or scanned.

    Spaces, hyphens, small letters and line numbers do not matter; 0, 8 and 1 are read as the
    letters they look like, and I and L for one another where only that fits.

    InputError: "recovery_lines"(lines, wanted) when there are more or fewer than seven,
    "recovery_line_length"(line, signs, wanted), "recovery_line_signs"(line) for one that never
    occurs, "recovery_line"(line) when its check sign does not fit, "recovery_code" when each
    line fits and the whole does not.
    """
    typed = _lines_of(text)
    if len(typed) != LINES:
        raise InputError("recovery_lines", lines=len(typed), wanted=LINES)
    for number, line in enumerate(typed, start=1):
        _require_line(line, number)
    readings = [list(_readings(line, number)) for number, line in enumerate(typed, start=1)]
    for number, found in enumerate(readings, start=1):
        if not found:
            raise InputError("recovery_line", line=number)
    for eights in islice(product(*readings), MOST_READINGS):
        said = base64.b32decode("".join(eights))
        key, whole = said[:KEY_SIZE], said[KEY_SIZE:]
        if whole == _whole(key):
            return key
    raise InputError("recovery_code")


def is_code(text: str) -> bool:
    """Return whether a text is a whole recovery code, so that it may stand for a passphrase."""
    try:
        key_from_code(text)
    except InputError:
        return False
    return True


def looks_like_code(text: str) -> bool:
    """Return whether a text that is no whole code was most likely meant as one.

    It has the size of a code, only its signs, and digits among them: a passphrase of words
    has none.
    """
    signs = _signs_of(text)
    of_code = len(signs) == LINES * ON_A_LINE and set(signs) <= {*SIGNS, *_UNCLEAR}
    return of_code and any(sign.isdigit() for sign in signs)


def wrong_lines(text: str) -> tuple[int, ...]:
    """Return the numbers of the lines, from 1, that are typed but do not fit."""
    return tuple(
        number
        for number, line in enumerate(_lines_of(text)[:LINES], start=1)
        if not _fits(line, number)
    )


def check_sign(eight: str, line: int) -> str:
    """Return the sign that checks eight others on the line with this number, from 1.

    Any one sign mistyped, any two swapped, and a line typed in another one's place are found
    (a weighted sum in the field of 32 elements, x^5 + x^2 + 1).
    """
    total = line
    for place, sign in enumerate(eight, start=1):
        total ^= _times(_POWERS[place], SIGNS.index(sign))
    return SIGNS[total]


# ---- reading -----------------------------------------------------------------------------------


def _lines_of(text: str) -> list[str]:
    """Return the signs of each line that was typed; a scanned code comes in one."""
    lines = [_signs_of(line) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) == 1 and len(lines[0]) > ON_A_LINE + 1:
        (whole,) = lines
        return [whole[at : at + ON_A_LINE] for at in range(0, len(whole), ON_A_LINE)]
    return [_without_number(line, number) for number, line in enumerate(lines, start=1)]


def _signs_of(line: str) -> str:
    signs = _APART.sub("", line).upper()
    return "".join(_LOOKS_LIKE.get(sign, sign) for sign in signs)


def _without_number(line: str, number: int) -> str:
    """Return a line without the number that is printed before it."""
    numbered = len(line) == ON_A_LINE + 1 and line.startswith(str(number))
    return line[1:] if numbered else line


def _require_line(line: str, number: int) -> None:
    if not set(line) <= {*SIGNS, *_UNCLEAR}:
        raise InputError("recovery_line_signs", line=number)
    if len(line) != ON_A_LINE:
        raise InputError("recovery_line_length", line=number, signs=len(line), wanted=ON_A_LINE)


def _fits(line: str, number: int) -> bool:
    known = len(line) == ON_A_LINE and set(line) <= {*SIGNS, *_UNCLEAR}
    return known and any(True for _ in _readings(line, number))


def _readings(line: str, number: int) -> Iterator[str]:
    """Return the eight signs of a line in every way of reading it that its check sign allows.

    As it stands first; only when that does not fit an I may be an L.
    """
    for may_be in (_UNCLEAR, _UNCLEAR | _MISTAKEN):
        found = False
        for signs in product(*(may_be.get(sign, sign) for sign in line)):
            eight = "".join(signs[:-1])
            if check_sign(eight, number) == signs[-1]:
                found = True
                yield eight
        if found:
            return


# ---- checking ----------------------------------------------------------------------------------


def _whole(key: bytes) -> bytes:
    return hashlib.sha256(b"ikanda-case 1 recovery code" + key).digest()[:3]


def _powers() -> tuple[int, ...]:
    """Return the powers of x in the field of 32 elements."""
    found = [1]
    for _ in range(30):
        twice = found[-1] << 1
        found.append(twice ^ 0b100101 if twice & 0b100000 else twice)
    return tuple(found)


_POWERS = _powers()


def _times(one: int, other: int) -> int:
    if not one or not other:
        return 0
    return _POWERS[(_POWERS.index(one) + _POWERS.index(other)) % 31]
