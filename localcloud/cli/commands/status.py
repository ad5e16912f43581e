"""`status`."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from localcloud.cli.cloud import disk_space
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.commands.invocation import Invocation
from localcloud.cli.commands.pipeline_command import PipelineCommand, on_pipeline
from localcloud.cli.executions.execution import execution_reader
from localcloud.cli.executions.execution_rendering import as_document, reason_lines
from localcloud.cli.executions.execution_watch import print_overview
from localcloud.cli.executions.failure_reasons import failure_reasons
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import read_queue
from localcloud.cli.executions.shown_approval import remember_shown
from localcloud.cli.terminal.execution_argument import execution_argument
from localcloud.cli.terminal.exit_codes import ExitCode


@click.command(cls=PipelineCommand)
@execution_argument("An execution's id. Default: the newest.")
@on_pipeline
def status(call: Invocation, owner: PipelineOwner, *, execution_id: str | None) -> ExitCode:
    """Show where an execution stands, once, what it waits for, and which older and newer ones are not finished.

    Exits with the outcome of an execution that has ended, and with 0 while it goes on or waits.
    """
    reader = execution_reader(owner)
    summaries = reader.summaries()
    execution = reader.read(execution_id or reader.newest(summaries), summaries)
    queue = read_queue(owner, summaries)
    reasons = failure_reasons(owner, execution)
    call.output.line(_place(owner))
    if full := disk_space.warning(call.workspace.state):
        call.output.note(full)
    print_overview(call.output, execution, queue, owner.command)
    call.output.lines(reason_lines(reasons), indent=2)
    remember_shown(call.workspace, owner, queue, execution.id)
    code = execution.exit_code()
    call.output.result(
        {
            "ok": code is ExitCode.OK,
            "exit_code": int(code),
            **_place_document(owner),
            **as_document(execution, datetime.now(UTC), reasons, queue),
        }
    )
    return code


def _place(owner: PipelineOwner) -> str:
    if not isinstance(owner, LocalCloud):
        return f"pipeline {owner.pipeline_name} on {owner.place}"
    record = owner.record
    return f"local cloud {record.endpoint_url} (process {record.pid}, since {record.started_at})"


def _place_document(owner: PipelineOwner) -> dict[str, object]:
    if not isinstance(owner, LocalCloud):
        return {"place": owner.place}
    return {"endpoint_url": owner.record.endpoint_url, "pid": owner.record.pid}
