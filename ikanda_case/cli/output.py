"""What a command prints, and the exit code it ends with."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from ikanda_case.domain.errors import DamageError, EnvironmentFault, KnownError
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.errors import error_sentence

NO, WRONG, SURROUNDINGS, BUG = 1, 2, 3, 70
"""Exit codes: the answer is no; the call or the input is wrong; the environment forbids it; a fault
of the program itself."""
INTERRUPTED = 130
"""The person, or the reader of the output, stopped it."""


def exit_code(error: KnownError) -> int:
    """Return the exit code of a known error."""
    if isinstance(error, EnvironmentFault):
        return SURROUNDINGS
    return NO if isinstance(error, DamageError) else WRONG


def error_object(error: KnownError, lang: str) -> dict[str, dict[str, str]]:
    """Return a known error as the command line's JSON promises it."""
    said = error_sentence(error, lang)
    message = f"{said.message} ({said.source})" if said.source else said.message
    return {"error": {"code": error.code, "message": message, "hint": said.hint}}


def emit(document: Any) -> None:
    """Print one JSON document on one line."""
    click.echo(json.dumps(document, ensure_ascii=False, default=str))


@contextmanager
def reporting_errors(*, as_json: bool, lang: Callable[[], str]) -> Iterator[None]:
    """Turn a known error inside into its sentence and exit code."""
    try:
        yield
    except KnownError as error:
        fail(error, as_json=as_json, lang=lang())


def fail(error: KnownError, *, as_json: bool, lang: str) -> NoReturn:
    """Print a known error and end with its exit code."""
    said = error_object(error, lang)
    if as_json:
        emit(said)
    else:
        click.echo(said["error"]["message"], err=True)
        click.echo(said["error"]["hint"], err=True)
    sys.exit(exit_code(error))


# ---- an older case file is made ready ----------------------------------------------------------


def say_step(lang: Callable[[], str]) -> Callable[[int, int, str], None]:
    """Return what says each step of it on standard error, once."""
    said: list[str] = []

    def step(_done: int, _total: int, code: str) -> None:
        for each in ("title", "said", code):
            if each not in said:
                said.append(each)
                click.echo(phrase(lang(), "migrating", each), err=True)

    return step


def say_backup(lang: Callable[[], str]) -> Callable[[Path], None]:
    """Return what says on standard error that it is ready, and where the backup lies."""

    def done(backup: Path) -> None:
        click.echo(phrase(lang(), "migrating", "done", {"backup": str(backup)}), err=True)

    return done
