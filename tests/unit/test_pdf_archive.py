"""The gate to PDF/A: what it lets through, and that a form field hides nothing from it."""

import io

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from ikanda_case.pdf import grid
from ikanda_case.pdf.archive import NotArchivable, archived, check_archivable
from ikanda_case.pdf.blocks import text
from ikanda_case.pdf.endings import SignedBy
from ikanda_case.pdf.flow import Section, lay_out
from ikanda_case.pdf.fonts import TEXT, font
from ikanda_case.pdf.lines import pieces_of
from ikanda_case.pdf.stamp import StampTooLong, draw_stamp
from ikanda_case.pdf.tags import SignatureField, Tag, TaggedCanvas


class Blank:
    """A page with nothing around its text."""

    left, right, bottom = 70.0, 500.0, 100.0

    def open_page(self, canvas: TaggedCanvas, *, first: bool) -> float:
        return 700.0

    def close_page(self, canvas: TaggedCanvas, number: int, total: int) -> None:
        pass


def page_with_field() -> tuple[bytes, Tag]:
    canvas = TaggedCanvas("nl")
    canvas.setTitle("Proef")
    root = canvas.document
    signer = text(pieces_of("Fictief Voorbeeld"), grid.SIGNATORY, root.child("P"), 200)
    lay_out(
        canvas, [Section(Blank(), [SignedBy([signer], root.child("Form"), 430, "Field", "Hier")])]
    )
    return canvas.finished(), root


def bare_page() -> tuple[bytes, Tag]:
    """A page in Helvetica, which is not embedded, with a place for a signature."""
    font(TEXT)
    canvas = Canvas(None, grid.PAGE, initialFontName=TEXT, lang="nl")
    canvas.setTitle("Proef")
    canvas.setFont("Helvetica", 12)
    canvas.drawString(100, 500, "niet ingebed")
    root = Tag("Document")
    root.child("Form").kids.append(SignatureField(0, (10, 10, 100, 50), "Field", "Hier"))
    return canvas.getpdfdata(), root


def test_a_tagged_page_with_a_field_passes() -> None:
    pdf = archived(*page_with_field())
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/Trans" not in opened.pages[0].obj
        assert opened.Root.MarkInfo.Marked
        assert len(opened.Root.AcroForm.Fields) == 1


def test_a_field_hides_no_other_fault() -> None:
    with pytest.raises(NotArchivable, match=r"6\.2\.11\.4\.1"):
        archived(*bare_page())


def test_the_second_gate_sees_a_font_that_is_not_embedded_in_an_appearance() -> None:
    with pikepdf.open(io.BytesIO(archived(*page_with_field()))) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        bare = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier
        )
        field.AP.N.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=bare))
        changed = io.BytesIO()
        pdf.save(changed)
    with pytest.raises(NotArchivable, match=r"6\.2\.11\.4\.1"):
        check_archivable(changed.getvalue())


@pytest.mark.parametrize("key", ["/OpenAction", "/Names", "/OCProperties"])
def test_the_second_gate_sees_what_was_put_into_the_catalogue(key: str) -> None:
    with pikepdf.open(io.BytesIO(archived(*page_with_field()))) as pdf:
        pdf.Root[key] = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
        )
        changed = io.BytesIO()
        pdf.save(changed)
    with pytest.raises(NotArchivable):
        check_archivable(changed.getvalue())


def test_the_second_gate_sees_a_newer_version() -> None:
    with pikepdf.open(io.BytesIO(archived(*page_with_field()))) as pdf:
        pdf.Root.Version = pikepdf.Name("/2.0")
        changed = io.BytesIO()
        pdf.save(changed)
    with pytest.raises(NotArchivable, match=r"6\.1\.2-1"):
        check_archivable(changed.getvalue())


def test_a_stamp_by_itself_is_archivable() -> None:
    from pikepdf import pdfa

    with pikepdf.open(io.BytesIO(draw_stamp(["Titel", "tweede regel", "ça · één"]))) as pdf:
        del pdf.pages[0].obj["/Trans"]
        pdfa.prepare(pdf, "2b")
        assert pdfa.check(pdf, "2b").findings == []


def test_a_long_line_of_a_stamp_goes_on_and_too_many_do_not_fit() -> None:
    assert draw_stamp(["Titel", "woord " * 30]).startswith(b"%PDF")
    with pytest.raises(StampTooLong):
        draw_stamp(["Titel", "woord " * 90])
