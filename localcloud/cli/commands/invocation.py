"""What every command is called with: the application it is part of, the workspace it works on, and where its output
goes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.commands.application import Application
from localcloud.cli.commands.project_option import ProjectOption
from localcloud.cli.commands.start_options import take_start_options
from localcloud.cli.terminal.exit_codes import ExitCode
from localcloud.cli.terminal.output import Output


@dataclass(frozen=True, kw_only=True)
class Invocation:
    """One call of a command."""

    application: Application
    workspace: Workspace
    output: Output


def invocation(function: Callable[..., ExitCode]) -> Callable[..., ExitCode]:
    """Adds --state, --checkout and --json, and hands them over as one `Invocation`.

    A command that starts something adds `start_options` below this decorator.
    """

    @click.option(
        "--state",
        cls=ProjectOption,
        type=click.Path(file_okay=False, path_type=Path),
        show_envvar=True,
        help="The state folder. Default: {state_place}.",
    )
    @click.option(
        "--checkout",
        cls=ProjectOption,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        show_envvar=True,
        help="The checkout whose commits are delivered. Default: the one that this command is called for.",
    )
    @click.option(
        "--json", "as_json", is_flag=True, help="One JSON document on stdout; what a person reads goes to stderr."
    )
    @wraps(function)
    def command(
        *,
        state: Path | None,
        checkout: Path | None,
        as_json: bool,
        **options: Any,
    ) -> ExitCode:
        application: Application = click.get_current_context().obj
        project = application.project
        port, switches, choices = take_start_options(options)
        workspace = Workspace.at(
            project,
            checkout=checkout or project.checkout,
            state=state,
            port=port,
            switches=switches,
            choices=choices,
        )
        output = Output(as_json=as_json, command=workspace.command)
        return function(Invocation(application=application, workspace=workspace, output=output), **options)

    return command
