"""Where the program finds its resources."""

import shutil
import sys
from pathlib import Path

import pytest

from ikanda_case import resource_files
from ikanda_case.resource_files import resource


def test_in_a_checkout() -> None:
    assert resource("calendars", "be.toml").is_file()
    assert not resource("calendars", "no-such.toml").exists()


def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay the module out as an installed wheel has it."""
    package = tmp_path / "site-packages" / "ikanda_case"
    package.mkdir(parents=True)
    module = package / "resource_files.py"
    shutil.copy(resource_files.__file__, module)
    monkeypatch.setattr(resource_files, "__file__", str(module))
    return package


def test_in_an_installed_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = installed(tmp_path, monkeypatch)
    (package / "_resources" / "texts").mkdir(parents=True)
    assert resource("texts") == package / "_resources" / "texts"


def test_in_a_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("fonts") == tmp_path / "resources" / "fonts"


def test_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, monkeypatch)
    with pytest.raises(FileNotFoundError, match="resources"):
        resource("texts")
