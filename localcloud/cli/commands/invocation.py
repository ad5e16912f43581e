"""What every command is called with: the workspace it works on, and where its output goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from localcloud.cli.cloud.workspace import DEFAULT_PORT, Workspace
from localcloud.cli.terminal.exit_codes import ExitCode
from localcloud.cli.terminal.output import Output

CHECKOUT = Path(__file__).resolve().parents[3]

Command = TypeVar("Command", bound=Callable[..., ExitCode])


@dataclass(frozen=True, kw_only=True)
class Invocation:
    """One call of a command."""

    workspace: Workspace
    output: Output


def invocation(function: Callable[..., ExitCode]) -> Callable[..., ExitCode]:
    """Adds --state, --checkout and --json, and hands them over as one `Invocation`.

    A command that starts something adds `port_option` below this decorator.
    """

    @click.option(
        "--state",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="DELIVERY_STATE",
        show_envvar=True,
        help="The state folder. Default: .delivery in the checkout.",
    )
    @click.option(
        "--checkout",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=CHECKOUT,
        envvar="DELIVERY_CHECKOUT",
        show_envvar=True,
        help="The checkout whose commits are delivered. Default: the one that this command is part of.",
    )
    @click.option(
        "--json", "as_json", is_flag=True, help="One JSON document on stdout; what a person reads goes to stderr."
    )
    @wraps(function)
    def command(
        *, state: Path | None, checkout: Path, as_json: bool, port: int = DEFAULT_PORT, **options: Any
    ) -> ExitCode:
        workspace = Workspace.at(checkout=checkout, state=state, port=port)
        return function(Invocation(workspace=workspace, output=Output(as_json=as_json)), **options)

    return command


def port_option(function: Command) -> Command:
    """Adds --port, for the commands that start the local cloud; the others read it from the state folder."""
    option = click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=DEFAULT_PORT,
        show_default=True,
        envvar="DELIVERY_PORT",
        show_envvar=True,
        help="The loopback port of the local cloud; 0 is any free one.",
    )
    return option(function)
