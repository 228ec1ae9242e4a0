"""`ikanda-case letter verify`: what the signatures of PDF files are worth."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import click

from ikanda_case.cli.cases import read_file
from ikanda_case.cli.output import NO, WRONG, error_object
from ikanda_case.domain.errors import InputError
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.signatures import Seal, seal_said

_FIELDS = (
    "signed",
    "intact",
    "covers_whole_file",
    "changed_after_signing",
    "signer",
    "signed_at",
    "timestamp",
    "level",
    "identity",
    "verdict",
    "why",
)


class SignatureVerdict(Seal, Protocol):
    """What the signatures of one file are worth; `why` is a code."""

    @property
    def verdict(self) -> str: ...
    @property
    def why(self) -> str: ...


def letter_group(
    read_verdict: Callable[[bytes], SignatureVerdict], lang: Callable[[], str] = lambda: "nl"
) -> click.Group:
    """Return `letter verify`; `lang` tells the language of the reasons."""

    @click.group("letter")
    def letter() -> None:
        """Letters: verify."""

    letter.add_command(_verify_command(read_verdict, lang))
    return letter


def _verify_command(
    read_verdict: Callable[[bytes], SignatureVerdict], lang: Callable[[], str]
) -> click.Command:
    @click.command("verify")
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each file.")
    def verify(files: tuple[Path, ...], as_json: bool) -> None:
        """Say what the signatures in PDF files are worth, one line for each file."""
        told = [_line(file, read_verdict, lang()) for file in files]
        for line, seal in told:
            click.echo(json.dumps(line, ensure_ascii=False) if as_json else _said(line, seal))
        raise SystemExit(_exit_code(line for line, _ in told))

    return verify


def _line(
    file: Path, read_verdict: Callable[[bytes], SignatureVerdict], lang: str
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what JSON tells of a file, and the sentences about its signer and its time."""
    try:
        content = read_file(file)
    except InputError as error:
        return {"file": str(file), **error_object(error, lang)}, ()
    verdict = read_verdict(content)
    fields = {name: _plain(getattr(verdict, name)) for name in _FIELDS}
    why = phrase(lang, "signature", verdict.why)
    seal = seal_said(verdict, lang) if verdict.verdict == "valid" else ()
    return {"file": str(file), **fields, "why": why, "why_code": verdict.why}, seal


def _plain(value: object) -> object:
    """Return a field as JSON has it: a moment in ISO 8601, nothing for an empty text."""
    if isinstance(value, datetime):
        return value.isoformat()
    return None if value == "" else value


def _said(line: dict[str, Any], seal: Iterable[str]) -> str:
    """Return a line for a person; no sign in a name may steer the terminal.

    `seal` says whose certificate it is, and when it was signed.
    """
    if "error" in line:
        said = f"{line['file']}: {line['error']['message']}"
    else:
        said = " ".join((f"{line['file']}: {line['verdict']}. {line['why']}", *seal))
    return "".join(sign if sign.isprintable() else "?" for sign in said)


def _exit_code(told: Iterable[dict[str, Any]]) -> int:
    codes = [WRONG if "error" in line else NO * (line["verdict"] != "valid") for line in told]
    return max(codes)
