"""What is read aloud, in which order: the tags of a page and the canvas that sets them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from reportlab.pdfgen.canvas import Canvas

from ikanda_case.pdf.fonts import TEXT, font
from ikanda_case.pdf.grid import PAGE


@dataclass(frozen=True, slots=True)
class Mark:
    """One piece of a page's content: page from 0, number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A place for a signature: page from 0, corners in points, field name, spoken words."""

    page: int
    corners: tuple[float, float, float, float]
    name: str
    spoken: str


@dataclass(eq=False, slots=True)
class Tag:
    """One element of the structure tree; what it holds grows while the page is drawn."""

    role: str
    language: str = ""
    scope: str = ""
    numbering: str = ""
    kids: "list[Tag | Mark | SignatureField]" = field(default_factory=list)

    def child(
        self, role: str, *, language: str = "", scope: str = "", numbering: str = ""
    ) -> "Tag":
        """Add an element at the end and return it."""
        made = Tag(role, language, scope, numbering)
        self.kids.append(made)
        return made


class Frame(Protocol):
    """What surrounds the text of a page; points, y from the bottom."""

    @property
    def left(self) -> float:
        """Return the left edge of the text."""

    @property
    def right(self) -> float:
        """Return the right edge of the text."""

    @property
    def bottom(self) -> float:
        """Return the lower edge of the text."""

    def open_page(self, canvas: "TaggedCanvas", *, first: bool) -> float:
        """Draw what stands above the text and return the y at which the text begins."""

    def close_page(self, canvas: "TaggedCanvas", number: int, total: int) -> None:
        """Draw what needs to know how many pages there are."""


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas on which everything drawn is either tagged content or an artifact.

    A finished page is held back until the last one is known: only then its frame draws
    "page 1 of 2". Nothing is compressed here, that is done once when the file is written.
    """

    def __init__(self, language: str) -> None:
        font(TEXT)
        super().__init__(
            None, PAGE, pageCompression=0, invariant=1, initialFontName=TEXT, lang=language
        )
        self.document = Tag("Document")
        self.frame: Frame | None = None
        self._marks = 0
        self._inside = False
        self._held: list[dict[str, Any]] = []

    @property
    def page_index(self) -> int:
        """Return the page being drawn, from 0."""
        return int(self._pageNumber) - 1

    @property
    def page_count(self) -> int:
        """Return how many pages are finished."""
        return len(self._held)

    @contextmanager
    def tagged(self, tag: Tag) -> Iterator[None]:
        """Make what is drawn inside a part of the element."""
        mark = Mark(self.page_index, self._marks)
        self._marks += 1
        tag.kids.append(mark)
        with self._marked(f"/{tag.role} <</MCID {mark.number}>> BDC"):
            yield

    @contextmanager
    def artifact(self, kind: str = "Pagination") -> Iterator[None]:
        """Make what is drawn inside something that is never read aloud."""
        with self._marked(f"/Artifact <</Type /{kind}>> BDC"):
            yield

    @contextmanager
    def _marked(self, opening: str) -> Iterator[None]:
        if self._inside:
            raise RuntimeError("marked content does not nest")
        self._inside = True
        self._code.append(opening)
        self.saveState()
        yield
        self.restoreState()
        self._code.append("EMC")
        self._inside = False

    def showPage(self) -> None:
        """Hold the page back and begin an empty one."""
        self._held.append(dict(self.__dict__))
        self._startPage()
        self._marks = 0

    def finished(self) -> bytes:
        """Close every page with its number and the total, and return the raw PDF."""
        held = self._held
        for number, page in enumerate(held, start=1):
            self.__dict__.update(page)
            if self.frame is not None:
                self.frame.close_page(self, number, len(held))
            super().showPage()
        self._code: list[str] = []
        return bytes(self.getpdfdata())
