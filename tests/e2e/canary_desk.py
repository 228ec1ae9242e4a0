"""A case file in which every word of a person is a canary, made by a process of its own.

`python -m tests.e2e.canary_desk FOLDER` makes it: whoever looks for the canaries has never held
them.
"""

import json
import sys
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from ikanda_case.app import intake, letters, office, sealing, signing_key, steps
from ikanda_case.app.desk import Desk
from ikanda_case.domain.facts import Decided, OfficeDescribed
from ikanda_case.domain.people import Parties, Person
from ikanda_case.resource_files import resource
from tests.e2e.command_line import ByKey, mail
from tests.e2e.window_driver import PASSPHRASE
from tests.e2e.window_house import FILE, OfficeDay
from tests.support.cases import a_receipt

CANARY = "kanarie"
"""Stands in every word below, in some case of letters."""
DAY = date(2026, 11, 9)

OFFICE = OfficeDescribed(
    legal_name="Kanariekantoor BV (fictief)",
    department="Afdeling Kanarieprivacy",
    address=("Kanarieplein 1", "0000 Nergenshuizen"),
    mailbox="privacy@kanariekantoor.example",
    mail_hosts=("mx.kanariekantoor.example",),
    enterprise_number="0000.000.000",
    register="Kanarierechtbank",
    signatory="Wannes Kanarieteken",
    function="Hoofd Kanarie",
    contact="kanariecontact@kanariekantoor.example",
)
REQUESTER = Person(
    "Karel Kanarievrager",
    ("Kanariestraat 7", "0000 Nergenshuizen"),
    "karel.kanarievrager@voorbeeld.example",
)
SUBJECT = Person("Suzanne Kanariebetrokkene", ("Kanarielaan 9", "0000 Nergenshuizen"))
LETTER_FACTS = "Wij bewaren van u een kanariebestelling."
MAIL = mail(
    "Wim Kanarieafzender <wim.kanarieafzender@voorbeeld.example>",
    "Kanarieonderwerp",
    "Thu, 05 Nov 2026 10:00:00 +0100",
    "Graag inzage. Mijn rijksregisternummer is 00.00.00-000.00, kanariezin.",
)
SCAN = resource("demo", "11-brief-post.pdf").read_bytes()


@dataclass(frozen=True)
class Canaries:
    """Where in the file what lies."""

    case: int
    waiting: int
    scan: int
    letter: str
    signed: str


def fill(desk: Desk, colleague: Desk) -> Canaries:
    """Lay the office, a case with everything in it, and two items that wait."""
    office.describe(desk, OFFICE)
    office.add_person(desk, "p2", "Piet Kanariecollega", ("approver", "handler"))
    signing_key.ensure_key(desk)
    case = intake.take_in(desk, "kanariebrief.txt", b"Kanarievraag om inzage.", "email").stream
    parties = Parties(REQUESTER, SUBJECT, "lawyer")
    intake.open_case(
        desk, case, a_receipt(parties=parties, rights=("ACCESS", "ERASE"), subject="Kanariezaak")
    )
    intake.attach(desk, case, "kanariebewijs.txt", b"Kanariebewijs", purpose="proof")
    steps.assign(desk, case, "p2")
    steps.identity_not_needed(desk, case, "Kanariereden: het bekende adres.", DAY)
    steps.note(desk, case, "Kanarienotitie: klant gebeld.")
    steps.mark_seen(desk, case, "Kanarieopdracht", DAY)
    decided = Decided(right="ERASE", decision="granted", facts="Kanariefeiten bij het besluit.")
    steps.decide(desk, case, decided, DAY)
    wish = letters.Wish(kind="L05", rights=("ACCESS",), by_email=True)
    letter = letters.draft(desk, case, _with_facts(wish), DAY).letter
    asked = letters.draft(desk, case, letters.Wish(kind="L01", by_email=True), DAY).letter
    letters.ask_approval(desk, case, asked, DAY)
    letters.approve(colleague, case, asked, _hash(desk, case, asked), DAY)
    sealing.sign(desk, case, asked, DAY)
    waiting = intake.take_in(desk, "kanariemail.eml", MAIL, "email").stream
    scan = intake.take_in(desk, "kanariescan.pdf", SCAN, "post").stream
    return Canaries(case, waiting, scan, letter, asked)


def _with_facts(wish: letters.Wish) -> letters.Wish:
    return replace(wish, fields=(("facts", LETTER_FACTS),))


def _hash(desk: Desk, case: int, letter: str) -> str:
    with desk.file.reading() as now:
        found = now.case(case).letter(letter)
    assert found is not None
    return found.sha256


def make(path: Path) -> Canaries:
    """Make the file and fill it as two persons."""
    clock = OfficeDay(DAY)
    program = ByKey(b"")
    program.clock = clock
    program.create(path, PASSPHRASE, "Ilse Kanariemaker")
    with program.open_desk(path, PASSPHRASE, today=DAY) as desk:
        return fill(desk, replace(desk, actor="p2"))


def main() -> None:
    """Make it in the folder that is named, and say where what lies."""
    print(json.dumps(asdict(make(Path(sys.argv[1]) / FILE))))


if __name__ == "__main__":
    main()
