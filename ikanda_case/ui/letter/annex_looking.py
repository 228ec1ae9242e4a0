"""How a data file of a letter is looked at, by drafter and approver, and saved outside."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from ikanda_case.app import annexes
from ikanda_case.app.annex_lines import annex_names
from ikanda_case.app.drafting import Editing
from ikanda_case.domain.annex_forms import text_of
from ikanda_case.domain.annexes import annex_of
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.open_dialog import OpenDialog
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.jobs import Progress
from ikanda_case.ui.letter.annex_dialog import AnnexDialog
from ikanda_case.ui.letter.annexes_pane import AnnexesPane
from ikanda_case.ui.models.outside import one_line
from ikanda_case.ui.widgets.banner import Notice
from ikanda_case.ui.widgets.page_view import PAGE_DPI


class AnnexLooking(QObject):
    """Text is shown as it stands, a PDF as pictures that another process drew."""

    failed = Signal(object)
    """An Exception for the page."""

    def __init__(
        self, context: Context, page: QWidget, pane: AnnexesPane, asking: OpenDialog
    ) -> None:
        super().__init__(page)
        self._context, self._page, self._pane, self._asking = context, page, pane, asking
        self._words = Words(context.lang, "ui_letter")
        self._found: Editing | None = None
        pane.open_wanted.connect(self.look_at)

    def show(self, found: Editing | None) -> None:
        """Know the letter whose files are listed, if one is."""
        self._found = found

    def look_at(self, sha256: str) -> None:
        """Show a file inside the program."""
        if self._found is None or not sha256:
            return
        desk, found, adapters = self._context.desk, self._found, self._context.adapters
        stream, number = found.case.id, found.letter.id
        annex = annex_of(found.letter, sha256)

        def looked_at(_progress: Progress) -> str | Sequence[QImage]:
            content = annexes.content(desk, stream, number, sha256)
            if annex.form == "pdf":
                return adapters.page_images(content, PAGE_DPI)
            return text_of(annex.form, content)

        self._pane.open.set_busy(self._words("busy"))
        self._context.work(
            looked_at, lambda inside: self._show(found, sha256, inside), self, self._on_failed
        )

    def _show(self, found: Editing, sha256: str, inside: str | Sequence[QImage]) -> None:
        self._pane.open.set_busy("")
        if self._found is None or self._found.letter.id != found.letter.id:
            return
        name = one_line(annex_of(found.letter, sha256).name)
        dialog = AnnexDialog(self._context, name, inside, self._page)
        dialog.save.refuse(self._context.refusal("export"))
        dialog.save.clicked.connect(lambda: self._on_save_clicked(found, sha256))
        self._asking.open(dialog, dialog)

    def _on_save_clicked(self, found: Editing, sha256: str) -> None:
        order = [each.sha256 for each in found.letter.annexes]
        names = annex_names(found.case, found.letter, self._context.desk.wording)
        path, _ = QFileDialog.getSaveFileName(
            self._page, self._words("save_as"), names[order.index(sha256)]
        )
        if path:
            self.save(found, sha256, Path(path))

    def save(self, found: Editing, sha256: str, path: Path) -> None:
        """Write a file where the person chose."""
        desk, stream, number = self._context.desk, found.case.id, found.letter.id
        self._context.work(
            lambda _progress: path.write_bytes(annexes.exported(desk, stream, number, sha256)),
            lambda _: self._context.said.emit(self._words("annex_saved")),
            self,
            self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        self._pane.open.set_busy("")
        if isinstance(error, OSError):
            self._pane.notices.set_notices([Notice("late", self._words("not_saved"))])
        else:
            self.failed.emit(error)
