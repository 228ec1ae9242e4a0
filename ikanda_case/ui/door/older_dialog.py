"""Going on with a file that is older than it was here: a person accepts that, with a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.act_dialog import ActDialog
from ikanda_case.ui.widgets.banner import Banner, Notice


class OlderDialog(ActDialog):
    """What was found stands above; the reason goes into the journal."""

    accepted_older = Signal(str)
    """The reason."""

    def __init__(
        self, look: Look, lang: str, found: Notice, *, parent: QWidget | None = None
    ) -> None:
        self._words = words = Words(lang, "ui_keeping")
        super().__init__(
            look, lang, words("older_title"), words("older_do"), words("cancel"), parent=parent
        )
        self.form.addWidget(Banner(look, Notice("late", found.bold, found.plain)))
        self.add_note(words("older_said"))
        hint = words("restore_reason_hint")
        self.reason = self.add_words("reason", words("restore_reason"), hint=hint, lines=2)
        self.accepts = QCheckBox(words("older_accept"))
        self.form.addWidget(self.accepts)
        self.reason.textChanged.connect(self._allow)
        self.accepts.toggled.connect(self._allow)
        self.act.clicked.connect(self._on_act_clicked)
        self._allow()

    def _allow(self) -> None:
        reason = ""
        if not self.reason.toPlainText().strip():
            reason = self._words("restore_first_reason")
        elif not self.accepts.isChecked():
            reason = self._words("restore_first_accept")
        self.refuse_act(reason)

    def _on_act_clicked(self) -> None:
        reason = self.reason.toPlainText().strip()
        self.accept()
        self.accepted_older.emit(reason)
