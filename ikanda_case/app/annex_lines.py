"""How a letter names the data files inside it, and what its page takes along of them."""

from datetime import date

from ikanda_case.app.ports import Reading, Wording
from ikanda_case.domain.annex_forms import MEDIA_TYPES
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.page import DataFile


def annex_names(case: Case, letter: Letter, wording: Wording) -> tuple[str, ...]:
    """Return the names the files have inside the letter: reference and number, no person."""
    return tuple(
        wording.phrase(
            "names", "annex_file", letter.draft.language, ref=case.ref, number=number,
            form=each.form,
        )
        for number, each in enumerate(letter.annexes, 1)
    )  # fmt: skip


def annex_lines(case: Case, letter: Letter, language: str, wording: Wording) -> str:
    """Return name, form and size of each file on one line; empty when there is none."""
    names = annex_names(case, letter, wording)
    return "; ".join(
        wording.phrase(
            "names", "annex_line", language, name=name, form=each.form.upper(),
            size=-(-each.size // 1000),
        )
        for name, each in zip(names, letter.annexes, strict=True)
    )  # fmt: skip


def data_files(
    now: Reading, case: Case, letter: Letter, on: date, wording: Wording
) -> tuple[DataFile, ...]:
    """Return the files with their bytes, as the page takes them along."""
    language = letter.draft.language
    return tuple(
        DataFile(
            name=name,
            media_type=MEDIA_TYPES[each.form],
            described=wording.phrase("names", "annex_described", language, ref=case.ref),
            on=on,
            content=now.blob(each.sha256),
        )
        for name, each in zip(annex_names(case, letter, wording), letter.annexes, strict=True)
    )
