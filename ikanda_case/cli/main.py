"""The commands of ikanda-case, put together, and how a call of them ends."""

import sys
from collections.abc import Callable, Sequence

import click

from ikanda_case.cli.backups import backup_command, restore_command
from ikanda_case.cli.cases import case_group, intake_command
from ikanda_case.cli.clock import clock_command
from ikanda_case.cli.demo import demo_command
from ikanda_case.cli.files import info_command, new_command, verify_command
from ikanda_case.cli.output import BUG, INTERRUPTED, WRONG, emit
from ikanda_case.cli.parts import Parts
from ikanda_case.cli.report import report_group
from ikanda_case.cli.verify_letter import letter_group
from ikanda_case.cli.ways_in import passphrase_command
from ikanda_case.domain.bug import kind_of, places_of


def commands(parts: Parts) -> click.Group:
    """Return every command; the window opens when none is given."""

    @click.group()
    @click.version_option(parts.version, prog_name="ikanda-case")
    def ikanda_case() -> None:
        """The privacy office's case manager: requests, deadlines, signed answers.

        Without a command the window opens.
        """

    ikanda_case.add_command(demo_command(parts))
    ikanda_case.add_command(new_command(parts))
    ikanda_case.add_command(info_command(parts))
    ikanda_case.add_command(intake_command(parts))
    ikanda_case.add_command(case_group(parts))
    ikanda_case.add_command(clock_command(parts.calendar, parts.to_brussels))
    ikanda_case.add_command(letter_group(parts.verdict, parts.lang))
    ikanda_case.add_command(report_group(parts))
    ikanda_case.add_command(verify_command(parts))
    ikanda_case.add_command(backup_command(parts))
    ikanda_case.add_command(restore_command(parts))
    ikanda_case.add_command(passphrase_command(parts))
    return ikanda_case


def invoke(
    group: click.Group,
    arguments: Sequence[str],
    note_fault: Callable[[BaseException], None] = lambda _fault: None,
) -> int:
    """Run one call and return its exit code; a fault of the program itself ends with 70."""
    as_json = "--json" in arguments
    try:
        ended = group.main(list(arguments), prog_name="ikanda-case", standalone_mode=False)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as wrong:
        _say_wrong_call(wrong, as_json=as_json)
        return WRONG
    except BrokenPipeError:
        return INTERRUPTED
    except Exception as fault:
        note_fault(fault)
        _say_bug(fault, as_json=as_json)
        return BUG
    return ended if isinstance(ended, int) else 0


def _say_wrong_call(wrong: click.ClickException, *, as_json: bool) -> None:
    if not as_json:
        wrong.show()
        return
    context = wrong.ctx if isinstance(wrong, click.UsageError) else None
    hint = f"{context.command_path} --help" if context else "ikanda-case --help"
    emit({"error": {"code": "bad_call", "message": wrong.format_message(), "hint": hint}})


def _say_bug(fault: Exception, *, as_json: bool) -> None:
    """Say which fault ended the program and where in the code, and nothing of what it worked on."""
    where = f"{kind_of(fault)}, {places_of(fault.__traceback__)[-1]}"
    message = f"ikanda-case stopped on a fault of its own ({where})."
    hint = "What was finished before is kept. Please report the words between the brackets."
    if as_json:
        emit({"error": {"code": "bug", "message": message, "hint": hint}})
    else:
        click.echo(f"{message}\n{hint}", file=sys.stderr)
