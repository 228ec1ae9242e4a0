"""The data files of an answer: put into its draft, looked at by drafter and approver, taken out."""

import hashlib
from dataclasses import replace

from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.app.intake import shown_name
from ikanda_case.app.others import other_cases_in
from ikanda_case.domain import annexes
from ikanda_case.domain.annex_forms import form_of, text_of
from ikanda_case.domain.correspondence import letter_of
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import AnnexAdded
from ikanda_case.domain.guards.base import ask_reason


def add(
    desk: Desk, stream: int, number: str, name: str, content: bytes, despite: str = ""
) -> Changes:
    """Keep a file's bytes and put it into a draft, last.

    Errors as `form_of` and `annexes.add`. SoftRuleError("annex_names_others"; count) when it names
    cases of other people and `despite` gives no reason (GDPR Art. 15(4)).
    """
    shown = shown_name(name)
    added = AnnexAdded(
        letter=number,
        sha256=hashlib.sha256(content).hexdigest(),
        name=shown,
        form=form_of(shown, content),
        size=len(content),
    )
    today, words = desk.clock.today(), _words(desk, added, content)
    with desk.reading("draft") as now:
        case = now.case(stream)
        annexes.add(case, added, today)
        others = other_cases_in(now, case, words)
    if others:
        kept = ask_reason(
            "annex_names_others", despite, rule="S6", article="GDPR Art. 15(4)", count=others
        )
        added = replace(added, despite=kept)
    with desk.work("draft") as work:
        happened = annexes.add(work.case(stream), added, today)
        work.keep(content)
        return record(work, stream, happened)


def _words(desk: Desk, added: AnnexAdded, content: bytes) -> str:
    """Return what can be read in a file; a page is opened in a process of its own."""
    if added.form != "pdf":
        return text_of(added.form, content)
    whole = desk.reader.words(added.name, content)[0]
    if whole.state == "unreadable":
        raise InputError("annex_not_sound", form="pdf")
    return whole.text


def remove(desk: Desk, stream: int, number: str, sha256: str) -> Changes:
    """Take a file out of a draft; its bytes stay with the case, as what was done with them does."""
    with desk.work("draft") as work:
        happened = annexes.remove(work.case(stream), number, sha256, desk.clock.today())
        return record(work, stream, happened)


def move(desk: Desk, stream: int, number: str, sha256: str, by: int) -> Changes:
    """Put a file so many places further down in its letter, or up."""
    with desk.work("draft") as work:
        happened = annexes.move(work.case(stream), number, sha256, by, desk.clock.today())
        return record(work, stream, happened)


def content(desk: Desk, stream: int, number: str, sha256: str) -> bytes:
    """Return a file's bytes to be looked at; InputError("unknown_annex")."""
    with desk.file.reading() as now:
        letter = letter_of(now.case(stream), number)
        return now.blob(annexes.annex_of(letter, sha256).sha256)


def exported(desk: Desk, stream: int, number: str, sha256: str) -> bytes:
    """Return a file's bytes to be kept outside the file."""
    with desk.reading("export"):
        return content(desk, stream, number, sha256)
