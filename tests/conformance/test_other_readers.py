"""Others' programs on every kind of letter: poppler, MuPDF and OpenSSL accept the signature,
every font lies in the file, and every mandatory clause is found in the text.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from ikanda_case.domain.letters import compose
from ikanda_case.domain.page import Block, Box, Heading, Listing, Paragraph, Run
from ikanda_case.signing.verdict import verify_letter
from tests.support.every_letter import FILES, filling_of, sealed_with_files
from tests.support.letters import office_key
from tests.support.signed_parts import container_and_content

VERIFY = ("openssl", "cms", "-verify", "-inform", "DER", "-purpose", "any", "-no_check_time")


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(tool), reason=f"there is no {tool} here")


def said(*command: str | Path) -> str:
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return ended.stdout.decode(errors="replace")


def signed_in(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*-signed.pdf"))
    assert len(found) >= 37
    return found


def refused(letters: Iterable[Path], accepts: Callable[[Path], bool]) -> list[str]:
    return [each.name for each in letters if not accepts(each)]


@needs("pdfsig")
def test_poppler_finds_every_signature_valid(letters: Path) -> None:
    def accepts(letter: Path) -> bool:
        told = said("pdfsig", "-nocert", letter)
        return "Signature is Valid." in told and "Total document signed" in told

    assert refused(signed_in(letters), accepts) == []


@needs("mutool")
def test_mupdf_finds_every_letter_unchanged(letters: Path) -> None:
    def accepts(letter: Path) -> bool:
        return "The document is unchanged since signing." in said("mutool", "sign", "-v", letter)

    assert refused(signed_in(letters), accepts) == []


@needs("openssl")
def test_openssl_accepts_every_container(letters: Path, tmp_path: Path) -> None:
    certificate = x509.load_der_x509_certificate(office_key().certificate_der)
    (tmp_path / "office.pem").write_bytes(certificate.public_bytes(Encoding.PEM))

    def accepts(letter: Path) -> bool:
        container, content = container_and_content(letter.read_bytes())
        (tmp_path / "container.der").write_bytes(container)
        (tmp_path / "content.bin").write_bytes(content)
        told = said(
            *VERIFY, "-binary", "-in", tmp_path / "container.der",
            "-content", tmp_path / "content.bin", "-CAfile", tmp_path / "office.pem",
            "-out", tmp_path / "out.bin",
        )  # fmt: skip
        return "erification successful" in told

    assert refused(signed_in(letters), accepts) == []


def test_our_own_verdict_says_the_same(letters: Path) -> None:
    def accepts(letter: Path) -> bool:
        return verify_letter(letter.read_bytes()).verdict == "valid"

    assert refused(signed_in(letters), accepts) == []


@needs("pdffonts")
def test_every_font_lies_in_the_letter(letters: Path) -> None:
    def accepts(letter: Path) -> bool:
        fonts = said("pdffonts", letter).splitlines()[2:]
        return bool(fonts) and all(re.search(r" yes (yes|no ) yes ", font) for font in fonts)

    assert refused(signed_in(letters), accepts) == []


# ---- the words -----------------------------------------------------------------------------------


@needs("pdfinfo")
def test_every_clause_is_read_aloud_in_the_signed_letter(
    letters: Path, pytestconfig: pytest.Config
) -> None:
    """As poppler reads the tags, which takes it a second and a half for a letter: the short form
    looks at one kind. The Dutch text is looked at too, which follows one in another language."""
    lacking: dict[str, list[str]] = {}
    for letter in signed_in(letters):
        kind, language, _ = letter.stem.split("-")
        if kind not in ("L06", "L07+") and not pytestconfig.getoption("--full"):
            continue
        found = _letters_only(_read_aloud(letter))
        for each in dict.fromkeys((language, "nl")):
            template, filling = filling_of(kind, each)  # type: ignore[arg-type]
            text = compose(template, filling, ())
            gone = [words for block in text.blocks for words in _sentences(block)
                    if _letters_only(words) not in found]  # fmt: skip
            if gone:
                lacking[letter.name] = gone
    assert lacking == {}


def _read_aloud(letter: Path) -> str:
    """Return the text of the elements, in their order, as poppler reads the tags."""
    lines = map(str.strip, said("pdfinfo", "-struct-text", letter).splitlines())
    return " ".join(line for line in lines if line.startswith('"'))


def _sentences(block: Block) -> Iterable[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph() | Box():
            yield from _lines(block.runs)
        case Listing():
            for item in block.items:
                yield from _lines(item)


def _lines(runs: Iterable[Run]) -> list[str]:
    return "".join(run.text for run in runs).splitlines()


def _letters_only(text: str) -> str:
    """Return a text without what lines and pages put between words."""
    return re.sub(r"[\W_]+", "", text)


@needs("pdfdetach")
def test_poppler_takes_every_file_out_of_a_letter_as_it_was(tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(sealed_with_files("L05", "nl"))
    (tmp_path / "out").mkdir()
    said("pdfdetach", "-saveall", "-o", tmp_path / "out", letter)
    found = {each.name: each.read_bytes() for each in (tmp_path / "out").iterdir()}
    assert found == {each.name: each.content for each in FILES}
