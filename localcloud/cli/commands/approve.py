"""`approve` and `reject`: one answer, two words for it.

Neither answers more than a person saw: the question that `status`, `watch` or `run` showed last, the one of the
execution that is named, or the one that is shown now and asked about.
"""

from __future__ import annotations

from collections.abc import Callable

import click

from localcloud.cli.commands.invocation import Invocation
from localcloud.cli.commands.pipeline_command import PipelineCommand, on_pipeline
from localcloud.cli.commands.spoken_reason import spoken
from localcloud.cli.executions.approval import (
    APPROVED,
    REJECTED,
    approval_details,
    approvals_of,
    behind,
    put_answer,
)
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import PipelineQueue, WaitingApproval, read_queue
from localcloud.cli.executions.shown_approval import shown_approval
from localcloud.cli.terminal.execution_argument import execution_argument
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.question import can_ask, confirmed

Command = Callable[..., ExitCode]
_WORDS = {APPROVED: "approve", REJECTED: "reject"}


def _answering(summary: str) -> Callable[[Command], Command]:
    """Adds what both answers take; `summary` is said where nobody gives one."""
    options = (
        click.option(
            "--summary",
            default=summary,
            show_default=True,
            callback=spoken,
            help="Why; kept in the execution's history.",
        ),
        execution_argument("Answer what this execution asks, shown before or not."),
        click.option("--action", help="Which of its questions, as Stage/Action, where it asks more than one."),
    )

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


@click.command(cls=PipelineCommand)
@_answering("approved on the command line")
@on_pipeline
def approve(
    call: Invocation, owner: PipelineOwner, *, summary: str, execution_id: str | None, action: str | None
) -> ExitCode:
    """Approve what waits for a person: the execution goes on.

    Without --execution it is the question that status or watch showed last. Where that is not what waits now, what
    does is shown and asked about; without a terminal to ask on nothing is answered, and the exit code is 8.
    """
    return _answer(call, owner, verdict=APPROVED, summary=summary, execution_id=execution_id, action=action)


@click.command(cls=PipelineCommand)
@_answering("rejected on the command line")
@on_pipeline
def reject(
    call: Invocation, owner: PipelineOwner, *, summary: str, execution_id: str | None, action: str | None
) -> ExitCode:
    """Reject what waits for a person: the execution ends there.

    Which question that is, is decided as for approve.
    """
    return _answer(call, owner, verdict=REJECTED, summary=summary, execution_id=execution_id, action=action)


def _answer(
    call: Invocation,
    owner: PipelineOwner,
    *,
    verdict: str,
    summary: str,
    execution_id: str | None,
    action: str | None,
) -> ExitCode:
    queue = read_queue(owner)
    waiting = approvals_of(queue, owner, execution_id)
    if action is not None:
        waiting = [found for found in waiting if f"{found.stage}/{found.action}".casefold() == action.casefold()]
    named = waiting if execution_id or action else []
    if len(named) == 1:
        return _put(call, owner, queue, named[0], verdict=verdict, summary=summary)
    shown = None if execution_id or action else shown_approval(call.workspace, owner, queue)
    if shown is not None:
        return _put(call, owner, queue, shown, verdict=verdict, summary=summary)
    if len(waiting) != 1 or not can_ask(call.output):
        raise _undecided(queue, owner, waiting, verdict=verdict, action=action)
    call.output.note("this is not what was shown last, or nothing was:")
    call.output.line(approval_details(queue, waiting[0]))
    if not confirmed(f"{_WORDS[verdict].capitalize()} {waiting[0].execution} in {waiting[0].stage}?"):
        raise CommandError("nothing was answered", exit_code=ExitCode.DECLINED)
    return _put(call, owner, queue, waiting[0], verdict=verdict, summary=summary)


def _put(
    call: Invocation,
    owner: PipelineOwner,
    queue: PipelineQueue,
    approval: WaitingApproval,
    *,
    verdict: str,
    summary: str,
) -> ExitCode:
    put_answer(owner, approval, verdict=verdict, summary=summary)
    newer = queue.newer_behind(approval)
    place = f"{approval.stage}/{approval.action}"
    call.output.done(f"{verdict.lower()}: {place} of {approval.execution}, {behind(queue, approval)}")
    call.output.lines((f"{found} {queue.whereabouts(found.id)}" for found in newer), indent=3)
    call.output.result(
        {
            "ok": True,
            "verdict": verdict,
            "stage": approval.stage,
            "action": approval.action,
            "execution_id": approval.execution_id,
            "commit": approval.execution.commit,
            "subject": approval.execution.subject,
            "newer_behind": [found.id for found in newer],
        }
    )
    return ExitCode.OK


def _undecided(
    queue: PipelineQueue,
    owner: PipelineOwner,
    waiting: list[WaitingApproval],
    *,
    verdict: str,
    action: str | None,
) -> CommandError:
    """Why nothing was answered, all that waits, and what to type for each."""
    if not waiting:
        return CommandError(f"{action} asks nobody", exit_code=ExitCode.USAGE, remedy=owner.command("status"))
    one = len(waiting) == 1
    problem = "what waits for an answer is not what was shown last" if one else "more than one question waits"
    each_once = len({found.execution_id for found in waiting}) == len(waiting)
    lines: list[str] = []
    for found in waiting:
        which = f"--execution {found.execution_id}"
        which += "" if each_once else f" --action {found.stage}/{found.action}"
        lines += [approval_details(queue, found), f"  {owner.command(f'{_WORDS[verdict]} {which}')}"]
    return CommandError(
        f"{problem}, and nothing was answered",
        exit_code=ExitCode.WAITING_FOR_APPROVAL if one else ExitCode.USAGE,
        remedy="look at it, then name the execution",
        details=tuple(lines),
    )
