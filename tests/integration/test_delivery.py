"""A signed letter on its way: as a mail draft, on paper, with its proof, and back again."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest

from ikanda_case.app import delivery, intake, letters, sealing, steps
from ikanda_case.app.desk import Desk
from ikanda_case.app.ports import LetterMail
from ikanda_case.bootstrap.parts import Words
from ikanda_case.domain.errors import InputError, KnownError, RuleError, SoftRuleError
from ikanda_case.domain.facts import Attached, DeliveryFailed, ResponseResent, Sent, TakenOut
from ikanda_case.domain.people import Parties
from ikanda_case.letters.mail_draft import mail_draft
from tests.support.cases import MARIEKE, TODAY, a_receipt, an_office
from tests.support.desks import signing_desk

HOME = ", ".join((MARIEKE.name, *MARIEKE.address))
RECEIPT = delivery.Scan("bewijs.png", b"een verzonnen scan")


@pytest.fixture
def desk() -> Desk:
    return signing_desk()


def signed_letter(
    desk: Desk, kind: str = "L01", *, by_email: bool = True, language: str = "nl", **wish: object
) -> int:
    stream = intake.take_in(desk, "vraag.txt", f"{kind} {language}".encode()).stream
    receipt = replace(a_receipt(parties=Parties(MARIEKE, MARIEKE)), language=language)
    intake.open_case(desk, stream, receipt)
    steps.identity_not_needed(desk, stream, "adres gekend", TODAY)
    said = letters.Wish(kind=kind, by_email=by_email, **wish)  # type: ignore[arg-type]
    letters.draft(desk, stream, said, TODAY)
    frozen = letters.ask_approval(desk, stream, "B1", TODAY)
    letters.approve(desk, stream, "B1", frozen.sha256, TODAY)
    sealing.sign(desk, stream, "B1", TODAY)
    return stream


def refusal(attempt: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as refused:
        attempt()
    return refused.value.code


def facts(desk: Desk, stream: int, kind: type) -> list[object]:
    with desk.file.reading() as now:
        return [each.fact for each in now.entries(stream) if isinstance(each.fact, kind)]


# ---- by mail -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_a_draft_opens_as_one_with_the_signed_letter_attached(desk: Desk, language: str) -> None:
    stream = signed_letter(desk, language=language)
    raw = delivery.as_mail(desk, stream, "B1")
    mail = cast(EmailMessage, message_from_bytes(raw, policy=default))
    assert mail.defects == []
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == MARIEKE.email
    assert an_office().described.mailbox in mail["From"]
    (attached,) = mail.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    pdf = attached.get_content()
    assert pdf == letters.stored(desk, stream, "B1")
    assert desk.signer.verdict(pdf).verdict == "valid"
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_the_mail_holds_no_more_of_the_person_than_the_reference(desk: Desk, language: str) -> None:
    stream = signed_letter(desk, language=language)
    mail = cast(
        EmailMessage, message_from_bytes(delivery.as_mail(desk, stream, "B1"), policy=default)
    )
    body = mail.get_body()
    assert body is not None
    words = body.get_content()
    with desk.file.reading() as now:
        ref = now.case(stream).ref
    assert ref in mail["Subject"]
    assert ref in words
    (attached,) = mail.iter_attachments()
    visible = f"{mail['Subject']} {words} {attached.get_filename()}"
    for private in (*MARIEKE.name.split(), *MARIEKE.address, MARIEKE.email):
        assert private not in visible
    assert Words().phrase("mail", "never", language) in words.replace("\n", " ")


def test_personal_data_go_by_mail_for_a_reason_only_and_it_is_kept(desk: Desk) -> None:
    stream = signed_letter(desk, "L05", facts="Een verzonnen bestelling.")
    with pytest.raises(SoftRuleError) as refused:
        delivery.as_mail(desk, stream, "B1")
    assert refused.value.code == "mail_in_the_clear"
    why = "Zij vroeg uitdrukkelijk een gewone mail."
    assert delivery.as_mail(desk, stream, "B1", why)
    delivery.record_taken_out(desk, stream, "B1", "mail", why)
    assert facts(desk, stream, TakenOut) == [
        TakenOut(letter="B1", form="mail", to=MARIEKE.email, despite=why)
    ]


@pytest.mark.parametrize(
    "to",
    ["", "geen adres", "a@b@c.example", "jan@voorbeeld.example\nBcc: x@y.example", "é@x.example",
     "jan@voorbeeld.example, piet@voorbeeld.example", "@x.example", "x@"],
)  # fmt: skip
def test_an_address_that_is_none_makes_no_draft(to: str) -> None:
    mail = LetterMail("Kantoor", "p@x.example", to, "Onderwerp", "Tekst", "brief.pdf", b"%PDF")
    with pytest.raises(InputError) as refused:
        mail_draft(mail)
    assert refused.value.code == "mail_address_wrong"


def test_what_an_office_is_called_cannot_add_a_line_to_the_head() -> None:
    mail = LetterMail(
        "Kantoor\r\nBcc: x@y.example", "p@x.example", "jan@x.example", "Een\nBcc: z@y.example",
        "Tekst", "brief.pdf", b"%PDF",
    )  # fmt: skip
    found = message_from_bytes(mail_draft(mail), policy=default)
    assert "Bcc" not in found
    assert found["To"] == "jan@x.example"


def test_an_unsigned_letter_does_not_leave(desk: Desk) -> None:
    stream = intake.take_in(desk, "vraag.txt", b"een").stream
    intake.open_case(desk, stream, a_receipt(parties=Parties(MARIEKE, MARIEKE)))
    letters.draft(desk, stream, letters.Wish(kind="L01", by_email=True), TODAY)
    assert refusal(lambda: delivery.as_mail(desk, stream, "B1")) == "not_signed"
    assert refusal(lambda: delivery.on_paper(desk, stream, "B1")) == "not_signed"


# ---- by post -------------------------------------------------------------------------------------


def test_paper_is_recorded_once_it_was_printed(desk: Desk) -> None:
    stream = signed_letter(desk, by_email=False)
    assert delivery.on_paper(desk, stream, "B1") == letters.stored(desk, stream, "B1")
    assert facts(desk, stream, TakenOut) == []
    delivery.record_taken_out(desk, stream, "B1", "paper")
    assert facts(desk, stream, TakenOut) == [TakenOut(letter="B1", form="paper", to=HOME)]


def test_a_registered_letter_has_its_number(desk: Desk) -> None:
    stream = signed_letter(desk, by_email=False)
    sent = Sent(letter="B1", channel="registered", to=HOME)
    with pytest.raises(RuleError) as refused:
        delivery.record_sent(desk, stream, sent, TODAY, RECEIPT)
    assert (refused.value.code, refused.value.facts["field"]) == ("words_missing", "proof")
    assert facts(desk, stream, Attached) == [], "a refused sending leaves no scan behind"
    delivery.record_sent(desk, stream, replace(sent, proof="RR 123 456 785 BE"), TODAY)


def test_the_scan_of_the_proof_is_kept_in_the_case_and_named_by_the_sending(desk: Desk) -> None:
    stream = signed_letter(desk, by_email=False)
    sent = Sent(letter="B1", channel="registered", to=HOME, proof="RR 123 456 785 BE")
    delivery.record_sent(desk, stream, sent, TODAY, RECEIPT)
    (attached,) = facts(desk, stream, Attached)
    (said,) = facts(desk, stream, Sent)
    assert isinstance(attached, Attached)
    assert isinstance(said, Sent)
    assert (attached.name, attached.purpose) == ("bewijs.png", "proof")
    assert said.scan == attached.sha256 == hashlib.sha256(RECEIPT.content).hexdigest()
    with desk.file.reading() as now:
        assert now.blob(said.scan) == RECEIPT.content


# ---- and back ------------------------------------------------------------------------------------


def test_a_letter_that_came_back_is_taken_out_and_sent_again_and_its_due_date_stays(
    desk: Desk,
) -> None:
    stream = signed_letter(desk, by_email=False)
    delivery.record_sent(desk, stream, Sent(letter="B1", channel="post", to=HOME), TODAY)
    assert refusal(lambda: delivery.on_paper(desk, stream, "B1")) == "not_signed"
    with desk.file.reading() as now:
        before = now.case(stream).events
    failed = DeliveryFailed(letter="B1", why="onbekend op dit adres")
    delivery.came_back(desk, stream, failed, TODAY, delivery.Scan("omslag.png", b"omslag"))
    with desk.file.reading() as now:
        letter = now.case(stream).letter("B1")
        assert [each.kind for each in now.case(stream).events] == [
            *(each.kind for each in before), "delivery_failed",
        ]  # fmt: skip
    assert letter is not None
    assert (letter.came_back_on, letter.came_back_why) == (TODAY, failed.why)
    assert delivery.on_paper(desk, stream, "B1")
    again = ResponseResent(letter="B1", to=HOME, channel="registered")
    assert refusal(lambda: delivery.send_again(desk, stream, again, TODAY)) == "words_missing"
    delivery.send_again(desk, stream, replace(again, proof="RR 1"), TODAY, RECEIPT)
    with desk.file.reading() as now:
        letter = now.case(stream).letter("B1")
    assert letter is not None
    assert (letter.came_back_on, letter.came_back_why) == (None, "")
    (resent,) = facts(desk, stream, ResponseResent)
    assert isinstance(resent, ResponseResent)
    assert resent.scan


def test_a_letter_comes_back_on_no_day_that_has_not_come(desk: Desk) -> None:
    stream = signed_letter(desk, by_email=False)
    delivery.record_sent(desk, stream, Sent(letter="B1", channel="post", to=HOME), TODAY)
    failed = DeliveryFailed(letter="B1", why="verhuisd")
    late = TODAY + timedelta(days=1)
    assert refusal(lambda: delivery.came_back(desk, stream, failed, late)) == "in_the_future"
