"""A short list of sections at the left of a page: settings, help."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikanda_case.ui.look.measures import EDGE_ROW, GAP_12, RADIUS_CONTROL
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.lines import Drawing, Line, LineDelegate, LineList

_ICON = 20
_WORDS_AT = 42


@dataclass(frozen=True, slots=True)
class Section:
    """One line."""

    key: str
    words: str
    icon: str = ""


class PageList(LineList):
    """What is current is what is shown: arrows move through the pages."""

    turned = Signal(str)
    """Key of the section that is to be shown."""

    def __init__(
        self, look: Look, name: str, sections: tuple[Section, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent=parent)
        self._look = look
        self.setItemDelegate(LineDelegate(look, self, _SectionPainter(look)))
        self.lines.set_lines([Line(each.key, each, each.words) for each in sections])
        self.chosen.connect(self.turned)


class _SectionPainter:
    """Icon and name, the chosen one on the ground of navigation."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def is_chosen(self, line: Line, *, selected: bool) -> bool:
        return selected

    def height(self, line: Line, width: int) -> int:
        return self._look.measures.px(30)

    def draw(self, line: Line, drawing: Drawing) -> None:
        section: Section = line.value
        canvas, fonts = drawing.canvas, self._look.fonts
        height = drawing.place.height()
        canvas.quiet_ground(drawing.selected, ring=drawing.ring)
        if drawing.selected:
            tokens = self._look.tokens
            edge = tokens.on_select or tokens.accent
            canvas.fill(RADIUS_CONTROL, 4, EDGE_ROW, height - 8, edge)
        at = GAP_12
        if section.icon:
            canvas.icon(section.icon, _ICON, "text2", GAP_12, (height - _ICON) / 2)
            at = _WORDS_AT
        font = fonts.strong if drawing.selected else fonts.body
        place = canvas.place(at, 0, drawing.place.width() - at - 8, height)
        canvas.words(section.words, font, "text", place)
