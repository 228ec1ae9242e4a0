"""Whether one colleague can open the case file alone, and giving, changing and taking that."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ikanda_case.app.desk import Changes
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.office import Colleague
from ikanda_case.domain.roles import Act
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_8
from ikanda_case.ui.models.vault_words import fault, initials
from ikanda_case.ui.settings.new_key_dialog import offer_new_key
from ikanda_case.ui.settings.new_passphrase import NewPassphrase
from ikanda_case.ui.vault import Vault
from ikanda_case.ui.widgets.banner import BannerSlot, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.passphrase_field import PassphraseField, PassphraseWords

Deed = Literal["", "give", "renew", "change", "take", "remove"]
_NEEDS: dict[Deed, Act] = {
    "give": "ways",
    "renew": "ways",
    "change": "own_way",
    "take": "ways",
    "remove": "people",
}
_NEW = ("give", "renew", "change")
_SHUTS_OUT = ("take", "remove")
"""Deeds after which only a new key keeps somebody out who kept the old one."""
"""The deeds that ask for a new passphrase."""
_WIDTH = 480
_AT_NEW = ("weak_passphrase", "passphrase_taken")


@dataclass(frozen=True, slots=True)
class Standing:
    """How one colleague stands to the file."""

    person: Colleague
    own: bool
    """A passphrase of this person's own opens it."""
    here: bool
    """This person is at this desk."""


class AccessPanel(Panel):
    """One colleague at a time; a deed opens its form in place and closes it when it is done."""

    kept = Signal()
    """A way in was given, changed or taken away."""

    def __init__(self, context: Context, vault: Vault, parent: QWidget | None = None) -> None:
        words = Words(context.lang, "ui_vault")
        super().__init__(context.look, words("access_title"), parent=parent)
        self._context = context
        self._vault = vault
        self._words = words
        self._standing: Standing | None = None
        self._deed: Deed = ""
        look = context.look
        self.notices = BannerSlot(look)
        self._said = PlainLabel(role="text2", wrap=True)
        self.give = Button(look, words("give"), icon="key")
        self.renew = Button(look, words("renew"), icon="key")
        self.change = Button(look, words("change"), icon="key")
        self.take = Button(look, words("take"), icon="prohibited")
        self.remove = Button(look, words("remove"), icon="dismiss")
        self._starts: dict[Deed, Button] = {
            "give": self.give,
            "renew": self.renew,
            "change": self.change,
            "take": self.take,
            "remove": self.remove,
        }
        starts = QHBoxLayout()
        starts.setSpacing(GAP_8)
        for deed, button in self._starts.items():
            button.clicked.connect(lambda _=False, deed=deed: self._begin(deed))
            starts.addWidget(button)
        self._refused = PlainLabel(role="text2", wrap=True)
        starts.addWidget(self._refused, 1)
        self.body.addWidget(self._said)
        self.body.addWidget(self.notices)
        self.body.addWidget(self._form())
        self.body.addLayout(starts)
        self.show_standing(None)

    def _form(self) -> QWidget:
        look, words = self._context.look, self._words
        door = Words(self._context.lang, "ui_door")
        self._fields = QWidget()
        self._explained = PlainLabel(wrap=True)
        self.label = LineEdit(look, words("label"))
        self._label_field = Field(look, words("label"), self.label, hint=words("label_hint"))
        said = PassphraseWords(door("show"), door("hide"), door("caps_lock"))
        self.old = PassphraseField(look, words("old"), said)
        self._old_field = Field(look, words("old"), self.old)
        self.new = NewPassphrase(self._context, self._vault)
        self.why = LineEdit(look, words("remove_reason"))
        self._why_field = Field(look, words("remove_reason"), self.why)
        self.do = Button(look, words("do_give"))
        self.leave = Button(look, words("cancel"), kind="ghost")
        self._reason = PlainLabel(role="text2", wrap=True)
        acts = QHBoxLayout()
        acts.setSpacing(GAP_8)
        acts.addWidget(self.do)
        acts.addWidget(self.leave)
        acts.addWidget(self._reason, 1)
        lines = QVBoxLayout(self._fields)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_8)
        lines.addWidget(self._explained)
        for field in (self._label_field, self._old_field, self.new, self._why_field):
            field.setMaximumWidth(look.measures.px(_WIDTH))
            lines.addWidget(field)
        lines.addLayout(acts)
        typed = (self.label.textChanged, self.old.changed, self.new.changed, self.why.textChanged)
        for changed in typed:
            changed.connect(self._allow)
        self.do.clicked.connect(self._on_do_clicked)
        self.leave.clicked.connect(self._on_leave_clicked)
        return self._fields

    # ---- showing -------------------------------------------------------------------------------

    def show_standing(self, standing: Standing | None) -> None:
        """Show another colleague, or none; what was typed for the one before is gone."""
        if standing == self._standing and self._deed:
            return
        self._standing = standing
        self._open("")

    def _open(self, deed: Deed) -> None:
        self._deed = deed
        self.clear_typed()
        self.notices.set_notices(())
        self._fields.setVisible(bool(deed))
        self._label_field.setVisible(deed in ("give", "renew"))
        self._old_field.setVisible(deed == "change")
        self.new.setVisible(deed in _NEW)
        self._why_field.setVisible(deed == "remove")
        self._show_starts()
        if deed and self._standing:
            name = self._standing.person.name
            self._explained.setText(self._words(f"explained_{deed}", name=name))
            self.label.setText(initials(name))
            self.do.set_words(self._words(f"do_{deed}"))
        self._allow()

    def _show_starts(self) -> None:
        standing, words = self._standing, self._words
        idle = standing is not None and not self._deed
        own, here = bool(standing and standing.own), bool(standing and standing.here)
        active = bool(standing and standing.person.active)
        self.give.setVisible(idle and not own and active)
        self.renew.setVisible(idle and own and not here)
        self.change.setVisible(idle and own and here)
        self.take.setVisible(idle and own and not here)
        self.remove.setVisible(idle and active and not here)
        if standing is None:
            self.set_title(words("access_title"))
            self._said.setText(words("access_choose"))
        else:
            self.set_title(words("access_of", name=standing.person.name))
            code = ("own_here" if here else "own") if own else ("none" if active else "gone")
            self._said.setText(words(f"access_said_{code}", name=standing.person.name))
        self._refuse_starts()

    def _refuse_starts(self) -> None:
        """Close what this person may not do, and say why once beside it."""
        said = ""
        for deed, button in self._starts.items():
            refused = self._context.refusal(_NEEDS[deed])
            button.refuse(refused)
            if not button.isHidden():
                said = said or refused
        self._refused.setText(said)

    def _allow(self) -> None:
        reason = ""
        if self._deed in ("give", "renew") and not self.label.text().strip():
            reason = self._words("label_missing")
        elif self._deed == "remove" and not self.why.text().strip():
            reason = self._words("remove_reason_missing")
        elif self._deed == "change" and not self.old.text():
            reason = self._words("old_missing")
        elif self._deed in _NEW:
            reason = self.new.missing()
        self.do.refuse(reason)
        self._reason.setText(reason)

    # ---- doing ---------------------------------------------------------------------------------

    def _begin(self, deed: Deed) -> None:
        self._open(deed)
        first: dict[Deed, QWidget] = {
            "give": self.new.first.line,
            "renew": self.new.first.line,
            "change": self.old.line,
            "take": self.leave,
            "remove": self.why,
        }
        first[deed].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_leave_clicked(self) -> None:
        self._open("")

    def _on_do_clicked(self) -> None:
        work = self._work()
        if work is None or self._standing is None:
            return
        self._busy(self._words("busy"))
        deed, name = self._deed, self._standing.person.name
        self._context.work(
            lambda _progress: work(),
            lambda changes: self._on_kept(deed, name, changes),
            owner=self,
            failed=self._on_failed,
        )

    def _work(self) -> Callable[[], Changes] | None:
        if self._standing is None:
            return None
        vault, person = self._vault, self._standing.person.id
        label, old, new = self.label.text().strip(), self.old.text(), self.new.text()
        why = self.why.text().strip()
        works: dict[Deed, Callable[[], Changes]] = {
            "give": lambda: vault.give_way(person, new, label),
            "renew": lambda: vault.give_way(person, new, label),
            "change": lambda: vault.change_passphrase(old, new),
            "take": lambda: vault.take_away(person),
            "remove": lambda: vault.remove(person, why),
        }
        return works.get(self._deed)

    def _busy(self, words: str) -> None:
        self.do.set_busy(words)
        for each in (self._label_field, self._old_field, self.new, self._why_field, self.leave):
            each.setEnabled(not words)

    def _on_kept(self, deed: Deed, name: str, changes: Changes) -> None:
        said = self._words(f"{deed}_kept", name=name)
        self._busy("")
        self._open("")
        if deed == "remove":
            self.notices.set_notices([Notice("soon", said, self._words("remove_kept_said"))])
        self._context.said.emit(said)
        self._context.changed.emit(changes)
        self.kept.emit()
        if deed in _SHUTS_OUT and not self._context.refusal("new_key"):
            offer_new_key(self._context, self._vault, name, self.window())

    def _on_failed(self, error: Exception) -> None:
        self._busy("")
        self._allow()
        if not isinstance(error, KnownError):
            self._context.failed.emit(error)
            return
        notice = fault(error, self._context.lang)
        words = f"{notice.bold} {notice.plain}"
        if error.code in _AT_NEW:
            self.new.set_error(words)
        elif error.code == "wrong_passphrase":
            self.old.set_error(words)
            self.old.select_all()
        else:
            self.notices.set_notices([notice])

    # ---- forgetting ----------------------------------------------------------------------------

    def clear_typed(self) -> None:
        """Keep no passphrase."""
        self.label.clear()
        self.old.clear()
        self.new.clear()
        self.why.clear()

    def clear(self) -> None:
        """Keep no name and no passphrase."""
        self._standing = None
        self._explained.setText("")
        self._open("")
