"""Commands about a case file as a whole: new, info, verify."""

from pathlib import Path

import click

from ikanda_case.cli.output import NO, emit, reporting_errors
from ikanda_case.cli.parts import Parts
from ikanda_case.cli.passphrase import from_stdin, new_passphrase, passphrase_for
from ikanda_case.domain.errors import InputError

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
existing = click.Path(path_type=Path, dir_okay=False)


def new_command(parts: Parts) -> click.Command:
    """Return `new`: make a case file."""

    @click.command("new")
    @click.argument("file", type=existing)
    @click.option("--label", default="", help="Your initials, shown beside your way in.")
    @from_stdin
    @as_json
    def new(file: Path, label: str, passphrase_stdin: bool, as_json: bool) -> None:
        """Make a case file."""
        with reporting_errors(as_json=as_json, lang=parts.lang):
            if file.suffix != ".ikanda":
                raise InputError("not_ikanda_name")
            parts.create(file, new_passphrase(stdin=passphrase_stdin), label)
            if as_json:
                emit({"case_file": str(file), "keys": f"{file}-keys"})
            else:
                click.echo(f"{file}\n{file}-keys", err=True)

    return new


def info_command(parts: Parts) -> click.Command:
    """Return `info`: what is in a case file, nothing personal."""

    @click.command("info")
    @click.argument("file", type=existing)
    @from_stdin
    @as_json
    def info(file: Path, passphrase_stdin: bool, as_json: bool) -> None:
        """Say what is in a case file: counts, form, ways in; nothing personal."""
        with reporting_errors(as_json=as_json, lang=parts.lang):
            passphrase = passphrase_for(parts, file, stdin=passphrase_stdin)
            found = parts.info(file, passphrase)
            if as_json:
                emit(found)
            else:
                for name, value in found.items():
                    click.echo(f"{name}: {value}")

    return info


def verify_command(parts: Parts) -> click.Command:
    """Return `verify`: everything a case file promises, checked."""

    @click.command("verify")
    @click.argument("file", type=existing)
    @from_stdin
    @as_json
    def verify(file: Path, passphrase_stdin: bool, as_json: bool) -> None:
        """Check pages, journal, read models, stored files and signatures."""
        with reporting_errors(as_json=as_json, lang=parts.lang):
            passphrase = passphrase_for(parts, file, stdin=passphrase_stdin)
            checks = parts.verify(file, passphrase)
            ok = all(check.ok for check in checks)
            if as_json:
                emit(
                    {
                        "ok": ok,
                        "checks": [
                            {
                                "name": check.name,
                                "ok": check.ok,
                                "detail": check.detail,
                                "seconds": round(check.seconds, 4),
                            }
                            for check in checks
                        ],
                    }
                )
            else:
                for check in checks:
                    click.echo(f"{'ok ' if check.ok else 'NO '} {check.name}: {check.detail}")
        if not ok:
            raise SystemExit(NO)

    return verify
