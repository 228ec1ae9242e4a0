"""Commands that keep a case file from being lost: backup, restore."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from ikanda_case.cli.output import emit, reporting_errors
from ikanda_case.cli.parts import Parts
from ikanda_case.cli.passphrase import from_stdin, passphrase_for

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
file_or_folder = click.Path(path_type=Path)
existing = click.Path(path_type=Path, dir_okay=False)


def backup_command(parts: Parts) -> click.Command:
    """Return `backup`: one encrypted file of a case file and its keys."""

    @click.command("backup")
    @click.argument("casefile", type=existing)
    @click.argument("out", type=file_or_folder)
    @from_stdin
    @as_json
    def backup(casefile: Path, out: Path, passphrase_stdin: bool, as_json: bool) -> None:
        """Make one encrypted backup; OUT is a new file, or a folder where it gets its name.

        The case file may be in use meanwhile. What was made is opened and checked first.
        """
        with reporting_errors(as_json=as_json, lang=parts.lang):
            passphrase = passphrase_for(parts, casefile, stdin=passphrase_stdin)
            made = parts.back_up(casefile, passphrase, out, quarters())
            if as_json:
                emit(made)
            else:
                click.echo(made["backup"], err=True)

    return backup


def restore_command(parts: Parts) -> click.Command:
    """Return `restore`: make a backup the case file again."""

    @click.command("restore")
    @click.argument("out", type=existing)
    @click.argument("casefile", type=existing)
    @click.option("--reason", required=True, help="Why; it stands in the journal.")
    @from_stdin
    @as_json
    def restore(
        out: Path, casefile: Path, reason: str, passphrase_stdin: bool, as_json: bool
    ) -> None:
        """Put a backup back, checked first; a file that lies there is kept beside it."""
        with reporting_errors(as_json=as_json, lang=parts.lang):
            passphrase = passphrase_for(parts, casefile, stdin=passphrase_stdin)
            done = parts.restore(out, casefile, passphrase, reason, quarters())
            if as_json:
                emit(done)
            else:
                click.echo(done["case_file"], err=True)
                if done["replaced"]:
                    click.echo(done["replaced"], err=True)

    return restore


def quarters() -> Callable[[int, int], None]:
    """Return progress that says each quarter on standard error, once."""
    said = 0

    def step(done: int, total: int) -> None:
        nonlocal said
        quarter = 4 * done // total if total else 4
        if quarter > said:
            said = quarter
            click.echo(f"{25 * quarter} %", file=sys.stderr)

    return step
