"""The start: a command, or the window when there is none."""

import sys
from collections.abc import Sequence

from ikanda_case.bootstrap.program import Program

BUG = 70
"""Exit code of a fault nobody foresaw."""


def run(arguments: Sequence[str]) -> int:
    """Run a command, or open the window when there is none; return the exit code."""
    program = Program()
    try:
        if arguments:
            return _command(program, arguments)
        return _window(program)
    except Exception as error:  # the last resort: no trace, for it could hold what is private
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place else "?"
        print(f"ikanda-case: {type(error).__name__} ({where})", file=sys.stderr)
        return BUG
    finally:
        program.readers.close()


def _command(program: Program, arguments: Sequence[str]) -> int:
    from ikanda_case.bootstrap.commands import command_parts
    from ikanda_case.cli.main import commands

    group = commands(command_parts(program))
    try:
        group.main(args=list(arguments), prog_name="ikanda-case", standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1


def _window(program: Program) -> int:
    from ikanda_case import __version__
    from ikanda_case.bootstrap.window import OpenGate, Pictures
    from ikanda_case.ui.app import run as run_window

    return run_window(
        OpenGate(program),
        Pictures(program),
        version=__version__,
        lang=None,
        argv=["ikanda-case"],
    )
