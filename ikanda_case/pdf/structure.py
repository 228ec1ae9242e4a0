"""The tree of tags written into a PDF, with the places for signatures as form fields."""

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from ikanda_case.pdf.tags import Mark, SignatureField, Tag

PRINTED_AND_LOCKED = 132
"""Annotation flags Print and Locked."""


def write_structure(pdf: Pdf, document: Tag) -> None:
    """Make the PDF a tagged one: reading order, languages, roles, tab order."""
    _Writer(pdf).write(document)


class _Writer:
    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.by_mark: list[list[Object]] = [[] for _ in self.pages]
        self.fields: list[Object] = []
        self.field_owners: list[Object] = []

    def write(self, document: Tag) -> None:
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = self._element(document, root)
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=self._parents()))
        root.ParentTreeNextKey = len(self.pages) + len(self.fields)
        catalog = self.pdf.Root
        catalog.StructTreeRoot = root
        catalog.MarkInfo = Dictionary(Marked=True)
        catalog.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        for number, page in enumerate(self.pages):
            page.StructParents = number
            page.Tabs = Name.S
        if self.fields:
            catalog.AcroForm = self.pdf.make_indirect(Dictionary(Fields=Array(self.fields)))

    def _parents(self) -> Array:
        numbers: list[Object | int] = []
        for page, owners in enumerate(self.by_mark):
            numbers += [page, self.pdf.make_indirect(Array(owners))]
        for position, owner in enumerate(self.field_owners):
            numbers += [len(self.pages) + position, owner]
        return Array(numbers)

    def _element(self, tag: Tag, parent: Object) -> Object:
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + tag.role), P=parent)
        )
        if tag.language:
            element.Lang = String(tag.language)
        if tag.scope:
            element.A = Dictionary(O=Name.Table, Scope=Name("/" + tag.scope))
        if tag.numbering:
            element.A = Dictionary(O=Name.List, ListNumbering=Name("/" + tag.numbering))
        marks = [kid for kid in tag.kids if isinstance(kid, Mark)]
        if marks:
            element.Pg = self.pages[marks[0].page]
        kids = [self._kid(kid, element) for kid in tag.kids if not _is_empty(kid)]
        if kids:
            element.K = kids[0] if len(kids) == 1 else Array(kids)
        return element

    def _kid(self, kid: Tag | Mark | SignatureField, element: Object) -> Object | int:
        if isinstance(kid, Tag):
            return self._element(kid, element)
        page = self.pages[kid.page]
        if isinstance(kid, SignatureField):
            return Dictionary(Type=Name.OBJR, Obj=self._widget(kid, element), Pg=page)
        owners = self.by_mark[kid.page]
        owners.extend([element] * (kid.number + 1 - len(owners)))
        owners[kid.number] = element
        if page.objgen == element.Pg.objgen:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.number)

    def _widget(self, place: SignatureField, owner: Object) -> Object:
        page = self.pages[place.page]
        left, bottom, right, top = place.corners
        nothing = self.pdf.make_stream(
            b"",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, right - left, top - bottom]),
            Resources=Dictionary(),
        )
        widget = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(place.name),
                TU=String(place.spoken),
                Rect=Array([round(corner, 3) for corner in place.corners]),
                F=PRINTED_AND_LOCKED,
                P=page,
                AP=Dictionary(N=nothing),
                StructParent=len(self.pages) + len(self.fields),
            )
        )
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        self.fields.append(widget)
        self.field_owners.append(owner)
        return widget


def _is_empty(kid: Tag | Mark | SignatureField) -> bool:
    """Whether an element holds nothing; cells stay, so that a row keeps its columns."""
    if not isinstance(kid, Tag) or kid.role in ("TH", "TD"):
        return False
    return all(_is_empty(each) for each in kid.kids)
