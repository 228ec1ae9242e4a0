"""`letter verify`: one line for each file, the promised fields, the promised exit codes."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ikanda_case.cli.verify_letter import letter_group
from ikanda_case.signing.keys import make_organisation_key
from ikanda_case.signing.sign import sign_letter
from ikanda_case.signing.verdict import verify_letter
from ikanda_case.texts.catalogue import sentences
from tests.support.letters import LANGUAGES, SIGNED_AT, STAMP, rendered, signed

PROMISED = {
    "file",
    "signed",
    "intact",
    "covers_whole_file",
    "changed_after_signing",
    "signer",
    "signed_at",
    "timestamp",
    "level",
    "identity",
    "verdict",
    "why",
}

CODES = {
    "intact",
    "no_signature",
    "unreadable",
    "altered",
    "appended",
    "signature_wrong",
    "container_altered",
    "certificate_unvouched",
    "weak_algorithm",
    "form_unknown",
    "time_stamp_wrong",
}


def verify(*arguments: str, lang: str = "nl") -> tuple[int, str]:
    ended = CliRunner().invoke(
        letter_group(verify_letter, lambda: lang), ["verify", *arguments], catch_exceptions=False
    )
    return ended.exit_code, ended.stdout


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    content = {
        "good": signed(),
        "bare": rendered().pdf,
        "longer": signed() + b"\n",
        "text": b"geen pdf",
    }
    for name, each in content.items():
        (tmp_path / f"{name}.pdf").write_bytes(each)
    return {name: str(tmp_path / f"{name}.pdf") for name in (*content, "gone")}


def test_valid_files_end_with_zero(files: dict[str, str]) -> None:
    code, output = verify(files["good"], files["good"], "--json")
    assert code == 0
    one, two = lines(output)
    assert one == two
    assert set(one) == PROMISED | {"why_code"}
    assert one["file"] == files["good"]
    assert datetime.fromisoformat(one["signed_at"]) == SIGNED_AT.astimezone(UTC)
    assert (one["verdict"], one["level"], one["identity"]) == ("valid", "B-B", "self-signed")
    assert one["timestamp"] is None


@pytest.mark.parametrize(
    ("name", "verdict", "code"),
    [
        ("bare", "unsigned", "no_signature"),
        ("longer", "invalid", "appended"),
        ("text", "invalid", "unreadable"),
    ],
)
def test_any_other_verdict_ends_with_one(
    files: dict[str, str], name: str, verdict: str, code: str
) -> None:
    ended, output = verify(files["good"], files[name], "--json")
    assert ended == 1
    assert [line["verdict"] for line in lines(output)] == ["valid", verdict]
    assert lines(output)[1]["why_code"] == code


def test_a_file_that_cannot_be_opened_is_told_and_the_rest_goes_on(files: dict[str, str]) -> None:
    ended, output = verify(files["gone"], files["longer"], files["good"], "--json", lang="en")
    assert ended == 2
    told = lines(output)
    assert set(told[0]) == {"file", "error"}
    assert set(told[0]["error"]) == {"code", "message", "hint"}
    assert [line.get("verdict") for line in told] == [None, "invalid", "valid"]


def test_a_person_reads_a_sentence(files: dict[str, str]) -> None:
    ended, output = verify(files["good"], files["longer"])
    assert ended == 1
    good, longer = output.splitlines()
    assert good == (
        f"{files['good']}: valid. De handtekening is heel en er is niets gewijzigd. Eigen "
        "certificaat: IKANDA BV (verzonnen) staat voor zichzelf in; niemand anders bevestigt wie "
        "dat is. Geen tijdstempel: 23 november 2026 om 15:20 (UTC+00:00) is de tijd van de "
        "ondertekenaar zelf."
    )
    assert longer.endswith("Na de ondertekening is iets aan het bestand toegevoegd.")


def test_a_name_does_not_steer_the_terminal(tmp_path: Path) -> None:
    key = make_organisation_key("Kantoor\x1b[2J\u202etseb\x9b0m", SIGNED_AT)
    letter = tmp_path / "brief\x1b[31m.pdf"
    letter.write_bytes(sign_letter(rendered().pdf, key.pkcs12, STAMP, now=SIGNED_AT))
    ended, output = verify(str(letter))
    assert ended == 0
    assert output.rstrip("\n").isprintable()
    assert "Eigen certificaat: Kantoor[2Jtseb0m staat" in output
    _, output = verify(str(letter), "--json")
    assert lines(output)[0]["signer"] == "Kantoor[2Jtseb0m"


def test_files_are_asked_for() -> None:
    ended = CliRunner().invoke(letter_group(verify_letter), ["verify"])
    assert ended.exit_code == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_worded(language: str) -> None:
    assert set(sentences(language, "signature")) == CODES
