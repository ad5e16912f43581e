"""The CDK's own command line, as a person would call it, on one stack of an account in the local cloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from localcloud.cli.cloud.clean_environment import cdk_environment
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.executions.stack_failure import failed_resources
from localcloud.cli.provisioning.deployment_failure import explained_deployment
from localcloud.cli.terminal.child_process import Child, Children
from localcloud.cli.terminal.exit_codes import CommandError


@dataclass(frozen=True, kw_only=True)
class CdkCommand:
    """One call.

    Attributes:
        label: what a person reads of it, such as ``cdk deploy careervp-pipeline``.
        program: the command line of the version that is wanted.
        words: the subcommand and its options.
        folder: where it runs; an app there is what it works on, unless an option names another.
        account: whose credentials it gets.
        stack: what it makes or changes, so what says why it failed.
        log: the file that gets its output.
        seconds: how long it may take.
    """

    label: str
    program: Path
    words: Sequence[str]
    folder: Path
    account: str
    region: str
    stack: str
    log: Path
    seconds: float

    def run(self, cloud: LocalCloud, children: Children) -> float:
        """
        Returns:
            The seconds it took.

        Raises:
            CommandError: it failed; says which resource stopped it, or what the tool said.
        """
        environment = cdk_environment(
            cloud.workspace, endpoint_url=cloud.record.endpoint_url, account=self.account, region=self.region
        )
        try:
            return children.run(
                Child(
                    label=self.label,
                    command=[str(self.program), *self.words],
                    cwd=self.folder,
                    environment=environment,
                    log=self.log,
                    timeout_seconds=self.seconds,
                )
            )
        except CommandError as error:
            cloudformation = cloud.client("cloudformation", account=self.account, region=self.region)
            raise explained_deployment(
                error, self.log, failed=lambda: failed_resources(cloudformation, self.stack)
            ) from None
