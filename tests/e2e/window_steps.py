"""Steps of a case that more than one story takes, by keyboard and mouse."""

from datetime import date

from ikanda_case.app import intake
from ikanda_case.ui.case.case_view import CaseView
from ikanda_case.ui.case.dialogs.identity import IdentityDialog
from ikanda_case.ui.case.dialogs.letter import LetterDialog
from ikanda_case.ui.intake.ask_words import AskWords
from ikanda_case.ui.letter.send_dialog import SendDialog
from ikanda_case.ui.widgets.table import Table
from tests.e2e.window_driver import ALT, CTRL, KEY, PASSPHRASE, Person
from tests.e2e.window_house import DEMO, House
from tests.support.cases import a_receipt

MAIL = DEMO / "09-drie-rechten.eml"
WHY = "Gevraagd vanaf het adres dat wij kennen; het antwoord gaat daarheen."


def opens_late(person: Person) -> None:
    """Open the case of what came more than three days ago: the reason is asked first (S1)."""
    person.does_it()
    person.fills_and_does(AskWords, lambda _: person.types("Lag in de bus van de vestiging."))
    person.waits(lambda: person.frame.trail.here.kind == "case")
    person.rests()


def settles_identity(person: Person) -> None:
    """Take the first step: no check is needed, and why."""
    person.sees("Volgende stap: identiteit bepalen")
    person.does_it()

    def fill(dialog: IdentityDialog) -> None:
        person.tabs_to(dialog.because)
        person.types(WHY)

    person.fills_and_does(IdentityDialog, fill)


def begins_letter(person: Person, kind: str = "L01") -> None:
    """Take the step after that: the acknowledgement is proposed; it, or another, is drafted."""
    person.sees("Volgende stap: antwoord opstellen")
    person.does_it()

    def choose(dialog: LetterDialog) -> None:
        person.sees("L01")
        if kind != "L01":
            person.chooses(dialog.kind, kind)

    person.fills_and_does(LetterDialog, choose)
    person.waits(lambda: person.frame.trail.here.kind == "letter")
    person.rests()


def has_letter_sent(person: Person) -> None:
    """From a complete draft to the record of its sending, each step by Ctrl+Enter."""
    person.sees("Voorleggen ter goedkeuring", "bij het voorleggen wordt deze bladzijde bevroren")
    person.does_it()
    person.sees("Deze bladzijde ligt ter goedkeuring", "Precies deze bladzijden")
    person.does_it()
    person.sees("Ondertekenen")
    person.does_it()
    person.sees("Ondertekend met het eigen certificaat van het kantoor")

    def record(dialog: SendDialog) -> None:
        person.sees("Het programma verstuurt niets", of=dialog)
        person.key(KEY.Key_Return, CTRL)

    with person.meeting(SendDialog, record):
        person.key(KEY.Key_Return, CTRL)
    person.rests()
    person.sees("Deze brief is verzonden")


def log_case(house: House, received: date, rights: tuple[str, ...] = ("ACCESS",)) -> int:
    """Log a case without a window, as a colleague did before."""
    with house.program.open_desk(house.file, PASSPHRASE, today=house.clock.day) as desk:
        taken = intake.take_in(desk, "vraag.txt", b"Ik vraag inzage. Marieke", "email")
        intake.open_case(desk, taken.stream, a_receipt(received_on=received, rights=rights))
    return taken.stream


def opens_case(person: Person, stream: int) -> CaseView:
    """Open a case from the list of all."""
    person.key(KEY.Key_8, ALT)
    person.rests()
    person.row(person.the(Table, "Zaken"), str(stream))
    person.key(KEY.Key_Return)
    person.rests()
    view = person.page
    assert isinstance(view, CaseView)
    return view
