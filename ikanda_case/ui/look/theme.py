"""The one place that follows the system's colours, contrast and font, and tells the window."""

from enum import StrEnum
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory

from ikanda_case.ui.look.fonts import Fonts, fonts_from, system_font
from ikanda_case.ui.look.icons import Icons
from ikanda_case.ui.look.measures import Density, Measures, measures_for
from ikanda_case.ui.look.style import palette, stylesheet, write_pictures
from ikanda_case.ui.look.tokens import DARK, LIGHT, Ink, Tokens, contrast_palette, from_palette


class Appearance(StrEnum):
    """What the person chose under Beeld; the system's high contrast always wins."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Look(QObject):
    """Colours, fonts, measures and icons of this moment; rebuilt at once when they change.

    One for each application. Widgets read it when they paint and listen to `changed`.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        resources: Path,
        *,
        appearance: Appearance = Appearance.SYSTEM,
        density: Density = Density.NORMAL,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._appearance = appearance
        self._density = density
        self._pictures = Path(mkdtemp(prefix="ikanda-look-"))
        finalize(self, rmtree, self._pictures, ignore_errors=True)
        self._applying = False
        self.icons = Icons(resources / "icons")
        self.tokens: Tokens = LIGHT
        app.setStyle(QStyleFactory.create("Fusion"))
        _use_font(app, resources / "fonts" / "inter")
        self.fonts: Fonts = fonts_from(app.font())
        self.measures: Measures = measures_for(self.fonts, density)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._on_later_timeout)
        self._follow_system()
        self._rebuild()

    @property
    def appearance(self) -> Appearance:
        """What was chosen, which is not always what is shown."""
        return self._appearance

    @property
    def density(self) -> Density:
        """How close rows stand."""
        return self._density

    def choose(self, appearance: Appearance) -> None:
        """Switch now, without restart."""
        self._appearance = appearance
        self._ask_system_scheme()
        self._rebuild()

    def set_density(self, density: Density) -> None:
        """Set the distance of rows now."""
        self._density = density
        self._rebuild()

    def colour(self, ink: Ink, *, selected: bool = False) -> QColor:
        """The colour of words or a shape, on a chosen row or off it."""
        return QColor(self.tokens.ink(ink, selected=selected))

    def icon(self, name: str, *, size: int = 16, ink: str = "text2") -> QIcon:
        """An icon in the colour of any token; it does not follow a later change."""
        return self.icons.icon(name, size, getattr(self.tokens, ink), self.tokens.disabled)

    def dress(
        self, target: QAction | QAbstractButton, name: str, *, size: int = 16, ink: str = "text2"
    ) -> None:
        """Give a button or action its icon, and again whenever the look changes."""
        dresser = target.findChild(_Dresser, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if dresser is None:
            dresser = _Dresser(self, target)
        dresser.wear(name, size, ink)

    def _follow_system(self) -> None:
        hints = self._app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)
        self._app.paletteChanged.connect(self._on_system_changed)
        self._app.fontChanged.connect(self._on_system_changed)
        self._app.screenAdded.connect(self._on_system_changed)

    def _on_system_changed(self) -> None:
        if not self._applying:
            self._later.start()

    def _on_later_timeout(self) -> None:
        self._rebuild()

    def _ask_system_scheme(self) -> None:
        scheme = {
            Appearance.LIGHT: Qt.ColorScheme.Light,
            Appearance.DARK: Qt.ColorScheme.Dark,
        }.get(self._appearance, Qt.ColorScheme.Unknown)
        self._app.styleHints().setColorScheme(scheme)

    def _rebuild(self) -> None:
        self._applying = True
        try:
            self.tokens = self._tokens_now()
            self.fonts = fonts_from(self._app.font())
            self.measures = measures_for(self.fonts, self._density)
            self.icons.forget()
            write_pictures(self._pictures, self.tokens, self.icons)
            self._app.setPalette(palette(self.tokens))
            self._app.setStyleSheet(
                stylesheet(self.tokens, self._app.font(), self.measures, self._pictures)
            )
        finally:
            self._applying = False
        self.changed.emit()

    def _tokens_now(self) -> Tokens:
        hints = self._app.styleHints()
        contrast = hints.accessibility().contrastPreference()
        self._app.setPalette(QPalette())
        return tokens_for(
            self._appearance,
            scheme=hints.colorScheme(),
            contrast=contrast,
            system=QPalette(self._app.palette()),
        )


def tokens_for(
    appearance: Appearance,
    *,
    scheme: Qt.ColorScheme,
    contrast: Qt.ContrastPreference,
    system: QPalette,
) -> Tokens:
    """Which colours are shown: the system's high contrast first, then what was chosen.

    A system that does not say whether it is dark is judged by its own window.
    """
    if contrast == Qt.ContrastPreference.HighContrast:
        return from_palette(system)
    if appearance is Appearance.CONTRAST:
        return from_palette(contrast_palette())
    if appearance is not Appearance.SYSTEM:
        return DARK if appearance is Appearance.DARK else LIGHT
    if scheme is Qt.ColorScheme.Unknown:
        return DARK if system.window().color().lightnessF() < 0.5 else LIGHT
    return DARK if scheme is Qt.ColorScheme.Dark else LIGHT


class _Dresser(QObject):
    """Keeps the icon of one button or action in the colours of the moment."""

    def __init__(self, look: Look, target: QAction | QAbstractButton) -> None:
        super().__init__(target)
        self._look = look
        self._target = target
        self._worn = ("", 16, "text2")
        look.changed.connect(self._on_look_changed)

    def wear(self, name: str, size: int, ink: str) -> None:
        """Put this icon on."""
        self._worn = (name, size, ink)
        self._on_look_changed()

    def _on_look_changed(self) -> None:
        name, size, ink = self._worn
        self._target.setIcon(self._look.icon(name, size=size, ink=ink))
        if isinstance(self._target, QAbstractButton):
            self._target.setIconSize(QSize(size, size))


def _use_font(app: QApplication, fallback: Path) -> None:
    asked = QFont(app.font())
    wanted = system_font(asked, fallback)
    if wanted != asked:
        app.setFont(wanted)
