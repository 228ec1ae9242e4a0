"""The gate to PDF/A-2b: no page leaves that the validator does not approve."""

import io
from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Dictionary, Name, Object, Stream, pdfa

from ikanda_case.pdf.structure import write_structure
from ikanda_case.pdf.tags import Tag

FLAVOUR = "2b"

FORM_PRESENT = ("pikepdf:schema-Catalog", "/AcroForm")
"""All the validator may say of an unsigned letter: it does not judge form fields."""

SIGNATURE_PRESENT = (FORM_PRESENT, ("pikepdf:schema-Catalog", "/Perms"))
"""All it may say of a signed one; it knows neither certification nor appearances."""

Refusal = tuple[str, str]


class NotArchivable(Exception):
    """The validator does not approve the page; `rule` is the first rule it names."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def archived(raw: bytes, document: Tag) -> bytes:
    """Return raw pages as a tagged PDF/A-2b, validated as written.

    Everything happens in memory. NotArchivable when the validator finds anything but the
    form field for the signature, which it does not judge.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for page in pdf.pages:
            _drop(page.obj, "/Trans")
        _drop(pdf.trailer.Info, "/CreationDate", "/ModDate")
        write_structure(pdf, document)
        pdfa.prepare(pdf, FLAVOUR)
        settings = pdfa.resolve_save_kwargs(FLAVOUR)
        written = io.BytesIO()
        pdf.save(written, **settings)
    refuse_but(_findings(written), (FORM_PRESENT,))
    return written.getvalue()


def check_signed(pdf: bytes) -> None:
    """Raise NotArchivable unless a signed letter is PDF/A-2b but for its signature.

    Three looks: the file as it is, where only the signature may be named; the file without
    form, certification and annotations, where nothing may be named; and the appearance of each
    annotation, whose fonts must be embedded.
    """
    refuse_but(_findings(io.BytesIO(pdf)), SIGNATURE_PRESENT)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if any(True for page in opened.pages for _ in _bare_fonts(page.obj)):
            raise NotArchivable("appearance-font")
        _drop(opened.Root, "/AcroForm", "/Perms")
        for page in opened.pages:
            _drop(page.obj, "/Annots")
        report = pdfa.check(opened, FLAVOUR)
        refuse_but([(found.rule, found.where) for found in report.findings], ())


def _drop(dictionary: Object, *keys: str) -> None:
    for key in keys:
        if key in dictionary:
            del dictionary[key]


def refuse_but(findings: Iterable[Refusal], allowed: Iterable[Refusal]) -> None:
    """Raise NotArchivable for the first finding that is not among the allowed ones."""
    for rule, where in findings:
        if not any(rule == known and where.endswith(end) for known, end in allowed):
            raise NotArchivable(rule)


def _findings(written: io.BytesIO) -> list[Refusal]:
    written.seek(0)
    report = pdfa.validate_written(written, FLAVOUR)
    return [(found.rule, found.where) for found in report.findings]


def _bare_fonts(page: Object) -> Iterator[Object]:
    """Return the fonts in a page's annotation appearances that are not embedded."""
    for annotation in page.get("/Annots", ()):
        for appearance in annotation.get("/AP", {}).values():
            yield from _bare_in(appearance)


def _bare_in(drawing: Object) -> Iterator[Object]:
    if not isinstance(drawing, Stream):
        return
    resources = drawing.get("/Resources", Dictionary())
    for font in resources.get("/Font", Dictionary()).values():
        described = font.get("/FontDescriptor", Dictionary())
        if not any(Name(key) in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield font
    for inner in resources.get("/XObject", Dictionary()).values():
        yield from _bare_in(inner)
