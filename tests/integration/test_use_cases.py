"""The use cases over a real case file: kept whole or not at all, and never on an older state."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ikanda_case.app import (
    delivery,
    intake,
    letters,
    office,
    office_tables,
    reporting,
    sealing,
    signing_key,
    steps,
)
from ikanda_case.app.desk import Desk
from ikanda_case.app.ports import NewKey, Rendering
from ikanda_case.bootstrap.parts import Pages, Seals, Words
from ikanda_case.bootstrap.program import Program
from ikanda_case.domain.errors import DamageError, InputError, KnownError, RuleError
from ikanda_case.domain.facts import PolicyChanged, Rendered, Sent
from ikanda_case.domain.page import LetterPage
from ikanda_case.domain.roles import MAKERS
from ikanda_case.signing.verdict import verify_letter
from ikanda_case.tables.letters import load_templates
from tests.support.casefiles import make_case_file
from tests.support.cases import a_receipt, an_office
from tests.support.clocks import SetClock

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    made = Program()
    yield made
    made.readers.close()


@pytest.fixture
def desk(tmp_path: Path, program: Program) -> Iterator[Desk]:
    """A clerk at a real, empty case file of an office that may write letters."""
    clock = SetClock()
    with make_case_file(tmp_path, clock=clock) as file:
        made = Desk(
            file=file,
            clock=clock,
            reader=program.readers,
            renderer=Pages(),
            signer=Seals(),
            wording=Words(),
            templates=load_templates(),
            actor="p1",
        )
        office.add_person(made, "p1", "Ilse Modelaar", MAKERS)
        office.describe(made, an_office().described)
        office.add_person(made, "p2", "Rik Ontwerp", ("approver",))
        yield made


@pytest.fixture
def stream(desk: Desk) -> int:
    """A case whose identity is settled, with a draft of an acknowledgement."""
    signing_key.ensure_key(desk)
    taken = intake.take_in(desk, "brief.txt", b"Ik wil inzage.")
    intake.open_case(desk, taken.stream, a_receipt())
    steps.identity_not_needed(desk, taken.stream, "adres gekend", DAY)
    letters.draft(desk, taken.stream, letters.Wish(kind="L01"), DAY)
    return taken.stream


def boss(desk: Desk) -> Desk:
    return replace(desk, actor="p2")


def head(desk: Desk) -> str:
    with desk.file.reading() as now:
        return now.head()


def refused(error: pytest.ExceptionInfo[KnownError], desk: Desk, code: str, before: str) -> None:
    assert error.value.code == code
    assert head(desk) == before, "something was kept all the same"


# ---- the main job --------------------------------------------------------------------------------


def test_the_main_job_ends_with_a_signed_letter_of_the_approved_bytes(
    desk: Desk, stream: int
) -> None:
    frozen = letters.ask_approval(desk, stream, "B1", DAY)
    page = letters.stored(desk, stream, "B1")
    letters.approve(boss(desk), stream, "B1", frozen.sha256, DAY)
    sealing.sign(boss(desk), stream, "B1", DAY)
    signed = letters.stored(desk, stream, "B1")
    assert signed.startswith(page) and signed != page
    assert verify_letter(signed).verdict == "valid"
    to = delivery.address_of(desk, stream, "B1")
    assert "Voorbeeldstraat 7 bus 2" in to
    sent = delivery.record_sent(desk, stream, Sent(letter="B1", channel="post", to=to), DAY)
    assert sent.streams == {stream} and [each.kind for each in sent.entries] == ["sent"]


def test_a_told_date_stands_in_the_entry_with_what_it_rested_on(desk: Desk, stream: int) -> None:
    [entry] = letters.ask_approval(desk, stream, "B1", DAY).changes.entries
    assert isinstance(entry.fact, Rendered)
    assert dict(entry.fact.told)["due_on"] == date(2026, 12, 7)
    assert "office" in dict(entry.fact.rested_on)


def test_the_signing_key_is_made_once(desk: Desk, stream: int) -> None:
    before = head(desk)
    signing_key.ensure_key(desk)
    assert head(desk) == before


def test_without_a_key_nothing_is_signed(desk: Desk) -> None:
    stream = intake.take_in(desk, "brief.txt", b"Ik wil inzage.").stream
    intake.open_case(desk, stream, a_receipt())
    letters.draft(desk, stream, letters.Wish(kind="L01"), DAY)
    frozen = letters.ask_approval(desk, stream, "B1", DAY)
    letters.approve(boss(desk), stream, "B1", frozen.sha256, DAY)
    before = head(desk)
    with pytest.raises(KnownError) as error:
        sealing.sign(boss(desk), stream, "B1", DAY)
    refused(error, desk, "no_signing_key", before)


# ---- what changes meanwhile ----------------------------------------------------------------------


@dataclass
class Meanwhile(Pages):
    """Real pages; while one is drawn, a colleague does something."""

    desk: Desk
    stream: int
    does: str

    def render(self, page: LetterPage) -> Rendering:
        if self.does == "note":
            steps.note(self.desk, self.stream, "gebeld")
        else:
            change = PolicyChanged(name="acknowledge_workdays", value="4", reason="drukte")
            office_tables.change(self.desk, change, office_tables.what_moves(self.desk, change))
        return super().render(page)


@pytest.mark.parametrize("does", ["note", "policy"])
def test_a_page_that_rests_on_an_older_state_is_not_kept(
    desk: Desk, stream: int, does: str
) -> None:
    slow = replace(desk, renderer=Meanwhile(desk, stream, does))
    with pytest.raises(RuleError) as error:
        letters.ask_approval(slow, stream, "B1", DAY)
    assert error.value.code == "changed_meanwhile"
    with desk.file.reading() as now:
        assert now.case(stream).letters[0].state == "draft"
    letters.ask_approval(desk, stream, "B1", DAY)


def test_other_bytes_than_those_shown_are_not_approved(desk: Desk, stream: int) -> None:
    letters.ask_approval(desk, stream, "B1", DAY)
    before = head(desk)
    with pytest.raises(KnownError) as error:
        letters.approve(boss(desk), stream, "B1", "0" * 64, DAY)
    refused(error, desk, "other_bytes", before)


@dataclass(frozen=True)
class BadSeal:
    """A signer that gives back something else than the page with a signature behind it."""

    changes: str

    def new_key(self, owner: str, now: datetime) -> NewKey:
        return Seals().new_key(owner, now)

    def certificate(self, der: bytes) -> object:
        return Seals().certificate(der)

    def sign(
        self, pdf: bytes, pkcs12: bytes, stamp: Sequence[str], now: datetime, time_stamps: str
    ) -> bytes:
        signed = Seals().sign(pdf, pkcs12, stamp, now)
        return {"nothing": pdf, "more": signed + b"\n", "page": b"%" + signed}[self.changes]

    def verdict(self, pdf: bytes) -> object:
        return Seals().verdict(pdf)


@pytest.mark.parametrize("changes", ["nothing", "more", "page"])
def test_a_signature_that_is_not_valid_is_not_kept(desk: Desk, stream: int, changes: str) -> None:
    frozen = letters.ask_approval(desk, stream, "B1", DAY)
    letters.approve(boss(desk), stream, "B1", frozen.sha256, DAY)
    before = head(desk)
    with pytest.raises(DamageError) as error:
        sealing.sign(replace(desk, signer=BadSeal(changes)), stream, "B1", DAY)  # type: ignore[arg-type]
    refused(error, desk, "own_signature_not_valid", before)


# ---- taking in -----------------------------------------------------------------------------------


def test_bytes_are_kept_as_they_came_and_the_same_ones_once(desk: Desk) -> None:
    one = intake.take_in(desk, "a/b\\c\x00\u202ed.eml", b"\x00\xff brief")
    two = intake.take_in(desk, "nog eens.eml", b"\x00\xff brief")
    assert (one.duplicate_of, two.duplicate_of, two.stream) == (None, one.stream, one.stream)
    assert intake.original(desk, one.stream) == b"\x00\xff brief"
    with desk.file.reading() as now:
        [waiting] = now.waiting()
        assert (waiting.name, waiting.times) == ("cd.eml", 2)


def test_what_is_larger_than_a_letter_is_refused_before_anything_is_kept(desk: Desk) -> None:
    before = head(desk)
    with pytest.raises(InputError) as error:
        intake.take_in(desk, "film.bin", bytes(intake.LARGEST + 1))
    refused(error, desk, "file_too_large", before)


def test_a_refused_receipt_leaves_the_item_and_its_reference_free(desk: Desk) -> None:
    first = intake.take_in(desk, "a.txt", b"een").stream
    before = head(desk)
    with pytest.raises(KnownError) as error:
        intake.open_case(desk, first, a_receipt(rights=("TELEPORT",)))
    refused(error, desk, "unknown_right", before)
    intake.open_case(desk, first, a_receipt())
    with desk.file.reading() as now:
        assert now.case(first).ref == "AVG-2026-0001"


def test_earlier_cases_of_the_same_person_are_found_newest_first(desk: Desk) -> None:
    streams = [intake.take_in(desk, "a.txt", b"%d" % number).stream for number in range(2)]
    for stream in streams:
        intake.open_case(desk, stream, a_receipt())
    person = a_receipt().parties.requester
    assert [each.stream for each in intake.earlier_cases(desk, [person])] == streams[::-1]


# ---- the report ----------------------------------------------------------------------------------


def test_the_report_of_a_file_names_the_head_it_was_computed_from(desk: Desk, stream: int) -> None:
    made = reporting.overdue(desk, date(2026, 12, 10))
    assert made.head == head(desk)
    assert [(row.stream, row.block, row.days_late) for row in made.rows] == [(stream, "overdue", 3)]
