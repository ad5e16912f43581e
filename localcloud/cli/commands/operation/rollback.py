"""`rollback`."""

from __future__ import annotations

import click

from localcloud.cli.commands.invocation import Invocation
from localcloud.cli.commands.operation.consent import require_yes, watch_option, yes_option
from localcloud.cli.commands.operation.stage_argument import stage_named
from localcloud.cli.commands.pipeline_command import PipelineCommand, on_pipeline
from localcloud.cli.commands.watch import follow
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import PipelineQueue, StageState, read_queue
from localcloud.cli.executions.rollback_target import rollback_target
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode


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
    _check(owner, queue, back)
    target = rollback_target(owner, queue, back, target_id)
    latest = queue.execution(back.latest)
    if back.is_held:
        call.output.note(f"{back.name} is {back.hold}: the rollback may wait before it until that is released")
    deed = f"roll {back.name} back to {target}; last in it: {latest}, {back.latest_status}"
    require_yes(call, deed, yes=yes)
    started = owner.client("codepipeline").rollback_stage(
        pipelineName=owner.pipeline_name, stageName=back.name, targetPipelineExecutionId=target.id
    )["pipelineExecutionId"]
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


def _check(owner: PipelineOwner, queue: PipelineQueue, stage: StageState) -> None:
    declaration = owner.client("codepipeline").get_pipeline(name=owner.pipeline_name)["pipeline"]
    declared = next(found for found in declaration["stages"] if found["name"] == stage.name)
    if any(action["actionTypeId"]["category"] == "Source" for action in declared["actions"]):
        raise CommandError(f"{stage.name} fetches the source: it cannot be rolled back", exit_code=ExitCode.USAGE)
    if declaration.get("executionMode") == "PARALLEL":
        raise CommandError("a pipeline of mode PARALLEL has no rollback", exit_code=ExitCode.USAGE)
    if stage.occupant:
        raise CommandError(
            f"{queue.execution(stage.occupant)} {queue.whereabouts(stage.occupant)}: it must end first",
            exit_code=ExitCode.USAGE,
            remedy=f"`{owner.command(f'stop --execution {stage.occupant} --abandon')}` ends it at once",
        )
