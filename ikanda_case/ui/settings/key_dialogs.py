"""Another key to sign with: from a file, looked at before it is taken, or a new one of its own."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ikanda_case.app import signing_key
from ikanda_case.app.desk import Changes
from ikanda_case.app.ports import CertificateLike, NewKey
from ikanda_case.domain.errors import KnownError
from ikanda_case.ui.case.dialogs.attach import read_file
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.models.certificate_facts import certificate_facts
from ikanda_case.ui.widgets.act_dialog import ActDialog
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.facts import Facts
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.passphrase_field import PassphraseField, PassphraseWords


class _KeyDialog(ActDialog):
    """What both have: the act, and what is wrong with it in place."""

    def __init__(self, context: Context, code: str, act: str, parent: QWidget | None) -> None:
        self.context = context
        self.words = words = Words(context.lang, "ui_signing")
        super().__init__(
            context.look,
            context.lang,
            words(f"{code}_title"),
            words(act),
            words("cancel"),
            parent=parent,
        )
        self.add_note(words(f"{code}_note"))
        self.act.clicked.connect(self._on_act_clicked)

    def _on_act_clicked(self) -> None:
        raise NotImplementedError

    def _on_done(self, _changes: Changes) -> None:
        self.set_busy("")
        self.context.said.emit(self.words("taken"))
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self.set_busy("")
        if isinstance(error, KnownError):
            self.show_error(error)
        else:
            self.context.failed.emit(error)


class OwnKeyDialog(_KeyDialog):
    """A new key of the office's own making."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "own", "own_do", parent)
        self.form.addWidget(Banner(context.look, Notice("soon", self.words("anew"))))

    def _on_act_clicked(self) -> None:
        desk = self.context.desk
        self.set_busy(self.words("busy"))
        self.context.act(lambda: signing_key.make_own(desk), self, self._on_done, self._on_failed)


class KeyFileDialog(_KeyDialog):
    """File and password; who is named and until when is shown before the key is taken."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "file", "look", parent)
        words = self.words
        self.path: Path | None = None
        self._key: NewKey | None = None
        self.choose = Button(context.look, words("file_choose"), icon="folder_open")
        self.choose.clicked.connect(self._on_choose_clicked)
        self._name = PlainLabel(role="text2", wrap=True)
        self.add("key_file", self.choose, words("file"))
        self.form.addWidget(self._name)
        door = Words(context.lang, "ui_door")
        said = PassphraseWords(door("show"), door("hide"), door("caps_lock"))
        self.password = PassphraseField(context.look, words("password"), said)
        self.password.changed.connect(self._forget)
        self.add("passphrase", self.password, words("password"))
        self.found = Facts(context.look, words("found"))
        self._anew = Banner(context.look, Notice("soon", words("anew")))
        self.form.addWidget(self.found)
        self.form.addWidget(self._anew)
        self._forget()

    def set_path(self, path: Path) -> None:
        """Take this file."""
        self.path = path
        self._name.setText(path.name)
        self._forget()

    def _on_choose_clicked(self) -> None:
        title, kinds = self.words("file_choose"), self.words("file_filter")
        path, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if path:
            self.set_path(Path(path))

    def _forget(self) -> None:
        """What was looked at is another file or password now."""
        self._key = None
        self.clear_errors()
        self.found.hide()
        self._anew.hide()
        self.act.set_words(self.words("look"))
        self.refuse_act("" if self.path else self.words("first_file"))

    def _on_act_clicked(self) -> None:
        self.clear_errors()
        self.set_busy(self.words("busy"))
        if self._key is None:
            self._look()
        else:
            desk, key = self.context.desk, self._key
            self.context.act(
                lambda: signing_key.take(desk, key), self, self._on_done, self._on_failed
            )

    def _look(self) -> None:
        desk, path, password = self.context.desk, self.path or Path(), self.password.text()
        self.context.work(
            lambda _progress: signing_key.look(desk, read_file(path), password),
            self._on_looked,
            owner=self,
            failed=self._on_failed,
        )

    def _on_looked(self, looked: tuple[NewKey, CertificateLike]) -> None:
        self.set_busy("")
        self._key, said = looked
        fingerprint, today = self._key.fingerprint, self.context.today()
        self.found.set_facts(certificate_facts(said, fingerprint, today, self.words))
        self.found.show()
        self._anew.show()
        self.act.set_words(self.words("take"))
        self.grow(self.found)

    def show_error(self, error: KnownError) -> None:
        """A wrong password is said at its field, and selected, so that typing starts again."""
        super().show_error(error)
        if error.code == "key_passphrase_wrong":
            self.password.select_all()
