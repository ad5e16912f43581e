"""What the commands that start the local cloud are told: how it is to run, and what somebody's app leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from localcloud.aws.limits.conditions import DEFAULT_TIME_SCALE, raised_quota
from localcloud.cli.cloud.app_choices import AppChoices
from localcloud.cli.cloud.start_switches import StartSwitches
from localcloud.cli.cloud.workspace import DEFAULT_PORT
from localcloud.cli.commands.application import Application
from localcloud.cli.commands.project_option import ProjectOption
from localcloud.cli.terminal.exit_codes import ExitCode

Command = TypeVar("Command", bound=Callable[..., ExitCode])


class _AppOption(ProjectOption):
    """An option on anybody's app; a command line of one project's own knows its app and does not have it."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        return super().get_help_record(ctx) if self._is_offered(ctx) else None

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        if value and not self._is_offered(ctx):
            raise click.NoSuchOption(self.opts[0], ctx=ctx)
        return super().process_value(ctx, value)

    def name_variable(self, ctx: click.Context) -> None:
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


def start_options(function: Command) -> Command:
    """Adds what the commands that start the local cloud choose; the others find it in the state folder."""
    new_accounts = click.option(
        "--new-accounts/--no-new-accounts",
        cls=ProjectOption,
        default=None,
        show_envvar=True,
        help="Accounts with a new account's quotas and without service-linked roles. Default: as at the last start.",
    )
    strip_modes = click.option(
        "--strip-modes/--no-strip-modes",
        cls=ProjectOption,
        default=None,
        show_envvar=True,
        help="Source artifacts without file modes, which AWS may lose. Default: as at the last start.",
    )
    time_scale = click.option(
        "--time-scale",
        cls=ProjectOption,
        type=click.IntRange(min=1),
        default=None,
        show_envvar=True,
        help="Seconds of a service's wait (traffic shifting, bake, alarm period, schedule) that pass in one real "
        f"second; 1 is as on AWS. Default: as at the last start, at first {DEFAULT_TIME_SCALE}.",
    )
    raise_quota = click.option(
        "--raise-quota",
        cls=ProjectOption,
        type=_RaisedQuota(),
        multiple=True,
        show_envvar=True,
        help="A quota that AWS Support has raised in every account, such as lambda-memory=10240; may be repeated.",
    )
    repair = click.option(
        "--repair",
        cls=ProjectOption,
        is_flag=True,
        help="Where the state is damaged: take the last complete checkpoint, and set aside what else is damaged.",
    )
    port = click.option(
        "--port",
        cls=ProjectOption,
        type=click.IntRange(0, 65535),
        default=DEFAULT_PORT,
        show_default=True,
        show_envvar=True,
        help="The loopback port of the local cloud; 0 is any free one.",
    )
    return _app_options(port(new_accounts(strip_modes(time_scale(raise_quota(repair(function)))))))


def take_start_options(options: dict[str, Any]) -> tuple[int, StartSwitches, AppChoices]:
    """Removes these options from all that a command was called with; the defaults where it does not have them.

    Returns:
        The port, how the local cloud is to run, and what was chosen for the app.
    """
    port = int(options.pop("port", DEFAULT_PORT))
    switches = StartSwitches(
        new_accounts=options.pop("new_accounts", None),
        strip_modes=options.pop("strip_modes", None),
        time_scale=options.pop("time_scale", None),
        raised=dict(options.pop("raise_quota", ())),
        repair=options.pop("repair", False),
    )
    choices = AppChoices(
        app=options.pop("app_choice", ""),
        stack=options.pop("stack_choice", ""),
        account=options.pop("account_choice", ""),
        region=options.pop("region_choice", ""),
        sources=tuple(options.pop("source_choice", ())),
        context=tuple(options.pop("context_choice", ())),
        parameters=tuple(options.pop("parameters_choice", ())),
        variables=tuple(options.pop("variable_choice", ())),
        existing=tuple(options.pop("existing_choice", ())),
    )
    return port, switches, choices


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
        ("--existing",): "An export of another stack, or a parameter of Parameter Store, that the pipeline's stack "
        "or a stage's reads and no stack before it makes; may be repeated.",
        ("--variable",): "A variable of your shell's environment that the app reads when it is synthesized; may be "
        "repeated.",
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
