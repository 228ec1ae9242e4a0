"""`case list`, `case show` and `intake`: what stands in a case file, and what comes into it."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ikanda_case.cli.cases import case_document
from tests.e2e.command_line import Json, call, mail, moment, process
from tests.e2e.conftest import Demo
from tests.support.processes import ROOT

EVENTS = {
    "received_other_channel", "effective_receipt", "identity_requested", "identity_received",
    "identity_insufficient", "identity_verified", "extended", "letter_dated", "postmark",
    "duplicate_received",
}  # fmt: skip
QUALIFIERS = {"reason", "reasonable_doubt", "since", "justified", "forwarded_by_staff"}
MAILS = ROOT / "tests" / "files" / "mails"


@pytest.fixture(scope="module")
def shown(demo: Demo) -> list[tuple[Json, Any]]:
    """Every case of the demo as `case show` tells it, with the case itself."""
    with (
        demo.program.open_desk(demo.file, None, read_only=True) as desk,
        desk.file.reading() as now,
    ):
        office = now.office()
        cases = [now.case(now.stream_of(each["ref"])) for each in demo.said["cases"]]
        return [
            (json.loads(json.dumps(case_document(case, office, "nl"), default=str)), case)
            for case in cases
        ]


# ---- case list -----------------------------------------------------------------------------------


def test_the_list_holds_every_case_once_earliest_due_first(demo: Demo) -> None:
    said = call(demo.program, "case", "list", demo.file, "--json")
    assert (said.code, said.err) == (0, "")
    lines = said.json
    assert sorted(each["ref"] for each in lines) == [each["ref"] for each in demo.said["cases"]]
    days = [each["due"] or each["strict_due"] or "9999" for each in lines]
    assert days == sorted(days)


def test_the_list_and_a_case_tell_the_same(demo: Demo, shown: list[tuple[Json, Any]]) -> None:
    lines = {each["ref"]: each for each in call(
        demo.program, "case", "list", demo.file, "--json").json}  # fmt: skip
    for told, _ in shown:
        line = lines[told["ref"]]
        for name in ("state", "due", "strict_due", "suspended", "next_step", "blocker", "handler"):
            assert line[name] == told[name], (told["ref"], name)
        assert line["identity"] == told["identity"]["state"]
        assert line["rights"] == [row["right"] for row in told["rows"]]


def test_without_json_each_case_is_a_line(demo: Demo) -> None:
    said = call(demo.program, "case", "list", demo.file)
    assert len(said.out.splitlines()) == len(demo.said["cases"])


# ---- case show -----------------------------------------------------------------------------------


def test_a_case_has_the_promised_fields(demo: Demo) -> None:
    said = process(
        "case", "show", demo.file, "AVG-2026-0002", "--json", "--passphrase-stdin",
        stdin=demo.passphrase + "\n",
    )  # fmt: skip
    told = said.json
    assert (said.code, said.err) == (0, "")
    promised = {
        "ref", "state", "facts", "entries", "rows", "identity", "letters", "next_step", "blocker",
    }  # fmt: skip
    assert promised <= told.keys()
    assert told["ref"] == "AVG-2026-0002"
    for entry in told["entries"]:
        assert entry.keys() == {"n", "kind", "on", "actor", "recorded_at"}
        assert moment(entry["recorded_at"]) <= datetime.now(UTC)
    for row in told["rows"]:
        assert {"right", "state", "due", "strict_due", "deadlines", "explanation"} <= row.keys()
        assert {each["kind"] for each in row["deadlines"]} <= {"answer", "effect", "house"}
        assert all("due" in each for each in row["deadlines"])
    for letter in told["letters"]:
        assert {"id", "kind", "language", "state", "sha256", "file_name"} <= letter.keys()


def test_the_hash_of_a_letter_is_that_of_the_file_written(
    demo: Demo, shown: list[tuple[Json, Any]]
) -> None:
    written = {Path(name).name: demo.folder / name for name in demo.said["letters"]}
    sealed = [
        letter
        for told, _ in shown
        for letter in told["letters"]
        if letter["state"] in ("signed", "sent")
    ]
    assert len(sealed) == len(written)
    for letter in sealed:
        content = written[letter["file_name"]].read_bytes()
        assert letter["sha256"] == hashlib.sha256(content).hexdigest()


def test_entries_are_told_in_order_and_the_days_are_those_of_the_facts(
    shown: list[tuple[Json, Any]],
) -> None:
    for told, _ in shown:
        numbers = [entry["n"] for entry in told["entries"]]
        assert numbers == sorted(set(numbers))
        kinds = [entry["kind"] for entry in told["entries"]]
        assert kinds[0] == "taken_in" and kinds.count("received") == 1


def clock_line(told: Json, case: Any, right: str) -> Json:
    """Return the question that asks the clock about a row, from the entries alone."""
    events = []
    for entry in case.in_force:
        if entry.kind in EVENTS:
            known = {name: getattr(entry.fact, name, None) for name in QUALIFIERS}
            said = {name: value for name, value in known.items() if value is not None}
            events.append({"type": entry.kind, "on": entry.on, **said})
    received = told["facts"]["instant"] or told["facts"]["received"]
    return {"received": received, "rule": "art12", "right": right, "events": events}


def test_the_clock_command_gives_the_same_dates_for_every_row(
    demo: Demo, shown: list[tuple[Json, Any]]
) -> None:
    rules = demo.program.rulebook.rights
    asked, expected = [], []
    for told, case in shown:
        for row in told["rows"]:
            if rules.right(row["right"]).answer_rule != "art12" or row["decision"] == "refused":
                continue
            asked.append(json.dumps(clock_line(told, case, row["right"]), default=str))
            answer = next(each for each in row["deadlines"] if each["kind"] == "answer")
            expected.append((told["ref"], row["right"], answer))
    assert len(asked) > 25
    said = call(demo.program, "clock", "--json", stdin="\n".join(asked) + "\n")
    assert said.code == 0, said.out
    for line, (ref, right, answer) in zip(said.lines, expected, strict=True):
        assert (line["due"], line["strict_due"], line["flags"]) == (
            answer["due"], answer["strict_due"], answer["flags"],
        ), (ref, right)  # fmt: skip


def test_a_row_is_explained_by_steps_that_end_at_its_day(shown: list[tuple[Json, Any]]) -> None:
    for told, _ in shown:
        for row in told["rows"]:
            assert row["explanation"], (told["ref"], row["right"])
            assert all(step["rule"] and step["text"] for step in row["explanation"])
            if row["state"] == "running":
                assert row["explanation"][-1]["date"] == row["due"], (told["ref"], row["right"])


def test_an_unknown_case_or_letter_is_a_wrong_call(demo: Demo, tmp_path: Path) -> None:
    show = ("case", "show", demo.file)
    call(demo.program, *show, "AVG-2026-9999", "--json").refused("unknown_case", 2)
    out = tmp_path / "x.pdf"
    wanted = ("AVG-2026-0001", "--out", out, "--json")
    call(demo.program, *show, *wanted, "--export-letter", "B9").refused("unknown_letter", 2)
    call(demo.program, *show, *wanted).refused("letter_and_out", 2)
    asked = (*show, "AVG-2026-0001", "--json", "--export-letter", "B1")
    call(demo.program, *asked).refused("letter_and_out", 2)
    assert not out.exists()
    out.write_text("blijft")
    call(demo.program, *asked, "--out", out).refused("out_exists", 2)
    assert out.read_text() == "blijft"
    call(demo.program, *asked, "--out", tmp_path / "niets" / "x").refused("out_not_writable", 2)


def test_without_json_a_case_is_told_in_lines(demo: Demo) -> None:
    said = call(demo.program, "case", "show", demo.file, "AVG-2026-0001")
    assert said.code == 0 and said.out.startswith("AVG-2026-0001  ")


# ---- intake --------------------------------------------------------------------------------------


def test_files_are_taken_in_as_new_one_line_for_each(demo: Demo, tmp_path: Path) -> None:
    path = demo.copy(tmp_path)
    before = call(demo.program, "info", path, "--json").json["counts"]
    first, again = tmp_path / "vraag.eml", tmp_path / "nog eens.eml"
    first.write_bytes(mail())
    again.write_bytes(mail())
    known = ROOT / "resources" / "demo" / "01-inzage.eml"
    said = call(demo.program, "intake", path, first, again, known, "--json")
    assert (said.code, said.err) == (0, "")
    one, two, three = said.lines
    for line, file in ((one, first), (two, again), (three, known)):
        assert {"file", "sha256", "item", "duplicate_of", "warnings"} <= line.keys()
        assert line["file"] == str(file)
        assert line["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert one["duplicate_of"] is None and two["duplicate_of"] == one["item"] == two["item"]
    assert three["duplicate_of"] == 1
    after = call(demo.program, "info", path, "--json").json["counts"]
    assert after["items"] == before["items"] + 1 and after["cases"] == before["cases"]
    assert after["waiting"] == before["waiting"] + 1


def test_broken_mails_are_kept_and_warned_of(demo: Demo, tmp_path: Path) -> None:
    path = demo.copy(tmp_path)
    broken = [MAILS / "base64-garbage.eml", MAILS / "nul-bytes.eml", MAILS / "empty.eml"]
    said = call(demo.program, "intake", path, *broken, "--json")
    assert said.code == 0
    for line, file in zip(said.lines, broken, strict=True):
        assert bool(line["warnings"]) is (file.name != "nul-bytes.eml"), file
        opened = demo.program.open_desk(path, None, read_only=True)
        with opened as desk, desk.file.reading() as now:
            assert now.blob(line["sha256"]) == file.read_bytes()


def test_a_file_that_cannot_be_taken_in_says_so_and_the_rest_goes_on(
    demo: Demo, tmp_path: Path
) -> None:
    path = demo.copy(tmp_path)
    good = tmp_path / "vraag.eml"
    good.write_bytes(mail())
    said = call(demo.program, "intake", path, tmp_path / "weg.eml", tmp_path, good, "--json")
    assert said.code == 2
    assert [each.get("error", {}).get("code") for each in said.lines] == [
        "file_missing", "file_missing", None,
    ]  # fmt: skip
    assert said.lines[2]["item"] > 0
