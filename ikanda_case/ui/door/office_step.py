"""Step 1 of a new file: whose letters these are, and which of its two addresses they carry."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ikanda_case.ui.door.choice_panels import ChoicePanels, Option
from ikanda_case.ui.door.form import Form
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_8, GAP_12
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.enterprise_number import is_mistyped
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.label import PlainLabel

LEGAL_NAME = "IKANDA BV"
DEPARTMENT = "Afdeling Legal - Privacy"
ADDRESSES: dict[str, tuple[str, ...]] = {
    "haaltert": ("Achterstraat 17", "9450 Haaltert"),
    "ninove": ("Kerkstraat 76", "9406 Ninove"),
}
"""Both published: the footer of the site and the privacy statement; both take in post."""
OTHER = "other"


class OfficeStep(QWidget):
    """Nothing is chosen beforehand; both published addresses stay intake points."""

    changed = Signal()

    def __init__(self, look: Look, words: Words, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.form = Form(look)
        self.legal_name = self.form.add_line(words("legal_name"), text=LEGAL_NAME)
        self.department = self.form.add_line(words("department"), text=DEPARTMENT)
        self.enterprise_number = self.form.add_line(
            words("enterprise_number"), placeholder="0000.000.000"
        )
        self.register = self.form.add_line(words("register"), placeholder=words("register_example"))
        notice = Notice("soon", words("two_addresses"), words("two_addresses_said"))
        options = [
            Option(key, ", ".join(ADDRESSES[key]), words(f"address_{key}")) for key in ADDRESSES
        ]
        options.append(Option(OTHER, words("address_other"), words("address_other_said")))
        self.address = ChoicePanels(look, words("address_choice"), options)
        self.other = Form(look)
        self.street = self.other.add_line(words("street"))
        self.town = self.other.add_line(words("town"))
        self.other.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_12)
        lines.addWidget(PlainLabel(words("office_title"), role="section"))
        lines.addWidget(self.form)
        lines.addWidget(Banner(look, notice))
        lines.addWidget(PlainLabel(words("address_choice"), role="strong"))
        lines.addWidget(self.address)
        lines.addWidget(self.other)
        lines.addSpacing(GAP_8 - GAP_12)
        lines.addWidget(PlainLabel(words("address_note"), role="caption", wrap=True))
        lines.addStretch(1)
        for line in (self.legal_name, self.department, self.register, self.street, self.town):
            line.textChanged.connect(self.changed)
        self.enterprise_number.textChanged.connect(self._on_number_changed)
        self.address.chosen.connect(self._on_address_chosen)

    @property
    def letterhead(self) -> tuple[str, ...]:
        """The lines of the address on the letterhead; empty while none is chosen."""
        if self.address.current == OTHER:
            lines = (self.street.text().strip(), self.town.text().strip())
            return lines if all(lines) else ()
        return ADDRESSES.get(self.address.current, ())

    @property
    def intake(self) -> tuple[tuple[str, ...], ...]:
        """Every address at which post counts as received."""
        own = () if self.address.current != OTHER or not self.letterhead else (self.letterhead,)
        return (*ADDRESSES.values(), *own)

    def missing(self) -> str:
        """Return what must still be given before the next step, in words."""
        if not self.legal_name.text().strip():
            return self._words("name_missing")
        if not self.address.current:
            return self._words("address_missing")
        return "" if self.letterhead else self._words("address_incomplete")

    def _on_address_chosen(self, key: str) -> None:
        self.other.setVisible(key == OTHER)
        if key == OTHER:
            self.street.setFocus()
        self.changed.emit()

    def _on_number_changed(self, text: str) -> None:
        wrong = self._words("number_mistyped") if is_mistyped(text) else ""
        self.form.set_hint(self.enterprise_number, wrong)
        self.changed.emit()
