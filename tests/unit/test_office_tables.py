"""Changing a table or parameter: what moves is shown, accepted, and kept with who and why."""

from dataclasses import replace
from datetime import date

import pytest

from ikanda_case.app import intake, office_tables
from ikanda_case.app.desk import Desk
from ikanda_case.domain import facts as f
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.errors import InputError, KnownError, RuleError
from ikanda_case.domain.house import house_targets
from ikanda_case.domain.moving import moved
from ikanda_case.domain.office import changed_office
from ikanda_case.domain.policy import Policy
from ikanda_case.domain.rulebook import Rulebook, TableChanges, changed_calendar
from ikanda_case.tables.calendars import load_calendar
from ikanda_case.tables.data_map import data_map_from, load_data_map
from tests.support.cases import a_receipt, an_office, opened
from tests.support.desks import memory_desk

BELGIUM = load_calendar()
BRIDGE = f.CalendarChanged(
    day=date(2026, 12, 7), name_nl="brugdag", source="verzonnen KB", reason="KB van vandaag"
)


@pytest.fixture
def desk() -> Desk:
    return memory_desk()


@pytest.fixture
def stream(desk: Desk) -> int:
    taken = intake.take_in(desk, "brief.txt", b"Ik wil inzage.").stream
    intake.open_case(desk, taken, a_receipt())
    return taken


def due(desk: Desk, stream: int) -> date | None:
    with desk.file.reading() as now:
        return case_clock(now.case(stream), now.office()).due


# ---- the calendar --------------------------------------------------------------------------------


def test_a_new_holiday_moves_the_running_dates_it_falls_on(desk: Desk, stream: int) -> None:
    assert due(desk, stream) == date(2026, 12, 7)
    moving = office_tables.what_moves(desk, BRIDGE)
    assert [(each.right, each.kind, each.before, each.after) for each in moving] == [
        ("ACCESS", "answer", date(2026, 12, 7), date(2026, 12, 8))
    ]
    assert due(desk, stream) == date(2026, 12, 7)
    office_tables.change(desk, BRIDGE, moving)
    assert due(desk, stream) == date(2026, 12, 8)
    with desk.file.reading() as now:
        assert now.office().rulebook.calendar.version == f"{BELGIUM.version}+1"


def test_a_change_is_refused_until_what_moves_is_accepted(desk: Desk, stream: int) -> None:
    with pytest.raises(RuleError) as refused:
        office_tables.change(desk, BRIDGE)
    assert (refused.value.code, refused.value.facts["count"]) == ("dates_move", 1)
    assert due(desk, stream) == date(2026, 12, 7)


def test_a_holiday_can_be_struck_and_put_back(desk: Desk, stream: int) -> None:
    struck = f.CalendarChanged(day=date(2026, 12, 25), removed=True, reason="x")
    office_tables.change(desk, struck)
    with desk.file.reading() as now:
        assert now.office().rulebook.calendar.is_working(date(2026, 12, 25))
    back = f.CalendarChanged(day=date(2026, 12, 25), name_nl="Kerstmis", source="KB", reason="x")
    office_tables.change(desk, back)
    with desk.file.reading() as now:
        assert not now.office().rulebook.calendar.is_working(date(2026, 12, 25))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (replace(BRIDGE, reason=" "), "words_missing"),
        (replace(BRIDGE, day=None), "words_missing"),
        (replace(BRIDGE, name_nl=""), "words_missing"),
        (replace(BRIDGE, source=""), "words_missing"),
        (replace(BRIDGE, day=date(1999, 1, 1)), "outside_holiday_table"),
        (replace(BRIDGE, removed=True), "holiday_unknown"),
        (f.PolicyChanged(name="keep_years", value="0", reason="x"), "bad_policy_value"),
        (f.PolicyChanged(name="nope", value="0", reason="x"), "unknown_policy"),
        (f.DataMapChanged(line="D99", field="basis", value="OVK", reason="x"), "unknown_line"),
        (f.DataMapChanged(line="D01", field="colour", value="x", reason="x"), "no_such_field"),
        (f.DataMapChanged(line="D01", field="id", value="x", reason="x"), "no_such_field"),
        (f.DataMapChanged(line="D01", field="systems", value="attic", reason="x"), "bad_value"),
        (f.DataMapChanged(line="D01", field="purposes", value="P99", reason="x"), "bad_value"),
        (f.DataMapChanged(line="D01", field="basis", value=" ", reason="x"), "bad_value"),
        (f.DataMapChanged(line="R01", field="notice", value="ja", reason="x"), "bad_value"),
    ],
)
def test_an_impossible_change_is_refused_by_name(
    desk: Desk, change: office_tables.TableChange, code: str
) -> None:
    with pytest.raises(KnownError) as refused:
        office_tables.change(desk, change)
    assert refused.value.code == code
    with desk.file.reading() as now:
        assert now.office().policy == Policy()
        assert now.office().rulebook.calendar == BELGIUM


def test_the_days_of_the_official_journal_rest_when_the_office_says_so() -> None:
    office = an_office()
    all_souls = date(2026, 11, 2)
    assert office.rulebook.calendar.is_working(all_souls)
    on = f.PolicyChanged(name="official_journal_days_rest", value="true", reason="x")
    resting = changed_office(office, on)
    assert not resting.rulebook.calendar.is_working(all_souls)
    off = changed_office(resting, replace(on, value="false"))
    assert off.rulebook.calendar.is_working(all_souls)


def test_languages_that_were_not_given_take_the_dutch_name() -> None:
    changed = changed_calendar(BELGIUM, (BRIDGE,))
    rest = changed.rest_day(date(2026, 12, 7))
    assert rest is not None and rest.holiday is not None
    assert (rest.holiday.name_fr, rest.holiday.name_de) == ("brugdag", "brugdag")


# ---- what moves ----------------------------------------------------------------------------------


def test_a_told_date_stands_beside_the_one_that_moves() -> None:
    story = opened()
    draft = f.Drafted(letter="B1", letter_kind="L01", language="nl", rights=("ACCESS",))
    story.put(date(2026, 11, 6), draft)
    told = (("due_on", date(2026, 12, 7)),)
    story.put(date(2026, 11, 6), f.Rendered(letter="B1", sha256="", pages=1, head="", told=told))
    story.put(date(2026, 11, 6), f.Sent(letter="B1", channel="email", to="x"))
    [each] = moved([story.case], story.office, changed_office(story.office, BRIDGE))
    assert (each.told, each.error) == (date(2026, 12, 7), "")


def test_a_case_that_can_no_longer_be_counted_is_said() -> None:
    story = opened()
    book = story.office.rulebook
    short = replace(BELGIUM, holidays=(), first_year=2000, last_year=2025)
    broken = replace(story.office, rulebook=Rulebook(book.rights, short))
    [each] = moved([story.case], story.office, broken)
    assert each.error == "outside_holiday_table"


def test_what_is_closed_or_met_moves_no_more() -> None:
    story = opened(rights=("OPTOUT_DM",))
    change = f.PolicyChanged(name="optout_wall_workdays", value="5", reason="x")
    after = changed_office(story.office, change)
    assert [each.kind for each in moved([story.case], story.office, after)] == ["effect"]
    story.put(date(2026, 11, 9), f.Executed(right="OPTOUT_DM"))
    assert moved([story.case], story.office, after) == ()
    story.put(date(2026, 11, 10), f.Closed())
    assert moved([story.case], story.office, after) == ()


# ---- parameters ----------------------------------------------------------------------------------


def test_a_parameter_tells_who_changed_it_when_from_what_and_why(desk: Desk) -> None:
    for value in ("4", "6"):
        change = f.PolicyChanged(name="acknowledge_workdays", value=value, reason=f"reden {value}")
        office_tables.change(desk, change)
    [line] = [
        each
        for each in office_tables.policy_lines(desk)
        if each.parameter.name == "acknowledge_workdays"
    ]
    assert (line.value, line.default) == (6, 3)
    said = [(step.before, step.after, step.reason, step.actor) for step in line.history]
    assert said == [(3, 4, "reden 4", desk.actor), (4, 6, "reden 6", desk.actor)]
    assert len(office_tables.policy_lines(desk)) == len(Policy.__dataclass_fields__)


# ---- the data map --------------------------------------------------------------------------------


def test_what_changes_no_table_leaves_what_was_changed() -> None:
    changed = TableChanges().and_also(BRIDGE)
    assert changed.days == (BRIDGE,)
    for other in (None, f.Noted(text="x")):
        assert changed.and_also(other) is changed


def test_the_map_is_that_of_the_rule_book() -> None:
    found = load_data_map()
    assert [*found.categories] == [f"D{n:02}" for n in range(1, 25)]
    assert [*found.recipients] == [f"R{n:02}" for n in range(1, 14)]
    assert [*found.purposes][:13] == [f"P{n:02}" for n in range(1, 14)]
    assert [id for id, each in found.categories.items() if not each.seed] == [
        "D21", "D22", "D23", "D24",
    ]  # fmt: skip
    assert {id for id, each in found.recipients.items() if not each.notice} == {"R11"}
    assert {id for id, each in found.recipients.items() if each.marketing} == {
        "R01", "R02", "R03", "R04", "R06",
    }  # fmt: skip
    assert {id for id, each in found.recipients.items() if each.processor} == {
        "R03", "R07", "R08", "R13",
    }  # fmt: skip


def test_every_period_is_to_be_confirmed_until_the_office_fills_it_in(desk: Desk) -> None:
    with desk.file.reading() as now:
        open_fields = set(now.office().rulebook.data_map.to_confirm())
    assert {(f"D{n:02}", "period") for n in range(1, 25)} <= open_fields
    change = f.DataMapChanged(line="D01", field="period", value="10 jaar", reason="raadsman")
    office_tables.change(desk, change)
    with desk.file.reading() as now:
        data_map = now.office().rulebook.data_map
    assert data_map.categories["D01"].period == "10 jaar"
    assert ("D01", "period") not in set(data_map.to_confirm())


@pytest.mark.parametrize(
    ("line", "field", "value", "now"),
    [
        ("D01", "systems", "crm, paper", ("crm", "paper")),
        ("R07", "processor", "false", False),
        ("crm", "owner", "verkoop", "verkoop"),
        ("P01", "name", "leveren", {"nl": "leveren", "fr": "leveren", "en": "leveren",
                                    "de": "leveren"}),
    ],
)  # fmt: skip
def test_each_kind_of_field_is_read_from_text(
    line: str, field: str, value: str, now: object
) -> None:
    changed = load_data_map().changed(line, field, value)
    assert getattr(changed.line(line), field) == now


def test_a_map_whose_lines_do_not_fit_is_refused() -> None:
    good = {
        "version": "1",
        "category": {"D01": {"name": dict.fromkeys(("nl", "fr", "en", "de"), "x")}},
        "purpose": {}, "recipient": {}, "system": {},
    }  # fmt: skip
    assert data_map_from(good).categories
    for wrong in ({"systems": ["attic"]}, {"name": {"nl": "x"}}, {"colour": "x"},
                  {"portable": "perhaps"}, {"purposes": ["P01"]}):  # fmt: skip
        row = {**good["category"]["D01"], **wrong}  # type: ignore[index]
        with pytest.raises(InputError) as refused:
            data_map_from({**good, "category": {"D01": row}})
        assert refused.value.code == "data_map"


# ---- the office's targets ------------------------------------------------------------------------


def targets(story: object) -> dict[str, tuple[date, date | None]]:
    clock = case_clock(story.case, story.office)  # type: ignore[attr-defined]
    found = house_targets(story.case, story.office, clock)  # type: ignore[attr-defined]
    return {each.code: (each.due, each.met_on) for each in found}


def test_a_case_has_the_targets_of_the_rule_book() -> None:
    story = opened()
    assert targets(story) == {
        "acknowledge": (date(2026, 11, 10), None),
        "triage": (date(2026, 11, 13), None),
        "search_orders": (date(2026, 11, 13), None),
        "draft": (date(2026, 11, 30), None),
        "extension": (date(2026, 11, 30), None),
    }


def test_a_target_is_met_on_the_day_it_was_done() -> None:
    story = opened(rights=("ACCESS", "OPTOUT_DM"))
    story.put(date(2026, 11, 6), f.IdentityNotNeeded(because="x"))
    story.put(date(2026, 11, 9), f.SearchOrdered(system="crm", due=date(2026, 11, 20)))
    assert targets(story)["triage"][1] == date(2026, 11, 6)
    assert targets(story)["search_orders"][1] == date(2026, 11, 9)
    assert targets(story)["search_results"] == (date(2026, 11, 8), None)
    story.put(date(2026, 11, 10), f.SearchDone(system="crm"))
    assert targets(story)["search_results"][1] == date(2026, 11, 10)
    assert targets(story)["aim"] == (date(2026, 11, 9), None)
    for number, (right, kind) in enumerate((("OPTOUT_DM", "L12"), ("ACCESS", "L05"))):
        assert targets(story)["draft"][1] is None
        drafted = f.Drafted(letter=f"B{number}", letter_kind=kind, language="nl", rights=(right,))
        story.put(date(2026, 11, 12 + number), drafted)
    assert targets(story)["draft"][1] == date(2026, 11, 13)


def test_an_untyped_right_is_not_triaged_and_a_suspended_case_counts_nothing_back() -> None:
    story = opened(rights=("CHILD_DATA",))
    story.put(date(2026, 11, 6), f.IdentityNotNeeded(because="x"))
    assert targets(story)["triage"][1] is None
    waiting = opened()
    waiting.put(date(2026, 11, 9), f.IdentityRequested(doubt="x", rung="L2"))
    assert {*targets(waiting)} == {"acknowledge", "triage", "search_orders"}


def test_an_extended_case_or_one_that_cannot_be_has_no_target_for_it() -> None:
    story = opened()
    story.put(date(2026, 11, 10), f.Extended(reason="x"))
    assert "extension" not in targets(story)
    assert "extension" not in targets(opened(rights=("INFO",)))
    broken = opened(received_on=date(1999, 1, 5))
    assert targets(broken) == {}
