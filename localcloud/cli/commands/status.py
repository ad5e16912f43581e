"""`status`."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from localcloud.cli.cloud.local_cloud import connect
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.executions.execution import execution_reader
from localcloud.cli.executions.execution_rendering import as_document, reason_lines
from localcloud.cli.executions.execution_watch import print_overview
from localcloud.cli.executions.failure_reasons import failure_reasons
from localcloud.cli.terminal.exit_codes import ExitCode


@click.command()
@click.option("--execution", "execution_id", help="An execution's id. Default: the newest.")
@invocation
def status(call: Invocation, *, execution_id: str | None) -> ExitCode:
    """Show where an execution stands, once.

    Exits with the outcome of an execution that has ended, and with 0 while it goes on or waits.
    """
    cloud = connect(call.workspace)
    reader = execution_reader(cloud)
    execution = reader.read(execution_id or reader.newest())
    reasons = failure_reasons(cloud, execution)
    call.output.line(
        f"local cloud {cloud.record.endpoint_url} (process {cloud.record.pid}, since {cloud.record.started_at})"
    )
    print_overview(call.output, execution)
    call.output.lines(reason_lines(reasons), indent=2)
    code = execution.exit_code()
    call.output.result(
        {
            "ok": code is ExitCode.OK,
            "exit_code": int(code),
            "endpoint_url": cloud.record.endpoint_url,
            "pid": cloud.record.pid,
            **as_document(execution, datetime.now(UTC), reasons),
        }
    )
    return code
