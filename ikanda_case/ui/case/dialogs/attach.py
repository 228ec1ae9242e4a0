"""Adding a scan, an envelope or a proof to a case."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ikanda_case.app import intake
from ikanda_case.app.desk import Changes
from ikanda_case.domain.errors import InputError
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.segments import Segment, Segments

PURPOSES = ("scan", "envelope", "proof", "evidence", "other")


class AttachDialog(DeedDialog):
    """Which file, and what it is; the file stays where it was."""

    needs = "attach"

    def __init__(self, context: Context, now: CaseNow, parent: QWidget | None = None) -> None:
        super().__init__(context, now, "attach", parent)
        self.path: Path | None = None
        self.choose = Button(context.look, self.say("attach_choose"), icon="folder_open")
        self.choose.clicked.connect(self._on_choose_clicked)
        self._name = PlainLabel(role="text2", wrap=True)
        self.add("file", self.choose, self.say("attach_file"))
        self.form.addWidget(self._name)
        options = [Segment(code, self.say(f"purpose_{code}")) for code in PURPOSES]
        label = self.say("attach_purpose")
        self.purpose = Segments(context.look, label, options, chosen="scan")
        self.add("purpose", self.purpose, label)
        self.refuse(self.say("attach_first"))

    def set_path(self, path: Path) -> None:
        """Take this file."""
        self.path = path
        self._name.setText(path.name)
        self.refuse("")

    def typed(self) -> dict[str, str]:
        """With the file that was chosen."""
        return {**super().typed(), "path": str(self.path or "")}

    def put_back(self, words: Mapping[str, str]) -> None:
        """With the file that was chosen."""
        super().put_back(words)
        if words.get("path"):
            self.set_path(Path(words["path"]))

    def deed(self) -> Deed:
        desk, stream, purpose = self.context.desk, self.now.case.id, self.purpose.current
        path = self.path or Path()

        def attach() -> Changes:
            return intake.attach(desk, stream, path.name, read_file(path), purpose=purpose)

        return attach

    def _on_choose_clicked(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.say("attach_choose"))
        if path:
            self.set_path(Path(path))


def read_file(path: Path) -> bytes:
    """Return a file's bytes; InputError when it is too large or cannot be read."""
    try:
        if path.stat().st_size > intake.LARGEST:
            raise InputError("file_too_large", megabytes=intake.LARGEST // 2**20)
        return path.read_bytes()
    except OSError as error:
        raise InputError("file_unreadable", errno=error.errno or 0) from None
