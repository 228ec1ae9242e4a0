"""Commands about a case file as a whole: new, info, verify."""

import re
from pathlib import Path
from time import monotonic

import click

from ikanda_case.cli.dates import as_of_day
from ikanda_case.cli.output import NO, emit, reporting_errors
from ikanda_case.cli.parts import CheckLike, Parts, Tell
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
    @click.option(
        "--since",
        default="",
        metavar="YYYY-MM-DD",
        help="Check the signatures of letters signed on that day or later only.",
    )
    @click.option(
        "--head",
        default="",
        metavar="DIGITS",
        help="A journal head in the small print of a letter or report: did this journal have it?",
    )
    @from_stdin
    @as_json
    def verify(file: Path, since: str, head: str, passphrase_stdin: bool, as_json: bool) -> None:
        """Check pages, journal, read models, stored files and signatures.

        Everything else is checked whole with --since too, the bytes of older letters among it: a
        signature that was valid once stays valid over the same bytes.
        """
        ok = True
        with reporting_errors(as_json=as_json, lang=parts.lang):
            passphrase = passphrase_for(parts, file, stdin=passphrase_stdin)
            day = as_of_day(since, parts.calendar()) if since else None
            printed, found = printed_head(head), []
            for check in parts.verify(file, passphrase, day, printed, now_and_then()):
                ok &= check.ok
                found.append(_as_said(check))
                if not as_json:
                    click.echo(f"{'ok ' if check.ok else 'NO '} {check.name}: {check.detail}")
            if as_json:
                emit({"ok": ok, "checks": found})
        if not ok:
            raise SystemExit(NO)

    return verify


def printed_head(text: str) -> str:
    """Return the hexadecimal digits of a head as it is printed; InputError("bad_head")."""
    digits = "".join(text.split()).lower()
    if text and not re.fullmatch(r"[0-9a-f]{16,64}", digits):
        raise InputError("bad_head")
    return digits


def _as_said(check: CheckLike) -> dict[str, object]:
    return {
        "name": check.name,
        "ok": check.ok,
        "detail": check.detail,
        "seconds": round(check.seconds, 4),
    }


def now_and_then() -> Tell:
    """Return progress that says on standard error once a second which stage is how far."""
    told = monotonic()

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal told
        if total and monotonic() >= told + 1:
            told = monotonic()
            click.echo(f"{stage} {100 * done // total} %", err=True)

    return tell
