"""What this computer remembers of the window: places, sizes, language and look; never a case."""

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from ikanda_case.ui.look.measures import Density
from ikanda_case.ui.look.theme import Appearance

LANGUAGES = ("nl", "fr", "en", "de")
IDLE_MINUTES = 5
"""After so many minutes without activity the case file is locked, unless another is chosen."""
IDLE_CHOICES = (1, 2, 5, 10, 15, 30)
"""There is no never."""
_GEOMETRY, _SPLITTERS = "window/geometry", "splitters"
_LANG, _APPEARANCE, _DENSITY = "look/language", "look/appearance", "look/density"
_SINGLE_KEYS, _IDLE = "keys/single", "lock/minutes"


class Remembered:
    """Settings of this computer and this person; what cannot be read counts as not set."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def lang(self) -> str:
        """The language chosen under Beeld, empty when nobody chose."""
        return self._one_of(_LANG, LANGUAGES, "")

    def keep_lang(self, lang: str) -> None:
        """Open in this language from now on."""
        self._settings.setValue(_LANG, lang)

    @property
    def appearance(self) -> Appearance:
        """Light, dark, the system's, or high contrast."""
        return Appearance(self._one_of(_APPEARANCE, tuple(Appearance), Appearance.SYSTEM))

    def keep_appearance(self, appearance: Appearance) -> None:
        """Look so from now on."""
        self._settings.setValue(_APPEARANCE, appearance.value)

    @property
    def density(self) -> Density:
        """How close rows stand."""
        return Density(self._one_of(_DENSITY, tuple(Density), Density.NORMAL))

    def keep_density(self, density: Density) -> None:
        """Rows stand so from now on."""
        self._settings.setValue(_DENSITY, density.value)

    @property
    def single_keys(self) -> bool:
        """Whether keys without Ctrl or Alt give commands."""
        return self._one_of(_SINGLE_KEYS, ("yes", "no"), "yes") == "yes"

    def keep_single_keys(self, *, on: bool) -> None:
        """Use them or not from now on."""
        self._settings.setValue(_SINGLE_KEYS, "yes" if on else "no")

    @property
    def idle_minutes(self) -> int:
        """Minutes without activity after which a file is locked; never none, never above 30."""
        return int(self._one_of(_IDLE, tuple(map(str, IDLE_CHOICES)), str(IDLE_MINUTES)))

    def keep_idle_minutes(self, minutes: int) -> None:
        """Lock after so many from now on."""
        self._settings.setValue(_IDLE, str(minutes))

    def keep_window(self, window: QMainWindow) -> None:
        """Where the window stands and how large it is."""
        self._settings.setValue(_GEOMETRY, window.saveGeometry())

    def restore_window(self, window: QMainWindow) -> bool:
        """Put the window where it stood; False when nothing is known."""
        known = self._settings.value(_GEOMETRY)
        return isinstance(known, QByteArray) and window.restoreGeometry(known)

    def keep_splitters(self, below: QWidget) -> None:
        """The sizes of every named splitter of a view."""
        for splitter in below.findChildren(QSplitter):
            if splitter.objectName():
                self._settings.setValue(_key(splitter), splitter.saveState())

    def restore_splitters(self, below: QWidget) -> None:
        """Give every named splitter of a view the sizes it had."""
        for splitter in below.findChildren(QSplitter):
            known = self._settings.value(_key(splitter)) if splitter.objectName() else None
            if isinstance(known, QByteArray):
                splitter.restoreState(known)

    def _one_of(self, key: str, allowed: tuple[str, ...], otherwise: str) -> str:
        known = self._settings.value(key)
        return known if isinstance(known, str) and known in allowed else otherwise


def _key(splitter: QSplitter) -> str:
    return f"{_SPLITTERS}/{splitter.objectName()}"
