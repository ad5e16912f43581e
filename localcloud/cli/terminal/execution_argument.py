"""How every command takes the execution that is meant: as its argument, or by --execution, which says the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import click

from localcloud.cli.terminal.exit_codes import ExitCode

Command = Callable[..., ExitCode]
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def execution_argument(text: str) -> Callable[[Command], Command]:
    """Adds ``[EXECUTION]`` and ``--execution``; the command gets either as `execution_id`, or None.

    Args:
        text: what `--help` says of it, with what is meant where neither is given.
    """

    def add(function: Command) -> Command:
        @click.argument("execution_argument", metavar="[EXECUTION]", required=False)
        @click.option("--execution", "execution_id", metavar="EXECUTION", help=text)
        @wraps(function)
        def command(*given: Any, execution_argument: str | None, execution_id: str | None, **options: Any) -> ExitCode:
            return function(*given, execution_id=one_of(execution_argument, execution_id), **options)

        return command

    return add


def one_of(argument: str | None, option: str | None) -> str | None:
    """The execution that either names.

    Raises:
        click.UsageError: both are given, and are not the same; or the argument is none, as a stage's name is none.
    """
    if argument and not is_execution_id(argument):
        raise click.UsageError(f"{argument} is not the id of an execution: `list` has each")
    if argument and option and argument != option:
        raise click.UsageError(f"two executions are named, {argument} and --execution {option}: name one")
    return option or argument


def is_execution_id(text: str) -> bool:
    """Whether it is a UUID, as CodePipeline calls executions, and so no name of an action."""
    return _ID.fullmatch(text) is not None
