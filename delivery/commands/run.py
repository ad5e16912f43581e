"""`delivery run`, which is `make run`: everything, from nothing to prod."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from delivery.evidence import fetch_evidence
from delivery.tailoring import deployment
from localcloud.cli.cloud.bring_up import UpResult, bring_up
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.cloud.server_process import stop
from localcloud.cli.cloud.server_record import exclusive
from localcloud.cli.commands.invocation import Invocation, invocation, port_option
from localcloud.cli.commands.watch import TIMEOUT_MINUTES, outcome_document
from localcloud.cli.executions.approval import APPROVED, REJECTED, answer
from localcloud.cli.executions.execution_rendering import stage_times
from localcloud.cli.executions.execution_watch import ExecutionWatch, WatchOutcome, print_outcome
from localcloud.cli.source.pushing import deliver
from localcloud.cli.terminal.exit_codes import ExitCode
from localcloud.cli.terminal.interruption import wait_for_input
from localcloud.cli.terminal.output import Output

_SAMPLE = "tailor samples/cv.json samples/job.json"


@click.command()
@port_option
@click.option(
    "--approve",
    type=click.Choice(["ask", "yes", "no"]),
    default="ask",
    show_default=True,
    envvar="APPROVE",
    show_envvar=True,
    help="What to answer when prod waits. Without a terminal to ask on, `ask` ends there with exit code 8.",
)
@click.option(
    "--timeout", "timeout_minutes", type=click.FloatRange(min=0.01), default=TIMEOUT_MINUTES, show_default=True
)
@invocation
def run(call: Invocation, *, approve: str, timeout_minutes: float) -> ExitCode:
    """Bring the current commit to prod: up, push, watch, approve.

    Ctrl-C at any time stops the local cloud, if this command started it, and leaves nothing running; its state stays,
    and the next run goes on. Otherwise the cloud stays up afterwards, so that it can be used and looked at:
    `bin/delivery down` stops it.
    """
    up = bring_up(call.workspace, call.output, redeploy=False)
    try:
        outcome = _deliver(call.output, up, approve=approve, timeout_minutes=timeout_minutes)
        print_outcome(call.output, outcome)
        summary = _summary(call.output, up.cloud, outcome)
    except (KeyboardInterrupt, click.Abort):  # click turns Ctrl-C at its own prompt into Abort
        _stop_if_started(call.output, up)
        raise
    call.output.result({**outcome_document(outcome), **summary})
    return outcome.exit_code


def _deliver(output: Output, up: UpResult, *, approve: str, timeout_minutes: float) -> WatchOutcome:
    delivered = deliver(up.cloud, output, again=False)
    watching = ExecutionWatch(up.cloud, output, timeout_seconds=timeout_minutes * 60, stop_at_approval=True)
    outcome = watching.follow(delivered.execution_id)
    while outcome.exit_code is ExitCode.WAITING_FOR_APPROVAL:
        verdict = _verdict(output, up.cloud, approve)
        if verdict is None:
            break
        answer(up.cloud, verdict=verdict, summary="answered in `delivery run`", execution_id=outcome.execution.id)
        outcome = watching.follow(outcome.execution.id)
    return outcome


def _verdict(output: Output, cloud: LocalCloud, approve: str) -> str | None:
    """The answer to the approval; None where there is nobody to ask."""
    if approve != "ask":
        verdict = APPROVED if approve == "yes" else REJECTED
        output.note(f"{verdict.lower()}, as --approve {approve} says")
        return verdict
    if output.as_json or not sys.stdin.isatty():
        commands = ", ".join(cloud.workspace.command(name) for name in ("approve", "reject", "watch"))
        output.note(f"nobody is there to ask; go on with: {commands}")
        return None
    click.echo("Deploy to prod? [y/N]: ", nl=False)
    wait_for_input(sys.stdin)
    return APPROVED if click.confirm("", default=False, show_default=False, prompt_suffix="") else REJECTED


def _summary(output: Output, cloud: LocalCloud, outcome: WatchOutcome) -> dict[str, object]:
    """Endpoints, stage times, reports, and what to type next."""
    execution = outcome.execution
    output.lines((f"   {name:<16} {took}" for name, took in stage_times(execution, datetime.now(UTC)) if took))
    folder = cloud.workspace.reports / execution.id
    files = fetch_evidence(cloud, execution.id, into=folder)
    endpoints: dict[str, str] = {}
    if execution.status == "Succeeded":
        endpoints = {name: deployment(cloud, name).url for name in ("dev", "prod")}
        output.lines(f"   {name + ' endpoint':<16} {url}" for name, url in endpoints.items())
    if files:
        output.line(f"   {'reports':<16} {folder}")
    command = cloud.workspace.command
    if execution.status == "Succeeded":
        output.line(f"   {'try it on dev':<16} {command(_SAMPLE)}")
    else:
        output.line(f"   {'look closer':<16} {command('logs')}, {command('report')}")
    output.line(f"   the local cloud stays up at {cloud.record.endpoint_url}; {command('down')} stops it")
    return {
        "endpoint_url": cloud.record.endpoint_url,
        "endpoints": endpoints,
        "reports": str(folder) if files else None,
    }


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
