"""`rollback`."""

from __future__ import annotations

import click

from localcloud.cli.commands.invocation import Invocation
from localcloud.cli.commands.operation.consent import require_yes, watch_option, yes_option
from localcloud.cli.commands.operation.stage_argument import stage_named
from localcloud.cli.commands.pipeline_command import PipelineCommand, on_pipeline
from localcloud.cli.commands.watch import follow
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import read_queue
from localcloud.cli.executions.rollback_target import rollback_target
from localcloud.cli.executions.stage_operations import check_rollback, roll_back
from localcloud.cli.terminal.exit_codes import ExitCode


@click.command(cls=PipelineCommand)
@click.argument("stage")
@click.option("--to", "target_id", help="An execution's id. Default: what was there before the last deployment.")
@yes_option
@watch_option
@on_pipeline
def rollback(
    call: Invocation, owner: PipelineOwner, *, stage: str, target_id: str | None, yes: bool, watching: bool
) -> ExitCode:
    """Deploy to STAGE, a stage or an environment, what was deployed there before.

    A new execution of type ROLLBACK deploys the earlier one's artifacts to that stage alone.
    """
    queue = read_queue(owner)
    back = stage_named(call, queue, stage)
    check_rollback(owner, queue, back)
    target = rollback_target(owner, queue, back, target_id)
    latest = queue.execution(back.latest)
    if back.is_held:
        call.output.note(f"{back.name} is {back.hold}: the rollback may wait before it until that is released")
    deed = f"roll {back.name} back to {target}; last in it: {latest}, {back.latest_status}"
    require_yes(call, deed, yes=yes)
    started = roll_back(owner, back, target)
    call.output.done(f"{back.name} goes back to {target} as execution {started}")
    result = {
        "ok": True,
        "stage": back.name,
        "execution_id": started,
        "target_execution_id": target.id,
        "commit": target.commit,
    }
    if watching:
        return follow(call, owner, started, result=result)
    call.output.result(result)
    return ExitCode.OK
