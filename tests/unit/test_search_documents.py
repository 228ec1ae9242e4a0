"""What of a case can be searched: everything a person wrote, and nothing that was removed."""

import typing
from dataclasses import fields

import pytest

from ikanda_case.app.search_documents import SAID, FilePart, documents_of, masked
from ikanda_case.domain import facts as f
from ikanda_case.domain.entry_kinds import CASE_FACTS
from ikanda_case.domain.facts import Fact
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.replay import case_of
from ikanda_case.texts.catalogue import sentences
from tests.support.cases import NOW, TODAY, opened, taken_in

OWN_DOCUMENTS = {"taken_in", "attached", "drafted", "rendered", "signed", "sent"}
"""Files and letters."""
CODES = {
    "right", "rights", "became", "letter", "ground", "sha256", "approved_sha256", "evidence",
    "media_type", "channel", "handler", "code", "system", "categories", "reviewer",
    "first_decider", "ref", "place", "head", "fingerprint", "level", "corrects", "letter_kind",
    "items", "limitation", "scan", "form",
    "annex", "order",
}  # fmt: skip
"""Fields that hold no words of a person."""
ELSEWHERE = {("received", "subject")}
"""Stands in the document of the case."""


@pytest.mark.parametrize("kind", CASE_FACTS, ids=lambda each: each.kind)
def test_every_word_a_person_writes_down_is_searched(kind: type[Fact]) -> None:
    if kind.kind in OWN_DOCUMENTS:
        return
    hints = typing.get_type_hints(kind)
    texts = {each.name for each in fields(kind) if hints[each.name] in (str, tuple[str, ...])}
    missing = texts - CODES - {*SAID.get(kind.kind, ())}
    assert {(kind.kind, name) for name in missing} <= ELSEWHERE
    assert {*SAID.get(kind.kind, ())} <= {each.name for each in fields(kind)}


@pytest.mark.parametrize("lang", ["nl", "fr", "en", "de"])
def test_every_kind_of_remark_has_its_name(lang: str) -> None:
    known = {code.removeprefix("note.") for code in sentences(lang, "ui_search") if "note." in code}
    assert known == SAID.keys() <= {kind.kind for kind in CASE_FACTS}


def test_a_removed_payload_leaves_no_document() -> None:
    story = opened()
    story.put(TODAY, f.Noted(text="weg ermee"))
    story.put(TODAY, f.Attached(name="stuk.pdf", sha256="11" * 32, size=1))
    nothing = documents_of(story.case, lambda _sha256: ())
    assert {each.kind for each in nothing} == {"case", "message", "note", "attachment"}
    gone = [entry._replace(fact=None) for entry in story.entries]
    assert documents_of(case_of(1, gone), lambda _sha256: ()) == ()


def test_a_file_is_a_document_for_each_part() -> None:
    parts = (
        FilePart(0, "read", "Onderwerp", "Jan jan@voorbeeld.example", "ons@voorbeeld.example"),
        FilePart(1, "read", "bijlage.pdf"),
        FilePart(2, "nothing", "scan.png"),
    )
    documents = documents_of(taken_in().case, lambda _sha256: parts)
    assert [(d.kind, d.place, d.part) for d in documents] == [
        ("message", "", 0), ("attachment", "1", 1), ("attachment", "2", 2),
    ]  # fmt: skip
    assert documents[0].title == "Onderwerp (brief.eml)" and documents[0].sender.startswith("Jan")
    assert documents[1].context == documents[0].sender


def test_a_letter_is_what_its_page_says_once_it_was_read() -> None:
    story = opened()
    draft = f.Drafted(letter="B1", letter_kind="L05", language="nl", free=(("a", "ruwe tekst"),))
    page = f.Rendered(letter="B1", sha256="22" * 32, pages=1, head="0" * 64, recipient=("Jan",))
    story.put(TODAY, draft)

    def letter(**parts: tuple[FilePart, ...]) -> tuple[str, str, str]:
        found = documents_of(story.case, lambda sha256: parts.get(f"page{sha256[:2]}", ()))
        [made] = [each for each in found if each.kind == "letter"]
        return made.body, made.sha256, made.addressee

    assert letter() == ("ruwe tekst", "", "")
    story.put(TODAY, page)
    assert letter() == ("ruwe tekst", "22" * 32, "Jan")
    assert letter(page22=(FilePart(0, "unreadable"),)) == ("ruwe tekst", "22" * 32, "Jan")
    assert letter(page22=(FilePart(0, "read", text="nette tekst"),)) == ("", "22" * 32, "Jan")


def test_what_was_decided_item_by_item_is_searched() -> None:
    story = opened()
    item = f.ItemDecided(item="facturen", decision="refused", ground="G10", facts="boekhoudwet")
    fact = f.Decided(
        right="ACCESS",
        decision="partly",
        items=(item,),
        evidence=(("systems", "boekhouding en crm"),),
    )
    story.put(TODAY, fact)
    [body] = [d.body for d in documents_of(story.case, lambda _: ()) if d.what == "decided"]
    assert body.split("\n") == ["facturen", "G10", "boekhoudwet", "boekhouding en crm"]


def test_the_same_words_are_said_once() -> None:
    story = opened()
    fact = f.IdentityRequested(doubt="ander adres", rung="L1", asked="ander adres")
    entry = Entry(99, 1, fact.kind, TODAY, "p1", NOW, fact)
    documents = documents_of(case_of(1, [*story.entries, entry]), lambda _sha256: ())
    assert [d.body for d in documents if d.what == fact.kind] == ["ander adres"]


@pytest.mark.parametrize(
    "number", ["93.05.18-223.61", "4111 1111 1111 1111", "BE68 5390 0754 7034"]
)
def test_numbers_are_masked_wherever_they_stand(number: str) -> None:
    part = masked(FilePart(0, "read", number, number, number, f"a {number} b"))
    assert number not in repr(part) and part.text.startswith("a X") and part.text.endswith("X b")
    story = opened(subject=f"nr {number}")
    story.put(TODAY, f.Noted(text=f"gezien: {number}"))
    story.put(TODAY, f.Attached(name=f"{number}.pdf", sha256="11" * 32, size=1))
    draft = f.Drafted(letter="B1", letter_kind="L05", language="nl", free=(("a", number),))
    story.put(TODAY, draft)
    assert number not in repr(documents_of(story.case, lambda _sha256: ()))
