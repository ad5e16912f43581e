"""Which execution a stage can be rolled back to, and which one a person means who names none.

CodePipeline takes an execution that succeeded in the stage under the pipeline's present structure and is no rollback
itself. Its automatic rollback goes to the newest such one; a person who goes back a second time means the one before,
and never one that was left as bad.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from localcloud.cli.executions.execution_summary import ExecutionSummary
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import ROLLBACK, PipelineQueue, StageState
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode


def rollback_target(
    owner: PipelineOwner, queue: PipelineQueue, stage: StageState, target_id: str | None
) -> ExecutionSummary:
    """The execution to deploy to the stage again.

    Args:
        target_id: the one that a person named.

    Raises:
        CommandError: there is none, or the named one cannot be; says why.
    """
    succeeded = _succeeded_in(owner, queue, stage.name)
    possible = {found.id: found for found in succeeded if found.type != ROLLBACK}
    before = released_before(queue.execution(stage.latest), stage.latest_status, succeeded)
    if target_id is None:
        if before not in possible:
            raise _nothing_to_roll_back_to(queue, stage)
        return possible[before]
    there = deployed(succeeded)
    if stage.latest_status == "Succeeded" and there[-1:] == [target_id]:
        raise _impossible(stage, f"{queue.execution(target_id)} is what it has")
    if target_id not in possible:
        raise _impossible(stage, _why_not(owner, queue, stage, target_id))
    return possible[target_id]


def deployed(succeeded: Sequence[ExecutionSummary]) -> list[str]:
    """Ids of what was deployed and not taken back since, the present one last.

    Args:
        succeeded: what succeeded in the stage, the newest first.
    """
    stack: list[str] = []
    for execution in reversed(succeeded):
        target = execution.rollback_target or execution.id
        # A rollback leaves whatever was deployed after its target.
        stack = [*(stack[: stack.index(target)] if target in stack else stack), target]
    return stack


def released_before(latest: ExecutionSummary, status: str, succeeded: Sequence[ExecutionSummary]) -> str:
    """The id of what was there before what the stage did last; empty where nothing was."""
    stack = deployed(succeeded)
    if status == "Succeeded":
        return stack[-2] if len(stack) > 1 else ""
    if latest.rollback_target:
        return latest.rollback_target  # a rollback that failed is tried again
    return stack[-1] if stack else ""


def _succeeded_in(owner: PipelineOwner, queue: PipelineQueue, stage: str) -> list[ExecutionSummary]:
    pages = owner.client("codepipeline").get_paginator("list_pipeline_executions")
    found = pages.paginate(pipelineName=owner.pipeline_name, filter={"succeededInStage": {"stageName": stage}})
    summaries = [summary for page in found for summary in page["pipelineExecutionSummaries"]]
    return [queue.execution(summary["pipelineExecutionId"]) for summary in summaries]


def _nothing_to_roll_back_to(queue: PipelineQueue, stage: StageState) -> CommandError:
    return CommandError(
        f"{stage.name} has nothing to roll back to: no earlier execution succeeded in it under the pipeline's present "
        f"structure (version {queue.version})",
        exit_code=ExitCode.USAGE,
        remedy="revert the commit and push it: a release like any other",
    )


def _impossible(stage: StageState, why: str) -> CommandError:
    return CommandError(f"{stage.name} cannot be rolled back to that: {why}", exit_code=ExitCode.USAGE)


def _why_not(owner: PipelineOwner, queue: PipelineQueue, stage: StageState, target_id: str) -> str:
    execution = queue.executions.get(target_id)
    if execution is None:
        return f"the pipeline has no execution {target_id}"
    if execution.rollback_target:
        return f"{execution} is a rollback itself; name the execution that it went back to"
    detail: dict[str, Any] = owner.client("codepipeline").get_pipeline_execution(
        pipelineName=owner.pipeline_name, pipelineExecutionId=target_id
    )["pipelineExecution"]
    version = detail.get("pipelineVersion", queue.version)
    if version != queue.version:
        return f"{execution} ran under version {version} of the pipeline, which is now {queue.version}"
    return f"{execution} never succeeded in {stage.name}"
