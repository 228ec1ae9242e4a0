"""`demo`: the main job on the bundled folder, as the command line promises it."""

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.e2e.command_line import call, process
from tests.e2e.conftest import Demo
from tests.support.processes import ROOT

PLAN = json.loads((ROOT / "resources" / "demo" / "plan.json").read_text())


def letters(demo: Demo) -> list[Path]:
    return [demo.folder / each for each in demo.said["letters"]]


def test_it_says_exactly_what_it_promises(demo: Demo) -> None:
    said = demo.said
    assert list(said) == [
        "case_file", "passphrase", "cases", "set_aside", "refused", "letters", "reports",
        "seconds",
    ]  # fmt: skip
    assert said["case_file"] == "demo.ikanda"
    assert len(said["passphrase"]) >= 20
    assert all(each.keys() == {"file", "ref"} for each in said["cases"])
    assert all(each.keys() == {"file", "code", "message"} for each in said["refused"])
    assert isinstance(said["seconds"], float) and said["seconds"] > 0


def test_every_file_of_the_plan_is_a_case_or_set_aside_in_the_plans_order(demo: Demo) -> None:
    planned = [each["file"] for each in PLAN["items"]]
    cases = [each["file"] for each in demo.said["cases"]]
    assert sorted(cases + demo.said["set_aside"]) == sorted(planned)
    assert cases == [file for file in planned if file in cases]
    assert demo.said["set_aside"] == ["10-geen-verzoek.eml", "18-inzage-nogmaals.eml"]
    refs = [each["ref"] for each in demo.said["cases"]]
    assert refs == [f"AVG-2026-{number:04}" for number in range(1, len(cases) + 1)]


def test_only_the_letter_that_breaks_a_rule_is_refused(demo: Demo) -> None:
    assert [(each["file"], each["code"]) for each in demo.said["refused"]] == [
        ("14-naam-die-lijkt.eml", "identity_open")
    ]
    assert "S6" in demo.said["refused"][0]["message"]


def test_every_other_planned_letter_is_written(demo: Demo) -> None:
    refs = {each["file"]: each["ref"] for each in demo.said["cases"]}
    wanted = [
        (refs[each["file"]], answer["letter"])
        for each in PLAN["items"]
        for answer in each.get("answers", [])
        if (each["file"], answer["letter"]) != ("14-naam-die-lijkt.eml", "L05")
    ]
    named = [Path(each).name.split("-") for each in demo.said["letters"]]
    assert sorted((f"AVG-{name[1]}-{name[2]}", name[4]) for name in named) == sorted(wanted)


def test_all_it_writes_lies_under_the_folder_and_is_named_without_persons(demo: Demo) -> None:
    named = {*demo.said["letters"], *demo.said["reports"]}
    assert demo.files == named | {"demo.ikanda", "demo.ikanda-keys", ".ikanda-demo"}
    for name in demo.said["letters"]:
        assert re.fullmatch(r"letters/AVG-2026-\d{4}-B\d+-L\d\db?-(nl|fr|en|de)\.pdf", name), name
    assert demo.said["reports"] == [
        f"reports/overdue-2026-11-23.{form}" for form in ("json", "csv", "pdf")
    ]


def test_progress_is_all_that_stands_on_the_error_stream(demo: Demo) -> None:
    total = len(PLAN["items"])
    assert demo.err.split() == [f"{number}/{total}" for number in range(total + 1)]


def test_our_own_verdict_on_every_letter_is_valid(demo: Demo) -> None:
    said = call(demo.program, "letter", "verify", *letters(demo), "--json")
    assert said.code == 0
    lines = said.lines
    assert [line["file"] for line in lines] == [str(each) for each in letters(demo)]
    for line in lines:
        assert line["verdict"] == "valid" and line["signed"] and line["intact"], line
        assert line["covers_whole_file"] and not line["changed_after_signing"]
        assert (line["level"], line["timestamp"]) == ("B-B", None)
        assert line["identity"] == "self-signed" and line["signer"] and line["signed_at"]


def test_every_letter_is_the_one_in_the_case_file(demo: Demo, tmp_path: Path) -> None:
    name = Path(demo.said["letters"][-1]).name
    ref, number = name[:13], name.split("-")[3]
    out = tmp_path / "brief.pdf"
    said = call(
        demo.program, "case", "show", demo.file, ref, "--export-letter", number, "--out", out,
        "--json",
    )  # fmt: skip
    assert said.code == 0
    assert out.read_bytes() == (demo.folder / "letters" / name).read_bytes()


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_poppler_finds_every_signature_valid_over_the_whole_document(demo: Demo) -> None:
    for letter in letters(demo):
        done = subprocess.run(
            ["pdfsig", "-nocert", str(letter)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.stdout.count("Signature Validation: Signature is Valid.") == 1, done.stdout
        assert done.stdout.count("Total document signed") == 1, done.stdout


def test_every_page_is_marked_as_a_demo(demo: Demo) -> None:
    for path in (*letters(demo), demo.folder / demo.said["reports"][2]):
        pdf = pypdfium2.PdfDocument(path)
        try:
            for page in pdf:
                assert "DEMO" in page.get_textpage().get_text_range(), path
        finally:
            pdf.close()


def test_every_pdf_says_it_is_an_archive_file_with_tags(demo: Demo) -> None:
    for path in (*letters(demo), demo.folder / demo.said["reports"][2]):
        with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
            assert bool(pdf.Root.MarkInfo.Marked), path
            assert pdf.open_metadata()["pdfaid:part"] == "2", path


@pytest.mark.parametrize("name", ["brief.txt", ".verborgen"])
def test_a_folder_that_holds_anything_is_left_alone(demo: Demo, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("blijft")
    call(demo.program, "demo", "--out", tmp_path, "--json").refused("out_not_empty", 2)
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "blijft"


def test_a_file_is_no_folder_to_write_in(demo: Demo, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    out.write_text("blijft")
    call(demo.program, "demo", "--out", out, "--json").refused("out_not_empty", 2)
    call(demo.program, "demo", "--out", out / "x", "--json").refused("out_not_writable", 2)
    assert out.read_text() == "blijft"


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-02-30", "bad_date"),
        ("23.11.2026", "bad_date"),
        ("2026-W47-1", "bad_date"),
        ("20261123", "bad_date"),
        ("9999-12-31", "outside_holiday_table"),
        ("0001-01-01", "outside_holiday_table"),
    ],
)
def test_a_day_that_is_none_is_refused_before_anything_is_written(
    demo: Demo, tmp_path: Path, day: str, code: str
) -> None:
    out = tmp_path / "uit"
    call(demo.program, "demo", "--out", out, "--as-of", day, "--json").refused(code, 2)
    assert not out.exists()


def test_the_program_itself_refuses_in_json_from_a_process(tmp_path: Path) -> None:
    said = process("demo", "--out", tmp_path / "uit", "--inputs", tmp_path / "niets", "--json")
    said.refused("file_missing", 2)
    assert said.err == ""
