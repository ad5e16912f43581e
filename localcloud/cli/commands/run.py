"""`run`: everything, from nothing to the end of the pipeline."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.cloud.server_process import stop
from localcloud.cli.cloud.server_record import exclusive
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.commands.start_options import start_options
from localcloud.cli.commands.watch import outcome_document, timeout_option
from localcloud.cli.executions.approval import APPROVED, REJECTED, approval_details, approvals_of, put_answer
from localcloud.cli.executions.execution import Execution
from localcloud.cli.executions.execution_rendering import stage_times
from localcloud.cli.executions.execution_watch import ExecutionWatch, WatchOutcome, print_outcome
from localcloud.cli.executions.pipeline_queue import WaitingApproval, read_queue
from localcloud.cli.provisioning.bring_up import UpResult, bring_up
from localcloud.cli.source.pushing import execute_commit, execute_own_code
from localcloud.cli.terminal.exit_codes import ExitCode
from localcloud.cli.terminal.output import Output
from localcloud.cli.terminal.question import can_ask, confirmed


@click.command()
@start_options
@click.option(
    "--approve",
    type=click.Choice(["ask", "yes", "no"]),
    default="ask",
    show_default=True,
    envvar="APPROVE",
    show_envvar=True,
    help="What to answer where a person is asked. Without a terminal to ask on, `ask` ends with exit code 8.",
)
@timeout_option()
@invocation
def run(call: Invocation, *, approve: str, timeout_minutes: float) -> ExitCode:
    """Bring the current commit to the pipeline's end: up, push, watch, approve.

    Ctrl-C at any time stops the local cloud, if this command started it, and leaves nothing running; its state stays,
    and the next run goes on. Otherwise the cloud stays up afterwards, so that it can be used and looked at:
    `down` stops it.
    """
    application = call.application
    up = bring_up(call.workspace, call.output, read_settings=application.read_settings, redeploy=False)
    try:
        outcome = _follow(call, up, approve=approve, timeout_minutes=timeout_minutes)
        print_outcome(call.output, outcome)
        summary = _summary(call, up.cloud, outcome.execution)
    except (KeyboardInterrupt, click.Abort):  # click turns Ctrl-C at its own prompt into Abort
        _stop_if_started(call.output, up)
        raise
    call.output.result({**outcome_document(outcome), **summary})
    return outcome.exit_code


def _follow(call: Invocation, up: UpResult, *, approve: str, timeout_minutes: float) -> WatchOutcome:
    execution_id = execute_own_code(up.cloud, call.output, first_execution=up.first_execution)
    if not execution_id:
        execution_id = execute_commit(up.cloud, call.output, again=False).execution_id
    watching = ExecutionWatch(
        up.cloud,
        call.output,
        workspace=call.workspace,
        timeout_seconds=timeout_minutes * 60,
        stop_at_approval=True,
    )
    outcome = watching.follow(execution_id)
    while outcome.exit_code is ExitCode.WAITING_FOR_APPROVAL:
        queue = read_queue(up.cloud)
        waiting = approvals_of(queue, up.cloud, outcome.execution.id)[0]
        call.output.line(f"   {approval_details(queue, waiting)}")
        verdict = _verdict(call, waiting, approve)
        if verdict is None:
            break
        put_answer(up.cloud, waiting, verdict=verdict, summary=f"answered in `{call.application.project.program} run`")
        outcome = watching.follow(outcome.execution.id)
    return outcome


def _verdict(call: Invocation, waiting: WaitingApproval, approve: str) -> str | None:
    """The answer to the approval; None where there is nobody to ask."""
    output = call.output
    if approve != "ask":
        verdict = APPROVED if approve == "yes" else REJECTED
        output.note(f"{verdict.lower()}, as --approve {approve} says")
        return verdict
    if not can_ask(output):
        commands = ", ".join(call.workspace.command(name) for name in ("approve", "reject", "watch"))
        output.note(f"nobody is there to ask; go on with: {commands}")
        return None
    return APPROVED if confirmed(call.application.question(waiting.stage)) else REJECTED


def _summary(call: Invocation, cloud: LocalCloud, execution: Execution) -> dict[str, object]:
    """Stage times, what the project has to say, and what to type next."""
    output, command = call.output, call.workspace.command
    output.lines((f"   {name:<16} {took}" for name, took in stage_times(execution, datetime.now(UTC)) if took))
    of_project = call.application.summary(output, cloud, execution)
    if execution.status != "Succeeded":
        looks = ", ".join(map(command, filter(None, ("logs", call.workspace.project.report_command))))
        output.line(f"   {'look closer':<16} {looks}")
    output.line(f"   the local cloud stays up at {cloud.record.endpoint_url}; {command('down')} stops it")
    return {"endpoint_url": cloud.record.endpoint_url, **of_project}


def _stop_if_started(output: Output, up: UpResult) -> None:
    """`run` leaves nothing running that it started. A second Ctrl-C makes this quicker, not incomplete."""
    if not up.started:
        output.note("interrupted; the local cloud ran before and goes on")
        return
    output.note("interrupted: stopping the local cloud ...")
    with exclusive(up.cloud.workspace):
        stop(up.cloud.workspace, up.cloud.record)
    purge = up.cloud.workspace.command("down --purge")
    output.done(f"stopped; its state stays for the next run ({purge} removes it)")
