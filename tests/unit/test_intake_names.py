"""Names from outside are safe on every system, Windows first."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ikanda_case.intake.names import LONGEST, LONGEST_BYTES, extension, safe_name

TRICKS = st.sampled_from(
    [
        "..",
        "/",
        "\\",
        ":",
        "con",
        "NUL",
        "COM\u00b9",
        "lpt9",
        ".",
        " ",
        "\u202e",
        "\u2066",
        "\x00",
        "\n",
        "\u2028",
        ".exe",
        ".pdf",
        "~",
        "*",
        "?",
        "|",
        "\u0301",
        "\u200b",
        "\ufeff",
        "C:",
        "e",
    ]
)
NAMES = st.one_of(
    st.text(max_size=400), st.lists(st.one_of(TRICKS, st.text(max_size=4))).map("".join)
)


@given(NAMES)
@example("CON")
@example("con.tar.gz")
@example("aux .txt")
@example("..\\..\\windows\\system32\\x.dll")
@example("a" * 300 + ".pdf")
@example("\U0001f600" * 200 + ".pdf")
@example("factuur.pdf. . .")
@example(".")
@example("")
@settings(max_examples=5_000)
def test_a_name_is_one_safe_part_on_windows_and_elsewhere(came: str) -> None:
    name = safe_name(came)
    windows = PureWindowsPath(name)
    assert windows.name == name
    assert not windows.drive and not windows.root and not windows.is_reserved()
    assert PurePosixPath(name).parts == (name,)
    assert (PureWindowsPath("C:/doel") / name).parent == PureWindowsPath("C:/doel")
    assert not set(name) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(sign).startswith(("C", "Zl", "Zp")) for sign in name)
    assert name == name.strip(" .") and name not in ("", "..")
    assert len(name) <= LONGEST and len(name.encode()) <= LONGEST_BYTES
    assert unicodedata.is_normalized("NFC", name)
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("came", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\con.txt", "_con.txt"),
        ("C:evil.txt", "C_evil.txt"),
        ("factuur\u202efdp.exe", "factuurfdp.exe"),
        ("  mijn   brief .pdf", "mijn brief .pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("regel\r\nVolgende: x.pdf", "regel Volgende_ x.pdf"),
        ("Schermafbeelding 2026-11-05 om 10.15.png", "Schermafbeelding 2026-11-05 om 10.15.png"),
        ("...", "bijlage"),
        ("map/", "map"),
    ],
)
def test_a_name_keeps_what_is_harmless(came: str, name: str) -> None:
    assert safe_name(came) == name


def test_a_long_name_keeps_its_extension() -> None:
    name = safe_name("x" * 500 + ".pdf")
    assert (len(name), name[-5:]) == (LONGEST, "x.pdf")


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.PDF", ".pdf"), ("a", ""), (".profile", ""), ("a.tar.gz", ".gz"), ("a. b", ""), ("a.", "")],
)
def test_an_extension_is_the_last_one_in_lower_case(name: str, ending: str) -> None:
    assert extension(name) == ending
