"""`demo --inputs`: any folder of the same form, whatever is wrong in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from ikanda_case.bootstrap.program import Program
from tests.e2e.command_line import Json, Said, call, folder_of, item, mail, plan
from tests.e2e.conftest import Demo

ANSWER = {"letter": "L01", "on": "2026-11-06", "sent_by": "email"}


def run(program: Program, folder: Path, *more: object) -> Said:
    out = folder.parent / "uit"
    return call(program, "demo", "--inputs", folder, "--out", out, "--json", *more)


@pytest.fixture
def mended(demo: Demo, tmp_path: Path) -> Json:
    """A folder in which most items have something wrong, worked through."""
    items = [
        item("goed.eml", answers=[ANSWER], handler="genegeerd"),
        item("stuk.eml"),
        item("onbekend-recht.eml", rights=["TELEPORT"]),
        item("weg.eml"),
        item("../plan-b.eml"),
        item("/etc/hostname"),
        item("nul\x00byte.eml"),
        item("geen.eml", rights=[]),
        item("post.txt", channel="post", received="2026-11-05T23:30:00+00:00",
             requester={"name": "Gust Verzonnen", "address": ["Fictiestraat 1", "0000 X"]},
             answers=[{"letter": "L01", "on": "2026-11-09"},
                      {"letter": "L99", "on": "2026-11-09"},
                      {"letter": "L06", "on": "2026-11-10", "right": "ACCESS", "ground": "G17",
                       "facts": "x"},
                      {"letter": "L05", "on": "2026-11-24", "right": "ACCESS"}]),
    ]  # fmt: skip
    folder = folder_of(
        tmp_path / "in",
        plan(*items),
        goed__eml=mail(),
        stuk__eml=b"\x00\xff\x1b" * 400,
        geen__eml=mail(subject="Reclame"),
        post__txt=b"Ik wil inzage.",
        **{"onbekend-recht__eml": mail(subject="Teleport")},
    )
    (tmp_path / "plan-b.eml").write_bytes(mail(subject="Buiten de map"))
    said = run(demo.program, folder)
    assert said.code == 0
    return {**said.json, "out": tmp_path / "uit"}


def test_what_is_refused_is_named_and_the_rest_goes_on(mended: Json) -> None:
    assert [(each["file"], each["code"]) for each in mended["refused"]] == [
        ("stuk.eml", "arrival_unknown"),
        ("onbekend-recht.eml", "unknown_right"),
        ("weg.eml", "file_missing"),
        ("../plan-b.eml", "file_outside_folder"),
        ("/etc/hostname", "file_outside_folder"),
        ("nul\x00byte.eml", "file_missing"),
        ("post.txt", "unknown_letter_kind"),
        ("post.txt", "ground_not_allowed"),
        ("post.txt", "in_the_future"),
    ]
    assert all(each["message"] for each in mended["refused"])
    assert [each["file"] for each in mended["cases"]] == ["goed.eml", "post.txt"]
    assert mended["set_aside"] == ["geen.eml"]
    assert mended["letters"] == [
        "letters/AVG-2026-0001-B1-L01-nl.pdf",
        "letters/AVG-2026-0002-B1-L01-nl.pdf",
    ]


def test_no_file_is_lost_and_a_moment_counts_in_brussels(demo: Demo, mended: Json) -> None:
    file = mended["out"] / "demo.ikanda"
    told = call(
        Program(), "case", "show", file, "AVG-2026-0002", "--json", "--passphrase-stdin",
        stdin=mended["passphrase"] + "\n",
    ).json  # fmt: skip
    assert told["facts"]["received"] == "2026-11-06"
    assert told["facts"]["instant"] == "2026-11-06T00:30:00+01:00"
    kept = call(
        Program(), "info", file, "--json", "--passphrase-stdin", stdin=mended["passphrase"]
    ).json["counts"]
    assert (kept["items"], kept["waiting"], kept["cases"]) == (5, 2, 2)


def test_a_plan_may_leave_out_what_the_file_tells(demo: Demo, tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path / "in",
        plan(item(answers=[{"letter": "L01", "on": "2026-11-06"}], identity=None)),
        vraag__eml=mail(text="Bonjour, je voudrais une copie de toutes mes données. Merci bien."),
    )
    said = run(demo.program, folder).json
    assert said["refused"] == []
    told = call(
        Program(), "case", "show", tmp_path / "uit" / "demo.ikanda", "AVG-2026-0001", "--json",
        "--passphrase-stdin", stdin=said["passphrase"],
    ).json  # fmt: skip
    facts = told["facts"]
    assert (facts["received"], facts["channel"], facts["language"]) == ("2026-11-05", "email", "fr")
    assert facts["parties"]["requester"]["name"] == "Fien Voorbeeld"
    assert facts["parties"]["data_subject"] == facts["parties"]["requester"]
    assert told["letters"][0]["file_name"] == "AVG-2026-0001-B1-L01-fr.pdf"
    assert told["identity"]["state"] == "open"


def test_as_of_moves_the_day_of_the_plan(demo: Demo, tmp_path: Path) -> None:
    late = [{"letter": "L01", "on": "2026-11-20", "sent_by": "email"}]
    folder = folder_of(tmp_path / "in", plan(item(answers=late)), vraag__eml=mail())
    said = run(demo.program, folder, "--as-of", "2026-11-19").json
    assert [each["code"] for each in said["refused"]] == ["in_the_future"]
    assert said["reports"][0] == "reports/overdue-2026-11-19.json"
    made = json.loads((tmp_path / "uit" / said["reports"][0]).read_bytes())
    assert made["as_of"] == "2026-11-19" and made["office"] == "Verzonnen Kantoor BV"


# ---- the plan itself ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b"NaN{", b'{"as_of":'], ids=range(6)
)
def test_a_plan_that_is_no_json_is_refused(demo: Demo, tmp_path: Path, raw: bytes) -> None:
    run(demo.program, folder_of(tmp_path / "in", raw)).refused("plan_unreadable", 2)
    assert not (tmp_path / "uit").exists()


def without(field: str, planned: Json) -> Json:
    return {name: value for name, value in planned.items() if name != field}


@pytest.mark.parametrize(
    "planned",
    [
        without("as_of", plan()),
        without("items", plan()),
        plan({"rights": []}),
        plan(item(identity={"because": "x"})),
        plan(item(answers=[{"letter": "L01"}])),
        plan(item(answers=[{"on": "2026-11-09"}])),
        plan(item(extended={"reason": "veel"})),
    ],
    ids=range(7),
)
def test_a_missing_field_is_named(demo: Demo, tmp_path: Path, planned: Json) -> None:
    run(demo.program, folder_of(tmp_path / "in", planned)).refused("plan_field_missing", 2)


ODD: list[Any] = [1, "x", [], {}, [1], [None], [[1]], {"a": [1]}, True, 2.5]


@pytest.mark.parametrize(
    "planned",
    [
        [],
        "plan",
        5,
        without("office", plan()),
        plan(as_of=20261123),
        plan(as_of="2026-02-30"),
        plan(as_of="2026-W47-1"),
        plan("geen object"),
        plan(items={}),
        plan(item(file=7)),
        plan(item(rights="ACCESS")),
        plan(item(rights=[1])),
        plan(item(channel="duif")),
        plan(item(channel=["email"])),
        plan(item(received="gisteren")),
        plan(item(received=5)),
        plan(item(dated="3 november 2026")),
        plan(item(official_channel=True)),
        plan(item(forwarded_by_staff="ja")),
        plan(item(requester="Fien")),
        plan(item(requester={"name": 5})),
        plan(item(requester={"name": "Fien", "address": "straat"})),
        plan(item(requester={"name": "Fien", "address": [{}]})),
        plan(item(data_subject=[])),
        plan(item(language="tlh")),
        plan(item(identity=True)),
        plan(item(identity={"needed": "neen"})),
        plan(item(identity={"needed": True, "rung": "L9"})),
        plan(item(identity={"needed": True, "outcome": "misschien"})),
        plan(item(extended="2026-11-09")),
        plan(item(answers={})),
        plan(item(answers=["L01"])),
        plan(item(answers=[{"letter": "L01", "on": "morgen"}])),
        plan(item(answers=[{"letter": "L01", "on": "2026-11-09", "sent_by": "duif"}])),
        plan(item(close_on="ooit")),
        *({**plan(), "office": {**plan()["office"], "address": odd}} for odd in ODD[:2] + ODD[4:]),
        *({**plan(), "office": {**plan()["office"], "intake_addresses": odd}}
          for odd in ODD[:2] + ODD[3:6]),
        *({**plan(), "office": {**plan()["office"], "mail_hosts": odd}} for odd in ODD[3:8]),
        *({**plan(), "office": {**plan()["office"], "signatory": odd}} for odd in ODD[:3]),
    ],
)  # fmt: skip
def test_a_bad_field_is_named_and_nothing_is_written(
    demo: Demo, tmp_path: Path, planned: Any
) -> None:
    said = run(demo.program, folder_of(tmp_path / "in", planned))
    assert said.json["error"]["code"] in ("plan_field_bad", "plan_field_missing")
    assert (said.code, (tmp_path / "uit").exists()) == (2, False)


def test_an_empty_plan_gives_an_empty_file_and_a_report(demo: Demo, tmp_path: Path) -> None:
    said = run(demo.program, folder_of(tmp_path / "in", plan())).json
    assert (said["cases"], said["letters"], said["set_aside"], said["refused"]) == ([], [], [], [])
    assert len(said["reports"]) == 3


@pytest.mark.parametrize("field", ["signatory", "enterprise_number", "department", "address"])
def test_an_office_that_says_too_little_gets_no_letter_and_hears_why(
    demo: Demo, tmp_path: Path, field: str
) -> None:
    planned = plan(item(answers=[ANSWER]))
    planned["office"] = without(field, planned["office"])
    said = run(demo.program, folder_of(tmp_path / "in", planned, vraag__eml=mail()))
    assert said.code in (0, 2) and "Traceback" not in said.err
    told = said.json
    codes = [told["error"]["code"]] if said.code else [each["code"] for each in told["refused"]]
    assert codes in (["office_field_missing"], ["words_missing"])


@pytest.mark.parametrize("received", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:00-14:00"])
def test_a_moment_beyond_every_calendar_is_refused(
    demo: Demo, tmp_path: Path, received: str
) -> None:
    folder = folder_of(tmp_path / "in", plan(item(received=received)), vraag__eml=mail())
    run(demo.program, folder).refused("plan_field_bad", 2)


@pytest.mark.parametrize(
    ("received", "code"), [("1990-05-05", ""), ("2199-01-01", "in_the_future")]
)
def test_a_year_without_known_holidays_is_said_and_never_hidden(
    demo: Demo, tmp_path: Path, received: str, code: str
) -> None:
    folder = folder_of(tmp_path / "in", plan(item(received=received)), vraag__eml=mail())
    told = run(demo.program, folder).json
    report = json.loads((tmp_path / "uit" / told["reports"][0]).read_bytes())
    if code:
        assert [each["code"] for each in told["refused"]] == [code]
        assert report["rows"] == []
    else:
        assert len(told["cases"]) == 1
        row = report["rows"][0]
        assert (row["block"], row["error"]) == ("error", "outside_holiday_table")
        assert report["totals"]["open"] == 1
