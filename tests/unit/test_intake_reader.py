"""What a file proposes to the clerk: its form, its words, and everything to mind."""

import base64
import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikanda_case.app.drafts import CAUTION_FACTS, Caution, IntakeDraft
from ikanda_case.domain.errors import InputError
from ikanda_case.intake.bodies import MOST_TEXT
from ikanda_case.intake.reader import attachment, read

TEXTS = Path(__file__).resolve().parents[2] / "resources" / "texts"
HEAD = (
    b"Received: from a by mx.kantoor.example; Thu, 05 Nov 2026 10:15:00 +0100\r\n"
    b"From: Vera Verzonnen <vera@voorbeeld.example>\r\nTo: privacy@kantoor.example\r\n"
    b"Subject: Vraag\r\nMessage-ID: <1@voorbeeld.example>\r\n"
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)
PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def utc_day(instant: datetime) -> date:
    return instant.astimezone(UTC).date()


def opened(raw: bytes, name: str = "bericht.eml") -> IntakeDraft:
    return read(name, raw, mail_hosts=("mx.kantoor.example",), brussels_day=utc_day)


def codes(raw: bytes, name: str = "bericht.eml") -> list[str]:
    return [each.code for each in opened(raw, name).cautions]


def with_file(name: str, content: bytes, kind: str = "application/octet-stream") -> bytes:
    body = base64.encodebytes(content)
    return (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhallo\r\n--b\r\n"
        b"Content-Type: " + kind.encode() + b"\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: attachment; filename="' + name.encode() + b'"\r\n\r\n' + body
        + b"\r\n--b--\r\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "raw", "form", "media_type", "cautions"),
    [
        ("brief.pdf", PDF, "scan", "application/pdf", []),
        ("brief", b"\n\n junk " + PDF, "scan", "application/pdf", []),
        ("foto.JPG", JPEG, "scan", "image/jpeg", []),
        ("scan.png", PNG, "scan", "image/png", []),
        ("scan.pdf", PNG, "scan", "image/png", ["content_differs"]),
        ("nota.txt", "één nota".encode(), "text", "text/plain", []),
        ("nota.txt", "één nota".encode("utf-16"), "text", "text/plain", []),
        ("nota", "één nota".encode("cp1252"), "text", "text/plain", ["not_decoded"]),
        ("p.html", b"<html><body>hallo", "text", "text/html", ["attachment_risky"]),
        ("bericht", HEAD + b"\r\nhallo", "mail", "message/rfc822", []),
        ("bericht", b"\xef\xbb\xbf" + HEAD + b"\r\nhallo", "mail", "message/rfc822", []),
        ("bericht", b"From x@y Mon\n" + HEAD + b"\r\nhallo", "mail", "message/rfc822", []),
        ("bericht.eml", PDF, "scan", "application/pdf", ["content_differs"]),
        ("leeg.pdf", b"", "unreadable", "application/octet-stream", ["empty_file"]),
        ("leeg.txt", b" \r\n", "unreadable", "application/octet-stream", ["empty_file"]),
        ("b.doc", OLE, "unreadable", "application/octet-stream", ["unreadable_kind"]),
        ("b.zip", b"PK\x03\x04aa", "unreadable", "application/octet-stream", ["unreadable_kind"]),
        (
            "b.msg",
            OLE + "__substg1.0_0037001F".encode("utf-16-le"),
            "unreadable",
            "application/vnd.ms-outlook",
            ["outlook_message"],
        ),
        (
            "factuur.pdf",
            b"MZ\x90\x00" + bytes(80),
            "unreadable",
            "application/x-dosexec",
            ["unreadable_kind", "content_differs", "attachment_risky"],
        ),
    ],
)
def test_a_file_is_what_its_bytes_say(
    name: str, raw: bytes, form: str, media_type: str, cautions: list[str]
) -> None:
    draft = opened(raw, name)
    assert (draft.form, draft.media_type) == (form, media_type)
    assert [each.code for each in draft.cautions] == cautions


def test_a_text_that_quotes_a_mail_is_a_text() -> None:
    text = b"From: Vera <vera@voorbeeld.example>\nSent: maandag\nTo: ons\nSubject: x\n\nhallo"
    assert opened(text, "geplakt.txt").form == "text"


def test_a_plain_mail_proposes_who_when_and_what() -> None:
    draft = opened(HEAD + b"\r\nGraag uw antwoord.\r\n")
    assert (draft.form, draft.sender_name, draft.sender_address, draft.to, draft.subject) == (
        "mail",
        "Vera Verzonnen",
        "vera@voorbeeld.example",
        "privacy@kantoor.example",
        "Vraag",
    )
    assert (draft.text, draft.message_id) == ("Graag uw antwoord.", "<1@voorbeeld.example>")
    assert draft.arrival.day == date(2026, 11, 5)
    assert draft.cautions == ()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (HEAD + b"Auto-Submitted: auto-replied\r\n\r\nik ben er niet", "auto_reply"),
        (HEAD + b"Precedence: auto_reply\r\n\r\nik ben er niet", "auto_reply"),
        (HEAD + b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nx",
         "encrypted"),
        (HEAD + b"Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--",
         "encrypted"),
        (HEAD + b"Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--",
         "signature_unchecked"),
        (HEAD + b"\r\nkeer om \xe2\x80\xae dit", "bidi_controls"),
        (HEAD + b"Date: Mon, 01 Mar 2027 09:00:00 +0000\r\n\r\nx", "date_in_future"),
        (HEAD + b"\r\nzie https://voorbeeld.example", "links"),
        (HEAD + b"Content-Type: text/html\r\n\r\n<img src=http://x.example/p>hallo",
         "remote_content"),
        (HEAD + b"\r\nmijn nummer is 90.02.31-999.72", "national_number"),
        (HEAD + b"\r\nmijn kaart is 4111 1111 1111 1111", "card_number"),
        (HEAD + b"\r\nmijn browser stuurt do-not-track, hou u daaraan", "dnt_signal"),
        (HEAD + b"\r\nI send the Global Privacy Control header", "dnt_signal"),
        (HEAD + b"\r\ncaf\xe9 in een oude tekenset", "not_decoded"),
        (HEAD + b"\r\n" + b"woord " * 200_000, "text_cut"),
        (HEAD + b"Content-Transfer-Encoding: base64\r\n\r\naGFs!!bG8=", "damaged"),
        (HEAD + b"\r\n" + b"x" * (26 * 1024 * 1024), "too_large"),
        (with_file("winmail.dat", b"x", "application/ms-tnef"), "winmail"),
        (with_file("factuur.pdf.exe", b"x"), "attachment_risky"),
        (with_file("lijst.xlsx", b"PK\x03\x04..xl/vbaProject.bin"), "attachment_risky"),
        (with_file("../boven.pdf", PDF), "attachment_name_changed"),
        (with_file("foto.jpg", PDF), "content_differs"),
        (with_file("factuur\u202efdp.pdf", PDF), "bidi_controls"),
        (with_file("90023199972.pdf", PDF), "national_number"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_each_thing_to_mind_is_raised_alone_or_with_its_kin(raw: bytes, code: str) -> None:
    kin = {code, "attachment_name_changed"} if code == "bidi_controls" else {code}
    kin |= {"signature_unchecked"} if code == "encrypted" else set()
    kin |= {"text_cut"} if code == "too_large" else set()
    assert code in codes(raw)
    assert set(codes(raw)) <= kin


@pytest.mark.parametrize("name", ["factuur.pdf", "brief (1).pdf", "Zoë.pdf", "a.b.c.pdf"])
def test_an_ordinary_attachment_raises_nothing_and_can_be_had(name: str) -> None:
    raw = with_file(name, PDF, "application/pdf")
    draft = opened(raw)
    assert draft.cautions == ()
    assert [(each.name, each.media_type, each.size, each.part) for each in draft.attachments] == [
        (name, "application/pdf", len(PDF), 0)
    ]
    assert attachment(raw, 0) == PDF


@pytest.mark.parametrize(("raw", "part"), [(with_file("a.pdf", PDF), 1), (PDF, 0), (HEAD, -1)])
def test_an_attachment_that_is_not_there_is_refused(raw: bytes, part: int) -> None:
    with pytest.raises(InputError) as refusal:
        attachment(raw, part)
    assert refusal.value.code == "unknown_attachment"


ALTERNATIVE = (
    HEAD + b"Content-Type: multipart/alternative; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/plain\r\n\r\n%s\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n%s\r\n--b--\r\n"
)


def test_plain_text_is_preferred_when_both_say_the_same() -> None:
    page = b"<p>Graag een <b>kopie</b> van mijn gegevens.</p><img src=//x.example/p>"
    draft = opened(ALTERNATIVE % (b"Graag een kopie van mijn gegevens.", page))
    assert draft.text == "Graag een kopie van mijn gegevens."
    assert draft.cautions == (Caution("remote_content", (("count", 1),)),)


def test_a_stand_in_gives_way_to_the_page_and_other_words_are_both_shown() -> None:
    page = b"<p>Graag een kopie van al mijn gegevens.</p>"
    assert opened(ALTERNATIVE % (b"", page)).text == "Graag een kopie van al mijn gegevens."
    both = opened(ALTERNATIVE % (b"Mooi weer vandaag, dank u wel hoor.", b"<p>Wis alles.</p>"))
    assert both.text == "Mooi weer vandaag, dank u wel hoor.\n\nWis alles."
    assert [each.code for each in both.cautions] == ["versions_differ"]


def test_a_flowed_text_is_joined() -> None:
    raw = HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\neen lange \r\nregel\r\n\r\ntwee"
    assert opened(raw).text == "een lange regel\n\ntwee"


def forwarded(inner_from: bytes, subject: bytes = b"FW: vraag") -> IntakeDraft:
    inner = (
        b"Received: from c by mx.kantoor.example; Sun, 01 Nov 2026 08:59:00 +0100\r\n"
        b"Date: Sat, 31 Oct 2026 08:00:00 +0100\r\nFrom: " + inner_from + b"\r\n"
        b"Subject: mijn vraag\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain\r\n\r\nWis mijn account, alstublieft.\r\n"
    )
    return opened(
        HEAD.replace(b"Vraag", subject) + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\n\r\nVoor jullie?\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner
        + b"\r\n--b--\r\n"
    )  # fmt: skip


def test_a_forwarded_mail_is_opened_to_the_original() -> None:
    draft = forwarded(b"Nora Bedacht <nora@bedacht.example>")
    assert (draft.sender_name, draft.sender_address) == ("Nora Bedacht", "nora@bedacht.example")
    assert (draft.forwarded_by, draft.subject) == ("vera@voorbeeld.example", "mijn vraag")
    assert draft.arrival.forwarded
    assert draft.arrival.day == date(2026, 11, 5)
    assert draft.arrival.original_day == date(2026, 11, 1)
    assert draft.text == "Voor jullie?\n\n----------\n\nWis mijn account, alstublieft."
    assert [each.name for each in draft.attachments] == ["mijn vraag.eml"]


def test_a_mail_of_the_office_attached_as_evidence_is_no_forward() -> None:
    draft = forwarded(b"Kantoor <privacy@kantoor.example>", b"Zie uw antwoord")
    assert (draft.sender_address, draft.arrival.forwarded) == ("vera@voorbeeld.example", False)
    assert draft.text == "Voor jullie?"
    assert [each.name for each in draft.attachments] == ["mijn vraag.eml"]


def test_a_mail_passed_on_by_a_rule_asks_for_the_first_arrival() -> None:
    draft = opened(HEAD + b"Resent-From: wim@kantoor.example\r\n\r\nhallo")
    assert draft.arrival.forwarded
    assert draft.sender_address == "vera@voorbeeld.example"
    assert draft.forwarded_by == ""


@given(st.binary(max_size=600), st.text(max_size=30))
@settings(max_examples=1_000)
def test_any_bytes_are_a_draft(raw: bytes, name: str) -> None:
    draft = opened(raw, name)
    assert "reading_failed" not in {each.code for each in draft.cautions}
    assert len(draft.text) <= MOST_TEXT


def test_what_nobody_foresaw_is_a_draft_too() -> None:
    def broken(instant: datetime) -> date:
        raise RuntimeError(instant)

    draft = read("x.eml", HEAD + b"\r\nx", mail_hosts=(), brussels_day=broken)
    assert draft == IntakeDraft(form="unreadable", cautions=(Caution("reading_failed"),))


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_every_caution_has_its_sentence_with_the_facts_it_carries(language: str) -> None:
    sentences = tomllib.loads((TEXTS / f"cautions.{language}.toml").read_text("utf-8"))
    assert sentences.keys() == CAUTION_FACTS.keys()
    for code, worded in sentences.items():
        forms = worded.values() if isinstance(worded, dict) else [worded]
        fields = [set(re.findall(r"{(\w+)}", each)) for each in forms]
        assert all(each <= set(CAUTION_FACTS[code]) for each in fields)
        counted = "count" in CAUTION_FACTS[code] and code != "several_from"
        assert isinstance(worded, dict) == counted
        assert set(CAUTION_FACTS[code]) == fields[-1]
