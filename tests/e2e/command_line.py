"""The commands as a person or a script calls them: in this process, or in one of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

from ikanda_case.bootstrap.commands import command_parts
from ikanda_case.bootstrap.program import Program
from ikanda_case.cli.main import commands
from ikanda_case.store.backup_look import WayIn, with_key
from ikanda_case.store.casefile import create, open_with_key
from ikanda_case.store.keys import read_keys
from ikanda_case.store.migrating import NOBODY, Witness
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.slots import Cost
from tests.support.processes import ROOT

Json = dict[str, Any]
LOWEST_COST = Cost(memory_kib=64 * 1024)


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()

    @property
    def json(self) -> Any:
        """Return the one document on standard output; anything beside it is a failure."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Json]:
        """Return one document for each line."""
        return [json.loads(line) for line in self.out.splitlines()]

    def refused(self, code: str, exit_code: int) -> "Said":
        """Check that this is a refusal, in the promised form, and nothing else."""
        assert self.code == exit_code, (self.code, self.out, self.err)
        error = self.json["error"]
        assert error.keys() == {"code", "message", "hint"}
        assert error["code"] == code
        assert error["message"] and error["hint"]
        assert "Traceback" not in self.err
        return self


class ByKey(Program):
    """The real program at a file whose data key is known: no call pays for the passphrase."""

    def __init__(self, key: bytes) -> None:
        super().__init__()
        self.key = key

    def remembered(self, path: Path) -> bool:
        return True

    def create(self, path: Path, passphrase: str, label: str) -> None:
        """Make a file as the program does, at the lowest cost that it takes for a passphrase."""
        with create(path, passphrase, label, self.rulebook, self.clock, cost=LOWEST_COST) as file:
            self.admitted(file)

    def open(
        self,
        path: Path,
        passphrase: str | None,
        *,
        read_only: bool,
        checked: bool = True,
        witness: Witness | None = None,
    ) -> OpenCaseFile:
        how: Any = {"read_only": read_only, "checked": checked, "witness": witness or NOBODY}
        if passphrase is not None:
            return super().open(path, passphrase, **how)
        file = open_with_key(path, self.key, self.rulebook, self.clock, **how)
        file.opened_by = read_keys(path).slots[0]  # as its maker would have
        return file

    def way_into_backup(self, passphrase: str | None) -> WayIn:
        return super().way_into_backup(passphrase) if passphrase else with_key(self.key)


def call(program: Program, *arguments: object, stdin: str | bytes = "") -> Said:
    """Call a command in this process; an exception that is no exit code fails the test."""
    return call_group(commands(command_parts(program)), arguments, stdin)


def call_group(group: click.Group, arguments: Sequence[object], stdin: str | bytes = "") -> Said:
    """Call a command of a group."""
    result = CliRunner().invoke(group, [str(each) for each in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Said(result.exit_code, result.stdout_bytes, result.stderr)


def process(*arguments: object, stdin: str | bytes = b"", **settings: str) -> Said:
    """Call `python -m ikanda_case` in a process of its own, with settings of its surroundings."""
    done = subprocess.run(
        [sys.executable, "-m", "ikanda_case", *(str(each) for each in arguments)],
        cwd=ROOT,
        env=os.environ | settings,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        timeout=110,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr.decode())


def plan(*items: Any, **said: Any) -> Json:
    """Return a plan of an invented office with these items."""
    office = {
        "legal_name": "Verzonnen Kantoor BV",
        "department": "Afdeling Privacy (fictief)",
        "address": ["Voorbeeldplein 1", "0000 Nergenshuizen"],
        "mailbox": "privacy@kantoor.example",
        "mail_hosts": ["mx.kantoor.example"],
        "enterprise_number": "0000.000.000",
        "signatory": {"name": "Wannes Verzonnen", "function": "Hoofd privacy (fictief)"},
        "contact": "tel. 000 00 00 00",
    }
    return {"as_of": "2026-11-23", "office": office, "items": list(items), **said}


def item(file: Any = "vraag.eml", **said: Any) -> Json:
    """Return an ordinary item: access, no doubt about identity."""
    known = {"needed": False, "because": "Antwoord naar het bekende adres."}
    return {"file": file, "rights": ["ACCESS"], "identity": known, **said}


def mail(
    sender: str = "Fien Voorbeeld <fien@voorbeeld.example>",
    subject: str = "Inzage",
    day: str = "Thu, 05 Nov 2026 10:00:00 +0100",
    text: str = "Graag een kopie van al mijn gegevens.",
) -> bytes:
    """Return a mail that reached the invented office."""
    return (
        "Received: from post.voorbeeld.example by mx.kantoor.example with ESMTP; "
        f"{day}\r\nFrom: {sender}\r\nTo: privacy@kantoor.example\r\nSubject: {subject}\r\n"
        f"Date: {day}\r\nMessage-ID: <{abs(hash((sender, subject)))}@voorbeeld.example>\r\n"
        'Content-Type: text/plain; charset="utf-8"\r\n'
        f"\r\n{text}\r\n"
    ).encode()


def folder_of(place: Path, planned: Any, **files: bytes) -> Path:
    """Write a folder with a plan and files; a dot in a file's name is written `__`."""
    place.mkdir(parents=True, exist_ok=True)
    raw = planned if isinstance(planned, bytes) else json.dumps(planned).encode()
    (place / "plan.json").write_bytes(raw)
    for name, content in files.items():
        (place / name.replace("__", ".")).write_bytes(content)
    return place


def moment(text: str) -> datetime:
    """Return an aware moment of ISO 8601."""
    found = datetime.fromisoformat(text)
    assert found.tzinfo is not None
    return found
