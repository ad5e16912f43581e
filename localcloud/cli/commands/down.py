"""`down`."""

from __future__ import annotations

from contextlib import nullcontext

import click

from localcloud.cli.cloud.server_process import stop
from localcloud.cli.cloud.server_record import exclusive, lock_holder, read_record
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.terminal.exit_codes import ExitCode


@click.command()
@click.option("--purge", is_flag=True, help="Also remove what is in the local cloud. What set-up made stays.")
@invocation
def down(call: Invocation, *, purge: bool) -> ExitCode:
    """Stop the local cloud. Its state stays for the next `up`, which goes on where it was, unless --purge removes it.

    Stopping what does not run is no error.
    """
    workspace = call.workspace
    with exclusive(workspace) if workspace.state.is_dir() else nullcontext():
        record = read_record(workspace) or lock_holder(workspace)
        if record is not None:
            call.output.note("stopping the local cloud; what builds left behind goes first ...")
        stopped = record is not None and stop(workspace, record)
        call.output.done("the local cloud is stopped" if stopped else "no local cloud was running")
        if purge:
            workspace.purge()
            call.output.done(f"its state in {workspace.state} is removed")
    call.output.result({"ok": True, "stopped": stopped, "purged": purge})
    return ExitCode.OK
