"""`approve` and `reject`: one answer, two words for it."""

from __future__ import annotations

import click

from localcloud.cli.cloud.local_cloud import connect
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.executions.approval import APPROVED, REJECTED, PipelineOwner, answer
from localcloud.cli.terminal.exit_codes import ExitCode


@click.command()
@click.option(
    "--summary", default="approved on the command line", show_default=True, help="Why; kept in the execution's history."
)
@click.option("--execution", "execution_id", help="Only if this execution is the one that waits.")
@invocation
def approve(call: Invocation, *, summary: str, execution_id: str | None) -> ExitCode:
    """Approve what waits for a person: the execution goes on."""
    return _answer(call, verdict=APPROVED, summary=summary, execution_id=execution_id)


@click.command()
@click.option(
    "--summary", default="rejected on the command line", show_default=True, help="Why; kept in the execution's history."
)
@click.option("--execution", "execution_id", help="Only if this execution is the one that waits.")
@invocation
def reject(call: Invocation, *, summary: str, execution_id: str | None) -> ExitCode:
    """Reject what waits for a person: the execution ends there."""
    return _answer(call, verdict=REJECTED, summary=summary, execution_id=execution_id)


def _answer(call: Invocation, *, verdict: str, summary: str, execution_id: str | None) -> ExitCode:
    return answer_of(call, connect(call.workspace), verdict=verdict, summary=summary, execution_id=execution_id)


def answer_of(
    call: Invocation, owner: PipelineOwner, *, verdict: str, summary: str, execution_id: str | None
) -> ExitCode:
    """Answers what waits in a pipeline, wherever that is, and says so; raises as `answer` does."""
    waiting = answer(owner, verdict=verdict, summary=summary, execution_id=execution_id)
    call.output.done(f"{verdict.lower()}: {waiting.stage}/{waiting.action} of execution {waiting.execution_id}")
    call.output.result(
        {
            "ok": True,
            "verdict": verdict,
            "stage": waiting.stage,
            "action": waiting.action,
            "execution_id": waiting.execution_id,
        }
    )
    return ExitCode.OK
