"""What may stand on a page: nothing unseen, nothing the fonts cannot draw."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.pdf.fonts import BOLD, MONO, TEXT, missing_sign
from ikanda_case.pdf.wording import printable


@given(st.text())
def test_nothing_unseen_is_left(text: str) -> None:
    cleaned = printable(text)
    assert not [
        sign
        for sign in cleaned
        if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") and sign != "\n"
    ]
    assert printable(cleaned) == cleaned


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_what_is_seen_stays(text: str) -> None:
    assert printable(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("zero\u200bwidth\u200d\ufeff", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tab\there", "tab here"),
        ("thin\u2009space", "thin space"),
        ("kept\u00a0and\u202fkept", "kept\u00a0and\u202fkept"),
        ("nul\x00bell\x07", "nulbell"),
        ("e\u0301te\u0301", "été"),
        ("heart\u2764\ufe0f", "heart\u2764"),
    ],
)
def test_signs_are_cleaned(text: str, cleaned: str) -> None:
    assert printable(text) == cleaned


def test_the_fonts_have_the_letters_of_the_office() -> None:
    letters = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆàâäçéèêëîïôöùûüÿœæßẞ€§°«»“”„‘’–—…·№ł ŠžćñøåĦ\u00a0\u202f"
    assert missing_sign(letters, TEXT) is None
    assert missing_sign(letters, BOLD) is None
    assert missing_sign("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", MONO) is None


@pytest.mark.parametrize(
    ("text", "sign"), [("ja 😀", "U+1F600"), ("שלום", "U+05E9"), ("中文", "U+4E2D")]
)
def test_a_missing_sign_is_named(text: str, sign: str) -> None:
    assert missing_sign(text) == sign
