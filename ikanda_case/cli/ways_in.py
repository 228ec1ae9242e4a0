"""Commands about who gets into a case file: a new passphrase for an old or a lost one."""

from pathlib import Path

import click

from ikanda_case.cli.output import emit, reporting_errors
from ikanda_case.cli.parts import Parts
from ikanda_case.cli.passphrase import ask, from_stdin, new_passphrase, one_line

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
existing = click.Path(path_type=Path, dir_okay=False)


def passphrase_command(parts: Parts) -> click.Command:
    """Return `passphrase`: put a new one in place of an old or a lost one."""

    @click.command("passphrase")
    @click.argument("file", type=existing)
    @from_stdin
    @as_json
    def passphrase(file: Path, passphrase_stdin: bool, as_json: bool) -> None:
        """Choose a new passphrase, by the old one or by the code of the recovery sheet.

        By the code it also works when the keys file is lost, which is made anew. With
        --passphrase-stdin the old one, or the code, is the first line and the new one the second.
        """
        with reporting_errors(as_json=as_json, lang=parts.lang):
            old = one_line() if passphrase_stdin else ask("Wachtzin / Passphrase")
            new = new_passphrase(stdin=passphrase_stdin)
            parts.change_passphrase(file, old, new)
            if as_json:
                emit({"case_file": str(file), "keys": f"{file}-keys"})
            else:
                click.echo(f"{file}-keys", err=True)

    return passphrase
