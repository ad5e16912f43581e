"""What every command is called with: the application it is part of, the workspace it works on, and where its output
goes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from localcloud.aws.limits.conditions import DEFAULT_TIME_SCALE, raised_quota
from localcloud.cli.cloud.start_switches import StartSwitches
from localcloud.cli.cloud.workspace import DEFAULT_PORT, Workspace
from localcloud.cli.commands.application import Application
from localcloud.cli.terminal.exit_codes import ExitCode
from localcloud.cli.terminal.output import Output

Command = TypeVar("Command", bound=Callable[..., ExitCode])


@dataclass(frozen=True, kw_only=True)
class Invocation:
    """One call of a command."""

    application: Application
    workspace: Workspace
    output: Output


class _ProjectOption(click.Option):
    """An option that an environment variable of the project's own can set as well: `DELIVERY_STATE` for --state."""

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        self._name_variable(ctx)
        return super().resolve_envvar_value(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self._name_variable(ctx)
        record = super().get_help_record(ctx)
        return record and (record[0], _of_project(record[1], ctx))

    def _name_variable(self, ctx: click.Context) -> None:
        application = ctx.find_object(Application)
        if application is not None and self.name is not None:
            self.envvar = application.project.variable(self.name.upper())


class _RaisedQuota(click.ParamType[tuple[str, int]]):
    """``KEY=VALUE`` of a quota."""

    name = "KEY=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        try:
            return raised_quota(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class ProjectCommand(click.Command):
    """A command with an example below its options; `{command}` in its epilog is what a person types."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_of_project(self.epilog, ctx))


def _of_project(text: str, ctx: click.Context) -> str:
    """A help text with the project's own words in it."""
    application = ctx.find_object(Application)
    if application is None:
        return text
    project = application.project
    return text.replace("{command}", project.command).replace("{state_folder}", project.state_folder)


def invocation(function: Callable[..., ExitCode]) -> Callable[..., ExitCode]:
    """Adds --state, --checkout and --json, and hands them over as one `Invocation`.

    A command that starts something adds `start_options` below this decorator.
    """

    @click.option(
        "--state",
        cls=_ProjectOption,
        type=click.Path(file_okay=False, path_type=Path),
        show_envvar=True,
        help="The state folder. Default: {state_folder} in the checkout.",
    )
    @click.option(
        "--checkout",
        cls=_ProjectOption,
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
        port: int = DEFAULT_PORT,
        new_accounts: bool | None = None,
        strip_modes: bool | None = None,
        time_scale: int | None = None,
        raise_quota: Sequence[tuple[str, int]] = (),
        **options: Any,
    ) -> ExitCode:
        application: Application = click.get_current_context().obj
        project = application.project
        switches = StartSwitches(
            new_accounts=new_accounts, strip_modes=strip_modes, time_scale=time_scale, raised=dict(raise_quota)
        )
        workspace = Workspace.at(
            project, checkout=checkout or project.checkout, state=state, port=port, switches=switches
        )
        output = Output(as_json=as_json, command=workspace.command)
        return function(Invocation(application=application, workspace=workspace, output=output), **options)

    return command


def start_options(function: Command) -> Command:
    """Adds what the commands that start the local cloud choose; the others find it in the state folder."""
    new_accounts = click.option(
        "--new-accounts/--no-new-accounts",
        cls=_ProjectOption,
        default=None,
        show_envvar=True,
        help="Accounts with a new account's quotas and without service-linked roles. Default: as at the last start.",
    )
    strip_modes = click.option(
        "--strip-modes/--no-strip-modes",
        cls=_ProjectOption,
        default=None,
        show_envvar=True,
        help="Source artifacts without file modes, which AWS may lose. Default: as at the last start.",
    )
    time_scale = click.option(
        "--time-scale",
        cls=_ProjectOption,
        type=click.IntRange(min=1),
        default=None,
        show_envvar=True,
        help="Seconds of a service's wait (traffic shifting, bake, alarm period, schedule) that pass in one real "
        f"second; 1 is as on AWS. Default: as at the last start, at first {DEFAULT_TIME_SCALE}.",
    )
    raise_quota = click.option(
        "--raise-quota",
        cls=_ProjectOption,
        type=_RaisedQuota(),
        multiple=True,
        show_envvar=True,
        help="A quota that AWS Support has raised in every account, such as lambda-memory=10240; may be repeated.",
    )
    port = click.option(
        "--port",
        cls=_ProjectOption,
        type=click.IntRange(0, 65535),
        default=DEFAULT_PORT,
        show_default=True,
        show_envvar=True,
        help="The loopback port of the local cloud; 0 is any free one.",
    )
    return port(new_accounts(strip_modes(time_scale(raise_quota(function)))))
