"""The way into a case file: which one, the passphrase, and what went wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.ui.door.door_view import DoorView
from ikanda_case.ui.door.making_ready import MakingReady
from ikanda_case.ui.door.patience import Patience
from ikanda_case.ui.door.recent_list import RecentList, RecentRow
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_16, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.banner import Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel
from ikanda_case.ui.widgets.passphrase_field import PassphraseField, PassphraseWords

_INSIDE = 28


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person wants opened, and how."""

    path: Path
    passphrase: str | None = field(repr=False)
    """None: this computer's keyring opens it."""
    remember: bool = False
    read_only: bool = False


class UnlockView(DoorView):
    """One list, one field, one filled button; the same view locks the program."""

    asked = Signal(object)
    """An Asked."""
    other_wanted = Signal()
    new_wanted = Signal()
    demo_wanted = Signal()
    restore_wanted = Signal()
    dropped = Signal(object)
    """Path to take off the list."""
    forgotten = Signal(object)
    """Path that this computer shall not open by itself any more."""

    def __init__(
        self,
        look: Look,
        words: Words,
        *,
        caps_lock: Callable[[], bool | None] = lambda: None,
        second_ms: int = 1000,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, words, parent=parent)
        self._remembered: frozenset[Path] = frozenset()
        self._busy = ""
        self.setAccessibleName(words("unlock_name"))
        self.patience = Patience(second_ms=second_ms, parent=self)
        self.patience.ticked.connect(self._on_patience_ticked)
        self._make_left()
        self._make_right(caps_lock)
        self.ready = MakingReady(look, words.lang, parent=self)
        self._stand(self._card(), words("lost"), under_way=self.ready)
        focus_list = QShortcut(QKeySequence("Alt+O"), self)
        focus_list.activated.connect(self.recents.setFocus)
        self._show_file()

    # ---- what is there -------------------------------------------------------------------------

    def _make_left(self) -> None:
        words, look = self._words, self._look
        self.recents = RecentList(look, words("choose_file"), drop_words=words("drop_recent"))
        self.recents.picked.connect(self._show_file)
        self.recents.opened.connect(self._on_recents_opened)
        self.recents.dropped.connect(self.dropped)
        self._other = Button(look, words("other_file"), kind="ghost", icon="folder_open")
        self._other.clicked.connect(self.other_wanted)
        self._new = Button(look, words("new_file"), kind="ghost", icon="add")
        self._new.clicked.connect(self.new_wanted)
        self._demo = Button(look, words("demo"), kind="ghost", icon="eye")
        self._demo.clicked.connect(self.demo_wanted)
        restore = Words(words.lang, "ui_keeping")("restore")
        self._restore = Button(look, restore, kind="ghost", icon="arrow_undo")
        self._restore.clicked.connect(self.restore_wanted)

    def _make_right(self, caps_lock: Callable[[], bool | None]) -> None:
        words, look = self._words, self._look
        self._file = ElidedLabel(role="section")
        self._how = PlainLabel(role="text2", wrap=True)
        self._label = PlainLabel(words("passphrase"), role="strong")
        said = PassphraseWords(words("show"), words("hide"), words("caps_lock"))
        self.passphrase = PassphraseField(look, words("passphrase"), said, caps_lock=caps_lock)
        self.passphrase.submitted.connect(self._on_unlock_clicked)
        self._label.setBuddy(self.passphrase.line)
        self.remember = QCheckBox(words("remember"))
        self._remember_hint = PlainLabel(words("remember_hint"), role="caption", wrap=True)
        self._forget = Button(look, words("forget"), kind="ghost")
        self._forget.clicked.connect(self._on_forget_clicked)
        self.unlock = Button(look, words("unlock"), kind="primary", icon="lock_open")
        self.unlock.clicked.connect(self._on_unlock_clicked)

    def _card(self) -> QFrame:
        card = QFrame()
        set_role(card, "panel")
        rule = QFrame()
        set_role(rule, "rule")
        rule.setFixedWidth(1)
        line = QHBoxLayout(card)
        line.setContentsMargins(_INSIDE, GAP_24, _INSIDE, GAP_24)
        line.setSpacing(_INSIDE)
        line.addLayout(self._left(), 11)
        line.addWidget(rule)
        line.addLayout(self._right(), 10)
        return card

    def _left(self) -> QVBoxLayout:
        frame = QFrame()
        set_role(frame, "panel")
        framed = QVBoxLayout(frame)
        framed.setContentsMargins(1, 1, 1, 1)
        framed.addWidget(self.recents)
        first = QHBoxLayout()
        first.setSpacing(GAP_16)
        first.addWidget(self._other)
        first.addWidget(self._new)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(GAP_16)
        second.addWidget(self._demo)
        second.addWidget(self._restore)
        second.addStretch(1)
        lines = QVBoxLayout()
        lines.setSpacing(GAP_8)
        lines.addWidget(PlainLabel(self._words("choose_file"), role="label"))
        lines.addWidget(frame)
        lines.addSpacing(GAP_8)
        lines.addLayout(first)
        lines.addLayout(second)
        lines.addStretch(1)
        return lines

    def _right(self) -> QVBoxLayout:
        acts = QHBoxLayout()
        acts.setSpacing(GAP_12)
        acts.addWidget(self.unlock)
        acts.addWidget(self._forget)
        acts.addStretch(1)
        lines = QVBoxLayout()
        lines.setSpacing(GAP_8)
        lines.addWidget(self._file)
        lines.addWidget(self._how)
        lines.addSpacing(GAP_8)
        lines.addWidget(self._label)
        lines.addWidget(self.passphrase)
        lines.addWidget(self.remember)
        lines.addWidget(self._remember_hint)
        lines.addSpacing(GAP_8)
        lines.addLayout(acts)
        lines.addStretch(1)
        return lines

    # ---- what is said --------------------------------------------------------------------------

    def set_recents(self, rows: Sequence[RecentRow], remembered: frozenset[Path]) -> None:
        """The files to choose from, and which of them this computer can open."""
        self._remembered = remembered
        self.recents.set_recents(rows)
        self._show_file()

    def choose(self, path: Path) -> None:
        """Make this file the one the passphrase is for."""
        self.recents.choose(str(path))
        self.focus_passphrase()

    def set_notices(self, notices: Sequence[Notice]) -> None:
        """What stands above the card; none takes it away."""
        self._banner.set_notices(notices)

    def refuse_remembering(self, reason: str) -> None:
        """This computer cannot keep a key, and why."""
        self.remember.setEnabled(False)
        self.remember.setChecked(False)
        self.remember.setAccessibleDescription(reason)
        self._remember_hint.setText(reason)

    def set_busy(self, words: str) -> None:
        """Say that the file is being opened or closed; empty words give the form back."""
        self._busy = words
        for part in self._closed_while_busy():
            part.setEnabled(not words)
        self.unlock.set_busy(words)
        if not words:
            self.ready.finish()
            self._on_patience_ticked(self.patience.left)
            self.focus_passphrase()

    def _closed_while_busy(self) -> tuple[QWidget, ...]:
        quiet = (self._other, self._new, self._demo, self._restore)
        return (self.recents, *quiet, self.passphrase)

    def say_wrong(self, words: str) -> None:
        """The passphrase was not right: it stays selected, so that typing starts again."""
        self.patience.count_wrong()
        self.passphrase.set_error(words)
        self.passphrase.select_all()

    def say_missing(self) -> None:
        """This computer does not keep the key: the passphrase is needed."""
        self.passphrase.set_error(self._words("passphrase_missing"))
        self.focus_passphrase()

    def clear(self) -> None:
        """Nothing typed and nothing said stays."""
        self.passphrase.clear()
        self.remember.setChecked(False)
        self.set_notices(())

    def focus_passphrase(self) -> None:
        """Where the hands are expected."""
        self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_file(self) -> None:
        path = self.recents.path
        known = path in self._remembered
        self._file.setText(path.name if path else self._words("no_file"))
        self._how.setText(self._words("how_computer" if known else "how_passphrase"))
        self._forget.setVisible(known)
        self.passphrase.set_error("")
        self._allow()

    def _allow(self) -> None:
        if self.recents.path is None:
            self.unlock.refuse(self._words("no_file"))
        elif self.patience.left:
            self.unlock.refuse(self._words("wait", count=self.patience.left))
        else:
            self.unlock.allow()

    # ---- what the person does ------------------------------------------------------------------

    def _on_recents_opened(self, _key: str) -> None:
        self.focus_passphrase()

    def _on_forget_clicked(self) -> None:
        self.forgotten.emit(self.recents.path)

    def _on_unlock_clicked(self) -> None:
        path = self.recents.path
        if path is None or self.patience.left or self._busy:
            return
        typed = self.passphrase.text() or None
        self.passphrase.set_error("")
        self.asked.emit(Asked(path, typed, remember=self.remember.isChecked()))

    def _on_patience_ticked(self, left: int) -> None:
        waiting = self._words("wait", count=left) if left else self._words("unlock")
        self.unlock.set_words(waiting)
        self._allow()
