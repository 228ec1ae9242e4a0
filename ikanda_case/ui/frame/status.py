"""The line below everything: which file, whether all is kept, which calendar, who."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from ikanda_case.ui.look.measures import GAP_8, GAP_16
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.look.tokens import Ink
from ikanda_case.ui.widgets.label import PlainLabel

_ICON = 16
_BETWEEN = 6
_LEFT = ("door", "file", "kept", "backup", "calendar", "busy", "reading")
_RIGHT = ("demo", "person")
_GIVES_WAY = ("calendar", "reading", "backup", "busy", "file", "kept")
"""What is left out of a narrow window, first to last; who acts and that it is a demo stay."""
_ICONS = {
    "door": "shield",
    "file": "database",
    "kept": "checkmark_circle",
    "backup": "archive",
    "calendar": "calendar",
    "busy": "arrow_clockwise",
    "reading": "document_search",
    "demo": "info",
    "person": "",
}
_ROLES: dict[str, tuple[str, Ink]] = {"kept": ("text2", "ok"), "demo": ("pause", "pause")}


class StatusPart(QWidget):
    """An icon and a few words; hidden while there are none."""

    def __init__(self, look: Look, icon: str, role: str = "text2", *, ink: Ink = "text2") -> None:
        super().__init__()
        self._look = look
        self._name = icon
        self._ink: Ink = ink
        self._icon = PlainLabel(parent=self)
        self._icon.setVisible(bool(icon))
        self.words = PlainLabel(role=role)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, GAP_16, 0)
        line.setSpacing(GAP_8)
        line.addWidget(self._icon)
        line.addWidget(self.words)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.say("")

    def say(self, words: str, tip: str = "") -> None:
        """Show these words, and more of them under the mouse; none hides the part."""
        self.words.setText(words)
        self.setToolTip(tip)
        self.setAccessibleName(tip or words)
        self.setVisible(bool(words))

    def _on_look_changed(self) -> None:
        colour = self._look.colour(self._ink).name()
        if self._name:
            ratio = self.devicePixelRatioF()
            self._icon.setPixmap(self._look.icons.pixmap(self._name, _ICON, colour, ratio))


class StatusLine(QStatusBar):
    """Facts at the left, who and DEMO at the right; what matters least goes when it is narrow."""

    def __init__(self, look: Look, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._parts: dict[str, StatusPart] = {}
        self._compact = False
        self.setAccessibleName(name)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(GAP_8, 0, 0, 0)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def say(self, code: str, words: str, tip: str = "") -> None:
        """Set one part by its code; no words hide it."""
        if words or code in self._parts:
            self._part(code).say(words, tip)
            self._fit()

    def words(self, code: str) -> str:
        """What a part says."""
        return self._parts[code].words.text() if code in self._parts else ""

    def clear_case(self) -> None:
        """Nothing of the open file stays."""
        for part in self._parts.values():
            part.say("")

    def set_compact(self, *, compact: bool) -> None:
        """In a narrow window the calendar is left out: it stands in every deadline as well."""
        self._compact = compact
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What fits now is shown."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        said = {code: part for code, part in self._parts.items() if part.words.text()}
        wide = {code: part.sizeHint().width() + _BETWEEN for code, part in said.items()}
        out = {"calendar"} if self._compact else set()
        for code in _GIVES_WAY:
            if sum(wide[each] for each in said if each not in out) > self.width() - GAP_16:
                out.add(code)
        for code, part in said.items():
            part.setVisible(code not in out)

    def _part(self, code: str) -> StatusPart:
        """A part is made when it first has something to say, and keeps its place in the order."""
        if code not in self._parts:
            if code == "person":
                self._part("demo")  # permanent parts stand in the order they were added
            role, ink = _ROLES.get(code, ("text2", "text2"))
            self._parts[code] = part = StatusPart(self._look, _ICONS[code], role, ink=ink)
            if code in _RIGHT:
                self.addPermanentWidget(part)
            else:
                before = _LEFT[: _LEFT.index(code)]
                self.insertWidget(sum(each in self._parts for each in before), part)
        return self._parts[code]

    def _on_look_changed(self) -> None:
        self.setMinimumHeight(self._look.measures.status)
