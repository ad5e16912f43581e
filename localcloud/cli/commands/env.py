"""`delivery env`."""

from __future__ import annotations

import os
import shlex

import click

from localcloud.cli.cloud.clean_environment import aws_variables
from localcloud.cli.cloud.local_cloud import connect
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.terminal.exit_codes import ExitCode


@click.command()
@click.option(
    "--account",
    type=click.Choice(["tools", "dev", "prod"]),
    default="tools",
    show_default=True,
    help="Whose operator to be.",
)
@invocation
def env(call: Invocation, *, account: str) -> ExitCode:
    """Print what makes the ordinary aws, cdk and boto3 work against the local cloud.

    \b
    eval "$(bin/delivery env --account dev)"
    aws dynamodb list-tables
    """
    cloud = connect(call.workspace)
    variables = aws_variables(
        call.workspace,
        endpoint_url=cloud.record.endpoint_url,
        account=cloud.account_id(account),
        region=cloud.record.region,
    )
    # A proxy of the caller's shell must not see 127.0.0.1, and what it leaves out already stays out.
    variables["NO_PROXY"] = ",".join(filter(None, (os.environ.get("NO_PROXY"), "127.0.0.1")))
    if call.output.as_json:
        call.output.result(dict(variables))
    else:
        for name, value in variables.items():
            click.echo(f"export {name}={shlex.quote(value)}")
    return ExitCode.OK
