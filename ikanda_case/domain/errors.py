"""What the program knows can go wrong, as code and facts; `texts` words them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

FactValue = str | int | bool | date | datetime


class KnownError(Exception):
    """Something foreseen went wrong: a code and the facts a sentence needs.

    Never carries personal data in its facts, so that it may be logged.
    """

    def __init__(self, code: str, **facts: FactValue) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, FactValue] = facts


class InputError(KnownError):
    """What was given cannot be used: a date, a file, a field, a call (exit code 2)."""


class RuleError(KnownError):
    """A rule of the desk refuses the step (exit code 2).

    `rule` is its number in the rule book (S6, 2.3), `article` its source.
    """

    soft: ClassVar[bool] = False
    """Whether the same step, given a reason, is taken."""

    def __init__(self, code: str, *, rule: str, article: str, **facts: FactValue) -> None:
        super().__init__(code, **facts)
        self.rule = rule
        self.article = article


class SoftRuleError(RuleError):
    """A rule asks for a reason: the step is taken once one is given, and the entry keeps it."""

    soft = True


class EnvironmentFault(KnownError):
    """The surroundings do not allow it: passphrase, disk, keyring, newer file (exit code 3)."""


class DamageError(KnownError):
    """The case file is not what was written to it (exit code 1)."""
