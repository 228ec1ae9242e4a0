"""Brieven: every letter kind in every language, as it ships and as the office words it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import LetterTextChanged
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.letter_texts import OwnText, checked, parts_of, same_words
from ikanda_case.domain.letters import LANGUAGES, LetterTemplate
from ikanda_case.domain.office import Office
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.measures import GAP_12
from ikanda_case.ui.models.text_rows import (
    TEXT_COLUMNS,
    changed_in,
    state_words,
    text_history,
    text_key,
    text_rows,
)
from ikanda_case.ui.settings.change_pane import ChangePane
from ikanda_case.ui.settings.part_editor import PartEditor
from ikanda_case.ui.settings.table_page import TablePage
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.facts import Facts
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.segments import Segment, Segments
from ikanda_case.ui.widgets.tags import TagRow

_SIDE = 500
_SAMPLES = {
    "id": "L05b",
    "name": "Weigering of gedeeltelijke weigering",
    "changed": "Ilse Modelaar, 30 sept",
}
_GIVES_WAY = {"languages": 1, "changed": 2}


class LettersPage(TablePage):
    """One language at a time; the parts of the chosen text are edited beside the table."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        said = Words(context.lang, "ui_letter_texts")
        super().__init__(context, "letters", _columns(said), TextPane(context), parent, side=_SIDE)
        self.texts = said
        options = [Segment(each, said(f"language_{each}")) for each in LANGUAGES]
        self.language = Segments(context.look, said("language"), options, chosen=context.lang)
        self.language.chosen.connect(lambda _: self._fill())
        self.head.addWidget(self.language)
        self.refresh()

    def show_office(self, office: Office) -> None:
        """Show the texts; the chosen one stays chosen."""
        templates = self.context.desk.templates
        kinds = dict.fromkeys(kind for kind, _ in templates)
        own = sum(len(changed_in(office, kind)) for kind in kinds)
        note = self.texts("note", number=len(templates), own=own)
        self.list.set_title(self.words("section.letters"), note)
        self._fill()

    def show_line(self, key: str) -> None:
        """Show a text in the pane."""
        assert self.office is not None and isinstance(self.pane, TextPane)
        kind, _, language = key.partition(":")
        shipped = self.context.desk.templates.get((kind, language))
        if shipped is not None:
            self.pane.show_text(shipped, self.office, self.entries)

    def go_to(self, key: str) -> None:
        """Choose a text, in its language."""
        self.language.choose(key.partition(":")[2] or self.language.current)
        self._fill()
        self.table.choose(key)

    def _fill(self) -> None:
        """Show the rows of the language, and in it the kind that was chosen."""
        if self.office is None:
            return
        templates, language = self.context.desk.templates, self.language.current
        kind = str(self.table.current_key or "L01:").partition(":")[0]
        today, lang = self.context.today(), self.context.lang
        self.rows.set_rows(text_rows(templates, self.office, self.entries, language, today, lang))
        key = text_key(kind, language)
        if self.table.current_key == key:
            self.show_line(key)
        else:
            self.table.choose(key)


def _columns(said: Words) -> tuple[Column, ...]:
    states = max((said("text_own"), said("text_shipped")), key=len)
    return tuple(
        Column(
            key,
            said(f"column_{key}"),
            sample=f"{states}WW" if key == "state" else _SAMPLES.get(key, ""),
            stretch=key == "name",
            fixed=key in ("name", "state"),
            gives_way=_GIVES_WAY.get(key, 0),
            tags=("NL", "FR") if key == "languages" else (),
        )
        for key in TEXT_COLUMNS
    )


class TextPane(ChangePane):
    """One letter text: its parts, what ships, its versions, and the way back."""

    act = "letter_texts"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        look = context.look
        self.texts = texts = Words(context.lang, "ui_letter_texts")
        self._shipped: LetterTemplate | None = None
        self._own: OwnText | None = None
        self._office: Office | None = None
        self.parts: dict[str, PartEditor] = {}
        self._tags = TagRow(look)
        self._moved_on = PlainLabel(role="soon", wrap=True)
        self._holder = QVBoxLayout()
        self._holder.setSpacing(GAP_12)
        self.back = Button(look, texts("back_all"), icon="arrow_undo")
        self.back.clicked.connect(self._go_back)
        self._history_title = PlainLabel(self.words("history"), role="strong")
        self._history = Facts(look, self.words("history"))
        how = PlainLabel(texts("how"), role="caption", wrap=True)
        for part in (self._tags, self._moved_on, self._history_title, self._history, how):
            self.editors.addWidget(part)
        self.editors.addLayout(self._holder)
        self.acts.addWidget(self.back)

    def show_text(self, shipped: LetterTemplate, office: Office, entries: Sequence[Entry]) -> None:
        """Show a text; of the same one what is typed stays unless the office's words moved."""
        key = (shipped.kind, shipped.language)
        own = office.letter_texts.get(key)
        kept = self._shipped is shipped and self._own == own
        self._shipped, self._own, self._office = shipped, own, office
        lang = self.context.lang
        language = self.texts(f"language_{shipped.language}")
        self.set_title(f"{shipped.kind}  {shipped.name}", language)
        is_own = own is not None and bool(own.parts)
        self._tags.set_tags((state_words(lang, own=is_own),))
        moved = is_own and own is not None and own.over != shipped.version
        self._moved_on.setText(self.texts("moved_on", version=shipped.version) if moved else "")
        self._moved_on.setVisible(moved)
        facts = text_history(*key, office, entries, lang)
        self._history.set_facts(facts)
        self._history_title.setVisible(bool(facts))
        if not kept:
            self.reason.clear()
            self.fault.set_notice(None)
            self._put_parts(shipped, own)
        self.on_edited()

    @property
    def line(self) -> str:
        each = self._shipped
        return text_key(each.kind, each.language) if each else ""

    def named(self) -> dict[str, QWidget]:
        return {id: each.box for id, each in self.parts.items()}

    def clear(self) -> None:
        """Keep nothing of the file."""
        self._shipped, self._own, self._office = None, None, None
        self._empty()
        self._history.set_facts(())
        self.set_title(self.words("pane"))
        super().clear()

    def on_edited(self) -> None:
        """Take what the boxes say now, and say at once which of them cannot stand so."""
        if self._shipped is None:
            return
        for each in self.parts.values():
            each.look_again()
        change = LetterTextChanged(
            letter_kind=self._shipped.kind, language=self._shipped.language, parts=self._said()
        )
        own = dict(self._own.parts) if self._own else {}
        try:
            kept = checked(self._shipped, change)
        except InputError as error:
            self.propose((), self._office, self._refused(error))
            return
        self.propose(() if dict(kept.parts) == own else (kept,), self._office, "")
        self.back.setVisible(bool(kept.parts))

    def _said(self) -> tuple[tuple[str, str], ...]:
        """Return the words of each part; a box gives spaces that must not break as plain ones."""
        return tuple(
            (id, each.part.now if same_words(each.text, each.part.now) else each.text)
            for id, each in self.parts.items()
        )

    def _refused(self, error: InputError) -> str:
        """Say it at the part it is about, by the name that part has here."""
        part = self.parts.get(str(error.facts.get("clause", "")))
        if part is not None:
            error = InputError(error.code, **{**error.facts, "clause": part.name})
        said = error_sentence(error, self.context.lang)
        sentence = f"{said.message} {said.hint}"
        if part is not None:
            part.refuse(sentence)
        return sentence

    def _go_back(self) -> None:
        for each in self.parts.values():
            each.go_back()

    def _put_parts(self, shipped: LetterTemplate, own: OwnText | None) -> None:
        self._empty()
        for number, part in enumerate(parts_of(shipped, own), 1):
            editor = PartEditor(self.context.look, part, number, self.context.lang)
            editor.edited.connect(self.on_edited)
            self._holder.addWidget(editor)
            if not part.fixed:
                self.parts[part.id] = editor

    def _empty(self) -> None:
        while item := self._holder.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.parts = {}
