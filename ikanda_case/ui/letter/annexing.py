"""How the data files of a letter change: added with their progress, moved, taken out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from ikanda_case.app import annexes
from ikanda_case.app.desk import Changes
from ikanda_case.app.drafting import Editing
from ikanda_case.domain.annex_forms import FORMS, require_size
from ikanda_case.domain.errors import KnownError, SoftRuleError
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.case.dialogs.attach import read_file
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.open_dialog import OpenDialog
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.intake.ask_words import AskWords, Question
from ikanda_case.ui.jobs import Progress
from ikanda_case.ui.letter.annex_looking import AnnexLooking
from ikanda_case.ui.letter.annexes_pane import AnnexesPane
from ikanda_case.ui.models.annex_rows import has_place, shown
from ikanda_case.ui.models.letter_words import refusal_notice
from ikanda_case.ui.models.outside import one_line
from ikanda_case.ui.stopping import Stop


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of files that were to be added, up to the first that was refused."""

    changes: Changes
    left: tuple[Path, ...]
    """Those not added; the first of them is the one refused, if one was."""
    refused: KnownError | None


class Annexing(QObject):
    """Fills the pane and does what it asks for; `keeping` before anything changes the draft."""

    keeping = Signal()

    def __init__(
        self, context: Context, page: QWidget, pane: AnnexesPane, asking: OpenDialog
    ) -> None:
        super().__init__(page)
        self._context, self._page, self._pane, self._asking = context, page, pane, asking
        self._words = Words(context.lang, "ui_letter")
        self._found: Editing | None = None
        self._stop: Stop | None = None
        self._looking = AnnexLooking(context, page, pane, asking)
        self._looking.failed.connect(self._on_failed)
        pane.add_wanted.connect(self._on_add_wanted)
        pane.dropped.connect(self.add)
        pane.remove_wanted.connect(self._on_remove_wanted)
        pane.move_wanted.connect(self._on_move_wanted)
        pane.progress.cancelled.connect(self._on_cancelled)
        pane.hide()

    def show(self, found: Editing, *, writable: bool) -> None:
        """Show the files of a letter; what was said of another one goes."""
        if self._found is None or self._key(self._found) != self._key(found):
            self._pane.notices.set_notices(())
        self._found = found
        self._looking.show(found)
        context = self._context
        self._pane.set_shown(shown(found, context.desk.wording, context.lang, writable=writable))
        self._pane.setVisible(has_place(found))

    def clear(self) -> None:
        """Hold no name of a file any more; what is being added is finished."""
        self._on_cancelled()
        self._found = None
        self._looking.show(None)
        self._pane.clear()
        self._pane.hide()

    # ---- adding --------------------------------------------------------------------------------

    def add(self, paths: Sequence[Path], despite: str = "") -> None:
        """Add files in their order; `despite` is why the first goes although it names others."""
        if self._found is None or self._stop is not None or not paths:
            return
        self.keeping.emit()
        desk, found, stop = self._context.desk, self._found, Stop()
        stream, number = found.case.id, found.letter.id
        self._stop = stop
        self._show_step(0, len(paths))

        def deed(progress: Progress) -> _Outcome:
            changes, why = Changes(), despite
            for place, path in enumerate(paths):
                if stop.asked:
                    return _Outcome(changes, tuple(paths[place:]), None)
                try:
                    changes |= annexes.add(desk, stream, number, path.name, _read(path), why)
                except KnownError as error:
                    return _Outcome(changes, tuple(paths[place:]), error)
                why = ""
                progress.report(place + 1, len(paths))
            return _Outcome(changes, (), None)

        self._context.work(
            deed,
            lambda outcome: self._on_added(found, outcome),
            owner=self._context,  # what was added is told to every view, also when this has gone
            failed=self._on_not_added,
            on_progress=lambda done, total, _code: self._show_step(done, total),
        )

    def _on_added(self, found: Editing, outcome: _Outcome) -> None:
        self._context.changed.emit(outcome.changes)
        if not self._end() or self._found is None or self._key(self._found) != self._key(found):
            return
        self._pane.notices.set_notices(())
        if isinstance(outcome.refused, SoftRuleError):
            self._ask_despite(outcome.left, outcome.refused)
        elif outcome.refused is not None:
            self._tell(outcome.refused, outcome.left[0].name)
        elif outcome.changes.entries:
            self._context.said.emit(self._words("annex_added"))

    def _ask_despite(self, left: tuple[Path, ...], refused: KnownError) -> None:
        said = error_sentence(refused, self._context.lang)
        question = Question(
            self._words("annex_despite_title"),
            f"{one_line(left[0].name)}: {said.message} {said.hint}",
            self._words("annex_despite_do"),
            self._words("mail_clear_missing"),
            self._words("cancel"),
            "annex_despite",
        )
        dialog = AskWords(self._context.look, question, self._page)
        dialog.answered.connect(lambda why: self.add(left, why))
        self._asking.open(dialog, dialog)

    def _show_step(self, done: int, total: int) -> None:
        if isValid(self):
            step = self._words("many_step", done=done, total=total)
            working = self._words("annex_adding")
            self._pane.progress.show_step(working, step, done=done, total=total)
            self._pane.add.set_busy(self._words("busy"))

    def _end(self) -> bool:
        """Give the place of the progress back; False when the page has gone."""
        if not isValid(self):
            return False
        self._stop = None
        self._pane.progress.finish()
        self._pane.add.set_busy("")
        return True

    def _on_cancelled(self) -> None:
        if self._stop is not None:
            self._stop.ask()

    def _on_add_wanted(self) -> None:
        kinds = " ".join(f"*.{form}" for form in FORMS)
        title = self._words("annex_add")
        paths, _ = QFileDialog.getOpenFileNames(
            self._page, title, "", f"{self._words('annexes')} ({kinds})"
        )
        self.add([Path(path) for path in paths])

    # ---- changing ------------------------------------------------------------------------------

    def _on_remove_wanted(self, sha256: str) -> None:
        desk = self._context.desk
        self._change(
            lambda stream, number: annexes.remove(desk, stream, number, sha256), "annex_removed"
        )

    def _on_move_wanted(self, sha256: str, by: int) -> None:
        desk = self._context.desk
        self._change(
            lambda stream, number: annexes.move(desk, stream, number, sha256, by), "annex_moved"
        )

    def _change(self, deed: Callable[[int, str], Changes], said: str) -> None:
        if self._found is None:
            return
        self.keeping.emit()
        self._pane.notices.set_notices(())
        stream, number = self._found.case.id, self._found.letter.id
        self._context.act(
            lambda: deed(stream, number),
            self,
            lambda _changes: self._context.said.emit(self._words(said)),
            self._on_failed,
        )

    # ---- telling -------------------------------------------------------------------------------

    def _on_not_added(self, error: Exception) -> None:
        if self._end():
            self._on_failed(error)
        else:
            self._context.failed.emit(error)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._tell(error)
        else:
            self._context.failed.emit(error)

    def _tell(self, error: KnownError, name: str = "") -> None:
        self._pane.notices.set_notices([refusal_notice(error, self._context.lang, one_line(name))])

    def _key(self, found: Editing) -> tuple[int, str, str]:
        return found.case.id, found.letter.id, found.letter.state


def _read(path: Path) -> bytes:
    """Return a file's bytes; one that is too large is not read at all."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 1  # what cannot be looked at is told by reading it
    require_size(size)
    return read_file(path)
