"""Making a new case file in three steps; nothing is stored before the last one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ikanda_case.domain.facts import OfficeDescribed
from ikanda_case.domain.office import NEEDED_ON_A_LETTER
from ikanda_case.ui.door.entered import Entered
from ikanda_case.ui.door.mailbox_step import MailboxStep, hosts_of
from ikanda_case.ui.door.office_step import OfficeStep
from ikanda_case.ui.door.opening import make_file
from ikanda_case.ui.door.passphrase_step import PassphraseStep
from ikanda_case.ui.frame.faults import Fault, copy_details, notice_of
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.jobs import Jobs
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.badge import BadgeLabel
from ikanda_case.ui.widgets.banner import BannerSlot, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.panel import Rule

if TYPE_CHECKING:
    from ikanda_case.ui.gate import Gate

_STOP = "stop"


class NewFileWizard(QDialog):
    """Back is always free; the last button names the act."""

    made = Signal(object)
    """An Entered: the new file, open."""

    def __init__(
        self, look: Look, gate: "Gate", jobs: Jobs, lang: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._gate = gate
        self._jobs = jobs
        self._words = words = Words(lang, "ui_door")
        self._changed = False
        self._busy = False
        self.setWindowTitle(words("wizard_title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(look.measures.px(960), look.measures.px(680))
        self.office = OfficeStep(look, words)
        self.mailbox = MailboxStep(look, words)
        self.phrase = PassphraseStep(look, gate, jobs, words)
        self.steps = (self.office, self.mailbox, self.phrase)
        self._names = ("step_office", "step_mailbox", "step_passphrase")
        self._stack = QStackedWidget()
        self._banner = BannerSlot(look)
        self._banner.acted.connect(self._on_banner_acted)
        self._lay_out()
        for step in self.steps:
            step.changed.connect(self._on_step_changed)
        self.phrase.failed.connect(self._on_failed)
        self._go(0)

    # ---- layout --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._list())
        middle.addWidget(self._pages(), 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._head())
        lines.addWidget(Rule())
        lines.addWidget(self._banner)
        lines.addLayout(middle, 1)
        lines.addWidget(Rule())
        lines.addLayout(self._foot())

    def _head(self) -> QFrame:
        head = QFrame()
        set_role(head, "surface")
        lines = QVBoxLayout(head)
        lines.setContentsMargins(GAP_24, GAP_16, GAP_24, GAP_12)
        lines.setSpacing(2)
        lines.addWidget(PlainLabel(self._words("wizard_title"), role="title"))
        lines.addWidget(PlainLabel(self._words("wizard_said"), role="text2", wrap=True))
        return head

    def _list(self) -> QFrame:
        side = QFrame()
        set_role(side, "sidebar")
        side.setFixedWidth(self._look.measures.navigation)
        lines = QVBoxLayout(side)
        lines.setContentsMargins(GAP_16, GAP_16, GAP_8, GAP_16)
        lines.setSpacing(GAP_12)
        self._marks: list[tuple[BadgeLabel, PlainLabel]] = []
        for name in self._names:
            mark, label = BadgeLabel(self._look), PlainLabel(self._words(name), wrap=True)
            line = QHBoxLayout()
            line.setSpacing(GAP_8)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label, 1)
            lines.addLayout(line)
            self._marks.append((mark, label))
        lines.addStretch(1)
        return side

    def _pages(self) -> QStackedWidget:
        for step in self.steps:
            page = QWidget()
            inside = QVBoxLayout(page)
            inside.setContentsMargins(28, GAP_16, 28, GAP_16)
            inside.addWidget(step)
            scroll = QScrollArea(widgetResizable=True)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setWidget(page)
            self._stack.addWidget(scroll)
        return self._stack

    def _foot(self) -> QHBoxLayout:
        look, words = self._look, self._words
        self.back = Button(look, words("back"))
        self.back.clicked.connect(self._on_back_clicked)
        self.next = Button(look, words("next"), kind="primary")
        self.next.clicked.connect(self._on_next_clicked)
        self.next.setDefault(True)
        self.cancel = Button(look, words("cancel"))
        self.cancel.clicked.connect(self.reject)
        self._mark = BadgeLabel(look)
        self._reason = PlainLabel(role="text2")
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_24, GAP_12, GAP_24, GAP_12)
        foot.setSpacing(GAP_8)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self._mark)
        foot.addWidget(self._reason)
        foot.addSpacing(GAP_8)
        foot.addWidget(self.next)
        foot.addWidget(self.cancel)
        return foot

    # ---- steps ---------------------------------------------------------------------------------

    @property
    def place(self) -> int:
        """The number of the step that is shown, from 0."""
        return self._stack.currentIndex()

    def _go(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        last = len(self.steps) - 1
        for number, (mark, label) in enumerate(self._marks):
            mark.set_badge(_mark(number, place, self._words))
            set_role(label, "strong" if number == place else "text2")
        self.back.setEnabled(place > 0)
        self.next.set_words(self._words("make_file" if place == last else "next"))
        if place == last:
            self.phrase.say_left(self._left_words())
        self._allow()
        self.steps[place].setFocus()
        self.steps[place].focusNextChild()

    def _allow(self) -> None:
        reason = self.steps[self.place].missing()
        self._reason.setText(reason)
        self._mark.set_badge(Badge(Shape.TRIANGLE, "", "soon") if reason else None)
        if reason:
            self.next.refuse(reason)
        else:
            self.next.allow()

    def _left_words(self) -> str:
        described = self.described()
        left = [name for name in NEEDED_ON_A_LETTER if not getattr(described, name)]
        if not described.mailbox:
            left.append("mailbox")
        if not left:
            return ""
        names = ", ".join(self._words(f"left.{name}") for name in left)
        return self._words("still_missing", names=names)

    def described(self) -> OfficeDescribed:
        """Return what the steps say about the office."""
        one, two = self.office, self.mailbox
        return OfficeDescribed(
            legal_name=one.legal_name.text().strip(),
            department=one.department.text().strip(),
            address=one.letterhead,
            intake_addresses=one.intake,
            mailbox=two.address,
            mail_hosts=hosts_of(two.hosts.text()),
            enterprise_number=one.enterprise_number.text().strip(),
            register=one.register.text().strip(),
            signatory=two.signatory.text().strip(),
            function=two.function.text().strip(),
            contact=two.contact.text().strip(),
        )

    def _on_step_changed(self) -> None:
        self._changed = True
        self._banner.set_notices(())
        self._allow()

    def _on_back_clicked(self) -> None:
        self._go(self.place - 1)

    def _on_next_clicked(self) -> None:
        if self.place < len(self.steps) - 1:
            self._go(self.place + 1)
        else:
            self._make()

    # ---- making --------------------------------------------------------------------------------

    def _make(self) -> None:
        path = self.phrase.path
        assert path is not None
        self._set_busy(busy=True)
        gate, passphrase, described = self._gate, self.phrase.phrase.text(), self.described()
        name, label = self.phrase.name.text().strip(), self._words("owner_label")
        self._jobs.run_slow(
            lambda _progress: make_file(gate, path, passphrase, label, described, name),
            on_done=self._on_made,
            on_error=self._on_failed,
            owner=self,
        )

    def _on_made(self, entered: Entered) -> None:
        self._set_busy(busy=False)
        self._changed = False
        self.phrase.clear()
        self.accept()
        self.made.emit(entered)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self._banner.set_notices([notice_of(error, self._words.lang)])

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.next.set_busy(self._words("making_file") if busy else "")
        for part in (self._stack, self.cancel):
            part.setEnabled(not busy)
        self.back.setEnabled(not busy and self.place > 0)

    def reject(self) -> None:
        """Leave; when something was typed it is asked once, in place."""
        if self._busy:
            return
        shown = self._banner.banner.notice
        asked = shown is not None and shown.key == _STOP and not self._banner.isHidden()
        if self._changed and not asked:
            words = self._words
            stop = Notice("soon", words("stop"), words("stop_said"), words("stop_do"), key=_STOP)
            self._banner.set_notices([stop])
            return
        self.phrase.clear()
        super().reject()

    def _on_banner_acted(self, notice: Notice) -> None:
        if notice.key == _STOP:
            self.reject()
            return
        if isinstance(notice, Fault) and notice.details:
            copy_details(notice)
        self._banner.set_notices(())


def _mark(number: int, place: int, words: Words) -> Badge:
    if number < place:
        return Badge(Shape.TICK_DISC, "", "ok", spoken=words("step_done"))
    if number == place:
        return Badge(Shape.HALF, "", "accent", spoken=words("step_now"))
    return Badge(Shape.HOLLOW, "", "text2", spoken=words("step_later"))
