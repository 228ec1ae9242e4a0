"""`letter verify`: one line for each file, and exit 0 only if every signature is valid."""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.command_line import Said, call, process
from tests.e2e.conftest import Demo
from tests.support.letters import rendered

FIELDS = {
    "file", "signed", "intact", "covers_whole_file", "changed_after_signing", "signer",
    "signed_at", "timestamp", "level", "identity", "verdict", "why",
}  # fmt: skip


@pytest.fixture
def letter(demo: Demo) -> bytes:
    """A signed letter of the demo."""
    return (demo.folder / str(demo.said["letters"][0])).read_bytes()


def verified(demo: Demo, *files: Path) -> Said:
    return call(demo.program, "letter", "verify", *files, "--json")


def written(folder: Path, content: bytes, name: str = "brief.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def verdict(demo: Demo, path: Path) -> Any:
    said = verified(demo, path)
    [line] = said.lines
    assert line.keys() >= FIELDS
    assert line["why"] and said.code == (0 if line["verdict"] == "valid" else 1)
    return line["verdict"]


def test_a_letter_is_valid_and_a_process_says_so(demo: Demo) -> None:
    said = process("letter", "verify", demo.folder / demo.said["letters"][0], "--json")
    assert (said.code, said.err) == (0, "")
    assert said.lines[0].keys() >= FIELDS and said.lines[0]["verdict"] == "valid"


def test_whatever_is_changed_makes_it_invalid(demo: Demo, tmp_path: Path, letter: bytes) -> None:
    middle = letter.replace(b"/Type /Page", b"/Type /Pagf", 1)
    if middle == letter:
        middle = letter[:2000] + bytes([letter[2000] ^ 1]) + letter[2001:]
    for number, content in enumerate(
        (middle, letter + b"\n", letter + b"%", letter[:-40], b"%PDF-1.7\n" + letter)
    ):
        path = written(tmp_path, content, f"{number}.pdf")
        assert verdict(demo, path) in ("invalid", "unsigned"), number


def test_an_unsigned_page_is_unsigned(demo: Demo, tmp_path: Path) -> None:
    assert verdict(demo, written(tmp_path, rendered().pdf)) == "unsigned"


@pytest.mark.parametrize("content", [b"", b"geen pdf", b"%PDF-1.7\n", b"\x00" * 5000])
def test_what_cannot_be_read_is_invalid_with_a_reason(
    demo: Demo, tmp_path: Path, content: bytes
) -> None:
    assert verdict(demo, written(tmp_path, content)) == "invalid"


def test_each_file_has_its_line_and_one_bad_file_is_no(
    demo: Demo, tmp_path: Path, letter: bytes
) -> None:
    files = [written(tmp_path, letter, "a.pdf"), written(tmp_path, rendered().pdf, "b.pdf")]
    said = verified(demo, *files)
    assert [(line["file"], line["verdict"]) for line in said.lines] == [
        (str(files[0]), "valid"),
        (str(files[1]), "unsigned"),
    ]
    assert said.code == 1


def test_a_missing_file_is_a_wrong_call_and_the_rest_is_answered(
    demo: Demo, tmp_path: Path, letter: bytes
) -> None:
    said = verified(demo, tmp_path / "weg.pdf", written(tmp_path, letter))
    assert said.code == 2
    assert said.lines[0]["error"]["code"] == "file_missing"
    assert said.lines[1]["verdict"] == "valid"
