"""The start: a command, or the window when there is none."""

from collections.abc import Sequence

from ikanda_case.bootstrap.program import Program


def run(arguments: Sequence[str]) -> int:
    """Run a command, or open the window when there is none; return the exit code."""
    program = Program()
    try:
        return _command(program, arguments) if arguments else _window(program)
    finally:
        program.readers.close()


def _command(program: Program, arguments: Sequence[str]) -> int:
    from ikanda_case.bootstrap.commands import command_parts
    from ikanda_case.cli.main import commands, invoke
    from ikanda_case.cli.output import say_backup, say_step
    from ikanda_case.desktop.language import system_language

    program.told, program.kept = say_step(system_language), say_backup(system_language)
    return invoke(commands(command_parts(program)), arguments)


def _window(program: Program) -> int:
    from ikanda_case import __version__
    from ikanda_case.bootstrap.window import OpenGate, Pictures
    from ikanda_case.ui.app import run as run_window

    gate, pictures = OpenGate(program), Pictures(program)
    return run_window(gate, pictures, version=__version__, lang=None, argv=["ikanda-case"])
