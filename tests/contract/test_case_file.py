"""What every case file promises (`ports.CaseFile`): the one in memory and the one on disk."""

import hashlib
import threading
import typing
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikanda_case.app.ports import CaseFile
from ikanda_case.app.queries import Order, RegisterFilter, Tally, case_keys, register_line
from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError
from ikanda_case.domain.facts import (
    Assigned,
    Closed,
    Corrected,
    DuplicateReceived,
    EvidenceDestroyed,
    Extended,
    Fact,
    IdentityNotNeeded,
    IdentityRequested,
    Noted,
    OfficeDescribed,
    PersonAdded,
    PolicyChanged,
    SetAside,
)
from ikanda_case.domain.journal import CHAIN_START, OFFICE
from ikanda_case.domain.people import Parties, Person
from ikanda_case.domain.replay import case_of
from tests.support.casefiles import (
    ACTOR,
    log_case,
    make_case_file,
    received,
    reopen,
    rulebook,
    somebody,
    take_in,
)
from tests.support.clocks import SetClock
from tests.support.memory import MemoryCaseFile, fits, ordered

DAY = date(2026, 11, 20)
EVERYTHING = RegisterFilter()


def in_memory(folder: Path, clock: SetClock) -> CaseFile:
    return MemoryCaseFile(rulebook(), clock, patience_ms=50)


def on_disk(folder: Path, clock: SetClock) -> CaseFile:
    return make_case_file(folder, clock=clock, patience_ms=50)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=[in_memory, on_disk])
def file(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> Iterator[CaseFile]:
    make: Callable[[Path, SetClock], CaseFile] = request.param
    made = make(tmp_path, clock)
    yield made
    if make is on_disk:
        made.close()  # type: ignore[attr-defined]


def add(file: CaseFile, stream: int, *facts: Fact, on: date = DAY) -> None:
    with file.work(ACTOR) as work:
        work.append(stream, on, *facts)
        work.commit()


def refs(file: CaseFile, wanted: RegisterFilter = EVERYTHING) -> list[str]:
    with file.reading() as now:
        return [line.ref for line in now.register(wanted)]


# ---- what is written can be read -----------------------------------------------------------------


def test_a_new_file_is_empty(file: CaseFile) -> None:
    with file.reading() as now:
        assert now.head() == CHAIN_START.hex()
        assert now.entries(OFFICE) == now.entries(1) == ()
        assert now.streams() == () and now.register(EVERYTHING) == () and now.waiting() == ()
        assert now.office().version == 0 and now.office().rulebook == rulebook()
        assert now.stream_of_blob("0" * 64) is None and now.secret("signing") is None
        for stream in (OFFICE, 1, 99):
            with pytest.raises(InputError, match="unknown_case"):
                now.case(stream)
        with pytest.raises(InputError, match="unknown_case"):
            now.stream_of("AVG-2026-0001")


def test_entries_come_back_as_they_were_written(file: CaseFile, clock: SetClock) -> None:
    fact = replace(received("AVG-2026-0001"), instant=clock.at, subject="Wat weet u, <b>å</b>?")
    with file.work(ACTOR) as work:
        stream = take_in(work, b"bytes", DAY)
        written = work.append(stream, DAY, fact, IdentityNotNeeded(because="zelfde adres"))
        during = work.entries(stream)
        work.commit()
    with file.reading() as now:
        read = now.entries(stream)
    assert read == during and read[1:] == written
    assert [each.n for each in read] == [1, 2, 3]
    assert [each.kind for each in read] == ["taken_in", "received", "identity_not_needed"]
    assert read[1].fact == fact
    assert {each.actor for each in read} == {ACTOR} and {each.on for each in read} == {DAY}
    assert all(each.recorded_at.tzinfo is UTC for each in read)
    assert written[0].recorded_at == clock.at


def test_a_case_is_what_its_entries_add_up_to(file: CaseFile) -> None:
    stream = log_case(file, b"vraag")
    add(file, stream, IdentityNotNeeded(because="zelfde adres"), Extended(reason="omvang"))
    with file.reading() as now:
        case = now.case(stream)
        assert case == case_of(stream, now.entries(stream))
        assert now.stream_of(case.ref) == stream
        (line,) = now.register(EVERYTHING)
        assert line == register_line(case, now.office())
    assert case.extended == "omvang" and case.identity.settled


def test_a_correction_reaches_the_lists_and_leaves_the_entry(file: CaseFile) -> None:
    stream = log_case(file, b"vraag")
    with file.reading() as now:
        before = now.case(stream)
    number = before.entries[1].n
    earlier = (("on", '"2026-11-02"'),)
    add(file, stream, Corrected(entry=number, changes=earlier, reason="stempel gelezen"))
    with file.reading() as now:
        case, (line,) = now.case(stream), now.register(EVERYTHING)
    assert case.received_on == line.received_on == date(2026, 11, 2)
    assert line.due is not None and line.due < register_line(before, now.office()).sort_day
    assert case.entries[1] == before.entries[1]


def test_the_head_is_the_newest_link(file: CaseFile) -> None:
    heads = []
    for number in range(3):
        log_case(file, b"%d" % number)
        with file.reading() as now:
            heads.append(now.head())
    assert len(set(heads)) == 3 and all(len(bytes.fromhex(head)) == 32 for head in heads)
    with file.work(ACTOR) as work:
        assert work.head() == heads[-1]
        work.append(1, DAY, Noted(text="x"))
        assert work.head() not in heads


# ---- all or nothing ------------------------------------------------------------------------------


def test_without_commit_nothing_is_kept(file: CaseFile) -> None:
    log_case(file, b"een")
    with file.reading() as now:
        head = now.head()
    with file.work(ACTOR) as work:
        stream = take_in(work, b"twee", DAY)
        work.append(stream, DAY, received(work.next_ref(2026)))
        work.append(OFFICE, DAY, PersonAdded(person="fv", name="Fien Verzonnen"))
        work.keep_secret("signing", b"secret")
        sha256 = hashlib.sha256(b"twee").hexdigest()
        assert work.blob(sha256) == b"twee" and work.stream_of_blob(sha256) == stream
        assert len(work.register(EVERYTHING)) == 2 and work.streams() == (1, 2)
    with file.reading() as now:
        assert now.head() == head and now.streams() == (1,) and len(now.register(EVERYTHING)) == 1
        assert now.secret("signing") is None and not now.office().people
        assert now.stream_of_blob(sha256) is None
        with pytest.raises(DamageError, match="blob_missing"):
            now.blob(sha256)


def test_an_error_undoes_the_unit_and_passes(file: CaseFile) -> None:
    with pytest.raises(ZeroDivisionError), file.work(ACTOR) as work:
        take_in(work, b"een", DAY)
        raise ZeroDivisionError
    with file.reading() as now:
        assert now.streams() == () and now.head() == CHAIN_START.hex()
    assert log_case(file, b"een") == 1


def test_a_look_keeps_its_state_while_others_write(file: CaseFile) -> None:
    log_case(file, b"een")
    with file.reading() as now:
        assert now.streams() == (1,)
        log_case(file, b"twee")
        with file.work(ACTOR) as work:
            stream = take_in(work, b"drie", DAY)
            assert now.streams() == (1,)
            work.commit()
        assert now.streams() == (1,) and len(now.register(EVERYTHING)) == 1
    with file.reading() as now:
        assert now.streams() == (1, 2, stream)


def test_a_unit_that_is_over_writes_no_more(file: CaseFile) -> None:
    with file.work(ACTOR) as work:
        stream = take_in(work, b"een", DAY)
        work.commit()
        with pytest.raises(RuntimeError):
            work.append(stream, DAY, Noted(text="te laat"))
    for late in (work.new_stream, work.commit, lambda: work.keep(b"x")):
        with pytest.raises(RuntimeError):
            late()
    with file.reading() as now:
        assert len(now.entries(stream)) == 1


def test_one_person_writes_at_a_time(file: CaseFile) -> None:
    with file.work(ACTOR) as work, pytest.raises(EnvironmentFault, match="locked"):
        take_in(work, b"een", DAY)
        with file.work("ander"):
            pytest.fail("two wrote at the same time")
    refused = []

    def other() -> None:
        try:
            with file.work("ander"):
                pytest.fail("two wrote at the same time")
        except EnvironmentFault as fault:
            refused.append(fault.code)

    with file.work(ACTOR):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert refused == ["locked"]


def test_threads_see_each_others_work(file: CaseFile) -> None:
    for number in range(3):
        thread = threading.Thread(target=log_case, args=(file, b"%d" % number))
        thread.start()
        thread.join()
    log_case(file, b"hier")
    assert refs(file) == [f"AVG-2026-{number:04}" for number in (1, 2, 3, 4)]


# ---- streams, references, bytes, secrets ---------------------------------------------------------


def test_streams_are_numbered_and_must_be_begun(file: CaseFile) -> None:
    with file.work(ACTOR) as work:
        first, second = work.new_stream(), work.new_stream()
        assert first == 1 and second == 2
        with pytest.raises(InputError, match="unknown_case"):
            work.append(3, DAY, Noted(text="x"))
        work.append(second, DAY, received("AVG-2026-0001"))
        work.commit()
    with file.work(ACTOR) as work:
        assert work.streams() == (2,) and work.new_stream() == 3
    with file.work(ACTOR) as work:
        with pytest.raises(InputError, match="unknown_case"):
            work.append(first, DAY, Noted(text="x"))
        with pytest.raises(ValueError):
            work.append(OFFICE, DAY, Noted(text="x"))
        with pytest.raises(ValueError):
            work.append(second, DAY, PersonAdded(person="fv", name="Fien Verzonnen"))


def test_references_run_by_year_and_are_free(file: CaseFile) -> None:
    with file.work(ACTOR) as work:
        assert work.next_ref(2026) == work.next_ref(2026) == "AVG-2026-0001"
        for number in (1, 2):
            ref = work.next_ref(2026)
            assert ref == f"AVG-2026-{number:04}"
            work.append(work.new_stream(), DAY, received(ref))
        assert work.next_ref(2025) == "AVG-2025-0001"
        work.append(work.new_stream(), DAY, received("AVG-2026-0135"))
        work.append(work.new_stream(), DAY, received("OUD/77"))
        work.commit()
    with file.work(ACTOR) as work:
        assert work.next_ref(2026) == "AVG-2026-0136"
        assert work.stream_of("OUD/77") == 4


def test_a_reference_is_never_given_to_two_cases(file: CaseFile) -> None:
    log_case(file, b"een")
    with pytest.raises(InputError, match="reference_taken") as caught, file.work(ACTOR) as work:
        work.append(work.new_stream(), DAY, received("AVG-2026-0001"))
        work.commit()
    assert caught.value.facts == {"ref": "AVG-2026-0001"}
    assert refs(file) == ["AVG-2026-0001"]


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 3, b"a" * 1_000_000])
def test_bytes_are_kept_once_under_their_hash(file: CaseFile, content: bytes) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    with file.work(ACTOR) as work:
        assert work.keep(content) == work.keep(content) == sha256
        assert work.stream_of_blob(sha256) is None
        work.commit()
    with file.work(ACTOR) as work:
        assert work.keep(content) == sha256 and work.blob(sha256) == content
        work.commit()
    with file.reading() as now:
        assert now.blob(sha256) == content


def test_bytes_that_are_discarded_are_gone(file: CaseFile) -> None:
    with file.work(ACTOR) as work:
        stream = take_in(work, b"brief", DAY)
        sha256 = work.keep(b"een afgeschermde kopie")
        work.commit()
    with file.work(ACTOR) as work:
        work.append(stream, DAY, EvidenceDestroyed(evidence=sha256))
        work.discard(sha256)
        work.discard("00" * 32)
        work.commit()
    with file.reading() as now, pytest.raises(DamageError):
        now.blob(sha256)


def test_the_same_bytes_again_are_linked(file: CaseFile) -> None:
    with file.work(ACTOR) as work:
        stream = take_in(work, b"zelfde", DAY)
        other = take_in(work, b"zelfde", DAY)
        work.commit()
    sha256 = hashlib.sha256(b"zelfde").hexdigest()
    add(file, stream, DuplicateReceived(name="nogmaals.eml", sha256=sha256))
    with file.reading() as now:
        assert now.stream_of_blob(sha256) == stream
        assert [(each.stream, each.times) for each in now.waiting()] == [(other, 1), (stream, 2)]


def test_a_secret_is_replaced(file: CaseFile) -> None:
    for secret in (b"eerst", b"dan\x00"):
        with file.work(ACTOR) as work:
            work.keep_secret("signing", secret)
            assert work.secret("signing") == secret
            work.commit()
        with file.reading() as now:
            assert now.secret("signing") == secret and now.secret("other") is None


# ---- lists ---------------------------------------------------------------------------------------


def test_what_waits_is_what_nobody_looked_at(file: CaseFile, clock: SetClock) -> None:
    with file.work(ACTOR) as work:
        streams = [take_in(work, b"%d" % n, DAY, f"{n}.eml") for n in range(4)]
        work.commit()
    taken_in_at = clock.at
    add(file, streams[0], SetAside(reason="reclame"))
    add(file, streams[2], received("AVG-2026-0001"))
    with file.reading() as now:
        newest, oldest = now.waiting()
        states = [now.case(stream).state for stream in streams]
    assert (newest.stream, oldest.stream) == (streams[3], streams[1])
    assert (newest.name, newest.size, newest.media_type) == ("3.eml", 1, "message/rfc822")
    assert newest.taken_in_at == taken_in_at and newest.times == 1
    assert states == ["SET_ASIDE", "NEW", "TRIAGED", "NEW"]


def test_the_same_person_is_found_by_any_key(file: CaseFile) -> None:
    first = log_case(file, b"1", parties=somebody("Fien Voorbeeld"))
    log_case(file, b"2", parties=somebody("Nadia Verzonnen"))
    third = log_case(file, b"3", parties=somebody("FIEN voorbeeld"))
    with file.reading() as now:
        keys = case_keys(now.case(first))
        assert len(keys) == 2
        assert now.alike(keys) == now.alike(keys[:1]) == (third, first)
        assert now.alike([*keys, "mail:nadia@voorbeeld.example"]) == (third, 2, first)
        assert now.alike(["mail:niemand@voorbeeld.example"]) == now.alike([]) == ()


def test_a_person_is_found_by_name_alone(file: CaseFile) -> None:
    first = log_case(file, b"1", parties=somebody("Élodie van der Verzonnen"))
    child = Person("Wout Denkbeeldig", ("Nergenslaan 3", "0000 Nergenshuizen"))
    parent = Person("Nadia Denkbeeldig", email="nadia@voorbeeld.example")
    second = log_case(file, b"2", parties=Parties(parent, child, "parent"))
    third = log_case(
        file, b"3", parties=Parties.herself(Person("", email="lies@voorbeeld.example"))
    )
    with file.reading() as now:
        assert now.named("ELODIE  van der verzonnen") == (first,)
        assert now.named("Wout Denkbeeldig") == now.named("nadia denkbeeldig") == (second,)
        assert now.named("lies@voorbeeld.example") == (third,)
        assert now.named("Wout") == now.named("van der Verzonnen") == now.named("") == ()


def test_a_changed_party_is_found_by_the_new_key_only(file: CaseFile) -> None:
    stream = log_case(file, b"1", parties=somebody("Fien Voorbeeld"))
    with file.reading() as now:
        entry = now.case(stream).entries[1]
    from ikanda_case.domain.journal import canonical, plain

    parties = Parties.herself(Person("Fien Voorbeeld", email="nieuw@voorbeeld.example"))
    change = (("parties", canonical(plain(parties)).decode()),)
    add(file, stream, Corrected(entry=entry.n, changes=change, reason="ander adres"))
    with file.reading() as now:
        assert now.alike(["mail:nieuw@voorbeeld.example"]) == (stream,)
        assert now.alike(["mail:fien@voorbeeld.example"]) == ()


@pytest.fixture
def full(file: CaseFile) -> CaseFile:
    """A file with cases of many kinds."""
    names = ("Fien Voorbeeld", "Nadia Verzonnen", "Émile Fictief")
    rights = (("ACCESS",), ("ERASE", "OPTOUT_DM"), ("RECTIFY", "ACCESS"))
    for number, (name, asked) in enumerate(product(names, rights)):
        on = DAY - timedelta(days=11 * number)
        stream = log_case(
            file, b"%d" % number, on, rights=asked, parties=somebody(name), subject=f"Vraag {name}"
        )
        if number % 2:
            add(file, stream, IdentityNotNeeded(because="zelfde adres"), on=on)
        else:
            asked_on = on + timedelta(days=1)
            question = IdentityRequested(doubt="andere naam", rung="L2")
            add(file, stream, question, on=asked_on)
        if number % 3 == 0:
            add(file, stream, Assigned(handler="fv"), on=on)
        if number % 4 == 0:
            add(file, stream, Closed(outcome="withdrawn"), on=on)
    return file


FILTERS = st.builds(
    RegisterFilter,
    is_open=st.sampled_from([None, True, False]),
    words=st.sampled_from(["", "fien", "emile", "VRAAG verzonnen", "0003", "%", "_", "niemand"]),
    right=st.sampled_from(["", "ACCESS", "ERASE", "OPTOUT_DM", "PORT", "ACC"]),
    due_from=st.none() | st.dates(date(2026, 9, 1), date(2027, 1, 31)),
    due_to=st.none() | st.dates(date(2026, 9, 1), date(2027, 1, 31)),
    suspended=st.sampled_from([None, True, False]),
    identity=st.sampled_from([(), ("pending",), ("not_needed", "open")]),
    handler=st.sampled_from([None, "", "fv"]),
    received_from=st.none() | st.dates(date(2026, 8, 1), DAY),
    next_step=st.sampled_from([(), ("settle_identity",), ("draft", "wait")]),
    order=st.sampled_from(typing.get_args(Order)),
    ranks=st.sampled_from([(), ("fv", ""), ("not_needed", "pending"), ("wait", "none", "draft")]),
    descending=st.booleans(),
    limit=st.integers(0, 4),
)


@given(wanted=FILTERS)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_register_holds_what_the_filter_asks(full: CaseFile, wanted: RegisterFilter) -> None:
    with full.reading() as now:
        found, everything = now.register(wanted), now.register(EVERYTHING)
        streams, number = now.matching(wanted), now.count(wanted)
    assert len(everything) == 9
    expected = ordered([line for line in everything if fits(line, wanted)], wanted)
    assert list(found) == expected[: wanted.limit or None]
    assert list(streams) == [line.stream for line in found]
    assert number == len(expected)
    assert list(everything) == sorted(everything, key=lambda line: (line.sort_day, line.stream))


@given(wanted=FILTERS, days=st.integers(-60, 60))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_how_the_open_cases_of_a_list_stand_is_what_their_lines_say(
    full: CaseFile, wanted: RegisterFilter, days: int
) -> None:
    today = DAY + timedelta(days=days)
    with full.reading() as now:
        tally, lines = now.tally(wanted, today), now.register(replace(wanted, limit=0))
        per_day, open_lines = now.due_days(today), now.register(RegisterFilter(is_open=True))
    owed = [line for line in lines if line.is_open and not all(row.done for row in line.rows)]
    left = [days for line in owed if (days := line.days_left(today)) is not None]
    assert (tally.late, tally.today) == (sum(each < 0 for each in left), left.count(0))
    assert tally.soon == sum(0 < each <= 3 for each in left)
    assert tally.suspended == sum(line.suspended for line in owed)
    strict = [line.strict_due for line in owed if line.strict_due]
    assert tally.oldest_strict == min(strict, default=None)
    dues = [line.due for line in open_lines if line.due and line.due <= today]
    assert per_day == tuple((day, dues.count(day)) for day in sorted(set(dues)))


def test_no_case_of_a_list_of_closed_ones_is_late(full: CaseFile) -> None:
    with full.reading() as now:
        assert now.tally(RegisterFilter(is_open=False), DAY) == Tally(0, 0, 0, 0, None)
        assert now.tally(RegisterFilter(), DAY) != Tally(0, 0, 0, 0, None)


def test_lines_come_in_the_order_their_streams_are_asked_for(full: CaseFile) -> None:
    with full.reading() as now:
        lines = {line.stream: line for line in now.register(EVERYTHING)}
        asked = [*sorted(lines, reverse=True), 10_000, OFFICE]
        assert now.lines(asked) == tuple(lines[each] for each in sorted(lines, reverse=True))
        assert now.lines([]) == ()


def test_the_sample_has_something_for_each_filter(full: CaseFile) -> None:
    with full.reading() as now:
        lines = now.register(EVERYTHING)
    assert {line.is_open for line in lines} == {line.suspended for line in lines} == {True, False}
    assert {line.identity for line in lines} == {"pending", "not_needed"}
    assert {line.handler for line in lines} == {"", "fv"}
    assert any(line.due is None for line in lines) and any(line.due for line in lines)


# ---- the office ----------------------------------------------------------------------------------


def test_the_office_is_what_its_entries_say(file: CaseFile) -> None:
    add(file, OFFICE, OfficeDescribed(legal_name="Fictief BV", address=("Straat 1", "9999 Dorp")))
    add(file, OFFICE, PersonAdded(person="fv", name="Fien Verzonnen", roles=("handler",)))
    with file.reading() as now:
        office = now.office()
    assert office.described.legal_name == "Fictief BV" and office.version == 2
    assert office.name_of("fv") == "Fien Verzonnen"


def test_a_changed_policy_reaches_every_line_at_once(full: CaseFile) -> None:
    with full.reading() as now:
        before = now.register(EVERYTHING)
    change = PolicyChanged(name="credit_suspension", value="false", reason="streng lezen")
    with full.work(ACTOR) as work:
        work.append(OFFICE, DAY, change)
        during = work.register(EVERYTHING)
        work.commit()
    with full.reading() as now:
        after, office = now.register(EVERYTHING), now.office()
        anew = [register_line(now.case(line.stream), office) for line in after]
    assert any(line.suspended for line in before) and not any(line.suspended for line in after)
    assert during == after and list(after) == anew


def test_an_office_change_that_is_undone_changes_no_line(full: CaseFile) -> None:
    with full.reading() as now:
        before = now.register(EVERYTHING)
    with full.work(ACTOR) as work:
        change = PolicyChanged(name="credit_suspension", value="false", reason="streng lezen")
        work.append(OFFICE, DAY, change)
        assert work.office().policy.credit_suspension is False
    with full.reading() as now:
        assert now.register(EVERYTHING) == before and now.office().policy.credit_suspension


# ---- disk only -----------------------------------------------------------------------------------


def test_what_was_kept_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    with make_case_file(tmp_path) as file:
        for number in range(3):
            log_case(file, b"%d" % number)
        with file.reading() as now:
            head, lines = now.head(), now.register(EVERYTHING)
    assert [each.name for each in tmp_path.iterdir()] == ["fictief.ikanda"]
    with reopen(tmp_path / "fictief.ikanda") as file, file.reading() as now:
        assert now.head() == head and now.register(EVERYTHING) == lines
