"""The stages of `verify` beside the bare work they stand for, and that memory does not grow.

Journal and read models are one walk: each is looked at while it is at hand.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import pytest

from ikanda_case.signing.crew import judged
from ikanda_case.signing.sign import sign_letter
from ikanda_case.store.engine import CaseDb
from ikanda_case.store.verify import Check, verify
from tests.benchmarks.compare import said
from tests.support.casefiles import reopen
from tests.support.large_casefiles import Shape, large_case_file
from tests.support.letters import SIGNED_AT, STAMP, office_key, rendered

SIZES = [
    Shape(10_000, scans=300),
    Shape(100_000),
    pytest.param(Shape(1_000_000), marks=pytest.mark.full),
]
STAGES = {"pages": ("pages",), "walk": ("journal", "payloads", "lists"), "blobs": ("blobs",)}
MOST = {"pages": 1.2, "walk": 4.0, "blobs": 1.3, "signatures": 1.2}
READ_MODELS = (
    "SELECT * FROM state",
    "SELECT * FROM register",
    "SELECT * FROM item",
    "SELECT * FROM person_key",
    "SELECT * FROM search_document",
    "SELECT * FROM search_words",
)
JOURNAL = "SELECT j.*, p.salt, p.body FROM journal j LEFT JOIN payload p ON p.n = j.n"
LETTERS = 400
pytestmark = pytest.mark.timeout(3600)


def bare_pages(db: CaseDb) -> None:
    for check in ("cipher_integrity_check", "integrity_check(100)", "foreign_key_check"):
        db.rows(f"PRAGMA {check}")


def bare_walk(db: CaseDb) -> None:
    for sql in (JOURNAL, *READ_MODELS):
        for _ in db.conn.execute(sql):
            pass


def bare_blobs(db: CaseDb) -> None:
    for (body,) in db.conn.execute("SELECT body FROM blob"):
        hashlib.sha256(body).hexdigest()


BARE = {"pages": bare_pages, "walk": bare_walk, "blobs": bare_blobs}


@pytest.mark.parametrize("shape", SIZES)
def test_a_look_over_everything_costs_little_more_than_reading_it(
    shape: Shape, capsys: pytest.CaptureFixture[str]
) -> None:
    least: dict[str, float] = {}
    with reopen(large_case_file(shape), read_only=True) as file:
        with file.own_look() as (db, _, _):
            for name, bare in BARE.items():
                began = process_time()
                bare(db)
                least[name] = process_time() - began
        ours = dict.fromkeys(BARE, 0.0)
        for check, took in _timed(verify(file)):
            assert check.ok, check
            for name, parts in STAGES.items():
                ours[name] += took if check.name in parts else 0.0
    with capsys.disabled():
        print(f"\n{shape.cases:,} cases")
        for name in BARE:
            print(said(name, ours[name], least[name]))
    assert {name: ours[name] / least[name] <= MOST[name] for name in BARE} == dict.fromkeys(
        BARE, True
    )


def _timed(checks: Iterator[Check]) -> Iterator[tuple[Check, float]]:
    """Yield each check with the processor time until it came: three come of one walk."""
    began = process_time()
    for check in checks:
        now = process_time()
        yield check, now - began
        began = now


PEAK = """
import resource, sys
from pathlib import Path
from ikanda_case.store.verify import verify
from tests.support.casefiles import reopen
with reopen(Path(sys.argv[1]), read_only=True) as file:
    assert all(check.ok for check in verify(file))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads kilobytes as Linux counts them")
def test_memory_does_not_grow_with_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    peaks = []
    for cases in (10_000, 100_000):
        path = large_case_file(Shape(cases))
        done = subprocess.run(
            [sys.executable, "-c", PEAK, str(path)], capture_output=True, check=True, text=True
        )
        peaks.append(int(done.stdout) / 1024)
    with capsys.disabled():
        print(f"\nmost memory: {peaks[0]:.0f} MB, at ten times the cases {peaks[1]:.0f} MB")
    assert peaks[1] < peaks[0] + 48  # the engine's own memory of pages fills up: 64 MB in all


# ---- signatures ----------------------------------------------------------------------------------


def signed_letters() -> list[bytes]:
    page = rendered("nl").pdf
    moments = (SIGNED_AT + timedelta(seconds=number) for number in range(LETTERS))
    return [sign_letter(page, office_key().pkcs12, STAMP, now=moment) for moment in moments]


BARE_SIGNATURES = """
import io, sys
from pathlib import Path
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
folder, share, shares = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
trusted = Certificate.load((folder / "certificate").read_bytes())
for path in sorted(folder.glob("*.pdf"))[share::shares]:
    (signature,) = PdfFileReader(io.BytesIO(path.read_bytes())).embedded_signatures
    context = ValidationContext(trust_roots=[trusted], allow_fetching=False)
    assert validate_pdf_signature(signature, context).bottom_line
"""
"""pyHanko's own verdict, a process on each core."""


def bare_signatures(folder: Path) -> float:
    cores = os.cpu_count() or 1
    began = perf_counter()
    running = [
        subprocess.Popen([sys.executable, "-c", BARE_SIGNATURES, str(folder), str(n), str(cores)])
        for n in range(cores)
    ]
    assert [each.wait() for each in running] == [0] * cores
    return perf_counter() - began


def our_signatures(letters: list[bytes]) -> float:
    began = perf_counter()
    assert all(valid for valid, _ in judged(letters, len(letters)))
    return perf_counter() - began


def test_signatures_cost_little_more_than_pyhanko_on_all_cores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letters = signed_letters()
    for number, letter in enumerate(letters):
        (tmp_path / f"{number}.pdf").write_bytes(letter)
    (tmp_path / "certificate").write_bytes(office_key().certificate_der)
    ours, least = [], []
    for _ in range(5):
        least.append(bare_signatures(tmp_path))
        ours.append(our_signatures(letters))
    with capsys.disabled():
        print("\n" + said(f"{LETTERS} signatures", median(ours), median(least)))
    assert median(ours) / median(least) <= MOST["signatures"]
