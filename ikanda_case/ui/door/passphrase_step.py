"""Step 3 of a new file: who opens it, with which passphrase, and where it lies."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.ui.door.form import Form
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.jobs import Jobs
from ikanda_case.ui.look.measures import GAP_12
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.look.tokens import Ink
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel
from ikanda_case.ui.widgets.passphrase_field import PassphraseField, PassphraseWords, Strength

if TYPE_CHECKING:
    from ikanda_case.ui.gate import Gate
    from ikanda_case.ui.gate import Strength as Judged

SUFFIX = ".ikanda"
_JUDGE_AFTER_MS = 150
_BEST = 4


class PassphraseStep(QWidget):
    """The phrase is judged while it is typed; it leaves only when the file is made."""

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        look: Look,
        gate: "Gate",
        jobs: Jobs,
        words: Words,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._gate = gate
        self._jobs = jobs
        self._words = words
        self._accepted = False
        self.path: Path | None = None
        said = PassphraseWords(words("show"), words("hide"), words("caps_lock"))
        form = Form(look)
        self.name = form.add_line(words("own_name"), hint=words("own_name_hint"))
        self.phrase = PassphraseField(look, words("passphrase"), said)
        self.again = PassphraseField(look, words("passphrase_again"), said)
        form.add(words("passphrase"), self.phrase, hint=words("passphrase_hint"))
        form.add(words("passphrase_again"), self.again)
        form.add(words("file_place"), self._place(look))
        self._left = PlainLabel(role="caption", wrap=True)
        notice = Notice("soon", words("no_way_back"), words("no_way_back_said"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_12)
        lines.addWidget(PlainLabel(words("passphrase_title"), role="section"))
        lines.addWidget(Banner(look, notice))
        lines.addWidget(form)
        lines.addWidget(self._left)
        lines.addStretch(1)
        self._judge_later = QTimer(self, singleShot=True, interval=_JUDGE_AFTER_MS)
        self._judge_later.timeout.connect(self._judge)
        self.name.textChanged.connect(self.changed)
        self.phrase.changed.connect(self._on_phrase_changed)
        self.again.changed.connect(self.changed)

    def _place(self, look: Look) -> QWidget:
        place = QWidget()
        self._path = ElidedLabel(self._words("no_place"), role="text2")
        choose = Button(look, self._words("choose_place"), icon="folder")
        choose.clicked.connect(self._on_choose_clicked)
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP_12)
        line.addWidget(self._path, 1)
        line.addWidget(choose)
        place.setFocusProxy(choose)
        return place

    def set_path(self, path: Path) -> None:
        """The file shall be made here; its ending is ours."""
        self.path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._path.setText(str(self.path))
        self.changed.emit()

    def say_left(self, words: str) -> None:
        """What will still be missing for the first letter."""
        self._left.setText(words)
        self._left.setVisible(bool(words))

    def clear(self) -> None:
        """Keep no passphrase."""
        self.phrase.clear()
        self.again.clear()

    def missing(self) -> str:
        """Return what must still be given before the file is made, in words."""
        if not self.name.text().strip():
            return self._words("own_name_missing")
        if not self.phrase.text():
            return self._words("new_passphrase_missing")
        if not self._accepted:
            return self._words("passphrase_weak")
        if self.again.text() != self.phrase.text():
            return self._words("passphrase_differs")
        return "" if self.path else self._words("place_missing")

    def _on_phrase_changed(self) -> None:
        self._accepted = False
        self._judge_later.start()
        self.changed.emit()

    def _judge(self) -> None:
        gate, phrase = self._gate, self.phrase.text()
        if not phrase:
            self.phrase.set_strength(None)
            return
        self._jobs.run(
            lambda: (phrase, gate.strength(phrase)),
            on_done=self._on_judged,
            on_error=self.failed.emit,
            owner=self,
            key="strength",
        )

    def _on_judged(self, answer: "tuple[str, Judged]") -> None:
        phrase, judged = answer
        if phrase != self.phrase.text():
            return
        self._accepted = judged.accepted
        words = self._words(_grade(judged))
        ink: Ink = "ok" if judged.accepted else "soon"
        share = max(0.08, judged.score / _BEST)
        self.phrase.set_strength(Strength(share, words, ink))
        self.changed.emit()

    def _on_choose_clicked(self) -> None:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        dialog = QFileDialog(self, self._words("place_title"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self._words("file_filter"))
        dialog.setDefaultSuffix(SUFFIX)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDirectory(QStandardPaths.writableLocation(place))
        dialog.selectFile(f"privacy{SUFFIX}")
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    def _on_file_selected(self, name: str) -> None:
        self.set_path(Path(name))


def _grade(judged: "Judged") -> str:
    if not judged.accepted:
        return "strength_weak"
    return "strength_strong" if judged.score >= _BEST else "strength_fair"
