"""`watch`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

import click

from localcloud.cli.commands.invocation import Invocation
from localcloud.cli.commands.pipeline_command import PipelineCommand, on_pipeline
from localcloud.cli.commands.start_options import Command
from localcloud.cli.executions.execution import execution_reader
from localcloud.cli.executions.execution_rendering import as_document
from localcloud.cli.executions.execution_watch import ExecutionWatch, WatchOutcome, print_outcome
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.terminal.execution_argument import execution_argument
from localcloud.cli.terminal.exit_codes import ExitCode

TIMEOUT_MINUTES = 30.0


def timeout_option(text: str | None = None) -> Callable[[Command], Command]:
    """Adds --timeout, in minutes, to a command that waits; the text says how the wait ends."""
    return click.option(
        "--timeout",
        "timeout_minutes",
        type=click.FloatRange(min=0.01),
        default=TIMEOUT_MINUTES,
        show_default=True,
        help=text,
    )


@click.command(cls=PipelineCommand)
@execution_argument("An execution's id. Default: the newest.")
@timeout_option("Minutes after which the watch ends with exit code 6; the execution goes on.")
@click.option(
    "--stop-at-approval", is_flag=True, help="End with exit code 8 where a person is asked, instead of waiting."
)
@on_pipeline
def watch(
    call: Invocation,
    owner: PipelineOwner,
    *,
    execution_id: str | None,
    timeout_minutes: float,
    stop_at_approval: bool,
) -> ExitCode:
    """Follow an execution until it ends, and say why where it fails.

    On a terminal a picture that moves; anywhere else one line a change. When the pipeline changes itself and restarts,
    the new execution is followed. Ctrl-C detaches: the execution goes on.
    """
    start = execution_id or execution_reader(owner).newest()
    return follow(call, owner, start, timeout_minutes=timeout_minutes, stop_at_approval=stop_at_approval)


def follow(
    call: Invocation,
    owner: PipelineOwner,
    execution_id: str,
    *,
    timeout_minutes: float = TIMEOUT_MINUTES,
    stop_at_approval: bool = False,
    result: Mapping[str, object] = MappingProxyType({}),
) -> ExitCode:
    """Watches an execution to its end and says how it went; a command that began it adds its own `result`."""
    watching = ExecutionWatch(
        owner,
        call.output,
        workspace=call.workspace,
        timeout_seconds=timeout_minutes * 60,
        stop_at_approval=stop_at_approval,
    )
    try:
        outcome = watching.follow(execution_id)
    except KeyboardInterrupt:
        call.output.note(f"detached; the execution goes on: {owner.command('watch')}")
        return ExitCode.INTERRUPTED
    print_outcome(call.output, outcome)
    call.output.result({**result, **outcome_document(outcome)})
    return outcome.exit_code


def outcome_document(outcome: WatchOutcome) -> dict[str, object]:
    """The end of a watch for a script."""
    return {
        "ok": outcome.exit_code is ExitCode.OK,
        "exit_code": int(outcome.exit_code),
        "restarted": list(outcome.followed),
        "rollback": outcome.rollback or None,
        **as_document(outcome.execution, datetime.now(UTC), outcome.reasons, outcome.queue),
    }
