"""What every section of the settings has: a title, a sentence, a scrolling page, a clear end."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16, GAP_24
from ikanda_case.ui.widgets.banner import BannerSlot
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Rule

FORM_WIDTH = 720


class SectionPage(QWidget):
    """Title above, `body` below it; forms at most 720 wide, tables as wide as the page."""

    def __init__(
        self, context: Context, name: str, *, wide: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.words = words = Words(context.lang, "ui_shell")
        self.setAccessibleName(words(f"section.{name}"))
        self.banner = BannerSlot(context.look)
        self.head = QHBoxLayout()
        """Title, then whatever stands at its right."""
        self.head.setContentsMargins(GAP_24, GAP_16, GAP_24, GAP_12)
        self.head.addWidget(PlainLabel(words(f"section.{name}"), role="title"))
        self.head.addStretch(1)
        said = PlainLabel(words(f"section_said.{name}"), role="text2", wrap=True)
        inside = QWidget()
        if not wide:
            inside.setMaximumWidth(context.look.measures.px(FORM_WIDTH) + 2 * GAP_24)
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(GAP_24, GAP_16, GAP_24, GAP_24)
        self.body.setSpacing(GAP_12)
        self.body.addWidget(said)
        self.room = scroll = QScrollArea(widgetResizable=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(self.head)
        lines.addWidget(Rule())
        lines.addWidget(self.banner)
        lines.addWidget(scroll, 1)
        self._lines = lines

    def set_foot(self, *buttons: Button) -> PlainLabel:
        """Buttons that do not scroll away, and beside them the reason the first one is closed."""
        reason = PlainLabel(role="text2", wrap=True)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_24, GAP_8, GAP_24, GAP_8)
        foot.setSpacing(GAP_8)
        for button in buttons:
            foot.addWidget(button)
        foot.addWidget(reason, 1)
        self._lines.addWidget(Rule())
        self._lines.addLayout(foot)
        return reason

    def refresh(self) -> None:
        """Ask anew for what is shown; a section without facts of the file has nothing to ask."""

    def clear(self) -> None:
        """Keep nothing of the file."""
        self.banner.set_notices(())

    def complete_step(self) -> None:
        """Do what the filled button does, if there is one."""
