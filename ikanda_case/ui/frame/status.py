"""The line below everything: which file, whether all is kept, which calendar, who."""

from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from ikanda_case.ui.look.measures import GAP_8, GAP_16
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.look.tokens import Ink
from ikanda_case.ui.widgets.label import PlainLabel

_ICON = 16
PARTS = ("file", "kept", "calendar", "busy")
_ICONS = {
    "file": "database",
    "kept": "checkmark_circle",
    "calendar": "calendar",
    "busy": "arrow_clockwise",
    "demo": "info",
    "door": "shield",
}
_INKS: dict[str, Ink] = {"kept": "ok"}


class StatusPart(QWidget):
    """An icon and a few words; hidden while there are none."""

    def __init__(self, look: Look, icon: str, role: str = "text2", *, ink: Ink = "text2") -> None:
        super().__init__()
        self._look = look
        self._name = icon
        self._ink: Ink = ink
        self._icon = PlainLabel()
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

    def say(self, words: str) -> None:
        """Show these words; none hides the part."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def _on_look_changed(self) -> None:
        colour = self._look.colour(self._ink).name()
        if self._name:
            ratio = self.devicePixelRatioF()
            self._icon.setPixmap(self._look.icons.pixmap(self._name, _ICON, colour, ratio))


class StatusLine(QStatusBar):
    """Facts at the left, who and DEMO at the right; the calendar goes first when it is narrow."""

    def __init__(self, look: Look, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        self.setSizeGripEnabled(False)
        self.parts = {
            code: StatusPart(look, _ICONS[code], ink=_INKS.get(code, "text2"))
            for code in (*PARTS, "door")
        }
        for part in self.parts.values():
            self.addWidget(part)
        self.demo = StatusPart(look, _ICONS["demo"], "pause", ink="pause")
        self.person = StatusPart(look, "")
        self.addPermanentWidget(self.demo)
        self.addPermanentWidget(self.person)
        self.setContentsMargins(GAP_8, 0, 0, 0)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def say(self, code: str, words: str) -> None:
        """Set one part: file, kept, calendar, busy, door."""
        self.parts[code].say(words)

    def clear_case(self) -> None:
        """Nothing of the open file stays."""
        for part in (*self.parts.values(), self.demo, self.person):
            part.say("")

    def set_compact(self, *, compact: bool) -> None:
        """In a narrow window the calendar is left out: it stands in every deadline as well."""
        calendar = self.parts["calendar"]
        calendar.setVisible(bool(calendar.words.text()) and not compact)

    def _on_look_changed(self) -> None:
        self.setMinimumHeight(self._look.measures.status)
