"""`delivery push`."""

from __future__ import annotations

import click

from localcloud.cli.cloud.local_cloud import connect
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.source.pushing import deliver
from localcloud.cli.terminal.exit_codes import ExitCode


@click.command()
@click.option("--again", is_flag=True, help="Start a new execution even where one is delivering this commit.")
@invocation
def push(call: Invocation, *, again: bool) -> ExitCode:
    """Deliver the current commit.

    Pushes HEAD to the local remote as the branch that the pipeline watches, which starts an execution, and prints its
    id. Where the commit is there already, the execution that is delivering it is named, or a new one started.
    Uncommitted changes are announced and not delivered.
    """
    delivered = deliver(connect(call.workspace), call.output, again=again)
    call.output.line(f"   next: {call.workspace.command('watch')}")
    call.output.result(
        {
            "ok": True,
            "execution_id": delivered.execution_id,
            "how": delivered.how,
            "commit": delivered.commit.sha,
            "uncommitted": list(delivered.commit.uncommitted),
        }
    )
    return ExitCode.OK
