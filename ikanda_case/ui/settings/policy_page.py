"""Regels en beleid: every choice of the office, whose it is, who changed it, and what it moves."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from ikanda_case.domain.facts import PolicyChanged
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.office import Office
from ikanda_case.domain.policy import PARAMETERS, Parameter, Policy
from ikanda_case.ui.context import Context
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.models.policy_rows import (
    KINDS,
    POLICY_COLUMNS,
    history_facts,
    kind_code,
    kind_name,
    policy_name,
    policy_rows,
    policy_why,
    text_of,
    value_words,
)
from ikanda_case.ui.settings.change_pane import ChangePane
from ikanda_case.ui.settings.table_page import TablePage
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.facts import Facts
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.inputs import NumberField
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.tags import TagRow

_SAMPLES = {
    "number": "00",
    "name": "Werkdagen vóór de strenge datum vo",
    "default": "eerste aanbieding",
    "now": "eerste aanbieding",
    "changed": "Ilse Modelaar, 30 sept",
}
_GIVES_WAY = {"number": 3, "default": 1, "changed": 2}


class PolicyPage(TablePage):
    """A row for each parameter of rules section 9 and each house target of 2.7."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        said = Words(context.lang, "ui_tables")
        super().__init__(context, "policy", _columns(said), PolicyPane(context), parent)
        self.refresh()

    def show_office(self, office: Office) -> None:
        """Show every parameter; the chosen one stays chosen."""
        today, lang = self.context.today(), self.context.lang
        self.rows.set_rows(policy_rows(office, self.entries, today, lang))
        other = sum(getattr(office.policy, name) != getattr(Policy(), name) for name in PARAMETERS)
        note = self.said("policy_note", number=len(PARAMETERS), other=other)
        self.list.set_title(self.words("section.policy"), note)
        chosen = self.table.current_key
        if chosen is None:
            self.table.choose(next(iter(PARAMETERS)))
        else:
            self.show_line(str(chosen))

    def show_line(self, key: str) -> None:
        """Show a parameter in the pane."""
        assert self.office is not None
        assert isinstance(self.pane, PolicyPane)
        self.pane.show_parameter(PARAMETERS[key], self.office, self.entries)


def _columns(said: Words) -> tuple[Column, ...]:
    widest = max((said(f"kind_{each}") for each in KINDS), key=len)
    return tuple(
        Column(
            key,
            said(f"policy_{key}"),
            sample=_SAMPLES.get(key, ""),
            stretch=key == "name",
            fixed=key in ("name", "now"),
            gives_way=_GIVES_WAY.get(key, 0),
            tags=(widest,) if key == "kind" else (),
        )
        for key in POLICY_COLUMNS
    )


class PolicyPane(ChangePane):
    """One parameter: the question, the readings, the default, its history, its new value."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        look, words = context.look, self.words
        self._parameter: Parameter | None = None
        self._office: Office | None = None
        self._tags = TagRow(look)
        self._why_it_is = PlainLabel(role="text2", wrap=True)
        self.choice = QComboBox()
        self.number = NumberField(words("policy_now"), 1, 365)
        self._choice_field = Field(look, words("policy_now"), self.choice)
        self._number_field = Field(look, words("policy_now"), self.number)
        self._default = PlainLabel(role="caption", wrap=True)
        self._law = PlainLabel(words("law_hint"), role="soon", wrap=True)
        self._history_title = PlainLabel(words("history"), role="strong")
        self._history = Facts(look, words("history"))
        for part in (
            self._tags, self._why_it_is, self._choice_field, self._number_field, self._default,
            self._law, self._history_title, self._history,
        ):  # fmt: skip
            self.editors.addWidget(part)
        self.choice.currentIndexChanged.connect(lambda _: self._on_edited())
        self.number.valueChanged.connect(lambda _: self._on_edited())

    def show_parameter(self, each: Parameter, office: Office, entries: Sequence[Entry]) -> None:
        """Show a parameter; of the same one what is typed stays unless its value moved."""
        lang = self.context.lang
        now = getattr(office.policy, each.name)
        before = self._office
        kept = (
            self._parameter is each
            and before is not None
            and getattr(before.policy, each.name) == now
        )
        self._parameter, self._office = each, office
        number = f"{each.number}. " if each.number else ""
        self.set_title(f"{number}{policy_name(each.name, lang)}")
        self._tags.set_tags((kind_name(each, lang),))
        self._why_it_is.setText(policy_why(each.name, lang))
        usual = value_words(each, getattr(Policy(), each.name), lang)
        self._default.setText(self.words("default_is", value=usual))
        self._law.setVisible(kind_code(each) == "law")
        facts = history_facts(each, office, entries, lang)
        self._history.set_facts(facts)
        self._history_title.setVisible(bool(facts))
        if not kept:
            self.reason.clear()
            self.fault.set_notice(None)
            self._fill(each, now)
        self._on_edited()

    @property
    def line(self) -> str:
        return self._parameter.name if self._parameter else ""

    def named(self) -> dict[str, QWidget]:
        return {"choice": self.choice, "number": self.number.lineEdit()}

    def clear(self) -> None:
        """Keep nothing of the file."""
        self._parameter, self._office = None, None
        self._history.set_facts(())
        super().clear()

    def _fill(self, each: Parameter, now: object) -> None:
        of_number = isinstance(now, int) and not isinstance(now, bool)
        self._number_field.setVisible(of_number)
        self._choice_field.setVisible(not of_number)
        before = self.choice.blockSignals(True)
        self.choice.clear()
        if of_number:
            self.number.setRange(1, each.most)
            self.number.setValue(int(str(now)))
        else:
            values: tuple[object, ...] = each.choices or (True, False)
            for value in values:
                self.choice.addItem(value_words(each, value, self.context.lang), text_of(value))
            self.choice.setCurrentIndex(self.choice.findData(text_of(now)))
        self.choice.blockSignals(before)

    def _on_edited(self) -> None:
        each, office = self._parameter, self._office
        if each is None or office is None:
            self.propose((), None, "")
            return
        now = getattr(office.policy, each.name)
        of_number = isinstance(now, int) and not isinstance(now, bool)
        value = str(self.number.value()) if of_number else str(self.choice.currentData())
        change = PolicyChanged(name=each.name, value=value, reason="")
        self.propose(() if value == text_of(now) else (change,), office, "")
