"""The folder of letters that the tools of others look at: every kind, as it lies and as it leaves.

Under `--full` it is every kind in every language, and stays in `build/letters` to be looked at.
"""

from pathlib import Path

import pytest

from tests.support.every_letter import every_kind, sealed, unsigned

KEPT = Path(__file__).parents[2] / "build" / "letters"


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """Return a folder with the letters, as they lie for approval and as they leave."""
    folder = tmp_path_factory.mktemp("letters")
    long = pytestconfig.getoption("--full")
    for kind, language in every_kind(long=long):
        (folder / f"{kind}-{language}-approval.pdf").write_bytes(unsigned(kind, language))
        (folder / f"{kind}-{language}-signed.pdf").write_bytes(sealed(kind, language))
    if long:
        _keep(folder)
    return folder


def _keep(folder: Path) -> None:
    """Leave copies where a person finds them; two workers may do so at the same time."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for each in folder.glob("*.pdf"):
        (KEPT / each.name).write_bytes(each.read_bytes())
