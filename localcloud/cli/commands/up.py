"""`up`."""

from __future__ import annotations

import click

from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.commands.start_options import start_options
from localcloud.cli.provisioning.bring_up import UpResult, bring_up
from localcloud.cli.terminal.exit_codes import ExitCode


@click.command()
@start_options
@click.option(
    "--redeploy", is_flag=True, help="Deploy the pipeline stack again, for one that can no longer change itself."
)
@invocation
def up(call: Invocation, *, redeploy: bool) -> ExitCode:
    """Start the local cloud with the pipeline in it.

    Checks first and changes nothing when a check fails. Then it starts AWS on 127.0.0.1, bootstraps the
    pipeline's account and those it deploys to, and deploys the pipeline of the current commit, whose creation starts a
    first execution. Called again it uses what is there: a running cloud, bootstrapped accounts, a deployed pipeline.

    Interrupted or failed, it leaves nothing running that it started.
    """
    result = bring_up(call.workspace, call.output, read_settings=call.application.read_settings, redeploy=redeploy)
    if not result.first_execution:
        call.output.line(f"   next: {call.workspace.command('push')}")
    else:
        call.output.line(f"   the pipeline's creation started execution {result.first_execution}")
        call.output.line(f"   next: {call.workspace.command('watch')}")
    if call.workspace.project.console_command:
        call.output.line(f"   in the browser: {call.workspace.command(call.workspace.project.console_command)}")
    call.output.result({"ok": True, **up_document(result)})
    return ExitCode.OK


def up_document(result: UpResult) -> dict[str, object]:
    """What a script gets to know of a running cloud."""
    cloud = result.cloud
    return {
        "endpoint_url": cloud.record.endpoint_url,
        "pid": cloud.record.pid,
        "port": cloud.record.port,
        "state": str(cloud.workspace.state),
        "accounts": dict(cloud.settings.accounts),
        "region": cloud.settings.region,
        "pipeline": cloud.pipeline_name,
        "commit": result.commit.sha,
        "started": result.started,
        "deployed": result.deployed,
        "first_execution_id": result.first_execution or None,
        "seconds": round(result.seconds, 1),
    }
