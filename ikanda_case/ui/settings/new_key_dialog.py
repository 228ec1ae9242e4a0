"""A new key for the case file: what it does and does not shut out, before it happens."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.office import Office
from ikanda_case.ui.closed_work import ClosedWork, Step
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.gate import Gate
from ikanda_case.ui.models.vault_words import with_own_way
from ikanda_case.ui.vault import Vault, Way
from ikanda_case.ui.widgets.act_dialog import ActDialog
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.passphrase_field import PassphraseField, PassphraseWords

SECTION = "vault"
"""Where the new sheet is printed: shown when the key was changed."""


@dataclass(frozen=True, slots=True)
class _Asked:
    path: Path
    office: Office
    ways: Sequence[Way]


class NewKeyDialog(ActDialog):
    """The passphrase is tried before the file is closed; then the context is asked to do it."""

    def __init__(
        self, context: Context, vault: Vault, person: str = "", *, parent: QWidget | None = None
    ) -> None:
        """`person` is the name of a colleague whose access was just taken away."""
        self.context = context
        self._vault = vault
        self._words = words = Words(context.lang, "ui_keeping")
        self._path: Path | None = None
        super().__init__(
            context.look,
            context.lang,
            words("new_key_title"),
            words("new_key_do"),
            words("new_key_later" if person else "cancel"),
            parent=parent,
        )
        if person:
            why = Notice("soon", words("new_key_why", name=person))
            self.form.addWidget(Banner(context.look, why))
        self._colleagues = PlainLabel(wrap=True)
        self._sheet = PlainLabel(wrap=True)
        old = "new_key_old_person" if person else "new_key_old"
        for part in (
            PlainLabel(words("new_key_backup"), wrap=True),
            PlainLabel(words("new_key_closed"), wrap=True),
            self._colleagues,
            PlainLabel(words("new_key_computers"), wrap=True),
            self._sheet,
            PlainLabel(words(old, name=person), role="strong", wrap=True),
        ):
            self.form.addWidget(part)
        door = Words(context.lang, "ui_door")
        said = PassphraseWords(door("show"), door("hide"), door("caps_lock"))
        label = words("new_key_passphrase")
        self.passphrase = PassphraseField(context.look, label, said)
        self.add("passphrase", self.passphrase, label, hint=words("new_key_passphrase_hint"))
        reason, hint = words("new_key_reason"), words("new_key_reason_hint")
        self.reason = self.add_words("reason", reason, hint=hint, lines=2)
        self.passphrase.changed.connect(self._allow)
        self.reason.textChanged.connect(self._allow)
        self.act.clicked.connect(self._on_act_clicked)
        self._allow()
        context.read(self._ask, self._on_asked, owner=self)

    def _ask(self) -> _Asked:
        with self.context.desk.file.reading() as now:
            office = now.office()
        return _Asked(self._vault.state().path, office, self._vault.ways())

    def _on_asked(self, asked: _Asked) -> None:
        words, me = self._words, self.context.desk.actor
        own = with_own_way(asked.ways)
        names = [
            each.name for each in asked.office.people.values() if each.id in own and each.id != me
        ]
        self._colleagues.setText(
            words("new_key_colleagues", names=", ".join(names)) if names else words("new_key_alone")
        )
        self._path = asked.path
        number = asked.office.key_generation
        self._sheet.setText(words("new_key_sheet", number=number, next=number + 1))
        self._allow()
        self.grow()

    def _allow(self) -> None:
        self.clear_errors()
        missing = ""
        if self._path is None:
            missing = "busy"
        elif not self.passphrase.text():
            missing = "new_key_first_passphrase"
        elif not self.reason.toPlainText().strip():
            missing = "new_key_first_reason"
        self.refuse_act(self._words(missing) if missing else "")

    # ---- doing ---------------------------------------------------------------------------------

    def _on_act_clicked(self) -> None:
        vault, passphrase = self._vault, self.passphrase.text()
        self.set_busy(self._words("new_key_checking"))
        self.context.work(
            lambda _progress: vault.opens(passphrase),
            self._on_tried,
            owner=self,
            failed=self._on_failed,
        )

    def _on_tried(self, opens: bool) -> None:
        self.set_busy("")
        if not opens:
            self.fields["passphrase"].set_error(self._words("new_key_wrong"))
            self.passphrase.select_all()
            return
        work = self._work()
        self.passphrase.clear()
        self.accept()
        self.context.closed_work_wanted.emit(work)

    def _work(self) -> ClosedWork:
        words, path = self._words, self._path
        assert path is not None
        passphrase, reason = self.passphrase.text(), self.reason.toPlainText().strip()

        def deed(gate: Gate, step: Step) -> str:
            generation = gate.new_key(path, passphrase, reason, step)
            return words("new_key_done", generation=generation)

        return ClosedWork(
            path=path,
            passphrase=passphrase,
            title=words("new_key_working"),
            said=words("new_key_working_said"),
            aftermath=words("new_key_aftermath"),
            stopped=words("new_key_stopped"),
            deed=deed,
            section=SECTION,
        )

    def _on_failed(self, error: Exception) -> None:
        self.set_busy("")
        if isinstance(error, KnownError):
            self.show_error(error)
        else:
            self.context.failed.emit(error)


def offer_new_key(context: Context, vault: Vault, person: str, parent: QWidget) -> NewKeyDialog:
    """Offer a new key after a colleague's access was taken away: only that shuts the key out."""
    dialog = NewKeyDialog(context, vault, person, parent=parent)
    dialog.open()
    return dialog
