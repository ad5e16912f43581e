"""What the commands on a pipeline share: where the pipeline is, in the local cloud or wherever the application's own
options say.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from localcloud.cli.cloud.local_cloud import connect
from localcloud.cli.commands.application import Application
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.commands.project_option import ProjectCommand
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.terminal.exit_codes import ExitCode


class PipelineCommand(ProjectCommand):
    """A command that also takes the application's options for another place of the pipeline."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        application = ctx.find_object(Application)
        return [*(application.account_options if application else ()), *super().get_params(ctx)]


def on_pipeline(function: Callable[..., ExitCode]) -> Callable[..., ExitCode]:
    """Hands over the invocation and the pipeline's place."""

    @invocation
    @wraps(function)
    def command(call: Invocation, **options: Any) -> ExitCode:
        application = call.application
        given = {str(option.name): options.pop(str(option.name), None) for option in application.account_options}
        elsewhere = application.account is not None and any(given.values())
        owner: PipelineOwner
        if application.account is not None and elsewhere:
            owner = application.account(call.workspace, **given)
        else:
            owner = connect(call.workspace)
        return function(call, owner, **options)

    return command
