"""Data files inside a letter: kept, named, looked at, and read back from it byte for byte."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from ikanda_case.app import annexes, delivery, intake, letters, office, sealing, steps
from ikanda_case.app.desk import Desk
from ikanda_case.bootstrap.parts import Readers
from ikanda_case.desktop.clock import SystemClock
from ikanda_case.domain.errors import InputError, RuleError, SoftRuleError
from ikanda_case.domain.facts import AnnexAdded
from ikanda_case.domain.page import DataFile
from ikanda_case.domain.people import Parties, Person
from ikanda_case.domain.roles import MAKERS
from ikanda_case.letters.render import render_letter
from ikanda_case.pdf.archive import NotArchivable, check_archivable
from ikanda_case.signing.sign import sign_letter
from ikanda_case.signing.verdict import verify_letter
from ikanda_case.store.verify import verify
from tests.support.casefiles import reopen
from tests.support.cases import MARIEKE, TODAY, a_receipt
from tests.support.letters import (
    LANGUAGES,
    SIGNED_AT,
    STAMP,
    letter_page,
    office_key,
    opened,
    rendered,
    words,
)
from tests.support.tampering import shell
from tests.ui.rooms import furnished_desk, makers_desk

LIST = "\ufeffveld;waarde\r\nnaam;Marieke Denkbeeld\r\n".encode()
EXPORT = json.dumps({"bestellingen": [{"nummer": n} for n in range(4000)]}).encode()
OTHER = Person("Élodie van der Verzonnen", ("Elders 4", "9999 Nergens"), "elodie@elders.example")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = makers_desk(tmp_path)
    yield made
    made.file.close()  # type: ignore[attr-defined]


@pytest.fixture
def reading(desk: Desk) -> Iterator[Desk]:
    """The desk with the child processes that open what comes from outside."""
    reader = Readers(SystemClock())
    yield replace(desk, reader=reader)
    reader.close()


def a_case(desk: Desk, person: Person = MARIEKE, content: bytes = b"een", lang: str = "nl") -> int:
    stream = intake.take_in(desk, "vraag.txt", content).stream
    receipt = replace(
        a_receipt(parties=Parties(person, person), rights=("ACCESS", "PORT")), language=lang
    )
    intake.open_case(desk, stream, receipt)
    steps.identity_not_needed(desk, stream, "adres gekend", TODAY)
    return stream


def answering(desk: Desk, kind: str = "L05", *, lang: str = "nl") -> int:
    stream = a_case(desk, lang=lang)
    said = {"export_format": "JSON", "export_fields": "bestellingen"} if kind == "L08" else {}
    right = "ACCESS" if kind == "L05" else "PORT"
    wish = letters.Wish(
        kind=kind, rights=(right,), facts="Uw gegevens.", by_email=True, fields=(*said.items(),)
    )
    letters.draft(desk, stream, wish, TODAY)
    return stream


def signed(desk: Desk, stream: int) -> bytes:
    frozen = letters.ask_approval(desk, stream, "B1", TODAY)
    letters.approve(desk, stream, "B1", frozen.sha256, TODAY)
    sealing.sign(desk, stream, "B1", TODAY)
    return letters.stored(desk, stream, "B1")


def inside(pdf: bytes) -> dict[str, bytes]:
    with opened(pdf) as letter:
        return {name: spec.get_file().read_bytes() for name, spec in letter.attachments.items()}


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return words(" ".join(page.get_textpage().get_text_range() for page in document))


# ---- from the draft to what leaves -------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["L05", "L08"])
def test_what_leaves_holds_every_file_as_it_was_and_names_it(
    desk: Desk, kind: str, lang: str
) -> None:
    stream = answering(desk, kind, lang=lang)
    annexes.add(desk, stream, "B1", "Marieke Denkbeeld.csv", LIST)
    annexes.add(desk, stream, "B1", "alles.json", EXPORT)
    annexes.move(desk, stream, "B1", hashlib.sha256(EXPORT).hexdigest(), -1)
    pdf = signed(desk, stream)
    with desk.file.reading() as now:
        ref = now.case(stream).ref
    what = {"nl": "gegevens", "fr": "donnees", "en": "data", "de": "daten"}[lang]
    names = [f"{ref}-{what}-1.json", f"{ref}-{what}-2.csv"]
    assert inside(pdf) == {names[0]: EXPORT, names[1]: LIST}
    assert desk.signer.verdict(pdf).verdict == "valid"
    check_archivable(pdf)
    said = text_of(pdf).replace("\u00a0", " ")
    assert f"{names[0]} (JSON, {-(-len(EXPORT) // 1000)} k" in said.replace(" -", "-")
    assert f"{names[1]} (CSV, 1 k" in said
    for private in (b"Marieke", b"alles.json"):
        assert not any(private in name.encode() for name in inside(pdf))


def test_the_letter_never_speaks_of_a_passphrase_it_does_not_need(desk: Desk) -> None:
    stream = answering(desk)
    plain = words(str(letters.sheet(desk, stream, "B1", TODAY).texts))
    annexes.add(desk, stream, "B1", "klant.csv", LIST)
    said = words(str(letters.sheet(desk, stream, "B1", TODAY).texts))
    assert "Bijlage A is een versleuteld bestand" in plain
    assert "versleuteld" not in said
    assert "Bijlage A zit in dit PDF-bestand" in said
    assert "In dit PDF-bestand zitten als bijlage" in said
    assert "In dit PDF-bestand" not in plain


def test_no_word_of_the_drafter_names_files_that_are_not_there(desk: Desk) -> None:
    stream = a_case(desk)
    wish = letters.Wish(
        kind="L05", facts="x", by_email=True, fields=(("annexes", "verzonnen.csv"),)
    )
    letters.draft(desk, stream, wish, TODAY)
    assert "verzonnen.csv" not in str(letters.sheet(desk, stream, "B1", TODAY).texts)


def test_every_part_of_the_standard_is_there(desk: Desk) -> None:
    stream = answering(desk)
    annexes.add(desk, stream, "B1", "klant.csv", LIST)
    with opened(signed(desk, stream)) as pdf:
        (spec,) = pdf.Root.AF
        assert spec.AFRelationship == Name.Data
        assert str(spec.F) == str(spec.UF)
        assert str(spec.Desc).startswith("Gegevens bij onze brief AVG-")
        body = spec.EF.F
        assert body.Subtype == Name("/text/csv")
        assert int(body.Params.Size) == len(LIST)
        assert bytes(body.Params.CheckSum) == hashlib.md5(LIST, usedforsecurity=False).digest()
        assert str(body.Params.ModDate) == f"D:{TODAY:%Y%m%d}000000Z"
        xmp = pdf.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>3<" in xmp
        assert b"<pdfaid:conformance>B<" in xmp


def test_without_files_a_letter_claims_no_more_than_before() -> None:
    with opened(rendered().pdf) as pdf:
        assert b"<pdfaid:part>2<" in pdf.Root.Metadata.read_bytes()
        assert "/AF" not in pdf.Root
        assert "/Names" not in pdf.Root


def test_the_bytes_are_kept_at_once_and_found_by_verify(desk: Desk) -> None:
    stream = answering(desk)
    changes = annexes.add(desk, stream, "B1", "klant.csv", LIST)
    (fact,) = [entry.fact for entry in changes.entries]
    assert fact == AnnexAdded(
        letter="B1", sha256=hashlib.sha256(LIST).hexdigest(), name="klant.csv", form="csv",
        size=len(LIST),
    )  # fmt: skip
    assert annexes.content(desk, stream, "B1", fact.sha256) == LIST
    assert annexes.exported(desk, stream, "B1", fact.sha256) == LIST
    annexes.remove(desk, stream, "B1", fact.sha256)
    with pytest.raises(InputError, match="unknown_annex"):
        annexes.content(desk, stream, "B1", fact.sha256)
    assert [each.name for each in verify(desk.file) if not each.ok] == []  # type: ignore[arg-type]


def test_a_file_that_is_gone_is_missed_by_verify(tmp_path: Path) -> None:
    made = furnished_desk(tmp_path)
    office.add_person(made, "p1", "Ilse Modelaar", MAKERS)
    annexes.add(made, answering(made), "B1", "klant.csv", LIST)
    made.file.close()  # type: ignore[attr-defined]
    path = tmp_path / "fictief.ikanda"
    sha256 = hashlib.sha256(LIST).hexdigest()
    with shell(path) as db:
        db.run("DELETE FROM blob WHERE sha256 = ?", (sha256,))
    with reopen(path, checked=False) as file:
        wrong = {each.name: each for each in verify(file) if not each.ok}
    assert wrong["blobs"].code == "blobs_missing"
    assert wrong["blobs"].facts["sha256"] == sha256


def test_a_refused_file_leaves_no_byte_and_no_entry(desk: Desk) -> None:
    stream = answering(desk)
    with desk.file.reading() as now:
        before = now.entries(stream)
    with pytest.raises(InputError, match="annex_disguised"):
        annexes.add(desk, stream, "B1", "klant.csv", b"MZ\x00")
    with desk.file.reading() as now:
        assert now.entries(stream) == before
        with pytest.raises(Exception, match="blob"):
            now.blob(hashlib.sha256(b"MZ\x00").hexdigest())


def test_a_page_that_does_not_open_is_refused_by_the_process_that_tried(reading: Desk) -> None:
    desk = reading
    stream = answering(desk)
    with pytest.raises(InputError, match="annex_not_sound"):
        annexes.add(desk, stream, "B1", "kopie.pdf", b"%PDF-1.7\nniets\n%%EOF\n")
    annexes.add(desk, stream, "B1", "kopie.pdf", rendered().pdf)
    (found,) = inside(signed(desk, stream)).values()
    assert found == rendered().pdf


# ---- whose data --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["klant.csv", "klant.json", "klant.xml", "klant.txt"])
def test_a_file_that_names_another_case_goes_for_a_reason_only(desk: Desk, name: str) -> None:
    other = a_case(desk, OTHER, b"een ander")
    with desk.file.reading() as now:
        ref = now.case(other).ref
    stream = answering(desk)
    far = "x " * 60_000
    for said in (ref, ref.replace("-", ""), OTHER.email.upper(), f"{far}{ref} {far}"):
        bare = {"klant.json": f'["{said}"]', "klant.xml": f"<a>{said}</a>"}.get(name, said)
        with pytest.raises(SoftRuleError) as refused:
            annexes.add(desk, stream, "B1", name, bare.encode())
        assert (refused.value.code, refused.value.facts["count"]) == ("annex_names_others", 1)
    changes = annexes.add(desk, stream, "B1", name, bare.encode(), "zij schreef hem zelf")
    (fact,) = [entry.fact for entry in changes.entries]
    assert isinstance(fact, AnnexAdded)
    assert fact.despite == "zij schreef hem zelf"


def test_the_words_of_a_page_are_looked_at_too(reading: Desk) -> None:
    desk = reading
    other = a_case(desk, OTHER, b"een ander")
    with desk.file.reading() as now:
        ref = now.case(other).ref
    stream = answering(desk)
    page = render_letter(replace(letter_page(), reference=ref)).pdf
    with pytest.raises(SoftRuleError, match="annex_names_others"):
        annexes.add(desk, stream, "B1", "kopie.pdf", page)


def test_what_is_of_the_same_person_may_be_named(desk: Desk) -> None:
    earlier = a_case(desk, MARIEKE, b"vroeger")
    with desk.file.reading() as now:
        ref = now.case(earlier).ref
    stream = answering(desk)
    said = f"{ref};{MARIEKE.email};AVG-1999-0001;niemand@elders.example".encode()
    annexes.add(desk, stream, "B1", "klant.csv", said)


# ---- the way out -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_mail_takes_the_letter_alone_and_says_where_the_data_are(desk: Desk, lang: str) -> None:
    stream = answering(desk, lang=lang)
    annexes.add(desk, stream, "B1", "klant.csv", LIST)
    signed(desk, stream)
    raw = delivery.as_mail(desk, stream, "B1", "zij vroeg het zo")
    mail = cast(EmailMessage, message_from_bytes(raw, policy=default))
    (attached,) = mail.iter_attachments()
    assert LIST in inside(attached.get_content()).values()
    body = mail.get_body()
    assert body is not None
    said = desk.wording.phrase("mail", "data_inside", lang)
    assert words(said) in words(body.get_content())


def test_a_letter_on_paper_does_not_lose_its_files_unseen(desk: Desk) -> None:
    stream = answering(desk)
    annexes.add(desk, stream, "B1", "klant.csv", LIST)
    wish = letters.Wish(kind="L05", rights=("ACCESS",), facts="x", number="B1")
    letters.draft(desk, stream, wish, TODAY)
    with pytest.raises(RuleError, match="annexes_not_on_paper"):
        letters.ask_approval(desk, stream, "B1", TODAY)


# ---- the gate, and what is changed afterwards --------------------------------------------------

FILES = (
    DataFile("AVG-2026-0149-gegevens-1.csv", "text/csv", "Gegevens", date(2026, 11, 23), LIST),
    DataFile(
        "AVG-2026-0149-gegevens-2.json", "application/json", "Gegevens", date(2026, 11, 23), EXPORT
    ),
)


@pytest.fixture(scope="module")
def page() -> bytes:
    return render_letter(replace(letter_page(), files=FILES)).pdf


@pytest.fixture(scope="module")
def sealed(page: bytes) -> bytes:
    return sign_letter(page, office_key().pkcs12, STAMP, now=SIGNED_AT)


def test_signing_only_appends_to_a_page_with_files(page: bytes, sealed: bytes) -> None:
    assert sealed.startswith(page)
    assert inside(sealed) == {each.name: each.content for each in FILES}
    assert verify_letter(sealed).verdict == "valid"


def _other_content(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[0].EF.F.write(b"veld;andere waarde")


def _other_size(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[0].EF.F.Params.Size = 3


def _no_parameters(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0].EF.F.Params


def _no_media_type(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0].EF.F.Subtype


def _no_relation(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0].AFRelationship


def _not_listed(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0]


def _not_named(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Names


def _other_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[0].UF = pikepdf.String("Marieke.csv")


def _claims_two(pdf: pikepdf.Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(xmp.replace(b"<pdfaid:part>3<", b"<pdfaid:part>2<"))


@pytest.mark.parametrize(
    "spoil",
    [
        _other_content, _other_size, _no_parameters, _no_media_type, _no_relation, _not_listed,
        _not_named, _other_name, _claims_two,
    ],
)  # fmt: skip
def test_the_gate_refuses_what_is_not_in_order(page: bytes, spoil: object) -> None:
    with opened(page) as pdf:
        spoil(pdf)  # type: ignore[operator]
        changed = io.BytesIO()
        pdf.save(changed)
    with pytest.raises(NotArchivable):
        check_archivable(changed.getvalue())


def test_a_letter_without_files_may_not_claim_to_hold_some() -> None:
    with opened(rendered().pdf) as pdf:
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary())
        changed = io.BytesIO()
        pdf.save(changed)
    with pytest.raises(NotArchivable):
        check_archivable(changed.getvalue())


def _swapped_by_append(sealed: bytes) -> bytes:
    """Return the letter with another file in the place of the first, in an appended part."""
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    spec = writer.root["/AF"][0]
    spec["/EF"]["/F"] = spec["/EF"]["/UF"] = writer.add_object(
        generic.StreamObject({generic.pdf_name("/Type"): generic.pdf_name("/EmbeddedFile")},
                             stream_data=b"veld;andere waarde")
    )  # fmt: skip
    writer.update_container(spec["/EF"])
    changed = io.BytesIO()
    writer.write(changed)
    return changed.getvalue()


def test_a_file_swapped_after_signing_is_never_valid(sealed: bytes) -> None:
    changed = _swapped_by_append(sealed)
    assert b"veld;andere waarde" in inside(changed).values()
    assert verify_letter(changed).verdict == "invalid"


def test_no_flip_in_a_file_is_valid(sealed: bytes) -> None:
    with opened(sealed) as pdf:
        body = pdf.Root.AF[0].EF.F.read_raw_bytes()
    start = sealed.index(body)
    for place in range(start, start + len(body)):
        changed = bytearray(sealed)
        changed[place] ^= 1 << (place % 8)
        assert verify_letter(bytes(changed)).verdict == "invalid"


def test_another_file_in_a_letter_written_anew_is_not_valid(sealed: bytes) -> None:
    with opened(sealed) as pdf:
        pdf.Root.AF[0].EF.F.write(b"veld;andere waarde")
        changed = io.BytesIO()
        pdf.save(changed)
    assert verify_letter(changed.getvalue()).verdict != "valid"
