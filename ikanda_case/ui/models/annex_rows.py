"""What is said of the data files of a letter."""

from dataclasses import dataclass

from ikanda_case.app.annex_lines import annex_names
from ikanda_case.app.drafting import Editing
from ikanda_case.app.ports import Wording
from ikanda_case.domain.annex_forms import FORMS, LARGEST, LARGEST_TOGETHER, MOST
from ikanda_case.domain.annexes import CARRIES_FILES
from ikanda_case.domain.facts import AnnexAdded
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.sizes import file_size
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.models.outside import one_line

AREA = "ui_letter"
_LEAST = 1000
"""Bytes: what is smaller is shown as 1 kB, as the letter says it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The files as the pane shows them."""

    rows: tuple[Row, ...] = ()
    """By their SHA-256."""
    note: str = ""
    hint: str = ""
    writable: bool = False


def has_place(found: Editing) -> bool:
    """Return whether files are a matter of this letter: a kind that carries them, not on paper."""
    letter = found.letter
    return letter.draft.letter_kind in CARRIES_FILES and (
        letter.state == "draft" or bool(letter.annexes)
    )


def shown(found: Editing, wording: Wording, lang: str, *, writable: bool) -> Shown:
    """Return the files of a letter; `writable` says whether this person may change them now."""
    letter = found.letter
    names = annex_names(found.case, letter, wording)
    rows = tuple(_row(each, name, lang) for each, name in zip(letter.annexes, names, strict=True))
    limits = {
        "forms": ", ".join(FORMS),
        "each": LARGEST // 1_000_000,
        "all": LARGEST_TOGETHER // 1_000_000,
        "most": MOST,
    }
    return Shown(
        rows,
        _note(letter.annexes, lang),
        phrase(lang, AREA, "annex_hint", limits) if writable and not rows else "",
        writable,
    )


def _note(annexes: tuple[AnnexAdded, ...], lang: str) -> str:
    size = file_size(max(sum(each.size for each in annexes), _LEAST), lang)
    facts = {"count": len(annexes), "size": size}
    return phrase(lang, AREA, "annex_count", facts) if annexes else phrase(lang, AREA, "annex_none")


def _row(annex: AnnexAdded, name: str, lang: str) -> Row:
    """Return name and the name it has in the letter, or why it goes although it names others."""
    second = phrase(lang, AREA, "annex_inside", {"name": name})
    if annex.despite:
        why = phrase(lang, AREA, "annex_despite", {"why": one_line(annex.despite)})
        second = f"{second}. {why}"
    size = file_size(max(annex.size, _LEAST), lang)
    first = Cell(one_line(annex.name), second, strong=True)
    return Row(annex.sha256, (first, Cell(annex.form.upper(), ink="text2"), Cell(size)))
