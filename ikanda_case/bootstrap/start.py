"""The start: a command, or the window when there is none; and how either ends on a fault."""

from collections.abc import Sequence

from ikanda_case import __version__
from ikanda_case.bootstrap.program import Program
from ikanda_case.bootstrap.surroundings import SystemSurroundings

BUG, INTERRUPTED = 70, 130
"""Exit codes: a fault of the program itself; the person stopped it."""


def run(arguments: Sequence[str]) -> int:
    """Run a command, or open the window when there is none; return the exit code."""
    surroundings = SystemSurroundings(__version__)
    surroundings.install()
    try:
        return _run(arguments, surroundings)
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit:
        raise
    except BaseException as fault:  # some libraries' own panic is no Exception
        surroundings.ended(fault)
        return BUG
    finally:
        surroundings.close()


def _run(arguments: Sequence[str], surroundings: SystemSurroundings) -> int:
    program = Program()
    try:
        if arguments:
            return _command(program, arguments, surroundings)
        return _window(program, surroundings)
    finally:
        program.readers.close()


def _command(program: Program, arguments: Sequence[str], surroundings: SystemSurroundings) -> int:
    from ikanda_case.bootstrap.commands import command_parts
    from ikanda_case.cli.main import commands, invoke
    from ikanda_case.cli.output import say_backup, say_step
    from ikanda_case.desktop.language import system_language
    from ikanda_case.desktop.memory import refuse_dumps

    refuse_dumps()
    program.told, program.kept = say_step(system_language), say_backup(system_language)
    group = commands(command_parts(program))
    return invoke(group, arguments, surroundings.note_fault)


def _window(program: Program, surroundings: SystemSurroundings) -> int:
    from ikanda_case.ui.first_paint import hurry

    hurry()
    from ikanda_case.bootstrap.window import OpenGate, Pictures
    from ikanda_case.ui.app import run as run_window

    surroundings.watch_crashes()
    gate, pictures = OpenGate(program), Pictures(program)
    return run_window(
        gate, pictures, surroundings, version=__version__, lang=None, argv=["ikanda-case"]
    )
