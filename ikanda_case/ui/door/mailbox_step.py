"""Step 2 of a new file: the privacy mailbox, the office's mail servers, and who signs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ikanda_case.ui.door.form import Form
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_12
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.label import PlainLabel


def is_mailbox(text: str) -> bool:
    """Say whether a text can be an address of e-mail."""
    name, at, host = text.strip().partition("@")
    return bool(name and at and host) and "@" not in host and " " not in text.strip()


def hosts_of(text: str) -> tuple[str, ...]:
    """Return the mail servers in a text, separated by commas, semicolons or spaces."""
    return tuple(text.replace(",", " ").replace(";", " ").split())


class MailboxStep(QWidget):
    """No default: the statement's own address cannot be read. It may be given later."""

    changed = Signal()

    def __init__(self, look: Look, words: Words, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        notice = Notice("soon", words("mailbox_unreadable"), words("mailbox_unreadable_said"))
        first, second = Form(look), Form(look)
        self.mailbox = first.add_line(words("mailbox"), hint=words("mailbox_hint"))
        self.later = QCheckBox(words("mailbox_later"))
        first.add("", self.later)
        self.hosts = first.add_line(words("mail_hosts"), hint=words("mail_hosts_hint"))
        self.signatory = second.add_line(words("signatory"))
        self.function = second.add_line(words("function"))
        self.contact = second.add_line(words("contact"), hint=words("contact_hint"))
        first.align(second)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_12)
        lines.addWidget(PlainLabel(words("mailbox_title"), role="section"))
        lines.addWidget(Banner(look, notice))
        lines.addWidget(first)
        lines.addWidget(PlainLabel(words("signatory_title"), role="section"))
        lines.addWidget(second)
        lines.addStretch(1)
        for line in (self.mailbox, self.hosts, self.signatory, self.function, self.contact):
            line.textChanged.connect(self.changed)
        self.later.toggled.connect(self._on_later_toggled)

    @property
    def address(self) -> str:
        """The mailbox; empty when it comes later."""
        return "" if self.later.isChecked() else self.mailbox.text().strip()

    def missing(self) -> str:
        """Return what must still be given before the next step, in words."""
        if self.later.isChecked() or is_mailbox(self.mailbox.text()):
            return ""
        code = "mailbox_wrong" if self.mailbox.text().strip() else "mailbox_missing"
        return self._words(code)

    def _on_later_toggled(self, later: bool) -> None:
        self.mailbox.setEnabled(not later)
        self.changed.emit()
