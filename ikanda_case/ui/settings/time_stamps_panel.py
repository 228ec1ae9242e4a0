"""The server for time stamps: its address, tried before it is kept."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ikanda_case.app import signing_key
from ikanda_case.domain.office import Office
from ikanda_case.ui.context import Context
from ikanda_case.ui.failing import tell
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.widgets.banner import BannerSlot, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.panel import Panel

HELD = "time_stamps"


class TimeStampsPanel(Panel):
    """Nothing is asked of a server unless a person tries it, or signs."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._words = words = Words(context.lang, "ui_signing")
        super().__init__(context.look, words("stamps"), parent=parent)
        self._context = context
        self._kept = ""
        self.line = LineEdit(context.look, words("server"))
        self.keep = Button(context.look, words("keep"), kind="primary", key="Ctrl+Enter")
        self.attempt = Button(context.look, words("try"))
        self.notices = BannerSlot(context.look)
        self.line.textChanged.connect(self._allow)
        self.keep.clicked.connect(self.keep_typed)
        self.attempt.clicked.connect(self._on_attempt_clicked)
        acts = QHBoxLayout()
        for button in (self.keep, self.attempt):
            acts.addWidget(button)
        acts.addStretch(1)
        self.body.addWidget(PlainLabel(words("stamps_said"), role="text2", wrap=True))
        self.body.addWidget(
            Field(context.look, words("server"), self.line, hint=words("server_hint"))
        )
        self.body.addWidget(self.notices)
        self.body.addLayout(acts)
        context.permitted.connect(self._allow)
        self._allow()

    def show_office(self, office: Office) -> None:
        """Show what the office chose; what is being typed is not lost."""
        untouched = self._typed == self._kept
        self._kept = office.time_stamps
        if untouched:
            self.line.setText(self._kept)
        self._allow()

    @property
    def _typed(self) -> str:
        return self.line.text().strip()

    def _allow(self) -> None:
        words, refused = self._words, self._context.refusal("describe")
        changed = self._typed != self._kept
        self.keep.refuse(refused or ("" if changed else words("unchanged")))
        self.attempt.refuse(refused or ("" if self._typed else words("no_server")))

    def keep_typed(self) -> None:
        """Write the choice into the journal."""
        if not self.keep.isEnabled():
            return
        desk, url = self._context.desk, self._typed
        self.keep.set_busy(self._words("busy"))
        self.notices.set_notices(())
        self._context.act(
            lambda: signing_key.choose_time_stamps(desk, url),
            owner=self,
            done=lambda _changes: self._end(self._words("kept")),
            failed=self._on_failed,
        )

    def _on_attempt_clicked(self) -> None:
        desk, url = self._context.desk, self._typed
        self.attempt.set_busy(self._words("busy"))
        self.notices.set_notices(())
        self._context.work(
            lambda _progress: signing_key.try_time_stamps(desk, url),
            self._on_tried,
            owner=self,
            failed=self._on_failed,
        )

    def _on_tried(self, at: datetime) -> None:
        self._end()
        said = self._words("tried", at=self._context.brussels(at))
        self.notices.set_notices([Notice("ok", said)])

    def _on_failed(self, error: Exception) -> None:
        self._end()
        tell(self._context, self.notices, error)

    def _end(self, said: str = "") -> None:
        for button in (self.keep, self.attempt):
            button.set_busy("")
        self._allow()
        if said:
            self._context.said.emit(said)

    def in_hand(self) -> tuple[Held, ...]:
        """Return the address that is being typed."""
        return (Held(HELD, {"url": self._typed}),) if self._typed != self._kept else ()

    def take_up(self, held: Held) -> None:
        """Put it back."""
        if held.what == HELD:
            self.line.setText(held.words.get("url", ""))

    def clear(self) -> None:
        """Keep nothing of the office."""
        self._kept = ""
        self.line.clear()
        self.notices.set_notices(())
