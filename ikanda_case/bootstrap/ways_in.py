"""The ways into a case file, for the window and the commands: store, office and paper together."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ikanda_case.app.desk import Changes, Desk
from ikanda_case.bootstrap.program import Program

if TYPE_CHECKING:
    from ikanda_case.store.opened import OpenCaseFile
    from ikanda_case.store.rotation import Rotated


def remove_person(desk: Desk, file: "OpenCaseFile", person: str, reason: str) -> Changes:
    """Take a colleague's ways in away, and record that this person may no longer act.

    Who opened the file before may have kept its key: only a new key shuts that person out.

    InputError: "unknown_person", "words_missing"(field), "last_person", "last_way_in".
    EnvironmentFault: "read_only", "keys_missing", "keys_of_another_file".
    """
    from ikanda_case.app import office
    from ikanda_case.store.ways_in import take_away_of

    office.require_removable(desk, person, reason)
    take_away_of(file, person)
    return office.remove_person(desk, person, reason)


def sheet_pdf(desk: Desk, file: "OpenCaseFile", lang: str) -> bytes:
    """Return the recovery sheet of an open file, to be printed and never kept.

    Record with `app.office.sheet_printed` that it was printed.
    InputError: "letter_not_archivable"(rule), "letter_part_too_high".
    """
    from ikanda_case.reports.recovery_sheet import RecoverySheet, recovery_sheet
    from ikanda_case.store.ways_in import sheet_facts

    facts = sheet_facts(file)
    with file.reading() as now:
        office = now.office()
    described = office.described
    sheet = RecoverySheet(
        file=file.path.name,
        office=", ".join(each for each in (described.legal_name, described.department) if each),
        code=facts.code,
        fingerprint=facts.fingerprint,
        number=facts.generation,
        since=office.key_since or desk.clock.brussels(facts.created_at).date(),
        made_on=desk.clock.today(),
        demo=described.demo,
    )
    return recovery_sheet(sheet, lang)


def nobody_looks(done: int, total: int) -> None:
    """Progress that nobody asked for."""


def rotate_key(
    program: Program,
    path: Path,
    passphrase: str,
    reason: str,
    progress: Callable[[int, int], None] = nobody_looks,
) -> "Rotated":
    """Give a closed case file a new data key; see `store.rotation.rotate_key`.

    This computer opens it without a passphrase again if it did before. Make a back-up first.
    """
    from ikanda_case.store import casefile, rotation
    from ikanda_case.store.keys import read_keys

    remembered = program.remembered(path)
    before = read_keys(path) if remembered else None
    done = rotation.rotate_key(
        path, passphrase, program.rulebook, program.clock, reason=reason, progress=progress
    )
    if before is not None:
        casefile.forgotten(before, program.secrets)
        with program.open(path, passphrase, read_only=False) as file:
            casefile.remember_on_this_computer(file, program.secrets, path.stem[:40])
    return done
