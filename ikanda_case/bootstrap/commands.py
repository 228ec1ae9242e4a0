"""What the commands get: the same use cases, without a window."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ikanda_case import __version__
from ikanda_case.app.reporting import OverdueReport
from ikanda_case.bootstrap.parts import Seals
from ikanda_case.bootstrap.program import Program
from ikanda_case.cli.parts import Parts
from ikanda_case.desktop.language import system_language
from ikanda_case.domain.errors import DamageError, EnvironmentFault

Progress = Callable[[int, int], None]
Tell = Callable[[str, int, int], None]


def command_parts(program: Program) -> Parts:
    """Return the program as the commands see it."""
    return Parts(
        version=__version__,
        lang=system_language,
        calendar=lambda: program.rulebook.calendar,
        to_brussels=program.clock.brussels,
        now=program.clock.now,
        remembered=program.remembered,
        create=program.create,
        open_desk=program.open_desk,
        info=lambda path, passphrase: contents(program, path, passphrase),
        verify=lambda *given: checks(program, *given),
        back_up=lambda *given: backed_up(program, *given),
        restore=lambda *given: restored(program, *given),
        change_passphrase=lambda *given: change_passphrase(program, *given),
        verdict=Seals().verdict,
        report=report,
        new_passphrase=new_passphrase,
    )


def contents(program: Program, path: Path, passphrase: str | None) -> Mapping[str, Any]:
    """Return what is in a case file, as numbers; nothing personal."""
    with program.open(path, passphrase, read_only=True) as file, file.reading() as now:
        found = file.contents()
        return {
            "form": found.form,
            "uuid": str(found.uuid),
            "created_at": found.created_at.isoformat(),
            "generation": found.generation,
            "counts": {
                "entries": found.entries,
                "items": found.items,
                "waiting": found.waiting,
                "cases": found.cases,
                "open_cases": found.open_cases,
                "files": found.blobs,
                "bytes_of_files": found.blob_bytes,
            },
            "slots": _slots_beside(path),
            "last_backup": found.last_backup.isoformat() if found.last_backup else None,
            "unanchored_since": (
                found.unanchored_since.isoformat() if found.unanchored_since else None
            ),
            "head": now.head(),
        }


def _slots_beside(path: Path) -> list[dict[str, str]]:
    """Return the ways in beside a file; none when they are lost: the sheet is for that."""
    from ikanda_case.store.keys import read_keys

    try:
        slots = read_keys(path).slots
    except (EnvironmentFault, DamageError):
        return []
    return [{"label": slot.label, "kind": slot.kind, "role": slot.role} for slot in slots]


def checks(
    program: Program,
    path: Path,
    passphrase: str | None,
    since: date | None,
    head: str,
    tell: Tell,
) -> Iterator[Any]:
    """Yield every check of a whole case file, each when it is done."""
    from ikanda_case.signing.crew import judged
    from ikanda_case.store.verify import verify

    with program.open(path, passphrase, read_only=True, checked=False) as file:
        yield from verify(file, judged, since=since, head=head, tell=tell)


def backed_up(
    program: Program, path: Path, passphrase: str | None, out: Path, progress: Progress
) -> Mapping[str, Any]:
    """Make a backup and return what it is."""
    made = program.back_up(path, passphrase, out, progress)
    return {
        "backup": str(made.path),
        "made_at": made.made_at.isoformat(),
        "entries": made.entries,
        "head": made.head,
        "bytes": made.size,
        "noted": made.noted,
    }


def restored(
    program: Program,
    backup: Path,
    path: Path,
    passphrase: str | None,
    reason: str,
    progress: Progress,
) -> Mapping[str, Any]:
    """Put a backup back and return what was done."""
    done = program.restore(backup, path, passphrase, reason, progress)
    return {
        "case_file": str(done.case_file),
        "made_at": done.made_at.isoformat(),
        "entries": done.entries,
        "head": done.head,
        "replaced": str(done.replaced) if done.replaced else None,
        "replaced_entries": done.replaced_entries,
        "replaced_head": done.replaced_head,
    }


def change_passphrase(program: Program, path: Path, old: str, new: str) -> None:
    """Put a new passphrase in place of an old one; the recovery sheet's code is good for it too."""
    from ikanda_case.bootstrap import keeping

    with program.open(path, old, read_only=False) as file:
        keeping.change_passphrase(program, file, old, new)


def report(made: OverdueReport, form: str, *, names: bool, lang: str) -> bytes:
    """Return the overdue report as json, csv or pdf."""
    if form == "pdf":
        from ikanda_case.reports.overdue_pdf import overdue_pdf

        return overdue_pdf(made, names=names, lang=lang)
    from ikanda_case.reports.overdue_csv import overdue_csv
    from ikanda_case.reports.overdue_json import overdue_json

    maker = overdue_json if form == "json" else overdue_csv
    return maker(made, names=names, lang=lang)


def new_passphrase() -> str:
    """Return a passphrase of six random groups, for a demo file."""
    signs = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(signs) for _ in range(4)) for _ in range(6))
