"""`watch`."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from localcloud.cli.cloud.local_cloud import connect
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.executions.execution import execution_reader
from localcloud.cli.executions.execution_rendering import as_document
from localcloud.cli.executions.execution_watch import ExecutionWatch, WatchOutcome, print_outcome
from localcloud.cli.terminal.exit_codes import ExitCode

TIMEOUT_MINUTES = 30.0


@click.command()
@click.option("--execution", "execution_id", help="An execution's id. Default: the newest.")
@click.option(
    "--timeout",
    "timeout_minutes",
    type=click.FloatRange(min=0.01),
    default=TIMEOUT_MINUTES,
    show_default=True,
    help="Minutes after which the watch ends with exit code 6; the execution goes on.",
)
@click.option(
    "--stop-at-approval", is_flag=True, help="End with exit code 8 where a person is asked, instead of waiting."
)
@invocation
def watch(call: Invocation, *, execution_id: str | None, timeout_minutes: float, stop_at_approval: bool) -> ExitCode:
    """Follow an execution until it ends, and say why where it fails.

    On a terminal a picture that moves; anywhere else one line a change. When the pipeline changes itself and restarts,
    the new execution is followed. Ctrl-C detaches: the execution goes on.
    """
    cloud = connect(call.workspace)
    start = execution_id or execution_reader(cloud).newest()
    watching = ExecutionWatch(
        cloud, call.output, timeout_seconds=timeout_minutes * 60, stop_at_approval=stop_at_approval
    )
    try:
        outcome = watching.follow(start)
    except KeyboardInterrupt:
        call.output.note(f"detached; the execution goes on: {call.workspace.command('watch')}")
        return ExitCode.INTERRUPTED
    print_outcome(call.output, outcome)
    call.output.result(outcome_document(outcome))
    return outcome.exit_code


def outcome_document(outcome: WatchOutcome) -> dict[str, object]:
    """The end of a watch for a script."""
    return {
        "ok": outcome.exit_code is ExitCode.OK,
        "exit_code": int(outcome.exit_code),
        "restarted": list(outcome.followed),
        **as_document(outcome.execution, datetime.now(UTC), outcome.reasons),
    }
