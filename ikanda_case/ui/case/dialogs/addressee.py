"""Whom a letter is written to that does not go to the requester (rules 5.2: L15, L20 to L22)."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from ikanda_case.domain.data_map import Recipient
from ikanda_case.domain.letter_forms import LANGUAGES, LetterTemplate
from ikanda_case.domain.people import Person
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.case.dialogs.base import DeedDialog
from ikanda_case.ui.models.office_form import lines_of
from ikanda_case.ui.widgets.line_edit import LineEdit

_FIELDS = (
    "addressee_note",
    "addressee_from",
    "addressee_name",
    "addressee_address",
    "addressee_email",
    "addressee_language",
)
_ADDRESS_LINES = 3
AUTHORITY = "authority"


class AddresseeFields:
    """Fields in a dialog: who, where, in which language; chosen from what is known, or typed."""

    def __init__(self, dialog: DeedDialog) -> None:
        self._dialog = dialog
        self._template: LetterTemplate | None = None
        self._for: tuple[str, str] = ("", "")
        say, look = dialog.say, dialog.look
        self._note = dialog.add_note(say("addressee_note"))
        self.source = QComboBox()
        self.source.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.name = LineEdit(look, say("addressee_name"))
        self.email = LineEdit(look, say("addressee_email"))
        self.language = QComboBox()
        for code in LANGUAGES:
            said = phrase(dialog.context.lang, "ui_intake", f"language_{code}")
            self.language.addItem(said, code)
        dialog.add("addressee_from", self.source, say("addressee_from"))
        dialog.add("addressee_name", self.name, say("addressee_name"))
        self.address: QPlainTextEdit = dialog.add_words(
            "addressee_address", say("addressee_address"), lines=_ADDRESS_LINES
        )
        dialog.add("addressee_email", self.email, say("addressee_email"))
        dialog.add("addressee_language", self.language, say("addressee_language"))
        self.source.activated.connect(lambda _: self._take_source())

    def show_for(self, template: LetterTemplate | None) -> None:
        """Show what this kind of letter asks; nothing for one to the requester."""
        wanted = template if template is not None and template.to_others else None
        self._note.setVisible(wanted is not None)
        for name in _FIELDS[1:]:
            self._dialog.fields[name].setVisible(wanted is not None)
        if wanted is None or (wanted.kind, wanted.language) == self._for:
            return
        self._template, self._for = wanted, (wanted.kind, wanted.language)
        self.language.setCurrentIndex(self.language.findData(wanted.language))
        self._fill_sources(wanted)

    def person(self) -> Person:
        """Return who was typed."""
        return Person(
            name=self.name.text().strip(),
            address=lines_of(self.address.toPlainText()),
            email=self.email.text().strip(),
        )

    def missing(self, *, by_email: bool) -> str:
        """Return what is still to be filled in; empty when nothing is."""
        person = self.person()
        if not person.name:
            return self._dialog.say("addressee_no_name")
        if by_email and not person.email:
            return self._dialog.say("addressee_no_email")
        if not by_email and not person.address:
            return self._dialog.say("addressee_no_address")
        return ""

    def take(self, person: Person, language: str) -> None:
        """Fill in somebody who is known."""
        self.name.setText(person.name)
        self.address.setPlainText("\n".join(person.address))
        self.email.setText(person.email)
        self.language.setCurrentIndex(max(0, self.language.findData(language)))

    # ---- what is known -------------------------------------------------------------------------

    def _fill_sources(self, template: LetterTemplate) -> None:
        box, say = self.source, self._dialog.say
        box.clear()
        box.addItem(say("addressee_choose"), "")
        if template.to == AUTHORITY:
            box.addItem(template.standing.get("authority_name", ""), AUTHORITY)
        for person in self._earlier():
            box.addItem(person.name, person)
        lang = self._dialog.context.lang
        for recipient in self._recipients(template.to):
            box.addItem(recipient.name[lang].replace("&", "&&"), recipient.id)
        box.setItemData(0, 0, Qt.ItemDataRole.UserRole - 1)
        if template.to == AUTHORITY:
            box.setCurrentIndex(1)
            self._take_source()

    def _earlier(self) -> list[Person]:
        letters = self._dialog.now.case.letters
        return list(dict.fromkeys(each.draft.addressee for each in letters if each.draft.addressee))

    def _recipients(self, to: str) -> list[Recipient]:
        known: Mapping[str, Recipient] = self._dialog.now.office.rulebook.data_map.recipients
        if to == "processor":
            return [each for each in known.values() if each.processor]
        if to == "recipient":
            return [each for each in known.values() if each.notice]
        return list(known.values()) if to == "controller" else []

    def _take_source(self) -> None:
        chosen, language = self.source.currentData(), str(self.language.currentData())
        if isinstance(chosen, Person):
            self.take(chosen, language)
        elif chosen == AUTHORITY and self._template is not None:
            told = self._template.standing
            lines = tuple(told.get("authority_address", "").split(", "))
            self.take(Person(told.get("authority_name", ""), lines), language)
        elif chosen:
            recipient = self._dialog.now.office.rulebook.data_map.recipients[str(chosen)]
            self.take(Person(recipient.name[language]), language)
