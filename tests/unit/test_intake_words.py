"""The words of files that arrive: mails and what hangs on them, texts, office documents, bombs."""

import io
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikanda_case.app.search_documents import FilePart
from ikanda_case.intake.office import MOST_ENTRIES, MOST_XML, office_text
from ikanda_case.intake.words import MOST_ATTACHED, Opened, packed, unpacked, words_of
from ikanda_case.resource_files import resource

DEMO = resource("demo")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCX = f"""<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>
<w:p><w:r><w:t>Geachte heer,</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">mijn </w:t></w:r><w:r><w:t>brand</w:t></w:r><w:r><w:t>kast</w:t>
</w:r><w:r><w:tab/><w:t>é &amp; ü</w:t></w:r></w:p>
<w:del><w:r><w:delText>weg</w:delText></w:r></w:del></w:body></w:document>"""
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
ODT = f"""<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}">
<office:automatic-styles/><office:body><office:text><text:h>Klacht</text:h>
<text:p>over<text:s/>een <text:span>kluis</text:span></text:p></office:text>
</office:body></office:document-content>"""
ENTITIES = """<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<w:document xmlns:w="x"><w:t>&b;</w:t></w:document>"""


def archive(**members: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def mail(*attached: tuple[str, bytes, str]) -> bytes:
    message = EmailMessage()
    message["From"] = "Jan Voorbeeld <jan@voorbeeld.example>"
    message["To"] = "privacy@ikanda-demo.example"
    message["Subject"] = "Vraag over mijn kluis"
    message["Date"] = "Mon, 23 Nov 2026 09:00:00 +0100"
    message.set_content("Zie de bijlagen.")
    for name, content, kind in attached:
        main, sub = kind.split("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def parts(name: str, raw: bytes) -> list[tuple[int, str, str]]:
    return [(each.part.part, each.part.state, each.part.text) for each in words_of(name, raw)]


def test_a_mail_says_who_wrote_what_to_whom() -> None:
    [whole] = words_of("x.eml", mail())
    assert whole == Opened(
        FilePart(
            0,
            "read",
            "Vraag over mijn kluis",
            "Jan Voorbeeld jan@voorbeeld.example",
            "privacy@ikanda-demo.example",
            "Zie de bijlagen.",
        )
    )


def test_what_hangs_on_a_mail_is_read_as_it_is() -> None:
    inside = mail(("binnen.txt", b"binnenste woorden", "text/plain"))
    found = words_of(
        "x.eml",
        mail(
            ("brief.docx", archive(word__document_xml=DOCX), "application/octet-stream"),
            ("nota.txt", "café één".encode(), "text/plain"),
            (
                "pagina.html",
                b"<html><p>Dag <b>allen</b></p><script>weg()</script></html>",
                "text/html",
            ),
            ("scan.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "image/png"),
            ("brief.pdf", b"%PDF-1.7\n", "application/pdf"),
            ("door.eml", inside, "application/octet-stream"),
            ("raar.bin", b"\0\1\2" * 100, "application/octet-stream"),
        ),
    )
    said = {each.part.name: (each.part.state, each.part.text, each.is_pdf) for each in found[1:]}
    assert said["nota.txt"] == ("read", "café één", False)
    assert said["pagina.html"][1].split() == ["Dag", "allen"]
    assert said["scan.png"] == ("nothing", "", False)
    assert said["brief.pdf"] == ("unreadable", "", True)
    assert said["raar.bin"] == ("unreadable", "", False)
    assert "Zie de bijlagen." in said["door.eml"][1]
    assert said["brief.docx"][0] == "read" and "brandkast" in said["brief.docx"][1]
    assert [each.part.part for each in found] == [*range(len(found))]


def test_a_message_with_too_many_attachments_is_read_in_part() -> None:
    many = [(f"{number}.txt", b"woord %d" % number, "text/plain") for number in range(230)]
    found = words_of("x.eml", mail(*many))
    assert len(found) == 231
    assert found[MOST_ATTACHED].part.state == "read"
    assert found[MOST_ATTACHED + 1].part == FilePart(MOST_ATTACHED + 1, "unreadable", "200.txt")


def test_texts_and_scans_for_themselves() -> None:
    assert parts("n.txt", b"een nota") == [(0, "read", "een nota")]
    assert parts("n.txt", b"   ") == [(0, "nothing", "")]
    assert parts("n.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 30) == [(0, "nothing", "")]
    assert parts("n.docx", archive(word__document_xml=DOCX))[0][1] == "read"
    assert parts("n.zip", archive(iets="x")) == [(0, "unreadable", "")]
    assert words_of("n.pdf", b"%PDF-1.4 x") == (Opened(FilePart(0, "unreadable"), is_pdf=True),)


# ---- office documents --------------------------------------------------------------------------


def test_words_of_a_word_document() -> None:
    text = office_text(archive(word__document_xml=DOCX))
    assert text is not None
    assert text.split() == ["Geachte", "heer,", "mijn", "brandkast", "é", "&", "ü"]


def test_words_of_an_opendocument_text() -> None:
    text = office_text(archive(content_xml=ODT))
    assert text is not None and text.split() == ["Klacht", "over", "een", "kluis"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"PK\x03\x04",
        archive(word__document_xml="<w:document"),
        archive(word__document_xml=ENTITIES),
        archive(andere_xml=DOCX),
        archive(word__document_xml=b"\xff\xfe\x00"),
        archive(word__document_xml=DOCX)[:-30],
        archive(**{f"m{number}": "x" for number in range(MOST_ENTRIES + 1)}),
    ],
)
def test_what_is_broken_or_no_document_has_no_words(raw: bytes) -> None:
    assert office_text(raw) is None


def test_a_bomb_is_read_as_far_as_it_may() -> None:
    letters = "<w:t>" + "a" * 1000 + "</w:t>"
    huge = f'<w:document xmlns:w="{W}">' + letters * (MOST_XML // len(letters) + 5_000)
    raw = archive(word__document_xml=huge)
    assert len(raw) < 200_000
    text = office_text(raw)
    assert text is not None and len(text) <= MOST_XML


# ---- never an error ----------------------------------------------------------------------------


@given(st.binary(max_size=400), st.sampled_from(["x.eml", "x.txt", "x.docx", "x", "x.pdf"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_have_some_words_or_none(raw: bytes, name: str) -> None:
    found = words_of(name, raw)
    assert found and unpacked(packed(found)) == found


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_altered_files_have_some_words_or_none(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from(
            [
                mail(("brief.docx", archive(word__document_xml=DOCX), "application/msword")),
                archive(word__document_xml=DOCX),
                archive(content_xml=ODT),
            ]
        )
    )
    raw = bytearray(whole)
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=8)):
        raw[at] = data.draw(st.integers(0, 255))
    assert words_of("x.eml", bytes(raw))


@pytest.mark.parametrize(
    "values",
    [None, [], {}, [1], [{"part": 1}], [{"part": 0}], [{"part": 0, "state": "read"}],
     [{"part": 0, "state": "odd", "name": "", "sender": "", "addressee": "", "text": ""}],
     [{"part": 0, "state": "read", "name": 1, "sender": "", "addressee": "", "text": ""}]],
)  # fmt: skip
def test_what_is_no_answer_is_refused(values: object) -> None:
    with pytest.raises(ValueError, match="no "):
        unpacked(values)
