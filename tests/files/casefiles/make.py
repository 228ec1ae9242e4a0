"""Makes a case file of the form of today, to be opened by the tests for ever.

Run `python -m tests.files.casefiles.make` from the checkout once, when a form is about to be
released and before the next one is begun; commit the folder it makes, and never change it.
"""

import json
import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from ikanda_case import __version__
from ikanda_case.app import intake, office, office_tables, plan, signing_key, steps
from ikanda_case.app.desk import Desk
from ikanda_case.bootstrap.program import OWNER, Program
from ikanda_case.cli.plan_file import read_plan
from ikanda_case.domain.facts import PolicyChanged
from ikanda_case.domain.roles import MAKERS
from ikanda_case.resource_files import resource
from ikanda_case.store.anchors import Anchors
from ikanda_case.store.backup import back_up
from ikanda_case.store.backup_folder import backup_name
from ikanda_case.store.casefile import create, remember_on_this_computer
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.restore import accept_older
from ikanda_case.store.rotation import rotate_key
from ikanda_case.store.schema import FORM
from ikanda_case.store.slots import Cost
from ikanda_case.store.verify import verify
from ikanda_case.store.ways_in import give_way_in, sheet_facts
from tests.support.drawer import Drawer
from tests.support.holdings import holdings
from tests.support.removal import remove_contents

HERE = Path(__file__).parent
LOWEST = Cost(64 * 1024, 3, 4)
"""The lowest cost a case file may have: these are opened at every run of the tests."""
AS_OF = date(2026, 11, 23)
PASSPHRASE = "acht verzonnen lantaarnpalen"
COLLEAGUE = "de twaalf bedachte muizen"
ANSWERED = (
    "02-wissen-met-bijlagen.eml",
    "05-acces-en-tetes.eml",
    "10-geen-verzoek.eml",
    "17-telefoonnota.txt",
)
"""Of the bundled demo: refused in part and closed, open, set aside."""
WITHOUT_LETTERS = ("22-large-request.eml", "26-identitaet-unzureichend.eml")
"""Extended, and of doubtful identity: a letter takes 80 KB, and these files are kept for ever."""

README = """# A case file of form {form}

Made on {day} by ikanda-case {version} with `python -m tests.files.casefiles.make`: {items} of the
letters of the demo, all of invented people. Never change it: `tests/migrations/` opens every
folder here for ever.

- passphrase of Ilse Modelaar (p1): `{passphrase}`
- passphrase of Rik Ontwerp (p2): `{colleague}`
- recovery code, and the secret of the computer's way in: `manifest.json`

`manifest.json` says what the file holds (`tests/support/holdings.py`). `backup/` holds a backup of
it. The ways in have the lowest cost a file may have. The data key was changed once; one person was
removed; the payload of one note was removed; an older copy was accepted once.
"""


def main() -> int:
    """Make the folder of today's form; refuse when it is there."""
    folder = HERE / f"form-{FORM}"
    if folder.exists():
        print(f"{folder} is there already, and is never made anew", file=sys.stderr)
        return 1
    (folder / "backup").mkdir(parents=True)
    try:
        _make(folder)
    except BaseException:
        shutil.rmtree(folder)
        raise
    print(f"{folder}: {sum(each.stat().st_size for each in folder.rglob('*'))} bytes")
    return 0


def _make(folder: Path) -> None:
    program, drawer = Program(), Drawer()
    path = folder / "fictief.ikanda"
    _begin(program, path)
    with program.open(path, PASSPHRASE, read_only=False) as file:
        give_way_in(file, "p2", COLLEAGUE, "RO", cost=LOWEST)
        remember_on_this_computer(file, drawer, "balie")
        _fill(program, file)
        _note_and_remove(program, file)
    with program.open(path, PASSPHRASE, read_only=False) as file:
        file.renew_lists()
        now = program.clock.now()
        back_up(file, folder / "backup" / backup_name(path, program.clock.brussels(now)), now)
        if unsound := [check for check in verify(file) if not check.ok]:
            raise RuntimeError(unsound)
        told = {
            "form": FORM,
            "program": __version__,
            "passphrases": {"p1": PASSPHRASE, "p2": COLLEAGUE},
            "recovery_code": sheet_facts(file).code.text,
            "computer": drawer.kept,
            "holds": holdings(file),
        }
    for each in folder.glob("*.previous"):
        each.unlink()
    manifest = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(f"{manifest}\n", encoding="utf-8")
    said = README.format(
        form=FORM,
        day=program.clock.today(),
        version=__version__,
        items=len(ANSWERED + WITHOUT_LETTERS),
        passphrase=PASSPHRASE,
        colleague=COLLEAGUE,
    )
    (folder / "README.md").write_text(said, encoding="utf-8")


def _begin(program: Program, path: Path) -> None:
    """Make an empty file whose data key is not its first."""
    rules, clock = program.rulebook, program.clock
    with create(path, PASSPHRASE, "IM", rules, clock, cost=LOWEST) as file:
        office.add_person(program.admitted(file), OWNER, "Ilse Modelaar", MAKERS)
    rotate_key(path, PASSPHRASE, rules, clock, reason="blad zoekgeraakt", cost=LOWEST)


def _fill(program: Program, file: OpenCaseFile) -> None:
    """Do the demo's work on some of its letters, with the office's entries round it."""
    folder = Path(str(resource("demo")))
    planned = read_plan((folder / "plan.json").read_bytes())
    answered = tuple(each for each in planned.items if each.file in ANSWERED)
    others = tuple(
        replace(each, answers=()) for each in planned.items if each.file in WITHOUT_LETTERS
    )
    planned = replace(planned, items=answered + others)
    clerk = program.desk(file, planned.as_of, OWNER)
    office.describe(clerk, replace(planned.office, demo=True))
    office.add_person(clerk, "p2", "Rik Ontwerp", ("approver", "handler"))
    office.add_person(clerk, "p3", "Veerle Fictie", ("reader",))
    office.remove_person(clerk, "p3", "ander werk")
    smaller = "kleinere ploeg in de winter"
    change = PolicyChanged(name="acknowledge_workdays", value="4", reason=smaller)
    office_tables.change(clerk, change)
    signing_key.ensure_key(clerk)
    office.sheet_printed(clerk)
    approver = replace(clerk, actor="p2")
    outcome = plan.run(clerk, approver, planned, lambda name: (folder / name).read_bytes())
    if outcome.refused:
        raise RuntimeError(outcome.refused)
    intake.take_in(clerk, "nogmaals.eml", (folder / ANSWERED[1]).read_bytes())
    intake.take_in(clerk, "wacht.txt", b"Dit wacht nog: ik ben een bedacht bericht.")
    accept_older(file, Anchors(Drawer()), "kopie van vorige week aanvaard", OWNER, clerk.clock)
    program.readers.close()


def _note_and_remove(program: Program, file: OpenCaseFile) -> None:
    """Write a note that is put right, and take its words away as where the law asks for it."""
    desk: Desk = program.desk(file, AS_OF, "p2")
    gone = steps.note(desk, 1, "Een regel die bij een ander dossier hoort.").entries[-1].n
    steps.correct(desk, 1, gone, {"text": "Hoort bij een ander dossier."}, "verkeerd dossier")
    remove_contents(file, gone)


if __name__ == "__main__":
    sys.exit(main())
