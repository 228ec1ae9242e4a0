"""Files that lie inside a PDF, as PDF/A-3 wants them (ISO 19005-3, 6.8), and a look at those."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, Stream, String

RULE = "ISO_19005_3:6.8"
RELATION = Name.Data
"""The letter speaks of these data; it is no rendering of them (/Source), nor they of it."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One file; `name` is of plain letters, and all a reader sees before opening it."""

    name: str
    media_type: str
    described: str
    on: date
    """Given as the day of its last change, so that the same files twice are the same bytes."""
    content: bytes


def attach(pdf: Pdf, files: Sequence[AttachedFile]) -> None:
    """Put files into a PDF that holds none, in their order; without files it stays as it is."""
    if not files:
        return
    specs = [pdf.make_indirect(_spec(pdf, each)) for each in files]
    pdf.Root.AF = Array(specs)
    named = sorted(zip((each.name for each in files), specs, strict=True), key=lambda each: each[0])
    names = Array([part for name, spec in named for part in (String(name), spec)])
    pdf.Root.Names = Dictionary(EmbeddedFiles=pdf.make_indirect(Dictionary(Names=names)))


def _spec(pdf: Pdf, file: AttachedFile) -> Dictionary:
    body = pdf.make_stream(
        file.content,
        Type=Name.EmbeddedFile,
        Subtype=Name("/" + file.media_type),
        Params=Dictionary(
            Size=len(file.content),
            ModDate=String(f"D:{file.on:%Y%m%d}000000Z"),
            CheckSum=String(_checksum(file.content)),
        ),
    )
    return Dictionary(
        Type=Name.Filespec,
        F=String(file.name),
        UF=String(file.name),
        Desc=String(file.described),
        AFRelationship=RELATION,
        EF=Dictionary(F=body, UF=body),
    )


def _checksum(content: bytes) -> bytes:
    """Return the checksum the standard names; it finds damage, and protects nothing."""
    return hashlib.md5(content, usedforsecurity=False).digest()


def holds_files(pdf: Pdf) -> bool:
    """Return whether a PDF has files inside, or the names of some."""
    return "/AF" in pdf.Root or "/EmbeddedFiles" in pdf.Root.get("/Names", Dictionary())


def fault_of_files(pdf: Pdf) -> Iterator[str]:
    """Yield a rule for each file that is not what is said beside it, or is not of the list.

    The validator looks at the keys alone: a wrong size or checksum passes it.
    """
    if not holds_files(pdf):
        return
    listed = [each.objgen for each in pdf.Root.get("/AF", ())]
    tree = pdf.Root.get("/Names", Dictionary()).get("/EmbeddedFiles", Dictionary())
    named = {**NameTree(tree)} if tree else {}
    if sorted(listed) != sorted(each.objgen for each in named.values()):
        yield f"{RULE}-4"
    for name, spec in named.items():
        if str(name) != str(spec.get("/UF", "")) or not _is_whole(spec):
            yield f"{RULE}-1"


def _is_whole(spec: Object) -> bool:
    body = spec.get("/EF", Dictionary()).get("/F")
    if not isinstance(body, Stream):
        return False
    told, content = body.get("/Params", Dictionary()), body.read_bytes()
    checksum = told.get("/CheckSum")
    return (
        told.get("/Size") == len(content)
        and isinstance(checksum, String)
        and bytes(checksum) == _checksum(content)
    )
