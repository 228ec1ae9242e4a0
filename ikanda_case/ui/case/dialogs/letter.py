"""A new letter: its kind, the rights it is about, the way it goes; the draft is then written."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from ikanda_case.app import letters
from ikanda_case.app.desk import Changes
from ikanda_case.domain.case import Letter, Row
from ikanda_case.domain.letter_forms import LetterTemplate
from ikanda_case.domain.letter_parts import bare
from ikanda_case.ui.case.dialogs.addressee import AddresseeFields
from ikanda_case.ui.case.dialogs.base import Deed, DeedDialog
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_4
from ikanda_case.ui.models.case_letters import kind_name, kinds
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.segments import Segment, Segments

REFUSAL = "L06"


class LetterDialog(DeedDialog):
    """Makes the draft and opens it; a letter that puts a sent one right names that one."""

    needs = "draft"

    def __init__(
        self, context: Context, now: CaseNow, corrects: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, now, "correct_letter" if corrects else "letter", parent)
        self._old = now.case.letter(corrects) if corrects else None
        self._written: list[str] = []
        if self._old:
            self.add_note(self.say("letter_corrects", letter=corrects))
        self.kind = self._kinds()
        self.add("kind", self.kind, self.say("letter_kind"))
        self.rights = self._rights()
        self.ground = QComboBox()
        self.ground.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.ground.setMinimumContentsLength(40)
        self.add("ground", self.ground, self.say("ground"))
        self.facts = self.add_words("facts", self.say("decide_facts"))
        self.addressee = AddresseeFields(self)
        self.way = self._way(self._old)
        if self._old and self._old.draft.addressee:
            self.addressee.show_for(self._template)
            self.addressee.take(self._old.draft.addressee, self._old.draft.language)
        self.kind.currentIndexChanged.connect(lambda _: self._show_kind())
        self.way.chosen.connect(lambda _: self._allow())
        for line in (self.addressee.name, self.addressee.email, self.addressee.address):
            line.textChanged.connect(self._allow)
        self.done_well.connect(self._on_done_well)
        self._show_kind()

    def chosen_rights(self) -> tuple[str, ...]:
        """Return the rights the letter is about."""
        return tuple(right for right, box in self.rights.items() if box.isChecked())

    def wish(self) -> letters.Wish:
        """Return what the drafter wants written; a correction begins with the words of the old."""
        refusing, old = self._asks_ground, self._old
        about = (self.kind.currentData(), self.chosen_rights())
        same = old is not None and about == (old.draft.letter_kind, old.draft.rights)
        again = old.draft if old and same else None
        return letters.Wish(
            kind=str(self.kind.currentData() or ""),
            rights=self.chosen_rights(),
            ground=str(self.ground.currentData() or "") if refusing else "",
            facts=self.facts.toPlainText().strip() if refusing else "",
            by_email=self.way.current == "email",
            fields=_but_the_copy(again.fields) if again and not refusing else (),
            free=again.free if again else (),
            corrects=old.id if old else "",
            addressee=self.addressee.person() if self._to_others else None,
            language=str(self.addressee.language.currentData()) if self._to_others else "",
        )

    @property
    def _asks_ground(self) -> bool:
        """Return whether a refusal is of one right: of several, each decision names its own."""
        return self.kind.currentData() == REFUSAL and len(self.chosen_rights()) == 1

    @property
    def _template(self) -> LetterTemplate | None:
        received, templates = self.now.case.received, self.context.desk.templates
        language = received.language if received else "nl"
        return templates.get((str(self.kind.currentData()), language))

    @property
    def _to_others(self) -> bool:
        template = self._template
        return template is not None and template.to_others

    def deed(self) -> Deed:
        desk, stream, wish, on = self.context.desk, self.now.case.id, self.wish(), self.now.today

        def draft() -> Changes:
            written = letters.draft(desk, stream, wish, on)
            self._written.append(written.letter)
            return written.changes

        return draft

    def _on_done_well(self, _changes: Changes) -> None:
        self.context.letter_wanted.emit(self.now.case.id, self._written[-1])

    # ---- building ------------------------------------------------------------------------------

    def _kinds(self) -> QComboBox:
        box, case = QComboBox(), self.now.case
        templates = self.context.desk.templates
        for kind in kinds(templates, case.received.language if case.received else "nl"):
            name = kind_name(kind, templates, self.context.lang)
            box.addItem(f"{kind}  {name}".replace("&", "&&"), kind)
        again = self._old or self.now.returned
        wanted = again.draft.letter_kind if again else self._proposed()
        box.setCurrentIndex(max(0, box.findData(wanted)))
        return box

    def _proposed(self) -> str:
        case = self.now.case
        sent = {letter.draft.letter_kind for letter in case.letters}
        if "L01" not in sent and not case.answered:
            return "L01"
        if case.identity.code == "pending" and "L02" not in sent:
            return "L02"
        if case.mandate.code == "pending" and "L03b" not in sent:
            return "L03b"
        if case.clarification_open and "L03" not in sent:
            return "L03"
        if case.extended and "L04" not in sent:
            return "L04"
        open_rows = [row for row in case.rows if not row.answered_on]
        if not open_rows:
            return "L07"
        if any(row.decision == "refused" for row in open_rows):
            return REFUSAL
        return "L05" if any(row.right == "ACCESS" for row in open_rows) else "L01"

    def _rights(self) -> dict[str, QCheckBox]:
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_4)
        boxes = {}
        for row in self.now.case.rows:
            name = self.now.right_name(row.right, self.context.lang)
            box = QCheckBox(name.replace("&", "&&"))
            box.setChecked(self._old is None or row.right in self._old.draft.rights)
            box.toggled.connect(lambda _: self._show_kind())
            lines.addWidget(box)
            boxes[row.right] = box
        self.add("rights", holder, self.say("rights"))
        return boxes

    def _way(self, old: Letter | None) -> Segments:
        received = self.now.case.received
        email, address = self._own_ways()
        wants = old.draft.by_email if old else bool(received and received.channel == "email")
        chosen = "email" if email and (wants or not address) else "post"
        label = self.say("letter_way")
        way = Segments(self.context.look, label, self._way_options(), chosen=chosen)
        self.add("way", way, label)
        return way

    def _own_ways(self) -> tuple[bool, bool]:
        """Return whether the requester has an e-mail and a postal address."""
        received = self.now.case.received
        if received is None:
            return False, False
        requester = received.parties.requester
        return bool(requester.email), bool(requester.address)

    def _way_options(self) -> list[Segment]:
        """Return the ways it can go; whoever else it goes to has the address that is typed."""
        email, address = (True, True) if self._to_others else self._own_ways()
        return [
            Segment("email", self.say("by_email"), "" if email else self.say("no_email")),
            Segment("post", self.say("by_post"), "" if address else self.say("no_address")),
        ]

    def _show_kind(self) -> None:
        self.grow()
        refusing = self._asks_ground
        self.fields["ground"].setVisible(refusing)
        self.fields["facts"].setVisible(refusing)
        if refusing:
            self._fill_grounds()
        self.addressee.show_for(self._template)
        options = self._way_options()
        self.way.set_options(options)
        open_ways = [each.key for each in options if not each.refused]
        if open_ways and self.way.current not in open_ways:
            self.way.choose(open_ways[0])
        self._allow()

    def _allow(self) -> None:
        missing = "" if self.chosen_rights() else self.say("letter_no_right")
        if not missing and self._to_others:
            missing = self.addressee.missing(by_email=self.way.current == "email")
        self.refuse(missing)

    def _fill_grounds(self) -> None:
        rights, kept = self.now.office.rulebook.rights, self.ground.currentData()
        rows = [row for row in self.now.case.rows if row.right in self.chosen_rights()]
        listed = [set(rights.allowed(row.right)) for row in rows]
        fitting = set.intersection(*listed) if listed else set()
        used = [(row, code) for row in rows for code in row.grounds if code in fitting]
        decided, ground = used[0] if used else (None, "")
        self.ground.clear()
        self.ground.addItem(self.say("ground_choose"), "")
        for code in sorted(fitting):
            words = f"{code}  {rights.ground(code).title[self.context.lang]}"
            self.ground.addItem(words.replace("&", "&&"), code)
        wanted = kept or ground
        self.ground.setCurrentIndex(max(0, self.ground.findData(wanted)))
        if decided and not self.facts.toPlainText():
            self.facts.setPlainText(decided.facts or _said_of_parts(decided))


def _but_the_copy(fields: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return words without what they say of the copy: its files stay in the old letter."""
    return tuple((name, text) for name, text in fields if bare(name) != "copy")


def _said_of_parts(row: Row) -> str:
    """Return what was noted of each part that is not granted, a line for each."""
    items = row.decided.items if row.decided else ()
    return "\n".join(f"{each.item}: {each.facts}" for each in items if each.decision != "granted")
