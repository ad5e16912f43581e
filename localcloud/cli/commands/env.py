"""`env`."""

from __future__ import annotations

import os
import shlex

import click

from localcloud.cli.cloud.clean_environment import aws_variables
from localcloud.cli.cloud.local_cloud import connect
from localcloud.cli.cloud.served_cloud import served_variables
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.commands.project_option import ProjectCommand
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode


@click.command(cls=ProjectCommand, epilog='\b\neval "$({command} env)"\naws codepipeline list-pipelines')
@click.option("--account", help="Whose operator to be, by name or id. Default: the pipeline's account.")
@invocation
def env(call: Invocation, *, account: str | None) -> ExitCode:
    """Print what makes the ordinary aws, cdk and boto3 work against the local cloud, and git with CodeCommit.

    It is for a shell's eval.
    """
    variables = _variables(call, account)
    # A proxy of the caller's shell must not see 127.0.0.1, and what it leaves out already stays out.
    variables["NO_PROXY"] = ",".join(filter(None, (os.environ.get("NO_PROXY"), "127.0.0.1")))
    variables |= _git_variables(call)
    if call.output.as_json:
        call.output.result(dict(variables))
    else:
        for name, value in variables.items():
            click.echo(f"export {name}={shlex.quote(value)}")
    return ExitCode.OK


def _variables(call: Invocation, account: str | None) -> dict[str, str]:
    try:
        cloud = connect(call.workspace)
    except CommandError:
        served = served_variables(call.workspace, account=account or "")
        if served is None:
            raise
        return served
    accounts = cloud.settings.accounts
    if account is not None and account not in {*accounts, *accounts.values()}:
        raise CommandError(
            f"there is no account {account!r}", exit_code=ExitCode.USAGE, remedy=f"accounts: {', '.join(accounts)}"
        )
    return aws_variables(
        call.workspace,
        endpoint_url=cloud.record.endpoint_url,
        account=cloud.account_id(account or ""),
        region=cloud.settings.region_of(account or ""),
    )


def _git_variables(call: Invocation) -> dict[str, str]:
    # The local cloud's own code, which takes a moment to import.
    from localcloud.aws.names import read_client_variables
    from localcloud.git_host.git_settings import codecommit_variables

    return codecommit_variables(read_client_variables(call.workspace.state), environment=os.environ)
