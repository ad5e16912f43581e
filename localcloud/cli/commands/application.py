"""A command line made of commands: which it has, what it says of its project, and the one place where an exception
becomes an exit code and a clear line.
"""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import click
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnectionError

from localcloud.cli.cloud import disk_space
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.cloud.project import Project
from localcloud.cli.executions.execution import Execution
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.provisioning.preflight import SettingsReader
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode, exit_code_table
from localcloud.cli.terminal.interruption import INTERRUPTION
from localcloud.cli.terminal.output import Output, print_error, take_any_text
from localcloud.cli.terminal.safe_text import printable

_THIS_MACHINE: Final = frozenset({"127.0.0.1", "localhost"})

# In the order in which they are used; each is imported when it is called. Where the command is not named after what it
# is called, as one that a builtin of Python is named after, its name follows a colon.
COMMANDS = {
    "up": "localcloud.cli.commands.up",
    "push": "localcloud.cli.commands.push",
    "status": "localcloud.cli.commands.status",
    "list": "localcloud.cli.commands.list:executions",
    "watch": "localcloud.cli.commands.watch",
    "logs": "localcloud.cli.commands.logs",
    "messages": "localcloud.cli.commands.messages",
    "approve": "localcloud.cli.commands.approve",
    "reject": "localcloud.cli.commands.approve",
    "retry": "localcloud.cli.commands.operation.retry",
    "stop": "localcloud.cli.commands.operation.stop",
    "rollback": "localcloud.cli.commands.operation.rollback",
    "hold": "localcloud.cli.commands.operation.hold",
    "release": "localcloud.cli.commands.operation.hold",
    "run": "localcloud.cli.commands.run",
    "env": "localcloud.cli.commands.env",
    "down": "localcloud.cli.commands.down",
    "doctor": "localcloud.cli.commands.doctor",
    "completion": "localcloud.cli.commands.completion",
}

ExecutionSummary = Callable[[Output, LocalCloud, Execution], dict[str, object]]
"""Prints what a project has to say at the end of `run`, and returns it for the JSON document."""


def _no_summary(_output: Output, _cloud: LocalCloud, _execution: Execution) -> dict[str, object]:
    return {}


def _question(stage: str) -> str:
    return f"Approve {stage}?"


@dataclass(frozen=True, kw_only=True)
class Application:
    """A command line.

    Attributes:
        project: what the commands need to know of the project that they serve.
        commands: the module of each command by its name, in the order of `--help`.
        description: what `--help` says first; a backspace character keeps a paragraph's lines.
        read_settings: how a commit says where its pipeline lives.
        account_options: options of the commands on a pipeline that say where else than in the local cloud it is.
        account: that place, from the workspace and those options; called where one of them is given.
        stage_of: the pipeline's stage that deploys what a person names; a stage's own name is known without it.
        question: what `run` asks before it approves a stage.
        summary: what `run` ends with.
    """

    project: Project
    description: str
    read_settings: SettingsReader
    commands: Mapping[str, str]
    account_options: Sequence[click.Parameter] = ()
    account: Callable[..., PipelineOwner] | None = None
    stage_of: Callable[[str], str] = str
    question: Callable[[str], str] = _question
    summary: ExecutionSummary = _no_summary

    def main(self, arguments: Sequence[str]) -> int:
        """Runs one command and returns its exit code."""
        INTERRUPTION.install()
        take_any_text()
        as_json, program = "--json" in arguments, self.project.program
        try:
            outcome = self._group().main(args=list(arguments), prog_name=program, standalone_mode=False, obj=self)
            return int(outcome) if isinstance(outcome, int) else ExitCode.OK
        except click.UsageError as error:
            # It has what was typed in it.
            click.UsageError(printable(error.format_message()), error.ctx).show()
            return ExitCode.USAGE
        except (KeyboardInterrupt, click.Abort):
            click.echo("interrupted", err=True)
            return ExitCode.INTERRUPTED
        except (CommandError, BotoCoreError, ClientError, OSError) as error:
            known = error if isinstance(error, CommandError) else self._from_outside(error)
            print_error(known, program=program, as_json=as_json)
            return known.exit_code

    def _group(self) -> click.Group:
        return _Commands(
            self.commands,
            help=self.description,
            epilog=exit_code_table(),
            context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
        )

    def _from_outside(self, error: BotoCoreError | ClientError | OSError) -> CommandError:
        """As one line, what this machine refused, such as a disk that may not be written, or what an AWS client says:
        no answer at all, or a call that was refused."""
        if isinstance(error, NoConnectionError | HTTPClientError):
            return self._no_answer(error)
        full = isinstance(error, OSError) and disk_space.is_full(error)
        remedy = "make room on the disk, or name a state folder elsewhere with --state, then try again" if full else ""
        return CommandError(str(error), exit_code=ExitCode.STEP_FAILED, remedy=remedy)

    def _no_answer(self, error: BotoCoreError) -> CommandError:
        """What was asked was not reached, or said nothing within its time: this machine's server, or AWS."""
        endpoint = urlsplit(str(error.kwargs.get("endpoint_url", "")))
        if endpoint.hostname in _THIS_MACHINE:
            return CommandError(
                f"the local cloud does not answer: {error}",
                exit_code=ExitCode.NOT_RUNNING,
                remedy=f"`{self.project.command} up` starts it again",
            )
        return CommandError(
            f"AWS does not answer: {error}",
            exit_code=ExitCode.STEP_FAILED,
            remedy="look whether this machine has a network and a proxy that lets it through, then try again",
        )


def load_command(name: str, modules: Mapping[str, str]) -> click.Command:
    """One of the commands in the form of `COMMANDS`; its module is imported for it."""
    module, _, attribute = modules[name].partition(":")
    command: click.Command = getattr(importlib.import_module(module), attribute or name)
    return command


class _Commands(click.Group):
    """Imports a command's module when the command is called, so that none waits for what only another one needs."""

    def __init__(self, modules: Mapping[str, str], **attributes: object) -> None:
        super().__init__(**attributes)  # type: ignore[arg-type]
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        return load_command(cmd_name, self._modules) if cmd_name in self._modules else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's own, and a name that is nearly one is answered with the ones that it may have meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = difflib.get_close_matches(args[0], self._modules, n=3) if args else []
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {' or '.join(near)}?", ctx) from None
