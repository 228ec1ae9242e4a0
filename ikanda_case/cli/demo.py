"""`demo`: the main job, no window, on the bundled folder or on any folder of its form."""

import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from ikanda_case.app import letters, office, plan, reporting, signing_key
from ikanda_case.app.desk import Desk
from ikanda_case.cli.cases import read_file, write_new
from ikanda_case.cli.dates import as_of_day
from ikanda_case.cli.files import as_json
from ikanda_case.cli.output import emit, error_object, reporting_errors
from ikanda_case.cli.parts import Parts
from ikanda_case.cli.plan_file import read_plan
from ikanda_case.domain.errors import InputError
from ikanda_case.resource_files import resource

MARKER = ".ikanda-demo"
"""The file by which a folder is known as made by the demo, and so may be replaced."""
APPROVER = "p2"


def demo_command(parts: Parts) -> click.Command:
    """Return `demo`."""

    @click.command("demo")
    @click.option("--out", required=True, type=click.Path(path_type=Path))
    @click.option("--inputs", type=click.Path(path_type=Path), help="A folder with a plan.json.")
    @click.option("--as-of", "as_of", default="", help="The day the plan is read as.")
    @as_json
    def demo(out: Path, inputs: Path | None, as_of: str, as_json: bool) -> None:
        """Do the main job on a folder of letters and mails, into an empty folder."""
        started = time.perf_counter()
        with reporting_errors(as_json=as_json, lang=parts.lang):
            folder = inputs if inputs is not None else Path(str(resource("demo")))
            planned = read_plan(read_file(folder / "plan.json"))
            if as_of:
                planned = replace(planned, as_of=as_of_day(as_of, parts.calendar()))
            parts.calendar().check(planned.as_of)
            _prepare(out)
            said = _run(parts, planned, folder, out)
            said["seconds"] = round(time.perf_counter() - started, 2)
            if as_json:
                emit(said)
            else:
                _say(said, out)

    return demo


def make_demo(parts: Parts, out: Path) -> tuple[Path, str]:
    """Do the bundled folder's job into an empty folder; return case file and passphrase."""
    folder = Path(str(resource("demo")))
    planned = read_plan(read_file(folder / "plan.json"))
    _prepare(out)
    said = _run(parts, planned, folder, out)
    return out / said["case_file"], said["passphrase"]


def _prepare(out: Path) -> None:
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise InputError("out_not_empty")
        out.mkdir(parents=True, exist_ok=True)
        (out / MARKER).write_text("ikanda-case demo\n", encoding="ascii")
        (out / "letters").mkdir()
        (out / "reports").mkdir()
    except OSError as error:
        raise InputError("out_not_writable", errno=error.errno or 0) from None


def _run(parts: Parts, planned: plan.Plan, folder: Path, out: Path) -> dict[str, Any]:
    case_file, passphrase = out / "demo.ikanda", parts.new_passphrase()
    parts.create(case_file, passphrase, "DEMO")
    with ExitStack() as stack:
        clerk: Desk = stack.enter_context(
            parts.open_desk(case_file, passphrase, today=planned.as_of)
        )
        office.describe(clerk, replace(planned.office, demo=True))
        office.add_person(clerk, APPROVER, planned.office.signatory, ("approver", "handler"))
        signing_key.ensure_key(clerk)
        outcome = plan.run(
            clerk,
            replace(clerk, actor=APPROVER),
            planned,
            lambda name: _content(folder, name),
            lambda done, total: click.echo(f"{done}/{total}", err=True),
        )
        return {
            "case_file": case_file.name,
            "passphrase": passphrase,
            "cases": [{"file": file, "ref": ref} for file, ref in outcome.cases],
            "set_aside": outcome.set_aside,
            "refused": [
                {
                    "file": refused.file,
                    "code": refused.error.code,
                    "message": error_object(refused.error, parts.lang())["error"]["message"],
                }
                for refused in outcome.refused
            ],
            "letters": _letters(clerk, outcome, out),
            "reports": _reports(parts, clerk, planned.as_of, out),
        }


def _content(folder: Path, name: str) -> bytes:
    """Return a file of the folder; a name that leads elsewhere is refused."""
    try:
        file = (folder / name).resolve()
    except (OSError, ValueError):
        raise InputError("file_missing") from None
    if not file.is_relative_to(folder.resolve()):
        raise InputError("file_outside_folder")
    return read_file(file)


def _letters(desk: Desk, outcome: plan.Outcome, out: Path) -> list[str]:
    written = []
    for stream, number in outcome.letters:
        with desk.file.reading() as now:
            case = now.case(stream)
        letter = case.letter(number)
        assert letter is not None
        path = f"letters/{letters.file_name(case, letter)}"
        write_new(out / path, letters.exported(desk, stream, number))
        written.append(path)
    return written


def _reports(parts: Parts, desk: Desk, as_of: date, out: Path) -> list[str]:
    report = reporting.overdue(desk, as_of)
    written = []
    for form in ("json", "csv", "pdf"):
        path = f"reports/overdue-{as_of}.{form}"
        write_new(out / path, parts.report(report, form, names=False, lang=parts.lang()))
        written.append(path)
    return written


def _say(said: dict[str, Any], out: Path) -> None:
    click.echo(f"{out / said['case_file']}  ({said['passphrase']})")
    for name in ("letters", "reports"):
        click.echo(f"{len(said[name])} {name}: {out / name}")
    for refused in said["refused"]:
        click.echo(f"{refused['file']}: {refused['message']}")
