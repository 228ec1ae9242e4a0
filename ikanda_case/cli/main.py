"""The commands of ikanda-case, put together."""

import click

from ikanda_case.cli.cases import case_group, intake_command
from ikanda_case.cli.clock import clock_command
from ikanda_case.cli.demo import demo_command
from ikanda_case.cli.files import info_command, new_command, verify_command
from ikanda_case.cli.parts import Parts
from ikanda_case.cli.report import report_group
from ikanda_case.cli.verify_letter import letter_group


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
    ikanda_case.add_command(letter_group(parts.verdict))
    ikanda_case.add_command(report_group(parts))
    ikanda_case.add_command(verify_command(parts))
    return ikanda_case
