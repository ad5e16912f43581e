"""`stop`."""

from __future__ import annotations

import click

from localcloud.cli.commands.invocation import Invocation
from localcloud.cli.commands.operation.consent import require_yes, yes_option
from localcloud.cli.commands.pipeline_command import PipelineCommand, on_pipeline
from localcloud.cli.commands.spoken_reason import spoken
from localcloud.cli.executions.execution_summary import ExecutionSummary
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import PipelineQueue, read_queue
from localcloud.cli.terminal.execution_argument import execution_argument
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

# CodePipeline takes at most this much (StopPipelineExecution, reason).
_REASON_LENGTH = 200


@click.command(cls=PipelineCommand)
@execution_argument("An execution's id. Default: the only one that is not finished.")
@click.option("--abandon", is_flag=True, help="At once: what it began elsewhere, as in CloudFormation, goes on alone.")
@click.option(
    "--reason",
    default="stopped on the command line",
    show_default=True,
    callback=spoken,
    help="Kept in its history.",
)
@yes_option
@on_pipeline
def stop(
    call: Invocation, owner: PipelineOwner, *, execution_id: str | None, abandon: bool, reason: str, yes: bool
) -> ExitCode:
    """Stop an execution: after the actions that run have finished, or at once with --abandon.

    It can be retried afterwards in the stage where it was.
    """
    queue = read_queue(owner)
    execution = _meant(owner, queue, execution_id)
    if execution.status == "Stopping" and not abandon:
        raise CommandError(
            f"{execution} is being stopped already, and {queue.whereabouts(execution.id)}",
            exit_code=ExitCode.USAGE,
            remedy=f"`{owner.command(f'stop --execution {execution.id} --abandon')}` does not wait for its actions",
        )
    how = "at once, abandoning its actions" if abandon else "after its actions have finished"
    require_yes(call, f"stop {execution}, which {queue.whereabouts(execution.id)}, {how}", yes=yes)
    owner.client("codepipeline").stop_pipeline_execution(
        pipelineName=owner.pipeline_name,
        pipelineExecutionId=execution.id,
        abandon=abandon,
        reason=reason[:_REASON_LENGTH],
    )
    call.output.done(f"{'stopped' if abandon else 'stopping'} {execution}")
    if not abandon and any(found.execution_id == execution.id for found in queue.waiting_approvals):
        call.output.note("it waits for a person: it stops once that is answered, or at once with --abandon")
    call.output.result(
        {"ok": True, "execution_id": execution.id, "commit": execution.commit, "abandoned": abandon, "reason": reason}
    )
    return ExitCode.OK


def _meant(owner: PipelineOwner, queue: PipelineQueue, execution_id: str | None) -> ExecutionSummary:
    if execution_id is not None:
        found = queue.executions.get(execution_id)
        if found is None or not found.is_unfinished:
            stands = f"{found} is {found.status}" if found else f"the pipeline has no execution {execution_id}"
            raise CommandError(f"there is nothing to stop: {stands}", exit_code=ExitCode.USAGE)
        return found
    unfinished = queue.unfinished
    if len(unfinished) == 1:
        return unfinished[0]
    if not unfinished:
        raise CommandError("there is nothing to stop: every execution has ended", exit_code=ExitCode.USAGE)
    raise CommandError(
        f"{len(unfinished)} executions are not finished: name one",
        exit_code=ExitCode.USAGE,
        details=tuple(
            line
            for found in reversed(unfinished)
            for line in (
                f"{found} {queue.whereabouts(found.id)}",
                f"  {owner.command(f'stop --execution {found.id}')}",
            )
        ),
    )
