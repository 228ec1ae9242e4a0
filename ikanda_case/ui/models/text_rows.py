"""The letter texts as rows, and one of them as parts: what ships, what the office says instead."""

from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher

from ikanda_case.app.letter_texts import versions
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.letter_texts import Part, Templates
from ikanda_case.domain.letters import LANGUAGES
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, short_date
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.models.case_letters import kind_name, kinds
from ikanda_case.ui.widgets.facts import Fact

TEXT_COLUMNS = ("id", "name", "state", "languages", "changed")
_READINGS = 5
"""So many of the last changes are shown in the pane."""


def text_key(kind: str, language: str) -> str:
    """Return the key of a row."""
    return f"{kind}:{language}"


def text_rows(
    templates: Templates, office: Office, entries: Sequence[Entry], language: str, today: date,
    lang: str,
) -> list[Row]:  # fmt: skip
    """Return a row for each letter kind in one language."""
    return [
        _row(kind, templates, office, entries, language, today, lang)
        for kind in kinds(templates, language)
    ]


def _row(
    kind: str, templates: Templates, office: Office, entries: Sequence[Entry], language: str,
    today: date, lang: str,
) -> Row:  # fmt: skip
    own = changed_in(office, kind)
    last = next(iter(versions(tuple(entries), kind, language)), None)
    changed = _say(lang, "never")
    if last is not None:
        changed = f"{office.name_of(last.actor)}, {short_date(last.on, lang, today)}"
    is_own = language in own
    name = kind_name(kind, templates, lang)
    state = state_words(lang, own=is_own)
    cells = (
        Cell(kind, ink="muted"),
        Cell(name, strong=is_own),
        Cell(state, strong=is_own, ink="text" if is_own else "text2"),
        Cell(tags=tuple(each.upper() for each in own)),
        Cell(changed, ink="text2"),
    )
    return Row(text_key(kind, language), cells, spoken=", ".join((kind, name, state, changed)))


def changed_in(office: Office, kind: str) -> tuple[str, ...]:
    """Return the languages in which the office words a kind itself."""
    own = office.letter_texts
    return tuple(each for each in LANGUAGES if (kind, each) in own and own[kind, each].parts)


def state_words(lang: str, *, own: bool) -> str:
    """Return whether a text ships or is the office's."""
    return _say(lang, "text_own" if own else "text_shipped")


def part_name(part: Part, number: int, lang: str) -> str:
    """Return what a part is: its place and kind, and what it is for where that has a name."""
    kind = f"{number}. {_say(lang, f'part_{part.kind}')}"
    return " · ".join(each for each in (kind, part.label) if each)


def part_hint(part: Part, lang: str) -> str:
    """Return which rule wants a part, and that it is not in every letter."""
    said = [_say(lang, "part_article", article=part.article)] if part.article else []
    if part.when:
        said.append(_say(lang, "part_sometimes"))
    if part.each_right:
        said.append(_say(lang, "part_each_right"))
    if part.fixed:
        said.append(_say(lang, "part_fixed_why"))
    return " ".join(said)


def difference(shipped: str, now: str, lang: str) -> str:
    """Return in words what a text leaves out of what ships, and what it adds."""
    before, after = shipped.split(), now.split()
    gone, new = [], []
    for code, from_, to, start, end in SequenceMatcher(a=before, b=after).get_opcodes():
        if code != "equal":
            gone += [" ".join(before[from_:to])] if to > from_ else []
            new += [" ".join(after[start:end])] if end > start else []
    lines = [_say(lang, "text_ships", text=shipped)]
    if gone:
        lines.append(_say(lang, "text_gone", words=" … ".join(gone)))
    if new:
        lines.append(_say(lang, "text_new", words=" … ".join(new)))
    return "\n".join(lines)


def text_history(
    kind: str, language: str, office: Office, entries: Sequence[Entry], lang: str
) -> list[Fact]:
    """Return the last changes of a text: day, version, who and why."""
    return [
        Fact(
            full_date(each.on, lang),
            _say(lang, "text_back" if each.back else "text_version", version=each.edition),
            f"{office.name_of(each.actor)}: {each.reason}",
        )
        for each in versions(tuple(entries), kind, language)[:_READINGS]
    ]


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, "ui_letter_texts", code, facts)
