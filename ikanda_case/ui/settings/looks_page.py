"""Beeld: colours, distance of rows, language, and when to lock; in force and kept at once."""

from PySide6.QtWidgets import QWidget

from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.choices import Choices
from ikanda_case.ui.look.measures import Density
from ikanda_case.ui.look.theme import Appearance
from ikanda_case.ui.remembered import IDLE_CHOICES, LANGUAGES
from ikanda_case.ui.settings.section import SectionPage
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.segments import Segment, Segments

CHOICES: dict[str, tuple[str, ...]] = {
    "appearance": tuple(each.value for each in Appearance),
    "density": tuple(each.value for each in Density),
    "language": LANGUAGES,
    "idle": tuple(map(str, IDLE_CHOICES)),
}


class LooksPage(SectionPage):
    """Each choice shows what is in force; undoing it stands in the message line."""

    def __init__(self, context: Context, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(context, "looks", parent=parent)
        self._choices = choices
        self.segments: dict[str, Segments] = {}
        for what, keys in CHOICES.items():
            name = self.words(f"looks.{what}")
            options = [Segment(key, self.words(f"{what}.{key}").replace("&", "")) for key in keys]
            segments = Segments(context.look, name, options, chosen=choices.value(what))
            self.segments[what] = segments
            field = Field(context.look, name, segments, hint=self.words(f"looks_hint.{what}"))
            self.body.addWidget(field)
        self.segments["appearance"].chosen.connect(self._on_appearance_chosen)
        self.segments["density"].chosen.connect(self._on_density_chosen)
        self.segments["language"].chosen.connect(self._on_language_chosen)
        self.segments["idle"].chosen.connect(self._on_idle_chosen)
        self.body.addStretch(1)
        choices.changed.connect(self._on_choices_changed)

    def _on_appearance_chosen(self, key: str) -> None:
        self._choices.choose("appearance", key)

    def _on_density_chosen(self, key: str) -> None:
        self._choices.choose("density", key)

    def _on_language_chosen(self, key: str) -> None:
        self._choices.choose("language", key)

    def _on_idle_chosen(self, key: str) -> None:
        self._choices.choose("idle", key)

    def _on_choices_changed(self, what: str, _before: str, now: str) -> None:
        if what in self.segments:
            self.segments[what].choose(now)
