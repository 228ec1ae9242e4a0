"""What every case file promises of a search (`ports.Reading.found`): in memory and on disk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikanda_case.app.ports import CaseFile
from ikanda_case.app.queries import Findings
from ikanda_case.app.search_documents import FilePart
from ikanda_case.app.search_words import Names, parse
from ikanda_case.domain import facts as f
from ikanda_case.domain.people import Parties, Person
from tests.support.casefiles import (
    ACTOR,
    log_case,
    make_case_file,
    received,
    rulebook,
    take_in,
)
from tests.support.cases import TODAY, an_office
from tests.support.clocks import SetClock
from tests.support.memory import MemoryCaseFile
from tests.support.search_stories import DAY, tell

NAMES = Names(an_office())


def in_memory(folder: Path) -> CaseFile:
    return MemoryCaseFile(rulebook(), SetClock())


def on_disk(folder: Path) -> CaseFile:
    return make_case_file(folder, clock=SetClock())


@pytest.fixture(params=[in_memory, on_disk], scope="module")
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CaseFile]:
    """A file with the stories in it, that no test writes to."""
    make: Callable[[Path], CaseFile] = request.param
    file = make(tmp_path_factory.mktemp("stories"))
    tell(file)
    yield file
    if make is on_disk:
        file.close()  # type: ignore[attr-defined]


@pytest.fixture(params=[in_memory, on_disk])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CaseFile]:
    make: Callable[[Path], CaseFile] = request.param
    made = make(tmp_path)
    yield made
    if make is on_disk:
        made.close()  # type: ignore[attr-defined]


def search(file: CaseFile, text: str, most: int = 100) -> Findings:
    with file.reading() as now:
        return now.found(parse(text, TODAY, NAMES), most)


def places(found: Findings) -> set[tuple[int, str, str]]:
    """Where words were found: stream, kind of document, place in the case."""
    return {(case.stream, d.kind, d.place) for case in found.cases for d in case.documents}


def streams(file: CaseFile, text: str) -> list[int]:
    return [case.stream for case in search(file, text).cases]


CASES = {"hilde": 1, "bram": 2, "andre": 3, "old": 4, "waits": 5, "aside": 6}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # words, wherever they stand
        ("brandkast ", {(1, "message", ""), (1, "note", "4"), (5, "message", "")}),
        ("brandk", {(1, "message", ""), (1, "note", "4"), (5, "message", ""), (6, "note", "22")}),
        ("brandk* gebeld ", {(1, "note", "4")}),
        ("BRANDKAST gebeld ", {(1, "note", "4")}),
        ("volmacht ", {(2, "attachment", "1")}),
        ("logo ", {(2, "attachment", "2")}),
        ("envelop ", {(2, "attachment", "9")}),
        ("aangetekend ", {(2, "attachment", "9")}),
        ("geduld ", {(1, "letter", "B1")}),
        ("L05 ", {(1, "letter", "B1")}),
        ("prolongeons ", {(3, "letter", "B1")}),
        ("brouillon ", set()),
        ("G10 ", {(2, "note", "10")}),
        ("nergensplein ", {(2, "case", "")}),
        ("klantenbestand ", {(1, "note", "3")}),
        ("reclame.eml ", {(6, "message", "")}),
        ("bestaatniet ", set()),
        # accents and capitals make no difference
        ("andré éclair ", {(3, "case", ""), (3, "message", ""), (3, "letter", "B1")}),
        ("andre eclair ", {(3, "case", ""), (3, "message", ""), (3, "letter", "B1")}),
        ("ete ", {(3, "message", "")}),
        # phrases
        ('"kopie van alle" ', {(1, "message", "")}),
        ('"alle kopie van" ', set()),
        ('"kopie van al', {(1, "message", "")}),
        ("hilde@voorbeeld.example ", {(1, "case", ""), (1, "message", ""), (4, "case", "")}),
        # whose case it is counts with the words of a document, and never alone
        ("hilde gebeld ", {(1, "note", "4")}),
        ("hilde ", {(1, "case", ""), (1, "message", ""), (4, "case", "")}),
        ("AVG-2026-0001 ", {(1, "case", "")}),
        ("avg-2026-0001 geduld ", {(1, "letter", "B1")}),
        ("0002 volmacht ", set()),
        # fields
        ("van:octavia ", {(2, "case", ""), (2, "message", "")}),
        ("van:bram ", {(2, "case", "")}),
        ("van:hilde factuur ", {(1, "note", "4")}),
        ("aan:éclair ", {(3, "letter", "B1")}),
        ("aan:privacy ", {(1, "message", "")}),
        ("onderwerp:dossier ", {(1, "case", ""), (1, "message", "")}),
        ("ref:0003 ", {(3, "case", "")}),
        ("ref:2025", {(4, "case", "")}),
        ("in:notitie brandkast ", {(1, "note", "4")}),
        ("-in:notitie brandkast ", {(1, "message", ""), (5, "message", "")}),
        ("in:brief,bijlage te ", {(2, "attachment", "9"), (2, "attachment", "1")}),
        ("type:wissing volmacht ", {(2, "attachment", "1")}),
        # a case that holds a word is left out as a whole
        ("hilde -geduld ", {(4, "case", "")}),
        ("brandkast -gebeld ", {(5, "message", "")}),
        # what a case is, without any word
        ("type:inzage", {(1, "case", ""), (2, "case", ""), (4, "case", "")}),
        ("type:inzage type:wissing", {(2, "case", "")}),
        ("type:inzage,bezwaar -is:gesloten", {(1, "case", ""), (2, "case", ""), (3, "case", "")}),
        ("is:telaat", {(1, "case", "")}),
        ("is:verlengd", {(3, "case", "")}),
        ("is:gesloten", {(4, "case", "")}),
        ("is:open taal:fr", {(3, "case", "")}),
        ("kanaal:post", {(2, "case", "")}),
        ("behandelaar:ilse", {(2, "case", "")}),
        ("behandelaar:niemand is:open", {(1, "case", ""), (3, "case", "")}),
        ("na:2026-11-01", {(2, "case", ""), (3, "case", "")}),
        ("na:2025 voor:2026", {(4, "case", "")}),
        ("termijn:<0d", {(1, "case", "")}),
        ("termijn:>20d", {(2, "case", "")}),
        ("is:nieuw", {(5, "message", "")}),
        ("is:opzijgelegd", {(6, "message", "")}),
        ("is:nieuw brandkast ", {(5, "message", "")}),
        ("in:brief", {(1, "letter", "B1"), (3, "letter", "B1")}),
        ("-type:inzage", {(3, "case", "")}),
        ("-hilde", {(2, "case", ""), (3, "case", "")}),
        ("", set()),
    ],
)  # fmt: skip
def test_what_is_found(told: CaseFile, text: str, found: set[tuple[int, str, str]]) -> None:
    assert places(search(told, text)) == found


def test_cases_without_words_come_by_their_last_day(told: CaseFile) -> None:
    assert streams(told, "is:open") == [1, 3, 2]


def test_what_is_found_says_whose_it_is(told: CaseFile) -> None:
    found = {case.stream: case for case in search(told, "brandkast").cases}
    line = found[1].line
    assert line is not None and (line.ref, line.requester) == ("AVG-2026-0001", "Hilde Fictief")
    assert (found[5].line, found[5].name, found[5].waiting) == (None, "wachtend.txt", True)
    assert (found[6].line, found[6].name, found[6].waiting) == (None, "reclame.eml", False)


def test_numbers_that_do_not_belong_in_notes_are_not_in_the_index(file: CaseFile) -> None:
    number = "93.05.18-223.61"
    stream = log_case(file, b"mail", subject=f"nr {number}")
    with file.work(ACTOR) as work:
        sha256 = work.keep(b"mail")
        work.keep_words(sha256, [FilePart(0, "read", number, number, number, f"mijn nr: {number}")])
        work.append(stream, DAY, f.Noted(text=f"nummer {number} gezien"))
        work.commit()
    for piece in ("93", "223", "9305182236"):
        assert not search(file, piece).cases
    for word in ("mijn ", "nummer "):
        (case,) = search(file, word).cases
        assert case.documents and number not in str(case.documents)


def test_what_was_not_read_yet_is_found_by_its_name_and_asked_for(file: CaseFile) -> None:
    with file.work(ACTOR) as work:
        stream = take_in(work, b"een", DAY, "contract-januari.pdf")
        work.append(stream, DAY, f.Attached(name="los.pdf", sha256=work.keep(b"twee"), size=4))
        work.commit()
    assert streams(file, "contract") == [stream] and streams(file, "woorden") == []
    with file.reading() as now:
        asked = now.unread(10)
        assert {name for _, name in asked} == {"los.pdf", "contract-januari.pdf"}
        assert len(now.unread(1)) == 1
    with file.work(ACTOR) as work:
        for sha256, _ in asked:
            work.keep_words(sha256, [FilePart(0, "read", text=f"woorden van {sha256[:6]}")])
        assert work.unread(10) == ()
        work.commit()
    with file.reading() as now:
        assert now.unread(10) == ()
    assert places(search(file, "woorden ")) == {
        (stream, "message", ""),
        (stream, "attachment", "2"),
    }


def test_a_file_that_is_read_again_has_its_new_words(file: CaseFile) -> None:
    stream = log_case(file, b"mail")
    for words in ("eerste lezing", "tweede lezing"):
        with file.work(ACTOR) as work:
            work.keep_words(work.keep(b"mail"), [FilePart(0, "read", text=words)])
            work.commit()
    assert streams(file, "tweede lezing ") == [stream] and streams(file, "eerste ") == []


def test_what_is_not_committed_is_not_found(file: CaseFile) -> None:
    stream = log_case(file, b"mail", subject="eerste")
    with file.work(ACTOR) as work:
        work.append(stream, DAY, f.Noted(text="vergeten"))
        work.keep_words(work.keep(b"mail"), [FilePart(0, "read", text="verloren")])
        query = parse("vergeten ", TODAY, NAMES)
        assert [case.stream for case in work.found(query, 10).cases] == [stream]
    assert streams(file, "vergeten ") == streams(file, "verloren ") == []
    assert streams(file, "eerste ") == [stream]


def test_a_correction_reaches_the_index(file: CaseFile) -> None:
    stream = log_case(file, b"mail", subject="Foute naam", parties=_somebody("Jan Fout"))
    with file.work(ACTOR) as work:
        work.append(stream, DAY, f.Noted(text="gebeld"))
        number = work.entries(stream)[1].n
        changes = (("subject", '"Juiste naam"'),)
        work.append(stream, DAY, f.Corrected(entry=number, changes=changes, reason="tikfout"))
        work.commit()
    assert streams(file, "foute ") == [] and streams(file, "juiste ") == [stream]
    assert streams(file, "tikfout ") == [stream]


def test_a_letter_that_is_drafted_anew_has_its_new_words(file: CaseFile) -> None:
    stream = log_case(file, b"mail")
    for words in ("eerste versie", "tweede versie"):
        draft = f.Drafted(letter="B1", letter_kind="L05", language="nl", free=(("a", words),))
        with file.work(ACTOR) as work:
            work.append(stream, DAY, draft)
            work.commit()
    assert places(search(file, "tweede ")) == {(stream, "letter", "B1")}
    assert not search(file, "eerste ").cases


def _somebody(name: str) -> Parties:
    return Parties.herself(Person(name, (), "jan@voorbeeld.example"))


def test_many_findings_are_cut_and_said(file: CaseFile) -> None:
    with file.work(ACTOR) as work:
        for number in range(12):
            stream = take_in(work, b"%d" % number, DAY)
            work.append(stream, DAY, received(f"AVG-2026-{number:04}", subject="zelfde vraag"))
        work.commit()
    found = search(file, "zelfde vraag ", most=5)
    assert sum(len(case.documents) for case in found.cases) == 5
    assert len(search(file, "zelfde ").cases) == 12


# ---- the index against looking at every word ---------------------------------------------------

SAID = """hilde fictief brandkast kopie gegevens van te de volmacht wissen gent eclair été publicité
    avg 2026 0001 geduld bijlage reclame gebeld nergenshuizen b1 L05 x"""
WORDS = st.sampled_from(SAID.split())
FIELD_VALUES = st.sampled_from(
    ["van:hilde", "aan:eclair", "ref:2026", "onderwerp:vraag", "in:notitie", "in:brief,mail",
     "type:inzage", "is:open", "is:telaat", "-is:gesloten", "taal:nl", "kanaal:post", "is:nieuw",
     "na:2026-11-01", "termijn:<7d", "-type:wissing", "behandelaar:niemand", "-in:zaak"]
)  # fmt: skip
PARTS = st.one_of(
    WORDS,
    WORDS.map(lambda word: word[:2] + "*"),
    WORDS.map(lambda word: "-" + word),
    st.lists(WORDS, min_size=2, max_size=3).map(lambda words: '"' + " ".join(words) + '"'),
    FIELD_VALUES,
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CaseFile, CaseFile]]:
    folder = tmp_path_factory.mktemp("both")
    memory, disk = in_memory(folder), on_disk(folder)
    tell(memory)
    tell(disk)
    yield memory, disk
    disk.close()  # type: ignore[attr-defined]


@given(st.lists(PARTS, min_size=1, max_size=4).map(" ".join), st.booleans())
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_index_finds_what_reading_every_word_finds(
    both: tuple[CaseFile, CaseFile], text: str, ended: bool
) -> None:
    typed = text + (" " if ended else "")
    memory, disk = (places(search(each, typed)) for each in both)
    assert memory == disk


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from("\"-*: ()^+{}'ab\0\u202e😀"), max_size=20).map("".join)
)
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_asked(both: tuple[CaseFile, CaseFile], text: str) -> None:
    for each in both:
        search(each, text)
