"""How the person wants the window: kept at once, undone as easily; no office entry."""

from PySide6.QtCore import QObject, Signal

from ikanda_case.ui.look.measures import Density
from ikanda_case.ui.look.theme import Appearance, Look
from ikanda_case.ui.remembered import Remembered


class Choices(QObject):
    """The choices of this computer: colours, distance of rows, language, single keys, idle time."""

    changed = Signal(str, str, str)
    """What (appearance, density, language, single_keys, idle), the value before, the value now."""

    def __init__(
        self, look: Look, remembered: Remembered, lang: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._remembered = remembered
        self._lang = lang

    def value(self, what: str) -> str:
        """Return what is in force."""
        match what:
            case "appearance":
                return self._look.appearance.value
            case "density":
                return self._look.density.value
            case "language":
                return self._lang
            case "idle":
                return str(self._remembered.idle_minutes)
            case _:
                return "yes" if self._remembered.single_keys else "no"

    def choose(self, what: str, value: str) -> None:
        """Put it in force and keep it; says so when it is another value."""
        before = self.value(what)
        match what:
            case "appearance":
                self._remembered.keep_appearance(Appearance(value))
                self._look.choose(Appearance(value))
            case "density":
                self._remembered.keep_density(Density(value))
                self._look.set_density(Density(value))
            case "language":
                self._remembered.keep_lang(value)
                self._lang = value
            case "idle":
                self._remembered.keep_idle_minutes(int(value))
            case _:
                self._remembered.keep_single_keys(on=value == "yes")
        if before != value:
            self.changed.emit(what, before, value)
