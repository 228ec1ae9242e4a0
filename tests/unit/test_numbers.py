"""The guard on national register, card and account numbers, against rules worked out otherwise."""

import re
import time
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ikanda_case.domain.numbers import Hit, find_numbers, is_card, is_iban, is_national, mask

DIGITS = st.text("0123456789", min_size=11, max_size=11)
MONTHS = frozenset((*range(13), *range(20, 33), *range(40, 53)))
LUHN_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
GAPS = ("", " ", ".", "-", "/", " - ", "\u00a0", "\u2013", "\n")


def national_by_sum(digits: str) -> bool:
    """The nine digits and the check number add up to a multiple of 97, in one of two centuries."""
    born, check = int(digits[:9]), int(digits[9:])
    plausible = int(digits[2:4]) in MONTHS and int(digits[4:6]) in range(32)
    sums = {(born + check) % 97, (2_000_000_000 + born + check) % 97}
    return plausible and 1 <= check <= 97 and 0 in sums


def card_by_table(digits: str) -> bool:
    """Luhn from the left, doubling by a table."""
    doubled = len(digits) % 2
    signs = enumerate(map(int, digits))
    return sum(LUHN_DOUBLED[d] if place % 2 == doubled else d for place, d in signs) % 10 == 0


def national(born: str, *, from_2000: bool) -> str:
    """Make a number of invented digits valid by trying every check number."""
    base = int(("2" if from_2000 else "") + born)
    return born + next(f"{c:02}" for c in range(1, 98) if (base + c) % 97 == 0)


def card(start: str) -> str:
    return next(start + last for last in "0123456789" if card_by_table(start + last))


def iban(land: str, account: str) -> str:
    """Make an account number valid by trying every pair of check digits, as 1 mod 97 digit-wise."""
    for check in range(2, 99):
        rest = 0
        for sign in f"{account}{land}{check:02}":
            for digit in str(int(sign, 36)):
                rest = (rest * 10 + int(digit)) % 97
        if rest == 1:
            return f"{land}{check:02}{account}"
    raise AssertionError(account)


@given(DIGITS)
@example("00000000097")
@example("85073003328")
@settings(max_examples=3000)
def test_eleven_digits_are_a_national_number_when_the_sum_and_the_date_say_so(digits: str) -> None:
    assert is_national(digits) == national_by_sum(digits)


@given(
    st.integers(0, 99),
    st.sampled_from(sorted(MONTHS)),
    st.integers(0, 31),
    st.integers(0, 999),
    st.booleans(),
    st.lists(st.sampled_from(GAPS), min_size=4, max_size=4),
)
@settings(max_examples=1000)
def test_a_national_number_is_found_however_it_is_punctuated(
    year: int, month: int, day: int, serial: int, from_2000: bool, gaps: list[str]
) -> None:
    whole = national(f"{year:02}{month:02}{day:02}{serial:03}", from_2000=from_2000)
    parts = (whole[:2], whole[2:4], whole[4:6], whole[6:9], whole[9:])
    written = "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=True))
    text = f"Mijn nummer ({written}), dank u."
    hit = Hit("national", 13, 13 + len(written))
    assert hit in find_numbers(text)
    masked = mask(text, (hit,))
    assert masked == text.replace(written, re.sub(r"\d", "X", written))
    assert "national" not in {found.kind for found in find_numbers(masked)}


@pytest.mark.parametrize(
    "text",
    [
        "85.07.30-033.29",  # check number off by one
        "85.17.30-033.28",  # no such month
        "185073003328",  # twelve digits
        "850730033281",
        "OGM +++090/9337/55493+++",
        "Tel. 053 77 16 61 of 0497 27 85 70",
        "23/11/2026 - 23/12/2026",
        "BTW BE 0458.830.110",
    ],
)
def test_what_only_looks_like_a_number_is_left(text: str) -> None:
    assert find_numbers(text) == ()


@given(st.text("0123456789", min_size=12, max_size=18), st.sampled_from(" -.\u00a0"))
@settings(max_examples=1000)
def test_a_card_number_is_found_whole_and_in_groups(start: str, gap: str) -> None:
    whole = card(start)
    assert is_card(whole)
    assert Hit("card", 1, 1 + len(whole)) in find_numbers(f":{whole}.")
    grouped = gap.join(re.findall(r"\d{1,4}", whole))
    assert Hit("card", 1, 1 + len(grouped)) in find_numbers(f":{grouped};")


@given(st.text("0123456789", min_size=1, max_size=22))
@settings(max_examples=2000)
def test_digits_are_a_card_number_when_they_are_13_to_19_and_luhn_says_so(digits: str) -> None:
    assert is_card(digits) == (13 <= len(digits) <= 19 and card_by_table(digits))


@pytest.mark.parametrize("text", ["", "8507300332", "850730033280", "85.07.30-03", "8507300332a"])
def test_a_national_number_has_eleven_digits_and_nothing_else(text: str) -> None:
    assert is_national("85073003328")
    assert not is_national(text)


@pytest.mark.parametrize(
    "text", ["", "BE", "BE6", "BE68 5390 0754 7034", "BEXX539007547034", "BÉ68"]
)
def test_an_account_number_has_a_land_two_digits_and_letters_or_digits(text: str) -> None:
    assert is_iban("BE68539007547034")
    assert not is_iban(text)


def test_an_american_express_grouping_is_found() -> None:
    text = "kaart 3782 822463 10005 graag"
    assert find_numbers(text) == (Hit("card", 6, 23),)


@given(
    st.sampled_from([("BE", 12, "0123456789"), ("NL", 14, "0123456789"), ("FR", 23, "01239AZ")]),
    st.randoms(use_true_random=False),
    st.sampled_from(["", " ", "-", "\u00a0"]),
    st.booleans(),
)
@settings(max_examples=500)
def test_an_account_number_is_found_and_hides_the_card_inside_it(
    shape: tuple[str, int, str], chance: Random, gap: str, lower: bool
) -> None:
    land, length, signs = shape
    whole = iban(land, "".join(chance.choice(signs) for _ in range(length)))
    written = gap.join(re.findall(r".{1,4}", whole))
    written = written.lower() if lower else written
    text = f"op rekening {written}, aub"
    assert is_iban(whole)
    assert find_numbers(text) == (Hit("iban", 12, 12 + len(written)),)
    changed = str((int(whole[2]) + 1) % 10)
    assert not is_iban(whole[:2] + changed + whole[3:])


@given(st.text(max_size=300))
@settings(max_examples=1000)
def test_any_text_is_masked_to_the_same_length_and_masking_leaves_nothing(text: str) -> None:
    masked = mask(text, find_numbers(text))
    assert len(masked) == len(text)
    assert find_numbers(masked) == ()


def test_other_scripts_digits_count_too() -> None:
    whole = national("850730033", from_2000=False)
    wide = "".join(chr(0xFF10 + int(sign)) for sign in whole)
    assert find_numbers(wide) == (Hit("national", 0, 11),)


@pytest.mark.parametrize("piece", ["1", "1 ", "1234 ", "BE68 ", "be12", "85.07.30-033.2 ", "0-"])
def test_a_megabyte_of_near_misses_takes_seconds_not_minutes(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    find_numbers(text)
    assert time.process_time() - start < 20
