"""Hold, release and roll back a stage: what must hold beforehand, in the words of the command line, and the call."""

from __future__ import annotations

import re
from typing import Final

from localcloud.cli.executions.execution_summary import ExecutionSummary
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import PipelineQueue, StageState
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

HOLD_REASON: Final = "[a-zA-Z0-9!@ ().*?-]{1,300}"
"""What CodePipeline takes (DisableStageTransition, DisabledReason)."""


def check_hold(owner: PipelineOwner, queue: PipelineQueue, stage: StageState, reason: str) -> None:
    """Raises CommandError where the stage cannot be held for this reason."""
    if not re.fullmatch(HOLD_REASON, reason):
        raise CommandError(
            f"CodePipeline does not take this reason: {reason}",
            exit_code=ExitCode.USAGE,
            remedy="1 to 300 letters, digits, blanks and !@().*?-",
        )
    if stage.is_held:
        raise CommandError(
            f"{stage.name} is {stage.hold} already",
            exit_code=ExitCode.USAGE,
            remedy=f"`{owner.command(f'release {stage.name}')}` first, for another reason",
        )
    if stage is queue.stages[0]:
        raise CommandError(f"{stage.name} is the first stage: nothing enters it", exit_code=ExitCode.USAGE)


def hold_stage(owner: PipelineOwner, stage: StageState, reason: str) -> None:
    """No execution enters it until it is released."""
    owner.client("codepipeline").disable_stage_transition(
        pipelineName=owner.pipeline_name, stageName=stage.name, transitionType="Inbound", reason=reason
    )


def check_release(stage: StageState) -> None:
    """Raises CommandError where the stage is not held."""
    if not stage.is_held:
        raise CommandError(f"{stage.name} is not held", exit_code=ExitCode.USAGE)


def release_stage(owner: PipelineOwner, stage: StageState) -> None:
    """Executions enter it again."""
    owner.client("codepipeline").enable_stage_transition(
        pipelineName=owner.pipeline_name, stageName=stage.name, transitionType="Inbound"
    )


def check_rollback(owner: PipelineOwner, queue: PipelineQueue, stage: StageState) -> None:
    """Raises CommandError where the stage cannot be rolled back now, whatever to."""
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


def roll_back(owner: PipelineOwner, stage: StageState, target: ExecutionSummary) -> str:
    """Deploys an earlier execution's artifacts to the stage alone; returns the id of the execution that does it."""
    started: str = owner.client("codepipeline").rollback_stage(
        pipelineName=owner.pipeline_name, stageName=stage.name, targetPipelineExecutionId=target.id
    )["pipelineExecutionId"]
    return started
