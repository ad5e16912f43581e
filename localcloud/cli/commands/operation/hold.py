"""`hold` and `release`: whether executions enter a stage."""

from __future__ import annotations

import click

from localcloud.cli.commands.invocation import Invocation
from localcloud.cli.commands.operation.consent import require_yes, yes_option
from localcloud.cli.commands.operation.stage_argument import stage_named
from localcloud.cli.commands.pipeline_command import PipelineCommand, on_pipeline
from localcloud.cli.commands.spoken_reason import spoken
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import PipelineQueue, StageState, read_queue
from localcloud.cli.executions.stage_operations import check_hold, check_release, hold_stage, release_stage
from localcloud.cli.terminal.exit_codes import ExitCode


@click.command(cls=PipelineCommand)
@click.argument("stage")
@click.option(
    "--reason",
    required=True,
    callback=spoken,
    help="Shown to everybody: up to 300 letters, digits, blanks and !@().*?-",
)
@yes_option
@on_pipeline
def hold(call: Invocation, owner: PipelineOwner, *, stage: str, reason: str, yes: bool) -> ExitCode:
    """Let no execution enter STAGE, a stage or an environment, until it is released.

    What is in it already goes on. Of those that wait before it only the newest stays.
    """
    queue = read_queue(owner)
    held = stage_named(call, queue, stage)
    check_hold(owner, queue, held, reason)
    within = f"; {queue.execution(held.occupant)} is in it and goes on" if held.occupant else ""
    require_yes(call, f"hold {held.name} ({reason}){within}", yes=yes)
    hold_stage(owner, held, reason)
    call.output.done(f"{held.name} is held: {reason}{_before(queue, held)}")
    call.output.result(_document(held, held_now=True, reason=reason))
    return ExitCode.OK


@click.command(cls=PipelineCommand)
@click.argument("stage")
@yes_option
@on_pipeline
def release(call: Invocation, owner: PipelineOwner, *, stage: str, yes: bool) -> ExitCode:
    """Let executions enter STAGE, a stage or an environment, again."""
    queue = read_queue(owner)
    held = stage_named(call, queue, stage)
    check_release(held)
    require_yes(call, f"release {held.name}, {held.hold}{_before(queue, held)}", yes=yes)
    release_stage(owner, held)
    call.output.done(f"{held.name} is released{_before(queue, held)}")
    call.output.result(_document(held, held_now=False, reason=""))
    return ExitCode.OK


def _before(queue: PipelineQueue, stage: StageState) -> str:
    """What waits before it, for people."""
    waiting = [str(queue.execution(found)) for found in stage.inbound]
    return f"; before it waits {', '.join(waiting)}" if waiting else ""


def _document(stage: StageState, *, held_now: bool, reason: str) -> dict[str, object]:
    waiting = list(stage.inbound)
    return {"ok": True, "stage": stage.name, "held": held_now, "reason": reason or None, "waiting": waiting}
