"""The data files of an answer: which may go, which never, and what happens to them in a draft."""

from collections.abc import Callable
from datetime import date

import pytest

from ikanda_case.app.intake import shown_name
from ikanda_case.domain import annexes, identity
from ikanda_case.domain import correspondence as way
from ikanda_case.domain import facts as f
from ikanda_case.domain.annex_forms import (
    FORMS,
    LARGEST,
    LARGEST_TOGETHER,
    MEDIA_TYPES,
    MOST,
    form_of,
)
from ikanda_case.domain.case import Letter
from ikanda_case.domain.errors import InputError, KnownError
from ikanda_case.tables.letters import KINDS, load_templates
from tests.support.cases import TODAY, Story, opened

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SOUND = {
    "csv": "\ufeffveld;waarde\r\nnaam;Élodie Verzonnen\r\n".encode(),
    "json": '{"naam": "Élodie", "bestellingen": [1, 2.50, null]}'.encode(),
    "xml": '<?xml version="1.0" encoding="UTF-8"?>\n<persoon><naam>É</naam></persoon>\n'.encode(),
    "txt": b"Geen bestellingen.\n",
    "pdf": PDF,
}
PROGRAM, ZIPPED = b"MZ\x90\x00\x03\x00", b"PK\x03\x04\x14\x00"
OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as caught:
        act()
    return caught.value.code


# ---- the form ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_each_form_passes_by_its_name_and_its_bytes(form: str) -> None:
    assert form_of(f"Klant.{form.upper()}", SOUND[form]) == form
    assert MEDIA_TYPES[form]  # type: ignore[index]


@pytest.mark.parametrize(
    "name",
    [
        "lijst.xlsx", "lijst.xlsm", "lijst.ods", "brief.docm", "alles.zip", "alles.7z", "start.exe",
        "start.bat", "start.ps1", "start.js", "start.vbs", "blad.html", "blad.svg", "foto.png",
        "csv", "zonder", "klant.csv.exe", "klant.", "klant.csv\u202e",
    ],
)  # fmt: skip
def test_any_other_name_is_refused_with_what_may_go(name: str) -> None:
    with pytest.raises(InputError) as refused:
        form_of(name, b"veld;waarde")
    assert refused.value.code == "annex_form_refused"
    assert refused.value.facts["forms"] == "csv, json, xml, txt, pdf"


@pytest.mark.parametrize("form", [form for form in FORMS if form != "pdf"])
@pytest.mark.parametrize("content", [PROGRAM, ZIPPED, OFFICE, b"veld\x00waarde", b"a\x1bb"])
def test_a_program_or_an_archive_under_another_name_is_seen(form: str, content: bytes) -> None:
    assert refusal(lambda: form_of(f"klant.{form}", content)) == "annex_disguised"


@pytest.mark.parametrize("form", ["csv", "txt"])
@pytest.mark.parametrize(
    "content",
    [b"#!/bin/sh\nrm", b"  <!DOCTYPE html><p>", b"<HTML>", b"\n<script>x", b"{\\rtf1", PDF],
)
def test_a_script_or_a_page_is_no_list_and_no_text(form: str, content: bytes) -> None:
    assert refusal(lambda: form_of(f"klant.{form}", content)) == "annex_disguised"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "annex_empty"),
        ("a.csv", "é;è".encode("cp1252"), "annex_not_utf8"),
        ("a.txt", "tekst".encode("utf-16"), "annex_not_utf8"),
        ("a.xml", b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>', "annex_not_utf8"),
        ("a.json", b"{'a': 1}", "annex_not_sound"),
        ("a.json", b'{"a": 1', "annex_not_sound"),
        ("a.json", b'{"a": NaN}', "annex_not_sound"),
        ("a.json", b'"een woord"', "annex_not_sound"),
        ("a.json", b"[" * 200_000, "annex_not_sound"),
        ("a.xml", b"veld;waarde", "annex_not_sound"),
        ("a.xml", b"<a", "annex_not_sound"),
        (
            "a.xml",
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            "annex_acts",
        ),
        ("a.xml", b'<?xml-stylesheet href="http://elders.example/x.xsl"?><a/>', "annex_acts"),
        ("a.xml", b'<?mso-application progid="Word.Document"?><a/>', "annex_acts"),
        ("a.xml", b'<html xmlns="http://www.w3.org/1999/xhtml"><script/></html>', "annex_acts"),
        ("a.xml", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "annex_acts"),
        ("a.pdf", b"veld;waarde", "annex_disguised"),
        ("a.pdf", b"%PDF-1.7\nafgebroken", "annex_not_sound"),
        ("a.pdf", PDF.replace(b"/Catalog", b"/Catalog/S/JavaScript"), "annex_acts"),
        ("a.pdf", PDF.replace(b"/Catalog", b"/Catalog/S/Launch"), "annex_acts"),
        ("a.pdf", PDF.replace(b"/Root", b"/Encrypt 2 0 R/Root"), "annex_acts"),
        ("a.pdf", PDF.replace(b"/Catalog", b"/Catalog/EmbeddedFiles 3 0 R"), "annex_acts"),
    ],
)
def test_what_the_reader_could_not_or_should_not_open_is_refused(
    name: str, content: bytes, code: str
) -> None:
    assert refusal(lambda: form_of(name, content)) == code


def test_the_largest_file_goes_and_a_byte_more_does_not() -> None:
    assert form_of("a.txt", b"x" * LARGEST) == "txt"
    with pytest.raises(InputError) as refused:
        form_of("a.txt", b"x" * (LARGEST + 1))
    assert (refused.value.code, refused.value.facts["megabytes"]) == ("annex_too_large", 10)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\ilse\\klant.csv", "klant.csv"),
        ("../../etc/klant.csv", "klant.csv"),
        ("kla\u202ent\x07.c\u200bsv", "klant.csv"),
    ],
)
def test_a_name_is_kept_without_its_path_and_without_what_is_unseen(given: str, kept: str) -> None:
    assert shown_name(given) == kept


# ---- the draft ---------------------------------------------------------------------------------


def answering(kind: str = "L05", *, by_email: bool = True) -> Story:
    story = opened()
    story.write(identity.not_needed(story.case, "adres gekend", date(2026, 11, 6), TODAY))
    return drafted(story, kind, by_email=by_email)


def drafted(story: Story, kind: str, *, by_email: bool = True) -> Story:
    draft = f.Drafted(
        letter="B1", letter_kind=kind, language="nl", rights=("ACCESS",), by_email=by_email
    )
    story.write(way.draft(story.case, story.office, draft, TODAY, TODAY))
    return story


def an_annex(number: int, *, size: int = 10, name: str = "") -> f.AnnexAdded:
    return f.AnnexAdded(
        letter="B1", sha256=f"{number:064}", name=name or f"{number}.csv", form="csv", size=size
    )


def add(story: Story, annex: f.AnnexAdded) -> None:
    story.write(annexes.add(story.case, annex, TODAY))


def letter(story: Story) -> Letter:
    return way.letter_of(story.case, "B1")


def names(story: Story) -> list[str]:
    return [each.name for each in letter(story).annexes]


def test_files_stand_in_the_order_they_were_given_and_can_be_moved_and_taken_out() -> None:
    story = answering()
    for number in (1, 2, 3):
        add(story, an_annex(number))
    story.write(annexes.move(story.case, "B1", f"{3:064}", -1, TODAY))
    assert names(story) == ["1.csv", "3.csv", "2.csv"]
    assert annexes.move(story.case, "B1", f"{1:064}", -1, TODAY) == []
    story.write(annexes.move(story.case, "B1", f"{1:064}", 9, TODAY))
    assert names(story) == ["3.csv", "2.csv", "1.csv"]
    story.write(annexes.remove(story.case, "B1", f"{2:064}", TODAY))
    assert names(story) == ["3.csv", "1.csv"]
    assert refusal(lambda: annexes.remove(story.case, "B1", f"{2:064}", TODAY)) == "unknown_annex"


def test_writing_on_keeps_the_files_and_another_kind_of_letter_does_not() -> None:
    story = answering()
    add(story, an_annex(1))
    assert names(drafted(story, "L05")) == ["1.csv"]
    assert names(drafted(story, "L01")) == []


def test_the_same_file_or_the_same_name_twice_is_refused() -> None:
    story = answering()
    add(story, an_annex(1, name="Klant.csv"))
    assert refusal(lambda: add(story, an_annex(1, name="anders.csv"))) == "annex_twice"
    assert refusal(lambda: add(story, an_annex(2, name="KLANT.CSV"))) == "annex_name_twice"


def test_the_number_of_files_and_all_of_them_together_have_a_limit() -> None:
    story = answering()
    for number in range(MOST):
        add(story, an_annex(number))
    assert refusal(lambda: add(story, an_annex(MOST))) == "annexes_too_many"
    story = answering()
    add(story, an_annex(1, size=LARGEST_TOGETHER - 5))
    assert refusal(lambda: add(story, an_annex(2, size=6))) == "annexes_too_large"
    add(story, an_annex(2, size=5))


def test_a_national_number_in_a_name_is_refused() -> None:
    story = answering()
    assert refusal(lambda: add(story, an_annex(1, name="85.07.30-033.28.csv"))) == "number_in_words"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("L05", "L08", "L06")])
def test_no_other_kind_of_letter_carries_files(kind: str) -> None:
    story = answering(kind)
    assert refusal(lambda: add(story, an_annex(1))) == "annex_not_for_kind"


def test_the_letters_that_carry_files_are_those_that_carry_the_data() -> None:
    templates = load_templates()
    assert {"L05", "L08"} == annexes.CARRIES_FILES
    assert all(templates[kind, "nl"].carries_personal_data for kind in annexes.CARRIES_FILES)


def test_what_lies_for_approval_is_locked() -> None:
    story = answering()
    add(story, an_annex(1))
    story.put(TODAY, f.Rendered(letter="B1", sha256="a" * 64, pages=1, head="c" * 64))
    for act in (
        lambda: add(story, an_annex(2)),
        lambda: annexes.remove(story.case, "B1", f"{1:064}", TODAY),
        lambda: annexes.move(story.case, "B1", f"{1:064}", 1, TODAY),
    ):
        assert refusal(act) == "letter_locked"
    story.put(TODAY, f.SentBack(letter="B1", remark="nog eens"))
    assert names(story) == ["1.csv"]
    story.write(annexes.remove(story.case, "B1", f"{1:064}", TODAY))


def test_paper_takes_no_files_along() -> None:
    story = answering(by_email=False)
    annexes.require_by_email(letter(story))
    add(story, an_annex(1))
    assert refusal(lambda: annexes.require_by_email(letter(story))) == "annexes_not_on_paper"
    annexes.require_by_email(letter(drafted(story, "L05")))


@pytest.mark.parametrize("place", [0, 99_990, 100_000, 250_000])
def test_what_acts_is_found_wherever_it_stands(place: int) -> None:
    xml = "<a>" + "x" * place + "<?mso-application?>" + "x" * 120_000 + "</a>"
    assert refusal(lambda: form_of("a.xml", xml.encode())) == "annex_acts"


def test_a_new_file_asks_again_whether_what_is_of_others_was_made_unreadable() -> None:
    story = answering()
    story.write(way.redacted(story.case, "B1", "namen gelakt", TODAY, TODAY))
    assert letter(story).redacted
    add(story, an_annex(1))
    assert not letter(story).redacted
