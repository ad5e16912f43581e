"""`logs`."""

from __future__ import annotations

import click

from localcloud.cli.cloud.local_cloud import connect
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.commands.watch import timeout_option
from localcloud.cli.executions.build_logs import choose_action, log_lines
from localcloud.cli.executions.execution import execution_reader
from localcloud.cli.terminal.execution_argument import is_execution_id, one_of
from localcloud.cli.terminal.exit_codes import ExitCode
from localcloud.cli.terminal.safe_text import printable


@click.command()
@click.argument("action", required=False)
@click.argument("execution_argument", metavar="[EXECUTION]", required=False)
@click.option("--execution", "execution_id", help="An execution's id. Default: the newest.")
@click.option("--follow", is_flag=True, help="Go on until the build ends; Ctrl-C detaches.")
@timeout_option("Minutes after which --follow ends with exit code 6.")
@invocation
def logs(
    call: Invocation,
    *,
    action: str | None,
    execution_argument: str | None,
    execution_id: str | None,
    follow: bool,
    timeout_minutes: float,
) -> ExitCode:
    """Print the log of the build behind ACTION (Synth, or Dev/Smoke).

    Without ACTION it is the build that failed, the one that runs, or the last one. The log comes from CloudWatch Logs,
    as on AWS. An execution's id alone names the execution.
    """
    if action and execution_argument is None and is_execution_id(action):
        action, execution_argument = None, action
    execution_id = one_of(execution_argument, execution_id)
    cloud = connect(call.workspace)
    reader = execution_reader(cloud)
    execution = reader.read(execution_id or reader.newest())
    chosen = choose_action(execution, action)
    lines: list[str] = []
    for line in log_lines(cloud, chosen.external_id, follow=follow, timeout_seconds=timeout_minutes * 60):
        lines.append(line)
        if not call.output.as_json:
            click.echo(printable(line))
    if not lines:
        click.echo(f"{chosen.stage}/{chosen.name} has written no log yet", err=True)
    call.output.result(
        {
            "ok": True,
            "execution_id": execution.id,
            "action": f"{chosen.stage}/{chosen.name}",
            "status": chosen.status,
            "build_id": chosen.external_id,
            "lines": lines,
        }
    )
    return ExitCode.OK
