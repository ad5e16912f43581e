"""`push`."""

from __future__ import annotations

import click

from localcloud.cli.cloud.local_cloud import connect
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.source.pushing import execute_commit
from localcloud.cli.terminal.exit_codes import ExitCode


@click.command()
@click.option("--again", is_flag=True, help="Start a new execution even where one is delivering this commit.")
@click.option(
    "--replace", is_flag=True, help="Push also over the code that a CodeCommit repository's own template brought."
)
@invocation
def push(call: Invocation, *, again: bool, replace: bool) -> ExitCode:
    """Deliver the current commit.

    Pushes HEAD to the local remote as the branch that the pipeline watches, which starts an execution, and prints its
    id. Where the commit is there already, the execution that is delivering it is named, or a new one started.
    Uncommitted changes are announced and not pushed.
    """
    pushed = execute_commit(connect(call.workspace), call.output, again=again, replace=replace)
    call.output.line(f"   next: {call.workspace.command('watch')}")
    call.output.result(
        {
            "ok": True,
            "execution_id": pushed.execution_id,
            "how": pushed.how,
            "commit": pushed.commit.sha,
            "uncommitted": list(pushed.commit.uncommitted),
        }
    )
    return ExitCode.OK
