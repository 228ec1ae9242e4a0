"""The logo in the letterhead: a picture that is chosen, read apart, and taken away again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ikanda_case.app import letter_page
from ikanda_case.app.desk import Changes
from ikanda_case.domain.office import Office
from ikanda_case.ui.case.dialogs.attach import read_file
from ikanda_case.ui.context import Context
from ikanda_case.ui.failing import tell
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.widgets.banner import BannerSlot
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel


class LogoPanel(Panel):
    """How it looks is shown by the trial page."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._words = words = Words(context.lang, "ui_paper")
        super().__init__(context.look, words("logo"), parent=parent)
        self._context = context
        self._has = False
        self._state = PlainLabel(role="strong", wrap=True)
        self.notices = BannerSlot(context.look)
        self.choose = Button(context.look, words("logo_choose"), icon="folder_open")
        self.remove = Button(context.look, words("logo_remove"), icon="delete")
        self.choose.clicked.connect(self._on_choose_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        acts = QHBoxLayout()
        for button in (self.choose, self.remove):
            acts.addWidget(button)
        acts.addStretch(1)
        self.body.addWidget(self._state)
        self.body.addWidget(PlainLabel(words("logo_said"), role="text2", wrap=True))
        self.body.addWidget(self.notices)
        self.body.addLayout(acts)
        context.permitted.connect(self._allow)
        self._allow()

    def show_office(self, office: Office) -> None:
        """Say whether there is one."""
        self._has = bool(office.logo)
        self._allow()

    def _allow(self) -> None:
        refused = self._context.refusal("describe")
        self._state.setText(self._words("logo_some" if self._has else "logo_none"))
        self.choose.refuse(refused)
        self.remove.refuse(refused or ("" if self._has else self._words("logo_none")))

    def _on_choose_clicked(self) -> None:
        kinds = f"{self._words('logo_kinds')} (*.png *.jpg *.jpeg)"
        path, _ = QFileDialog.getOpenFileName(self, self._words("logo_choose"), "", kinds)
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Read the picture apart from this window, and put it into the letterhead."""
        desk = self._context.desk
        self._do(lambda: letter_page.choose_logo(desk, read_file(path)), self.choose, "logo_kept")

    def _on_remove_clicked(self) -> None:
        desk = self._context.desk
        self._do(lambda: letter_page.remove_logo(desk), self.remove, "logo_removed")

    def _do(self, deed: Callable[[], Changes], button: Button, said: str) -> None:
        button.set_busy(self._words("busy"))
        self.notices.set_notices(())

        def done(changes: Changes) -> None:
            self._end()
            self._context.changed.emit(changes)
            self._context.said.emit(self._words(said))

        # A hostile picture may take its reader ten seconds: nobody else's writing waits for it.
        self._context.work(lambda _progress: deed(), done, self, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        tell(self._context, self.notices, error)

    def _end(self) -> None:
        for button in (self.choose, self.remove):
            button.set_busy("")
        self._allow()

    def clear(self) -> None:
        """Keep nothing of the office."""
        self._has = False
        self.notices.set_notices(())
        self._allow()
