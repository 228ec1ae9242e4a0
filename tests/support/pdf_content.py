"""What a PDF draws, operator by operator, and how its tags hang together."""

from collections.abc import Iterator
from typing import Any

import pikepdf

PAINTING = frozenset(
    ("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE")
)


def unmarked(page: pikepdf.Page) -> list[str]:
    """Return the painting operators of a page that stand outside marked content."""
    inside = False
    found: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        name = _name(instruction)
        if name in ("BDC", "BMC"):
            assert not inside, "marked content nests"
            inside = True
        elif name == "EMC":
            assert inside, "marked content ends twice"
            inside = False
        elif name in PAINTING and not inside:
            found.append(name)
    assert not inside, "marked content does not end"
    return found


def marks(page: pikepdf.Page) -> list[int]:
    """Return the numbers of the tagged content of a page, in the order it is drawn."""
    return [
        int(instruction.operands[1].MCID)
        for instruction in pikepdf.parse_content_stream(page)
        if _name(instruction) == "BDC" and "/MCID" in instruction.operands[1]
    ]


def _name(instruction: Any) -> str:
    return str(instruction.operator)


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Return the structure elements under a node, in reading order."""
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def roles(pdf: pikepdf.Pdf) -> list[str]:
    """Return the roles of all elements in reading order, without slashes."""
    return [str(element.S)[1:] for element in elements(pdf.Root.StructTreeRoot)]


def fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Return every font dictionary of a file, wherever it is used."""
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == pikepdf.Name.Font:
            yield found
