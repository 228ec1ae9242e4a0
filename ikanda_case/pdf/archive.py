"""The gate to PDF/A-2b, or 3b with files inside: nothing leaves that no validator approves."""

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream, pdfa

from ikanda_case.pdf.accessible import hide_mark, mark_accessible
from ikanda_case.pdf.attached import AttachedFile, attach, fault_of_files, holds_files
from ikanda_case.pdf.structure import write_structure
from ikanda_case.pdf.tags import Tag

FLAVOUR, WITH_FILES = "2b", "3b"
"""PDF/A-3 is PDF/A-2 that may hold any file (ISO 19005-3, 6.8); only such pages claim it."""
NEWEST = (1, 7)
"""PDF/A-2 rests on PDF 1.7 (ISO 19005-2, 6.1.2)."""


class NotArchivable(Exception):
    """The validator does not approve the page; `rule` is the first rule it names."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def archived(raw: bytes, document: Tag, files: Sequence[AttachedFile] = ()) -> bytes:
    """Return raw pages as a tagged PDF/A-2b that is marked as PDF/UA-1, checked as written.

    With files inside it is a PDF/A-3b. Everything happens in memory. NotArchivable when the
    validator finds a fault.
    """
    flavour = WITH_FILES if files else FLAVOUR
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for page in pdf.pages:
            _drop(page.obj, "/Trans")
        _drop(pdf.trailer.Info, "/CreationDate", "/ModDate")
        write_structure(pdf, document)
        attach(pdf, files)
        pdfa.prepare(pdf, flavour)
        mark_accessible(pdf)
        written = io.BytesIO()
        pdf.save(written, **pdfa.resolve_save_kwargs(flavour))
    check_archivable(written.getvalue())
    return written.getvalue()


def check_archivable(pdf: bytes) -> None:
    """Raise NotArchivable unless a letter, signed or not, is PDF/A-2b, or 3b with files inside.

    The validator gives up at the first sign of a form and says nothing of the rest, and it knows
    no schema but its own. So it is shown the file without form, certification, annotations and
    exactly our mark of PDF/UA, where it must find nothing; and what it was not shown is looked
    at here: the version, and whether the fonts in the appearance of each annotation are embedded;
    of the files inside, whether they are what is said beside them.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if _version(opened) > NEWEST:
            raise NotArchivable("ISO_19005_2:6.1.2-1")
        for page in opened.pages:
            for _ in _bare_fonts(page.obj):
                raise NotArchivable("ISO_19005_2:6.2.11.4.1-1")
            _drop(page.obj, "/Annots")
        _drop(opened.Root, "/AcroForm", "/Perms")
        hide_mark(opened)
        for rule in fault_of_files(opened):
            raise NotArchivable(rule)
        flavour = WITH_FILES if holds_files(opened) else FLAVOUR
        for found in pdfa.check(opened, flavour).findings:
            raise NotArchivable(found.rule)


def _version(pdf: Pdf) -> tuple[int, ...]:
    """Return the version the header gives, or the newer one of the catalogue."""
    told = [pdf.pdf_version, str(pdf.Root.get("/Version", "/1.0"))[1:]]
    return max(tuple(int(part) for part in version.split(".")) for version in told)


def _drop(dictionary: Object, *keys: str) -> None:
    for key in keys:
        if key in dictionary:
            del dictionary[key]


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
