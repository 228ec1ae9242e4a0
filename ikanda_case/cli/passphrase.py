"""Where a passphrase may come from: the prompt, the keyring, one line of standard input."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from ikanda_case.cli.parts import Parts
from ikanda_case.domain.errors import EnvironmentFault

from_stdin = click.option(
    "--passphrase-stdin", is_flag=True, help="Read the passphrase from one line of standard input."
)


def passphrase_for(parts: Parts, path: Path, *, stdin: bool) -> str | None:
    """Return the passphrase, or None when this computer's keyring opens the file.

    EnvironmentFault("no_terminal") when there is nobody to ask.
    """
    if stdin:
        return one_line()
    if parts.remembered(path):
        return None
    return ask("Wachtzin / Passphrase")


def new_passphrase(*, stdin: bool) -> str:
    """Return a passphrase for a new file, typed twice at a prompt."""
    if stdin:
        return one_line()
    return ask("Wachtzin / Passphrase", confirm=True)


def one_line() -> str:
    """Return the first line of standard input; EnvironmentFault for what is no text at all."""
    try:
        line = sys.stdin.readline().rstrip("\r\n")
        line.encode()
    except UnicodeError:
        raise EnvironmentFault("wrong_passphrase") from None
    return line


def ask(words: str, *, confirm: bool = False) -> str:
    """Ask at the terminal, without showing what is typed."""
    if not sys.stdin.isatty():
        raise EnvironmentFault("no_terminal")
    prompt: Callable[..., str] = click.prompt
    return prompt(words, hide_input=True, confirmation_prompt=confirm, err=True)
