"""Kantoor: whose letters these are; every change is an entry in the journal."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ikanda_case.app import office, signing_key
from ikanda_case.app.desk import Changes
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.facts import OfficeDescribed
from ikanda_case.domain.office import Office
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.context import Context
from ikanda_case.ui.door.form import Form
from ikanda_case.ui.door.mailbox_step import hosts_of
from ikanda_case.ui.frame.in_hand import Held
from ikanda_case.ui.models.enterprise_number import is_mistyped
from ikanda_case.ui.models.office_form import addresses_of, addresses_text, lines_of
from ikanda_case.ui.settings.section import SectionPage
from ikanda_case.ui.widgets.banner import Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.typed import put_back, typed

_ONE_LINE = (
    "legal_name",
    "department",
    "enterprise_number",
    "register",
    "mailbox",
    "signatory",
    "function",
    "contact",
)


class OfficePage(SectionPage):
    """What is missing is named, because it stops every letter by that name."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "office", parent=parent)
        self._described = OfficeDescribed()
        words, look = self.words, context.look
        form = Form(look)
        self.lines: dict[str, LineEdit] = {}
        for name in ("legal_name", "department"):
            self.lines[name] = form.add_line(words(f"office.{name}"))
        self.address = self._many(form, "address", 3)
        self.intake = self._many(form, "intake_addresses", 4)
        for name in _ONE_LINE[2:]:
            hint = words(f"office_hint.{name}") if name in ("mailbox", "contact") else ""
            self.lines[name] = form.add_line(words(f"office.{name}"), hint=hint)
            if name == "mailbox":
                self.hosts = form.add_line(
                    words("office.mail_hosts"), hint=words("office_hint.mail_hosts")
                )
        self._form = form
        self.keep = Button(look, words("office_keep"), kind="primary", key="Ctrl+Enter")
        self.keep.clicked.connect(self.complete_step)
        self.undo = Button(look, words("office_revert"))
        self.undo.clicked.connect(self._show)
        self._reason = self.set_foot(self.keep, self.undo)
        self.body.addWidget(form)
        self.body.addStretch(1)
        for line in (*self.lines.values(), self.hosts):
            line.textChanged.connect(self._allow)
        for text in (self.address, self.intake):
            text.textChanged.connect(self._allow)
        context.changed.connect(self._on_context_changed)
        self.refresh()

    def _many(self, form: Form, name: str, rows: int) -> QPlainTextEdit:
        editor = QPlainTextEdit()
        editor.setTabChangesFocus(True)
        editor.setAccessibleName(self.words(f"office.{name}"))
        editor.setFixedHeight(rows * editor.fontMetrics().lineSpacing() + 18)
        form.add(self.words(f"office.{name}"), editor, hint=self.words(f"office_hint.{name}"))
        return editor

    # ---- asking --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask what the office says it is; what is being typed is not lost."""
        file = self.context.desk.file

        def read() -> Office:
            with file.reading() as now:
                return now.office()

        self.context.read(read, self._on_office_read, owner=self)

    def _on_office_read(self, read: Office) -> None:
        untouched = self.described() == self._described
        self._described = read.described
        if untouched:
            self._show()
        self._say_missing(read)
        self._allow()

    def _show(self) -> None:
        now = self._described
        for name, line in self.lines.items():
            line.setText(getattr(now, name))
        self.hosts.setText(", ".join(now.mail_hosts))
        self.address.setPlainText("\n".join(now.address))
        self.intake.setPlainText(addresses_text(now.intake_addresses))

    def _say_missing(self, read: Office) -> None:
        names = ", ".join(self.words(f"office.{name}") for name in read.missing_for_letters)
        notices = []
        if names:
            bold, plain = self.words("office_incomplete"), self.words("office_left", names=names)
            notices.append(Notice("soon", bold, plain))
        self.banner.set_notices(notices)

    # ---- writing -------------------------------------------------------------------------------

    def described(self) -> OfficeDescribed:
        """Return what the form says now."""
        return OfficeDescribed(
            **{name: line.text().strip() for name, line in self.lines.items()},
            address=lines_of(self.address.toPlainText()),
            intake_addresses=addresses_of(self.intake.toPlainText()),
            mail_hosts=hosts_of(self.hosts.text()),
            demo=self._described.demo,
        )

    def complete_step(self) -> None:
        """Write the office anew into the journal."""
        if not self.keep.isEnabled():
            return
        desk, described = self.context.desk, self.described()

        def deed() -> Changes:
            return office.describe(desk, described) | signing_key.ensure_key(desk)

        self.keep.set_busy(self.words("busy"))
        self.context.act(deed, owner=self, done=self._on_kept, failed=self._on_failed)

    def _on_kept(self, _changes: Changes) -> None:
        self._end()
        self.context.said.emit(self.words("office_kept"))

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, KnownError) and error.code == "bad_mailbox":
            said = error_sentence(error, self.context.lang)
            self._form.set_hint(self.lines["mailbox"], f"{said.message} {said.hint}")
            self.lines["mailbox"].setFocus()
            return
        self.context.failed.emit(error)

    def _end(self) -> None:
        self.keep.set_busy("")
        self._allow()

    def _on_context_changed(self, changes: Changes) -> None:
        if changes.office:
            self.refresh()

    def _allow(self) -> None:
        number = self.lines["enterprise_number"]
        wrong = self.words("number_mistyped") if is_mistyped(number.text()) else ""
        self._form.set_hint(number, wrong)
        changed = self.described() != self._described
        self.undo.setEnabled(changed)
        reason = "" if changed else self.words("nothing_changed")
        reason = self.context.refusal("describe") or reason
        self.keep.refuse(reason)
        self._reason.setText(reason)

    def in_hand(self) -> tuple[Held, ...]:
        """Return the form when it says something else than the journal."""
        if self.described() == self._described:
            return ()
        found = {name: typed(field) or "" for name, field in self._fields().items()}
        return (Held("office", found),)

    def take_up(self, held: Held) -> None:
        """Fill the form as it stood."""
        if held.what == "office":
            for name, field in self._fields().items():
                put_back(field, held.words.get(name, ""))

    def _fields(self) -> dict[str, QWidget]:
        rest = {"hosts": self.hosts, "address": self.address, "intake": self.intake}
        return {**self.lines, **rest}

    def clear(self) -> None:
        """Keep nothing of the office."""
        super().clear()
        self._described = OfficeDescribed()
        self._show()
