"""Another one's validator says what our pages are: veraPDF, the PDF Association's own.

It needs Java, and Maven to bring it here; where one of them or the registry is missing the tests
are skipped and say so. One run of it takes all pages of a flavour.
"""

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

from ikanda_case.bootstrap.parts import Pages
from ikanda_case.domain.annexes import CARRIES_FILES
from ikanda_case.domain.page import Envelope
from ikanda_case.domain.recovery_code import code_of, fingerprint
from ikanda_case.letters.render import render_letter
from ikanda_case.reports.recovery_sheet import RecoverySheet, recovery_sheet
from ikanda_case.signing.keys import make_organisation_key
from ikanda_case.signing.sign import sign_letter
from ikanda_case.signing.time_stamps import TimeStamps
from tests.support.every_letter import sealed_with_files, unsigned, with_files
from tests.support.letters import LANGUAGES, SIGNED_AT, STAMP, a_logo, letter_page, office_key
from tests.support.report_cases import report_page
from tests.support.time_stamps import make_authority, serving

POM = Path(__file__).with_name("pom.xml")
COMMAND = "org.verapdf.apps.GreenfieldCliWrapper"
PATIENCE = 300
"""Seconds for Maven, and for one run of the validator over all pages."""

Validate = Callable[..., dict[str, set[str]]]


@pytest.fixture(scope="module")
def validate(tmp_path_factory: pytest.TempPathFactory) -> Validate:
    """Return what says of each file of some folders which rules of a flavour it breaks."""
    java, maven = shutil.which("java"), shutil.which("mvn")
    if java is None or maven is None:
        pytest.skip("no Java or no Maven here")
    listed = tmp_path_factory.mktemp("verapdf") / "classpath"
    goal = ("-q", "-B", "-f", str(POM), "dependency:build-classpath")
    brought = subprocess.run(
        [maven, *goal, f"-Dmdep.outputFile={listed}"],
        capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    if brought.returncode or not listed.is_file():
        pytest.skip("Maven could not bring veraPDF here")
    classpath = listed.read_text().strip()

    def run(flavour: str, *folders: Path) -> dict[str, set[str]]:
        files = sorted(file for folder in folders for file in folder.glob("*.pdf"))
        said = subprocess.run(
            [java, "-cp", classpath, COMMAND, "--flavour", flavour, "--format", "json", *files],
            capture_output=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        found = {
            Path(job["itemDetails"]["name"]).name: _broken(job)
            for job in json.loads(said.stdout)["report"]["jobs"]
        }
        assert {*found} == {each.name for each in files}
        return found

    return run


def _broken(job: dict[str, object]) -> set[str]:
    """Return the rules a file breaks; one that could not be read breaks them all."""
    result = job.get("validationResult")
    first = result[0] if isinstance(result, list) else result
    if not isinstance(first, dict):
        return {"unreadable"}
    rules = {f"{each['clause']}-{each['testNumber']}" for each in first["details"]["ruleSummaries"]}
    assert first["compliant"] is not bool(rules)
    return rules


@pytest.fixture(scope="module")
def pages(letters: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the letters, and the overdue report and the recovery sheet."""
    folder = tmp_path_factory.mktemp("pages")
    for each in letters.glob("*.pdf"):
        (folder / each.name).symlink_to(each)
    key, day = bytes(range(1, 33)), date(2026, 11, 23)
    sheet = RecoverySheet(
        file="fictief.ikanda",
        office="Verzonnen BV",
        code=code_of(key),
        fingerprint=fingerprint(key),
        number=1,
        since=day,
        made_on=day,
        demo=True,
    )
    for language in LANGUAGES:
        (folder / f"report-{language}.pdf").write_bytes(report_page(language))
        (folder / f"recovery-{language}.pdf").write_bytes(recovery_sheet(sheet, language))
    logo = Pages().logo(a_logo())
    for window in (Envelope("right"), Envelope("left")):
        page = letter_page("fr")
        page = replace(page, envelope=window, letterhead=replace(page.letterhead, logo=logo))
        made = render_letter(page).pdf
        (folder / f"logo-{window.window}.pdf").write_bytes(made)
        sealed = sign_letter(made, office_key().pkcs12, STAMP, now=SIGNED_AT)
        (folder / f"logo-{window.window}-signed.pdf").write_bytes(sealed)
    if shutil.which("openssl"):
        (folder / "stamped.pdf").write_bytes(_stamped(made, folder / "authority"))
    return folder


def _stamped(page: bytes, folder: Path) -> bytes:
    """Return the page signed with a time stamp of a real authority on loopback."""
    now = datetime.now(UTC)
    key = make_organisation_key("IKANDA BV (verzonnen)", now - timedelta(days=1)).pkcs12
    with serving(make_authority(folder).answer) as url:
        return sign_letter(page, key, STAMP, now=now, time_stamps=TimeStamps(url, PATIENCE))


@pytest.fixture(scope="module")
def annexed(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """Return a folder with answers that hold data files, as they lie for approval and as sent."""
    folder = tmp_path_factory.mktemp("annexed")
    languages = LANGUAGES if pytestconfig.getoption("--full") else LANGUAGES[:2]
    for kind in sorted(CARRIES_FILES):
        for language in languages:
            name = f"{kind}-{language}-files"
            (folder / f"{name}-approval.pdf").write_bytes(with_files(kind, language))
            (folder / f"{name}-signed.pdf").write_bytes(sealed_with_files(kind, language))
    return folder


@pytest.mark.timeout(2 * PATIENCE)
@pytest.mark.parametrize(
    ("flavour", "held"), [("2b", ["pages"]), ("3b", ["annexed"]), ("ua1", ["pages", "annexed"])]
)
def test_no_page_of_ours_breaks_a_rule(
    validate: Validate, request: pytest.FixtureRequest, flavour: str, held: list[str]
) -> None:
    found = validate(flavour, *(request.getfixturevalue(each) for each in held))
    assert len(found) >= (60 if "pages" in held else 8)
    assert {name: rules for name, rules in found.items() if rules} == {}


@pytest.mark.timeout(2 * PATIENCE)
def test_a_page_that_breaks_a_rule_is_told(validate: Validate, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(unsigned("L01", "nl"))) as pdf:
        pdf.Root.MarkInfo.Marked = False
        pdf.save(tmp_path / "untagged.pdf")
    (tmp_path / "no-pdf.pdf").write_bytes(b"no page at all")
    assert all(validate("ua1", tmp_path).values())
