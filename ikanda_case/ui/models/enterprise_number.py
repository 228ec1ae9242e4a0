"""The Belgian enterprise number: whether its two check digits fit."""

_DIGITS = 10
_MODULUS = 97


def digits_of(text: str) -> str:
    """Return the digits of a number as it was typed, without BE, points and spaces."""
    return "".join(sign for sign in text if sign in "0123456789")


def is_mistyped(text: str) -> bool:
    """Say whether a complete number is wrong by its check digits; an incomplete one is not.

    The last two digits are 97 minus the first eight modulo 97 (Crossroads Bank for Enterprises).
    """
    digits = digits_of(text)
    if len(digits) != _DIGITS:
        return len(digits) > _DIGITS
    return _MODULUS - int(digits[:8]) % _MODULUS != int(digits[8:])
