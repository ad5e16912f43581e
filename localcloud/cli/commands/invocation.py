"""What every command is called with: the application it is part of, the workspace it works on, and where its output
goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from localcloud.aws.limits.conditions import DEFAULT_TIME_SCALE, raised_quota
from localcloud.cli.cloud.app_choices import AppChoices
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


class _AppOption(_ProjectOption):
    """An option on anybody's app; a command line of one project's own knows its app and does not have it."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        return super().get_help_record(ctx) if self._is_offered(ctx) else None

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        if value and not self._is_offered(ctx):
            raise click.NoSuchOption(self.opts[0], ctx=ctx)
        return super().process_value(ctx, value)

    def _name_variable(self, ctx: click.Context) -> None:
        application = ctx.find_object(Application)
        if application is not None and self.name is not None:
            self.envvar = application.project.variable(self.name.removesuffix("_choice").upper())

    def _is_offered(self, ctx: click.Context) -> bool:
        application = ctx.find_object(Application)
        return application is not None and application.project.installs_packages


class _RaisedQuota(click.ParamType[tuple[str, int]]):
    """``KEY=VALUE`` of a quota."""

    name = "KEY=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        try:
            return raised_quota(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _SourceFolder(click.ParamType[tuple[str, str]]):
    """``ACTION=FOLDER`` of a source."""

    name = "ACTION=FOLDER"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        action, _, folder = str(value).partition("=")
        if not action or not Path(folder).expanduser().is_dir():
            self.fail(f"{value!r} is not the name of a source action and the folder of a checkout", param, ctx)
        return action, str(Path(folder).expanduser().resolve())


class _KeyValue(click.ParamType[tuple[str, str]]):
    """``KEY=VALUE``, as the CDK's own command line takes an app's context and a stack's parameters."""

    name = "KEY=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        key, equals, text = str(value).partition("=")
        if not key or not equals:
            self.fail(f"{value!r} is not of the form KEY=VALUE", param, ctx)
        return key, text


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
    place = (
        f"{project.state_folder} in the checkout" if project.states is None else f"one a checkout in {project.states}"
    )
    return text.replace("{command}", project.command).replace("{state_place}", place)


def invocation(function: Callable[..., ExitCode]) -> Callable[..., ExitCode]:
    """Adds --state, --checkout and --json, and hands them over as one `Invocation`.

    A command that starts something adds `start_options` below this decorator.
    """

    @click.option(
        "--state",
        cls=_ProjectOption,
        type=click.Path(file_okay=False, path_type=Path),
        show_envvar=True,
        help="The state folder. Default: {state_place}.",
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
        repair: bool = False,
        app_choice: str = "",
        stack_choice: str = "",
        account_choice: str = "",
        region_choice: str = "",
        source_choice: Sequence[tuple[str, str]] = (),
        context_choice: Sequence[tuple[str, str]] = (),
        parameters_choice: Sequence[tuple[str, str]] = (),
        **options: Any,
    ) -> ExitCode:
        application: Application = click.get_current_context().obj
        project = application.project
        switches = StartSwitches(
            new_accounts=new_accounts,
            strip_modes=strip_modes,
            time_scale=time_scale,
            raised=dict(raise_quota),
            repair=repair,
        )
        workspace = Workspace.at(
            project,
            checkout=checkout or project.checkout,
            state=state,
            port=port,
            switches=switches,
            choices=AppChoices(
                app=app_choice,
                stack=stack_choice,
                account=account_choice,
                region=region_choice,
                sources=tuple(source_choice),
                context=tuple(context_choice),
                parameters=tuple(parameters_choice),
            ),
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
    repair = click.option(
        "--repair",
        cls=_ProjectOption,
        is_flag=True,
        help="Where the state is damaged: take the last complete checkpoint, and set aside what else is damaged.",
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
    return _app_options(port(new_accounts(strip_modes(time_scale(raise_quota(repair(function)))))))


def _app_options(function: Command) -> Command:
    """What an app may leave open; kept for the commands that come after."""
    texts = {
        "app": "The folder of the app's cdk.json, where the checkout has several.",
        "stack": "The stack that holds the pipeline, where the app has several.",
        "account": "Whose the stacks are that name no account: 12 digits.",
        "region": "Where the stacks are that name no region.",
    }
    for name, text in reversed(texts.items()):
        option = click.option(
            f"--{name}", f"{name}_choice", cls=_AppOption, default="", show_envvar=True, help=text, callback=_checked
        )
        function = option(function)
    pairs = {
        ("--parameters",): "A parameter of the pipeline's stack, as for `cdk deploy --parameters`; may be repeated.",
        ("--context", "-c"): "A value of the app's context, as `cdk deploy --context` takes it; may be repeated.",
    }
    for names, text in pairs.items():
        kept_as = f"{names[0].removeprefix('--')}_choice"
        option = click.option(
            *names, kept_as, cls=_AppOption, type=_KeyValue(), multiple=True, default=(), show_envvar=True, help=text
        )
        function = option(function)
    source = click.option(
        "--source",
        "source_choice",
        cls=_AppOption,
        type=_SourceFolder(),
        multiple=True,
        default=(),
        show_envvar=True,
        help="The folder of the checkout that a source action reads, where the pipeline has several sources; may be "
        "repeated.",
    )
    return source(function)


def _checked(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    form = {"account_choice": r"\d{12}", "region_choice": r"[a-z]{2}(-[a-z]+)+-\d"}.get(str(parameter.name))
    if value and form and not re.fullmatch(form, value):
        example = "111111111111" if parameter.name == "account_choice" else "eu-west-1"
        raise click.BadParameter(f"{value!r} is not of the form {example}", ctx=ctx, param=parameter)
    return value
