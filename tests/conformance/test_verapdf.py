"""Another one's validator says what our pages are: veraPDF, the PDF Association's own.

It needs Java, and Maven to bring it here; where one of them or the registry is missing the tests
are skipped and say so. One run of it takes all pages, each by every flavour it says it keeps to.
"""

import io
import json
import shutil
import subprocess
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
STARTER = "org.verapdf.apps.GreenfieldCliWrapper"
PATIENCE = 300
"""Seconds for Maven, and for one run of the validator over all pages."""

Command = tuple[str, ...]
Broken = dict[str, set[str]]
"""The rules a file breaks, by flavour."""


@pytest.fixture(scope="module")
def told(pages: Path, annexed: Path, spoilt: Path, command: Command) -> dict[str, Broken]:
    """Return what says of each file which rules of which flavour it breaks: one run for all.

    A file is looked at by every flavour that it says it keeps to.
    """
    files = sorted(file for each in (pages, annexed, spoilt) for file in each.glob("*.pdf"))
    said = subprocess.run(
        [*command, "--flavour", "0", "--format", "json", *files],
        capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    jobs = json.loads(said.stdout)["report"]["jobs"]
    found = {Path(job["itemDetails"]["name"]).name: _broken(job) for job in jobs}
    assert {*found} == {each.name for each in files}
    return found


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Return what starts the validator."""
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
    return (java, "-cp", listed.read_text().strip(), STARTER)


def _broken(job: dict[str, object]) -> Broken:
    """Return the rules a file breaks, by flavour; nothing of one that could not be read."""
    results = job.get("validationResult")
    found: Broken = {}
    for each in results if isinstance(results, list) else ():
        rules = {
            f"{rule['clause']}-{rule['testNumber']}" for rule in each["details"]["ruleSummaries"]
        }
        assert each["compliant"] is not bool(rules)
        found[each["profileName"].removesuffix(" validation profile")] = rules
    return found


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


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a page that is not what it says, and one that is none."""
    folder = tmp_path_factory.mktemp("spoilt")
    with pikepdf.open(io.BytesIO(unsigned("L01", "nl"))) as pdf:
        pdf.Root.MarkInfo.Marked = False
        pdf.save(folder / "spoilt-untagged.pdf")
    (folder / "spoilt-no-page.pdf").write_bytes(b"no page at all")
    return folder


@pytest.mark.timeout(2 * PATIENCE)
def test_no_page_of_ours_breaks_a_rule_and_one_that_does_is_told(told: dict[str, Broken]) -> None:
    ours = {name: rules for name, rules in told.items() if not name.startswith("spoilt")}
    with_files = {name for name in ours if "-files-" in name}
    assert len(with_files) >= 8 and len(ours) - len(with_files) >= 60
    for name, rules in ours.items():
        archive = "PDF/A-3B" if name in with_files else "PDF/A-2B"
        assert rules == {archive: set(), "PDF/UA-1": set()}, name
    assert told["spoilt-untagged.pdf"]["PDF/UA-1"]
    assert told["spoilt-no-page.pdf"] == {}
