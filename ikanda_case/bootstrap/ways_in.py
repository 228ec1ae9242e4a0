"""The ways into a case file, for the window and the commands: store, office and paper together."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ikanda_case.app.desk import Desk
from ikanda_case.bootstrap.program import Program

if TYPE_CHECKING:
    from ikanda_case.store.keys import SecretStore
    from ikanda_case.store.opened import OpenCaseFile
    from ikanda_case.store.rotation import Rotated
    from ikanda_case.store.slots import Cost

Before = Callable[[str], object]


class Ways:
    """`ports.WaysIn` of one open file and this computer's keyring."""

    def __init__(
        self, file: "OpenCaseFile", secrets: "SecretStore", cost: "Cost | None" = None
    ) -> None:
        """`cost` is what one guess of a new passphrase costs; None is the usual one."""
        from ikanda_case.store.casefile import USUAL_COST

        self._file = file
        self._secrets = secrets
        self._cost = cost or USUAL_COST

    def holders(self) -> frozenset[str]:
        """Return the ids of the people who have a passphrase of their own."""
        from ikanda_case.store.ways_in import mended_keys

        slots = mended_keys(self._file).slots
        return frozenset(each.person for each in slots if each.kind == "passphrase") - {""}

    def give(self, person: str, passphrase: str, label: str, before: Before) -> None:
        """Let a person open the file by a passphrase, in place of an earlier one."""
        from ikanda_case.store.ways_in import give_way_in, renew_way_in

        give = renew_way_in if person in self.holders() else give_way_in
        give(self._file, person, passphrase, label, cost=self._cost, before=before)

    def change(self, person: str, old: str, new: str, before: Before) -> None:
        """Put a new passphrase in place of the old one; the sheet's code is good for it too."""
        from ikanda_case.domain.recovery_code import is_code
        from ikanda_case.store.ways_in import change_passphrase, renew_by_code

        file, cost = self._file, self._cost
        if is_code(old):
            renew_by_code(file, old, person, new, cost=cost, before=before)
        else:
            change_passphrase(file, old, new, person=person, cost=cost, before=before)

    def take(self, person: str) -> tuple[str, ...]:
        """Take every way in of a person away and return their ids."""
        from ikanda_case.store.ways_in import take_away_of

        return take_away_of(self._file, person)

    def remember(self, before: Before) -> None:
        """Let this computer's keyring open the file."""
        from ikanda_case.store.casefile import remember_on_this_computer

        label = self._file.path.stem[:40]
        remember_on_this_computer(self._file, self._secrets, label, before=before)

    def forget(self) -> tuple[str, ...]:
        """Take this computer's ways in away and return their ids."""
        from ikanda_case.store.casefile import forget_on_this_computer

        return forget_on_this_computer(self._file, self._secrets)


def sheet_pdf(desk: Desk, file: "OpenCaseFile", lang: str) -> bytes:
    """Return the recovery sheet of an open file, to be printed and never kept.

    Record with `app.office.sheet_printed` that it was printed.
    RuleError as `roles.require`. InputError: "letter_not_archivable"(rule), "letter_part_too_high".
    """
    from ikanda_case.reports.recovery_sheet import RecoverySheet, recovery_sheet
    from ikanda_case.store.ways_in import sheet_facts

    with desk.reading("recovery_sheet") as now:
        office = now.office()
    facts = sheet_facts(file)
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
    RuleError as `roles.require`.
    """
    from ikanda_case.app.access import remember_computer
    from ikanda_case.store import casefile, rotation
    from ikanda_case.store.keys import read_keys

    remembered = program.remembered(path)
    with (
        program.open(path, passphrase, read_only=True) as file,
        program.admitted(file).reading("new_key"),
    ):
        before = read_keys(path) if remembered else None
    done = rotation.rotate_key(
        path, passphrase, program.rulebook, program.clock, reason=reason, progress=progress
    )
    if before is not None:
        casefile.forgotten(before, program.secrets)
        with program.open(path, passphrase, read_only=False) as file:
            remember_computer(program.desk(file), Ways(file, program.secrets))
    return done
