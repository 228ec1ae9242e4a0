"""`report overdue`: every open case once, sums that add up, and no name unless asked for."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from tests.e2e.command_line import Json, call, process
from tests.e2e.conftest import Demo

FIELDS = {
    "ref", "rights", "received", "due", "strict_due", "days_late", "state", "handler", "identity",
    "next_step", "blocker", "explanation",
}  # fmt: skip
DAY = "2026-11-23"


def report(demo: Demo, day: str = DAY, *more: str) -> Json:
    said = call(demo.program, "report", "overdue", demo.file, "--as-of", day, *more)
    assert (said.code, said.err) == (0, "")
    made: Json = said.json
    return made


def names(demo: Demo) -> set[str]:
    """Return every name and address of a requester or data subject in the file."""
    opened = demo.program.open_desk(demo.file, None, read_only=True)
    with opened as desk, desk.file.reading() as now:
        cases = [now.case(now.stream_of(each["ref"])) for each in demo.said["cases"]]
    found = set()
    for case in cases:
        assert case.received is not None
        for person in (case.received.parties.requester, case.received.parties.data_subject):
            found |= {person.name, person.email, *person.name.split()}
    return {each for each in found if len(each) > 3}


def pdf_text(content: bytes) -> str:
    pdf = pypdfium2.PdfDocument(content)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()


def test_it_has_the_promised_form_and_sums(demo: Demo) -> None:
    made = report(demo)
    assert {"as_of", "office", "totals", "rows"} <= made.keys()
    assert (made["as_of"], made["office"]) == (DAY, "IKANDA BV (DEMO)")
    totals, rows = made["totals"], made["rows"]
    assert totals.keys() == {"open", "overdue", "overdue_strict", "suspended", "due_7d"}
    assert all(row.keys() >= FIELDS for row in rows)
    assert totals["open"] == len(rows)
    assert totals["overdue"] == sum(row["days_late"] > 0 for row in rows) > 0
    assert totals["suspended"] == sum(row["block"] == "suspended" for row in rows) > 0
    owing = [row for row in rows if row["block"] != "follow_up"]
    strict = [row for row in owing if row["strict_due"] and row["strict_due"] < DAY]
    assert totals["overdue_strict"] == len(strict) >= totals["overdue"]
    week = [row for row in owing if row["due"] and DAY <= row["due"] <= "2026-11-30"]
    assert totals["due_7d"] == len(week)


def test_every_open_case_stands_in_it_once(demo: Demo) -> None:
    lines = call(demo.program, "case", "list", demo.file, "--json").json
    ends = ("CLOSED", "NO_ACTION", "REFERRED", "WITHDRAWN")
    is_open = sorted(each["ref"] for each in lines if each["state"] not in ends)
    assert sorted(row["ref"] for row in report(demo)["rows"]) == is_open


def test_days_late_count_from_the_due_day_and_late_rows_come_first(demo: Demo) -> None:
    rows = report(demo)["rows"]
    late = [row for row in rows if row["block"] == "overdue"]
    for row in late:
        gone = date.fromisoformat(DAY) - date.fromisoformat(row["due"])
        assert row["days_late"] == gone.days > 0
        assert row["explanation"][-1]["date"] == row["due"]
    assert rows[: len(late)] == late


@pytest.mark.parametrize("day", ["2026-09-15", "2026-10-20", "2026-11-05"])
def test_a_past_day_shows_what_was_open_then(demo: Demo, day: str) -> None:
    made = report(demo, day)
    refs = {row["ref"] for row in made["rows"]}
    wanted = set()
    for each in demo.said["cases"]:
        told = call(demo.program, "case", "show", demo.file, each["ref"], "--json").json
        facts = told["facts"]
        if facts["received"] <= day and not (facts["closed_on"] and facts["closed_on"] <= day):
            wanted.add(each["ref"])
    assert refs == wanted
    assert all(row["received"] <= day for row in made["rows"])


def test_a_later_day_makes_more_late_and_never_fewer(demo: Demo) -> None:
    late = [report(demo, day)["totals"]["overdue"] for day in (DAY, "2026-12-24", "2027-06-01")]
    assert late == sorted(late) and late[0] < late[-1]
    assert report(demo, "2000-01-03")["rows"] == []


def test_the_same_day_gives_the_same_report_and_the_one_of_the_demo(demo: Demo) -> None:
    written = json.loads((demo.folder / f"reports/overdue-{DAY}.json").read_bytes())
    assert report(demo) == report(demo) == written


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-02-29", "bad_date"),
        ("vandaag", "bad_date"),
        ("1999-12-31", "outside_holiday_table"),
        ("9999-12-31", "outside_holiday_table"),
    ],
)
def test_a_day_that_is_none_is_refused(demo: Demo, day: str, code: str) -> None:
    call(demo.program, "report", "overdue", demo.file, "--as-of", day, "--json").refused(code, 2)


@pytest.mark.parametrize("form", ["json", "csv", "pdf"])
def test_no_name_stands_in_it_unless_asked_for(demo: Demo, tmp_path: Path, form: str) -> None:
    call_ = ("report", "overdue", demo.file, "--as-of", DAY, "--format", form, "--out")
    without, with_names = tmp_path / f"zonder.{form}", tmp_path / f"met.{form}"
    assert call(demo.program, *call_, without).code == 0
    assert call(demo.program, *call_, with_names, "--names").code == 0
    raw = without.read_bytes()
    text = pdf_text(raw) if form == "pdf" else raw.decode()
    for name in names(demo):
        assert name.encode() not in raw and name not in text, name
    raw = with_names.read_bytes()
    text = pdf_text(raw) if form == "pdf" else raw.decode()
    assert "Gerda" in text.replace("\r\n", " ")


def test_csv_has_a_line_for_each_row_and_no_formula(demo: Demo) -> None:
    said = call(
        demo.program, "report", "overdue", demo.file, "--as-of", DAY, "--format", "csv", "--names"
    )
    assert said.raw.startswith(b"\xef\xbb\xbf")
    head, *lines = csv.reader(io.StringIO(said.raw.decode("utf-8-sig")), delimiter=";")
    rows = report(demo)["rows"]
    assert [line[1] for line in lines] == [row["ref"] for row in rows]
    assert all(len(line) == len(head) for line in lines)
    assert not [cell for line in lines for cell in line if cell[:1] in tuple("=+-@\t\r")]


def test_pdf_holds_every_reference(demo: Demo, tmp_path: Path) -> None:
    out = tmp_path / "rapport.pdf"
    said = call(
        demo.program, "report", "overdue", demo.file, "--as-of", DAY, "--format", "pdf", "--out",
        out, "--json",
    )  # fmt: skip
    assert said.json == {"report": str(out)}
    text = pdf_text(out.read_bytes())
    assert all(row["ref"] in text for row in report(demo)["rows"])


def test_out_is_never_written_over_and_a_pdf_needs_it(demo: Demo, tmp_path: Path) -> None:
    out = tmp_path / "rapport.json"
    out.write_text("blijft")
    call_ = ("report", "overdue", demo.file, "--as-of", DAY, "--json")
    call(demo.program, *call_, "--out", out).refused("out_exists", 2)
    assert out.read_text() == "blijft"
    call(demo.program, *call_, "--format", "pdf").refused("pdf_needs_out", 2)


def test_a_process_writes_nothing_but_the_report(demo: Demo) -> None:
    said = process(
        "report", "overdue", demo.file, "--as-of", DAY, "--passphrase-stdin",
        stdin=demo.passphrase + "\n",
    )  # fmt: skip
    assert (said.code, said.err) == (0, "")
    assert said.json["totals"] == report(demo)["totals"]
