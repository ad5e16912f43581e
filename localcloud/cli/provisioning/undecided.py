"""What an app leaves open: a person is asked, and where nobody is there, told which option decides."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.interruption import wait_for_input
from localcloud.cli.terminal.safe_text import printable


class UndecidedError(CommandError):
    """Something must be chosen.

    Attributes:
        option: the name of the option that decides, which is also its name in `AppChoices`.
        values: what can be chosen; empty for anything of its form.
    """

    def __init__(
        self, problem: str, *, option: str, values: tuple[str, ...] = (), example: str = "", further: str = ""
    ) -> None:
        shown = " or ".join(f"--{option} {value}" for value in values[:3]) or f"--{option} {example}"
        super().__init__(problem, exit_code=ExitCode.USAGE, remedy=f"{shown} decides{further}")
        self.option = option
        self.values = values
        self.example = example


def ask(undecided: UndecidedError, *, valid: Callable[[str], bool]) -> str:
    """A person's choice, from the main thread only.

    Raises:
        UndecidedError: nobody is there, or the answer is not one of those that can be chosen.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise undecided
    listed = f" ({', '.join(undecided.values)})" if undecided.values else ""
    default = undecided.values[0] if undecided.values else undecided.example
    click.echo(printable(f"{undecided.message}{listed}\n{undecided.option} [{default}]: "), nl=False, err=True)
    wait_for_input(sys.stdin)
    answer = sys.stdin.readline().strip() or default
    if not valid(answer) or (undecided.values and answer not in undecided.values):
        raise undecided
    return answer


def unserved(problem: str, *, remedy: str, details: tuple[str, ...] = ()) -> CommandError:
    """An app that is not served as it is: what is wrong with it, one by one in `details`, and what to change."""
    return CommandError(problem, exit_code=ExitCode.USAGE, remedy=remedy, details=details)
