"""The window envelope: at which side its window is, by how much the address is moved, a trial."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ikanda_case.app import letter_page
from ikanda_case.domain.letters import LANGUAGES, Language
from ikanda_case.domain.office import Office
from ikanda_case.domain.page import ACROSS, DOWN, Envelope
from ikanda_case.ui.context import Context
from ikanda_case.ui.failing import tell
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.printing import DPI, asked_printer, has_printer, put_at_true_size
from ikanda_case.ui.widgets.banner import BannerSlot, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.inputs import NumberField
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.segments import Segment, Segments
from ikanda_case.ui.widgets.typed import put_back, typed


class EnvelopePanel(Panel):
    """The trial page shows what is chosen here, kept or not."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._words = words = Words(context.lang, "ui_paper")
        super().__init__(context.look, words("envelope"), parent=parent)
        self._context = context
        self._kept: Envelope | None = None
        look = context.look
        sides = [Segment(each, words(f"window_{each}")) for each in ("right", "left")]
        self.side = Segments(look, words("window"), sides, chosen="right")
        self.across = NumberField(words("across"), -ACROSS, ACROSS, unit="mm")
        self.down = NumberField(words("down"), -DOWN, DOWN, unit="mm")
        self.notices = BannerSlot(look)
        self.keep = Button(look, words("keep"), kind="primary", key="Ctrl+Enter")
        self.print = Button(look, words("print"), icon="print")
        self.save = Button(look, words("save"), icon="arrow_export")
        self.side.chosen.connect(lambda _: self._allow())
        for number in (self.across, self.down):
            number.valueChanged.connect(lambda _: self._allow())
        self.keep.clicked.connect(self.keep_chosen)
        self.print.clicked.connect(self._on_print_clicked)
        self.save.clicked.connect(self._on_save_clicked)
        self.body.addWidget(PlainLabel(words("envelope_said"), role="text2", wrap=True))
        self.body.addWidget(Field(look, words("window"), self.side))
        moved = QHBoxLayout()
        moved.addWidget(Field(look, words("across"), self.across, hint=words("across_hint")))
        moved.addWidget(Field(look, words("down"), self.down, hint=words("down_hint")))
        self.body.addLayout(moved)
        self.body.addWidget(self.notices)
        acts = QHBoxLayout()
        for button in (self.keep, self.print, self.save):
            acts.addWidget(button)
        acts.addStretch(1)
        self.body.addLayout(acts)
        context.permitted.connect(self._allow)
        self._allow()

    def show_office(self, office: Office) -> None:
        """Show what the office chose; what is being chosen is not lost."""
        untouched = self._kept is None or self.chosen == self._kept
        self._kept = office.envelope
        if untouched:
            self._show(office.envelope)
        self._allow()

    @property
    def chosen(self) -> Envelope:
        """Return what the fields say."""
        now = self.side.current
        return Envelope(
            "left" if now == "left" else "right", self.across.value(), self.down.value()
        )

    def _show(self, envelope: Envelope) -> None:
        self.side.choose(envelope.window)
        self.across.setValue(envelope.across)
        self.down.setValue(envelope.down)

    def _allow(self) -> None:
        changed = self._kept is not None and self.chosen != self._kept
        refused = self._context.refusal("describe")
        self.keep.refuse(refused or ("" if changed else self._words("unchanged")))

    # ---- keeping -------------------------------------------------------------------------------

    def keep_chosen(self) -> None:
        """Write the choice into the journal."""
        if not self.keep.isEnabled():
            return
        desk, chosen = self._context.desk, self.chosen
        self.keep.set_busy(self._words("busy"))
        self.notices.set_notices(())
        self._context.act(
            lambda: letter_page.choose_envelope(desk, chosen),
            owner=self,
            done=lambda _changes: self._end("kept"),
            failed=self._on_failed,
        )

    # ---- trying --------------------------------------------------------------------------------

    @property
    def _language(self) -> Language:
        return next((each for each in LANGUAGES if each == self._context.lang), "nl")

    def _on_print_clicked(self) -> None:
        if not has_printer():
            self.notices.set_notices([Notice("soon", self._words("no_printer"))])
        elif (printer := asked_printer(self)) is not None:
            self._print_on(printer)

    def _print_on(self, printer: QPrinter) -> None:
        desk, chosen, language = self._context.desk, self.chosen, self._language
        adapters = self._context.adapters
        self.print.set_busy(self._words("busy"))

        def drawn(pages: Sequence[QImage]) -> None:
            if put_at_true_size(printer, pages):
                self._end("printed")
            else:
                self._end("")
                self.notices.set_notices([Notice("late", self._words("not_printed"))])

        self._context.work(
            lambda _progress: adapters.page_images(
                letter_page.trial_page(desk, chosen, language).pdf, DPI
            ),
            drawn,
            self,
            self._on_failed,
        )

    def _on_save_clicked(self) -> None:
        name = f"{self._words('file_name')}.pdf"
        path, _ = QFileDialog.getSaveFileName(self, self._words("save"), name, "PDF (*.pdf)")
        if path:
            self.save_at(Path(path))

    def save_at(self, path: Path) -> None:
        """Write the trial page into a file."""
        desk, chosen, language = self._context.desk, self.chosen, self._language
        self.save.set_busy(self._words("busy"))
        self._context.work(
            lambda _progress: path.write_bytes(letter_page.trial_page(desk, chosen, language).pdf),
            lambda _: self._end("saved"),
            self,
            self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        self._end("")
        if isinstance(error, OSError):
            self.notices.set_notices([Notice("late", self._words("not_saved"))])
        else:
            tell(self._context, self.notices, error)

    def _end(self, said: str) -> None:
        for button in (self.keep, self.print, self.save):
            button.set_busy("")
        self._allow()
        if said:
            self._context.said.emit(self._words(said))

    # ---- over a lock ---------------------------------------------------------------------------

    def _fields(self) -> dict[str, QWidget]:
        return {
            "window": self.side,
            "across": self.across.lineEdit(),
            "down": self.down.lineEdit(),
        }

    def typed(self) -> dict[str, str]:
        """Return what is chosen and not kept."""
        if self._kept is None or self.chosen == self._kept:
            return {}
        return {name: typed(field) or "" for name, field in self._fields().items()}

    def put_back(self, words: Mapping[str, str]) -> None:
        """Choose it again."""
        if self._kept is None:
            self._kept = Envelope()
        for name, field in self._fields().items():
            if name in words:
                put_back(field, words[name])

    def clear(self) -> None:
        """Keep nothing of the office."""
        self._kept = None
        self._show(Envelope())
        self.notices.set_notices(())
