"""`report overdue`: which cases are late, and what presses."""

import sys
from pathlib import Path

import click

from ikanda_case.app import reporting
from ikanda_case.cli.cases import write_new
from ikanda_case.cli.dates import as_of_day
from ikanda_case.cli.files import as_json, existing
from ikanda_case.cli.output import emit, reporting_errors
from ikanda_case.cli.parts import Parts
from ikanda_case.cli.passphrase import from_stdin, passphrase_for
from ikanda_case.domain.errors import InputError


def report_group(parts: Parts) -> click.Group:
    """Return `report overdue`."""

    @click.group("report")
    def report() -> None:
        """Reports: overdue."""

    @report.command("overdue")
    @click.argument("casefile", type=existing)
    @click.option("--as-of", "as_of", default="", help="The day it is made for, YYYY-MM-DD.")
    @click.option("--format", "form", type=click.Choice(["json", "csv", "pdf"]), default="json")
    @click.option("--names", is_flag=True, help="With the requesters' names.")
    @click.option("--out", type=click.Path(path_type=Path), help="The file to write.")
    @from_stdin
    @as_json
    def overdue(
        casefile: Path,
        as_of: str,
        form: str,
        names: bool,
        out: Path | None,
        passphrase_stdin: bool,
        as_json: bool,
    ) -> None:
        """Report every open case in its block, as of a day."""
        with reporting_errors(as_json=as_json, lang=parts.lang):
            if as_json and form == "csv" and out is None:
                raise click.UsageError("--json with --format csv needs --out.")
            if form == "pdf" and out is None:
                raise InputError("pdf_needs_out")
            calendar = parts.calendar()
            on = as_of_day(as_of, calendar) if as_of else parts.to_brussels(parts.now()).date()
            passphrase = passphrase_for(parts, casefile, stdin=passphrase_stdin)
            with parts.open_desk(casefile, passphrase, read_only=True) as desk:
                made = reporting.overdue(desk, on)
            content = parts.report(made, form, names=names, lang=parts.lang())
            if out is None:
                sys.stdout.buffer.write(content)
                sys.stdout.buffer.flush()
            else:
                write_new(out, content)
                if as_json:
                    emit({"report": str(out)})

    return report
