"""Every locked package may be used in the way this program uses it: the licence gate.

Each statement a package makes about its licence is judged. What cannot be judged by its words
stands in REVIEWED with those words, so that a package that changes them is looked at again.
"""

import re
from collections.abc import Iterator
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from typing import cast

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.checkout import ROOT

ALLOWED = {
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MIT-CMU",
    "MPL-2.0", "PSF-2.0", "Unlicense", "Zlib",
}  # fmt: skip

LGPL = {"LGPL-3.0-only"}
MAY_BE_LGPL = {"pyside6-essentials", "shiboken6"}
"""Used as replaceable libraries, unchanged."""

OTHER_WORDS = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
SAYS_NOTHING = {"DFSG approved", "OSI Approved", "License"}

REVIEWED = {
    "click-default-group": {"Public Domain"},  # its LICENSE file is the BSD 3-clause text
    "numpy": {"BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0"},  # CC0: public domain
    "pypdfium2": {"BSD-3-Clause, Apache-2.0, dependency licenses"},  # PDFium's own: all permissive
    "python-dateutil": {"Dual License"},  # Apache-2.0 or BSD, as its classifiers say
    "reportlab": {
        "BSD license (see license.txt for details), Copyright (c) 2000-2025, ReportLab Inc."
    },
    "sqlcipher3": {""},  # its LICENSE file is the zlib text; SQLCipher BSD, OpenSSL Apache-2.0
}

ELSEWHERE = {
    "colorama": "BSD-3-Clause",
    "pywin32-ctypes": "BSD-3-Clause",
}
"""Installed on other systems only; their metadata was read for the locked version."""


def locked() -> list[Requirement]:
    """Every package of the checks' lock, which holds the program's as well."""
    text = (ROOT / "requirements-dev.lock").read_text("utf-8")
    return [Requirement(line) for line in re.findall(r"^(\w.*?) \\$", text, re.M)]


def statements(described: Message) -> set[str]:
    """What a package's metadata says about its licence, in its own words; {""} if nothing."""
    said = {described.get("License-Expression", ""), first_line(described.get("License", ""))}
    for classifier in described.get_all("Classifier", []):
        if classifier.startswith("License ::"):
            said.add(classifier.split(" :: ")[-1])
    return {words for words in said if words} - SAYS_NOTHING or {""}


def first_line(text: str) -> str:
    """The line that names the licence; some packages put the whole text in the field."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def permitted(words: str, name: str) -> bool:
    """Whether a statement permits the use: every AND, and of each OR at least one."""
    allowed = ALLOWED | (LGPL if name in MAY_BE_LGPL else set())
    return all(
        any(
            OTHER_WORDS.get(choice.strip(), choice.strip()) in allowed
            for choice in part.split(" OR ")
        )
        for part in words.split(" AND ")
    )


def objections(name: str, said: set[str]) -> Iterator[str]:
    """The statements of a package that are neither permitted nor reviewed."""
    for words in sorted(said - REVIEWED.get(name, set())):
        if not permitted(words, name):
            yield f"{name}: {words or 'says nothing about its licence'}"


def test_every_locked_package_may_be_used() -> None:
    found: list[str] = []
    for requirement in locked():
        name = canonicalize_name(requirement.name)
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        described = cast(Message, metadata(name))
        found += objections(name, statements(described))
    assert not found, "\n".join(found)


def test_packages_for_other_systems_were_read() -> None:
    """A package that this system does not install has no metadata here to judge."""
    unread = set()
    for requirement in locked():
        name = canonicalize_name(requirement.name)
        try:
            metadata(name)
        except PackageNotFoundError:
            if not permitted(ELSEWHERE.get(name, ""), name):
                unread.add(name)
    assert not unread


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("x", ""),
        ("x", "GPL-3.0-only"),
        ("x", "LGPL-3.0-only"),
        ("x", "AGPL-3.0-or-later"),
        ("x", "MIT AND GPL-2.0-only"),
        ("x", "GNU General Public License v3 (GPLv3)"),
        ("pyside6-essentials", "GPL-3.0-only"),
        ("numpy", "GPL-3.0-only"),
        ("sqlcipher3", "Proprietary"),
    ],
)
def test_the_gate_closes(name: str, words: str) -> None:
    assert list(objections(name, {words}))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("x", "MIT"),
        ("x", "Apache-2.0 OR GPL-2.0-only"),
        ("x", "Apache-2.0 AND MIT"),
        ("x", "BSD License"),
        ("shiboken6", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"),
        ("sqlcipher3", ""),
    ],
)
def test_the_gate_opens(name: str, words: str) -> None:
    assert not list(objections(name, {words}))
