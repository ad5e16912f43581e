"""`retry`."""

from __future__ import annotations

import click

from localcloud.cli.commands.invocation import Invocation
from localcloud.cli.commands.operation.consent import require_yes, watch_option, yes_option
from localcloud.cli.commands.operation.stage_argument import stage_named
from localcloud.cli.commands.pipeline_command import PipelineCommand, on_pipeline
from localcloud.cli.commands.watch import follow
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import PipelineQueue, StageState, read_queue
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

_RETRYABLE = frozenset({"Failed", "Stopped"})


@click.command(cls=PipelineCommand)
@click.argument("stage", required=False)
@click.option("--all-actions", is_flag=True, help="All of its actions, as a failed change set needs; else the failed.")
@yes_option
@watch_option
@on_pipeline
def retry(
    call: Invocation, owner: PipelineOwner, *, stage: str | None, all_actions: bool, yes: bool, watching: bool
) -> ExitCode:
    """Run a stage that failed or was stopped again, for the same execution.

    STAGE is a stage's name, or an environment's; without it, it is the one stage that failed.
    """
    queue = read_queue(owner)
    failed = _failed(call, owner, queue, stage)
    execution = queue.execution(failed.latest)
    _check_version(owner, queue, failed)
    which = "all actions" if all_actions else f"what did not succeed ({', '.join(failed.unsuccessful_actions)})"
    require_yes(call, f"retry {which} of {failed.name} for {execution}", yes=yes)
    owner.client("codepipeline").retry_stage_execution(
        pipelineName=owner.pipeline_name,
        stageName=failed.name,
        pipelineExecutionId=execution.id,
        retryMode="ALL_ACTIONS" if all_actions else "FAILED_ACTIONS",
    )
    call.output.done(f"{failed.name} runs again for {execution}")
    result = {"ok": True, "stage": failed.name, "execution_id": execution.id, "commit": execution.commit}
    if watching:
        return follow(call, owner, execution.id, result=result)
    call.output.result(result)
    return ExitCode.OK


def _failed(call: Invocation, owner: PipelineOwner, queue: PipelineQueue, name: str | None) -> StageState:
    failed = [stage for stage in queue.stages if stage.latest_status in _RETRYABLE]
    if name is not None:
        stage = stage_named(call, queue, name)
        if stage not in failed:
            raise CommandError(f"there is nothing to retry in {_stands(queue, stage)}", exit_code=ExitCode.USAGE)
        return stage
    if len(failed) == 1:
        return failed[0]
    if failed:
        raise CommandError(
            "more than one stage failed: name one",
            exit_code=ExitCode.USAGE,
            details=tuple(f"{_stands(queue, stage)}: {owner.command(f'retry {stage.name}')}" for stage in failed),
        )
    raise CommandError(
        "there is nothing to retry: no stage's last execution failed or was stopped",
        exit_code=ExitCode.USAGE,
        details=tuple(f"{found} {queue.whereabouts(found.id)}" for found in queue.unfinished),
    )


def _stands(queue: PipelineQueue, stage: StageState) -> str:
    if not stage.latest:
        return f"{stage.name}: no execution has been in it"
    return f"{stage.name}: {queue.execution(stage.latest)} {stage.latest_status} there"


def _check_version(owner: PipelineOwner, queue: PipelineQueue, stage: StageState) -> None:
    found = owner.client("codepipeline").get_pipeline_execution(
        pipelineName=owner.pipeline_name, pipelineExecutionId=stage.latest
    )["pipelineExecution"]
    if queue.version and found.get("pipelineVersion", queue.version) != queue.version:
        raise CommandError(
            f"{queue.execution(stage.latest)} cannot be retried: the pipeline has changed since it started",
            exit_code=ExitCode.USAGE,
            remedy="push, or start a new execution of the same commit",
        )
