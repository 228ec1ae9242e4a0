"""A signed letter's way to its reader: on paper or by mail, and the record that it went."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from ikanda_case.app import filling, intake, letters
from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.app.ports import LetterMail, Reading
from ikanda_case.domain import correspondence
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.facts import DeliveryFailed, ResponseResent, Sent, TakenOut
from ikanda_case.domain.lifecycle import Happened


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan that proves a sending: a receipt, an envelope that came back."""

    name: str
    content: bytes


def address_of(desk: Desk, stream: int, number: str) -> str:
    """Return where a letter goes, one line: as `address_line`."""
    with desk.file.reading() as now:
        case = now.case(stream)
    return address_line(case, correspondence.letter_of(case, number))


def address_line(case: Case, letter: Letter) -> str:
    """Return its reader's address for the way this letter goes; empty when unknown."""
    if case.received is None:
        return ""
    person = filling.addressee(case, letter)
    if letter.draft.by_email:
        return person.email
    return ", ".join((person.name, *person.address)) if person.address else ""


# ---- taking it out -------------------------------------------------------------------------------


def on_paper(desk: Desk, stream: int, number: str) -> bytes:
    """Return a signed letter to be printed now; `record_taken_out` follows when it was."""
    with desk.reading("export") as now:
        case = now.case(stream)
        letter = correspondence.letter_of(case, number)
        taken = TakenOut(letter=number, form="paper", to=address_line(case, letter))
        correspondence.take_out(case, taken, desk.clock.today())
        return now.blob(letter.sha256)


def as_mail(desk: Desk, stream: int, number: str, despite: str = "") -> bytes:
    """Return a draft for a mail program, the signed letter attached; `record_taken_out` follows.

    Text in the reader's language, with the reference and nobody's name. `despite` is the reason
    for which personal data go by mail (rules 5.5). InputError("mail_address_wrong").
    """
    with desk.reading("export") as now:
        case = now.case(stream)
        letter = correspondence.letter_of(case, number)
        to = filling.addressee(case, letter).email
        taken = TakenOut(letter=number, form="mail", to=to, despite=despite)
        correspondence.take_out(case, taken, desk.clock.today())
        mail = _mail(desk, now, case, letter)
    return desk.renderer.mail(mail)


def _mail(desk: Desk, now: Reading, case: Case, letter: Letter) -> LetterMail:
    told, language = now.office().described, letter.draft.language

    def say(code: str) -> str:
        return desk.wording.phrase("mail", code, language, ref=case.ref, owner=told.legal_name)

    sender = "\n".join(each for each in (told.legal_name, told.department, told.contact) if each)
    inside = ("data_inside",) if letter.annexes else ()
    parts = ("greeting", "body", *inside, "for_another", "never")
    return LetterMail(
        owner=told.legal_name,
        mailbox=told.mailbox,
        to=filling.addressee(case, letter).email,
        subject=say("subject"),
        body="\n\n".join((*map(say, parts), f"{say('closing')}\n\n{sender}")),
        file_name=letters.file_name(case, letter),
        pdf=now.blob(letter.sha256),
    )


def record_taken_out(desk: Desk, stream: int, number: str, form: str, despite: str = "") -> Changes:
    """Record that a letter left the file to be sent: on "paper" or as "mail"."""
    with desk.work("send") as work:
        case = work.case(stream)
        letter = correspondence.letter_of(case, number)
        line = filling.addressee(case, letter).email if form == "mail" else ""
        taken = TakenOut(
            letter=number,
            form="mail" if form == "mail" else "paper",
            to=line or address_line(case, letter),
            despite=despite,
        )
        return record(work, stream, correspondence.take_out(case, taken, desk.clock.today()))


# ---- that it went --------------------------------------------------------------------------------


def record_sent(desk: Desk, stream: int, sent: Sent, on: date, scan: Scan | None = None) -> Changes:
    """Record how, when and where to a signed letter left (S6, S11); the scan joins the case."""

    def happened(case: Case, today: date, sha256: str) -> list[Happened]:
        return correspondence.send(case, replace(sent, scan=sha256), on, today)

    return _recorded(desk, stream, scan, happened)


def came_back(
    desk: Desk, stream: int, failed: DeliveryFailed, on: date, scan: Scan | None = None
) -> Changes:
    """Record that a sent letter could not be delivered; its due date does not move (2.8)."""

    def happened(case: Case, today: date, _sha256: str) -> list[Happened]:
        return correspondence.came_back(case, failed, on, today)

    return _recorded(desk, stream, scan, happened)


def send_again(
    desk: Desk, stream: int, again: ResponseResent, on: date, scan: Scan | None = None
) -> Changes:
    """Record that the same letter was sent again (2.8)."""

    def happened(case: Case, today: date, sha256: str) -> list[Happened]:
        return correspondence.send_again(case, replace(again, scan=sha256), on, today)

    return _recorded(desk, stream, scan, happened)


def _recorded(
    desk: Desk,
    stream: int,
    scan: Scan | None,
    happened: Callable[[Case, date, str], list[Happened]],
) -> Changes:
    """Record what happened; the scan that proves it joins the case once that was found right."""
    with desk.reading("send") as now:
        happened(now.case(stream), desk.clock.today(), "")
    attached = Changes()
    if scan is not None:
        attached = intake.attach(desk, stream, scan.name, scan.content, purpose="proof")
    with desk.work("send") as work:
        found = happened(work.case(stream), desk.clock.today(), _sha256(attached))
        return attached | record(work, stream, found)


def _sha256(attached: Changes) -> str:
    facts = (each.fact for each in attached.entries)
    return next((str(getattr(fact, "sha256", "")) for fact in facts), "")
