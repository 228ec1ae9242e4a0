"""A letter of two pages through our way in, beside the bare calls of the same libraries.

The bare calls do the same work but for the tags, the frame of the page and the strict verdict:
draw, PDF/A, draw the stamp, sign, check for PDF/A again, validate.
"""

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import pdfa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as BareParagraph
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as BareTable

from ikanda_case.domain.page import Box, Heading, Listing, Paragraph, Table
from ikanda_case.letters.render import render_letter
from ikanda_case.pdf.fonts import BOLD, TEXT, font
from ikanda_case.signing.sign import sign_letter
from ikanda_case.signing.verdict import verify_letter
from tests.support.letters import SIGNED_AT, STAMP, office_key, two_pages

ROUNDS = 20
MOST_RATIO = 1.3
LEAST_LETTERS = 8.0

BODY = ParagraphStyle("body", fontName=TEXT, fontSize=10.5, leading=14.6, spaceAfter=4.2)
HEAD = ParagraphStyle("head", fontName=BOLD, fontSize=11.5, leading=15, spaceBefore=5)


def bare_story() -> list[Any]:
    """Return the contents of the letter as platypus takes them."""
    text = two_pages().texts[0]
    story: list[Any] = [BareParagraph(text.title, HEAD), BareParagraph(text.salutation, BODY)]
    for block in text.blocks:
        match block:
            case Heading():
                story.append(BareParagraph(block.text, HEAD))
            case Paragraph() | Box():
                story.append(BareParagraph("".join(run.text for run in block.runs), BODY))
            case Listing():
                story += [BareParagraph(run.text, BODY) for item in block.items for run in item]
            case Table():
                rows = [[BareParagraph(cell, BODY) for cell in row] for row in block.rows]
                story.append(
                    BareTable([list(block.head), *rows], style=[("FONT", (0, 0), (-1, -1), TEXT)])
                )
    return [*story, BareParagraph(text.closing, BODY)]


def bare_stamp(path: Path) -> Path:
    """Return the file of a stamp drawn by reportlab."""
    canvas = Canvas(str(path), (249, 70), initialFontName=TEXT)
    canvas.setFont(TEXT, 8.5)
    canvas.roundRect(1, 1, 247, 68, 4)
    for number, line in enumerate(STAMP.lines):
        canvas.drawString(8, 58 - 12 * number, line)
    canvas.save()
    return path


def bare_letter(folder: Path) -> bytes:
    """Return the same words drawn by platypus, made PDF/A, signed and validated by pyHanko."""
    drawn = io.BytesIO()
    SimpleDocTemplate(drawn, initialFontName=TEXT, title="Brief").build(bare_story())
    with pikepdf.open(drawn) as pdf:
        for page in pdf.pages:
            if "/Trans" in page.obj:
                del page.obj["/Trans"]
        written = io.BytesIO()
        pdfa.save(pdf, written, "2b")
    signer = signers.SimpleSigner.load_pkcs12_data(office_key().pkcs12, [])
    settings = signers.PdfSignatureMetadata(
        field_name="Signature1", subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    place = fields.SigFieldSpec("Signature1", box=(300, 100, 549, 171))
    signed = io.BytesIO()
    style = StaticStampStyle.from_pdf_file(str(bare_stamp(folder / "stamp.pdf")))
    signers.PdfSigner(settings, signer=signer, stamp_style=style, new_field_spec=place).sign_pdf(
        IncrementalPdfFileWriter(written), output=signed
    )
    with pikepdf.open(signed) as pdf:
        del pdf.Root["/AcroForm"]
        for page in pdf.pages:
            if "/Annots" in page.obj:
                del page.obj["/Annots"]
        pdfa.check(pdf, "2b")
    (signature,) = PdfFileReader(signed).embedded_signatures
    status = validate_pdf_signature(
        signature, ValidationContext(trust_roots=[signer.signing_cert], allow_fetching=False)
    )
    assert status.bottom_line
    return signed.getvalue()


def our_letter() -> bytes:
    """Return the letter rendered, tagged, checked, signed, checked again and judged."""
    made = render_letter(two_pages())
    assert made.pages == 2
    signed = sign_letter(made.pdf, office_key().pkcs12, STAMP, now=SIGNED_AT)
    assert verify_letter(signed).verdict == "valid"
    return signed


def best_of(*makers: Callable[[], bytes]) -> list[float]:
    """Return the least processor time each takes, in turns, as others share the machine."""
    best = [float("inf")] * len(makers)
    for _ in range(ROUNDS):
        for number, make in enumerate(makers):
            began = time.process_time()
            make()
            best[number] = min(best[number], time.process_time() - began)
    return best


@pytest.mark.bench
def test_a_letter_costs_little_more_than_its_libraries(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (TEXT, BOLD):
        font(name)
    ours, bare = best_of(our_letter, lambda: bare_letter(tmp_path))
    with capsys.disabled():
        print(
            f"\nletter of two pages: ours {ours * 1000:.0f} ms, bare calls {bare * 1000:.0f} ms, "
            f"ratio {ours / bare:.2f}, {1 / ours:.1f} letters a second"
        )
    assert ours / bare <= MOST_RATIO
    assert 1 / ours >= LEAST_LETTERS
