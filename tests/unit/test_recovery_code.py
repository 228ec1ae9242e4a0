"""A data key typed over from paper: what is forgiven, and which line a mistake is named by."""

import base64
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.recovery_code import (
    LINES,
    SIGNS,
    RecoveryCode,
    check_sign,
    code_of,
    fingerprint,
    is_code,
    key_from_code,
    looks_like_code,
    wrong_lines,
)

KEY = bytes(range(1, 33))
KEYS = st.binary(min_size=32, max_size=32)


def typed(code: RecoveryCode) -> list[str]:
    """Return the lines as the sheet shows them."""
    return [f"{line.first} {line.second} {line.check}" for line in code.lines]


def refused(text: str) -> tuple[str, dict[str, object]]:
    with pytest.raises(InputError) as caught:
        key_from_code(text)
    return caught.value.code, dict(caught.value.facts)


@given(KEYS)
def test_what_is_printed_gives_the_key_back(key: bytes) -> None:
    code = code_of(key)
    assert key_from_code("\n".join(typed(code))) == key
    assert key_from_code(code.text) == key
    assert wrong_lines("\n".join(typed(code))) == ()


def test_a_code_is_the_key_in_seven_lines_of_two_groups_and_a_check_sign() -> None:
    code = code_of(KEY)
    assert [(len(each.first), len(each.second), len(each.check)) for each in code.lines] == [
        (4, 4, 1)
    ] * LINES
    assert set(code.text) <= set(SIGNS) and len(code.text) == 63
    signs = "".join(line.first + line.second for line in code.lines)
    assert base64.b32decode(signs)[:32] == KEY


def test_a_code_of_this_version_is_read_for_ever() -> None:
    assert typed(code_of(KEY)) == GOLDEN
    assert fingerprint(KEY) == GOLDEN_PRINT


GOLDEN = [
    "AEBA GBAF R",
    "AYDQ QCIK 2",
    "BMGA 2DQP E",
    "CAIR EEYU H",
    "CULB OGAZ X",
    "DINR YHI6 I",
    "D4QB MMSC E",
]
GOLDEN_PRINT = "38EA 97AA"


FORGIVEN: list[Callable[[str], str]] = [
    str.lower,
    lambda said: said.replace(" ", ""),
    lambda said: said.replace(" ", "-"),
    lambda said: said.replace("\n", "\r\n\r\n") + "\n",
    lambda said: said.replace("O", "0").replace("B", "8"),
    lambda said: said.replace("I", "1").replace("L", "1"),
    lambda said: said.lower().replace("i", "l"),
    lambda said: "\n".join(f"{n}  {line}" for n, line in enumerate(said.split("\n"), start=1)),
    lambda said: said.replace("\n", " "),
]


@pytest.mark.parametrize("way", range(len(FORGIVEN)))
@given(key=KEYS)
def test_how_it_is_typed_does_not_matter(key: bytes, way: int) -> None:
    assert key_from_code(FORGIVEN[way]("\n".join(typed(code_of(key))))) == key


CONFUSED = set("IL")


@given(KEYS, st.integers(0, LINES - 1), st.integers(0, 8), st.sampled_from(SIGNS))
def test_a_sign_mistyped_is_named_by_its_line(key: bytes, at: int, place: int, sign: str) -> None:
    lines = [line.replace(" ", "") for line in typed(code_of(key))]
    was = lines[at][place]
    lines[at] = lines[at][:place] + sign + lines[at][place + 1 :]
    if sign == was or CONFUSED & set(lines[at]):
        return  # an I or L may be read the other way: the whole is checked then
    assert refused("\n".join(lines)) == ("recovery_line", {"line": at + 1})
    assert wrong_lines("\n".join(lines)) == (at + 1,)


@given(KEYS, st.integers(0, LINES - 1), st.data())
def test_whatever_is_mistyped_never_gives_another_key(
    key: bytes, at: int, data: st.DataObject
) -> None:
    lines = [line.replace(" ", "") for line in typed(code_of(key))]
    lines[at] = data.draw(st.text(SIGNS, min_size=9, max_size=9))
    try:
        assert key_from_code("\n".join(lines)) == key
    except InputError as error:
        assert error.code in ("recovery_line", "recovery_code")


@given(st.text(SIGNS, min_size=8, max_size=8), st.integers(1, LINES), st.integers(1, LINES))
def test_a_check_sign_finds_swapped_signs_and_swapped_lines(eight: str, one: int, two: int) -> None:
    for first in range(8):
        for second in range(first + 1, 8):
            if eight[first] != eight[second]:
                other = list(eight)
                other[first], other[second] = eight[second], eight[first]
                assert check_sign("".join(other), one) != check_sign(eight, one)
    assert (check_sign(eight, one) == check_sign(eight, two)) == (one == two)


def test_swapped_lines_are_both_wrong() -> None:
    lines = typed(code_of(KEY))
    lines[2], lines[4] = lines[4], lines[2]
    assert wrong_lines("\n".join(lines)) == (3, 5)
    assert refused("\n".join(lines)) == ("recovery_line", {"line": 3})


@pytest.mark.parametrize(
    ("change", "code", "facts"),
    [
        (lambda lines: [], "recovery_lines", {"lines": 0, "wanted": 7}),
        (lambda lines: lines[:6], "recovery_lines", {"lines": 6, "wanted": 7}),
        (lambda lines: [*lines, "AAAA AAAA A"], "recovery_lines", {"lines": 8, "wanted": 7}),
        (
            lambda lines: [*lines[:3], lines[3][:-1], *lines[4:]],
            "recovery_line_length",
            {"line": 4, "signs": 8, "wanted": 9},
        ),
        (
            lambda lines: [*lines[:3], lines[3] + "AB", *lines[4:]],
            "recovery_line_length",
            {"line": 4, "signs": 11, "wanted": 9},
        ),
        (lambda lines: ["9" + lines[0][1:], *lines[1:]], "recovery_line_signs", {"line": 1}),
        (lambda lines: [*lines[:6], "é" + lines[6][1:]], "recovery_line_signs", {"line": 7}),
    ],
)
def test_a_refusal_says_where(
    change: Callable[[list[str]], list[str]], code: str, facts: dict[str, object]
) -> None:
    assert refused("\n".join(change(typed(code_of(KEY))))) == (code, facts)


def test_lines_that_fit_and_are_not_one_code_are_refused() -> None:
    lines, others = typed(code_of(KEY)), typed(code_of(bytes(32)))
    assert refused("\n".join([*lines[:3], *others[3:]])) == ("recovery_code", {})


@given(st.text(max_size=120))
def test_whatever_is_typed_is_a_known_error(text: str) -> None:
    assert refused(text)[0].startswith("recovery_")
    assert all(1 <= number <= LINES for number in wrong_lines(text))


def test_a_great_many_unclear_signs_are_refused_soon() -> None:
    assert refused("\n".join(["111111111"] * 7))[0] in ("recovery_line", "recovery_code")


def test_only_a_key_of_its_size_has_a_code() -> None:
    for size in (0, 31, 33):
        with pytest.raises(ValueError, match="32 bytes"):
            code_of(bytes(size))


def test_a_whole_code_may_stand_for_a_passphrase_and_a_mistyped_one_may_not() -> None:
    right = "\n".join(typed(code_of(KEY)))
    wrong = right.replace("AYDQ", "AYDR")
    assert (is_code(right), is_code(wrong), is_code("een lange zin")) == (True, False, False)
    assert looks_like_code(wrong), "so that the person is told which line to look at"


@pytest.mark.parametrize(
    "text", ["", "een lange zin van woorden", "A" * 63, "A2" * 31, "A2" * 32, "é" * 62 + "2"]
)
def test_a_passphrase_is_not_taken_for_a_mistyped_code(text: str) -> None:
    assert not looks_like_code(text)


def test_a_code_shows_nothing_when_it_is_told_of() -> None:
    code = code_of(KEY)
    for line in code.lines:
        assert line.first not in repr(code) and line.second not in repr(line)
