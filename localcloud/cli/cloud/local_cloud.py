"""The running local cloud as a client sees it: boto3 clients with the operator's credentials, and what the pipeline's
stack says of itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

from localcloud.aws.storage.published_messages import PublishedMessage, read
from localcloud.cli.cloud.project import Settings
from localcloud.cli.cloud.server_record import ServerRecord, is_damaged, read_record
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

_PIPELINE_TYPE = "AWS::CodePipeline::Pipeline"
# Loopback: a call that takes longer than this hangs. Proxies of the caller's shell must not see 127.0.0.1.
_CLIENT_CONFIG = Config(
    connect_timeout=3, read_timeout=60, retries={"total_max_attempts": 2, "mode": "standard"}, proxies={}
)


@dataclass(frozen=True, kw_only=True)
class LocalCloud:
    """Clients of one running local cloud. Accounts go by their settings' names or by their ids; none is the pipeline's
    own. A name also says the region, where none is given.
    """

    workspace: Workspace
    record: ServerRecord
    _sessions: dict[str, boto3.session.Session] = field(default_factory=dict, repr=False)
    _clients: dict[tuple[str, str, str], Any] = field(default_factory=dict, repr=False)

    @property
    def settings(self) -> Settings:
        return self.record.settings

    @property
    def place(self) -> str:
        """What tells it from an account on AWS: its state folder has no other."""
        return "local"

    @property
    def report_command(self) -> str:
        """What to type for an execution's reports; empty where the project has no command for it."""
        word = self.workspace.project.report_command
        return self.workspace.command(word) if word else ""

    @property
    def logs_command(self) -> str:
        """What to type for the whole log of a build."""
        return self.workspace.command("logs")

    def command(self, arguments: str) -> str:
        """What to type for a further command on this cloud."""
        return self.workspace.command(arguments)

    def account_id(self, account: str = "") -> str:
        return self.settings.accounts.get(account, account) or self.settings.pipeline_account

    def session(self, account: str = "") -> boto3.session.Session:
        """A session of an account's operator, from the state folder's profiles and from nothing of the caller's
        shell.
        """
        account_id = self.account_id(account)
        if account_id not in self._sessions:
            core = botocore.session.Session(profile=account_id)
            core.set_config_variable("config_file", str(self.workspace.aws_config))
            core.set_config_variable("credentials_file", str(self.workspace.aws_credentials))
            core.set_config_variable("region", self.settings.region)
            self._sessions[account_id] = boto3.session.Session(botocore_session=core)
        return self._sessions[account_id]

    def client(self, service: str, *, account: str = "", region: str = "") -> Any:
        """A boto3 client, made once: making one costs more than most calls."""
        region = region or self.settings.region_of(account)
        key = (service, self.account_id(account), region)
        if key not in self._clients:
            self._clients[key] = self.session(account).client(
                service, endpoint_url=self.record.endpoint_url, region_name=region, config=_CLIENT_CONFIG
            )
        return self._clients[key]

    def published_messages(self, topic: str) -> list[PublishedMessage]:
        """What was published on a topic, by its ARN, the newest first; the last ones of all topics are kept."""
        return [message for message in read(self.workspace.state) if message.topic_arn == topic][::-1]

    def stack_outputs(self, stack: str, *, account: str = "") -> dict[str, str] | None:
        """The outputs of a stack that is deployed; None where it is not."""
        described = self.describe_stack(stack, account=account)
        if described is None:
            return None
        return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}

    def describe_stack(self, stack: str, *, account: str = "", region: str = "") -> dict[str, Any] | None:
        """CloudFormation's description of a stack; None where there is none."""
        client = self.client("cloudformation", account=account, region=region)
        try:
            stacks = client.describe_stacks(StackName=stack)["Stacks"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "ValidationError":  # how CloudFormation says: no such stack
                return None
            raise
        found: dict[str, Any] | None = stacks[0] if stacks else None
        return found

    def is_deployed(self, stack: str, *, account: str = "", region: str = "") -> bool:
        """Whether a stack's last deployment succeeded."""
        described = self.describe_stack(stack, account=account, region=region)
        return described is not None and described["StackStatus"] in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}

    @cached_property
    def pipeline_outputs(self) -> dict[str, str]:
        """Outputs of the pipeline's stack.

        Raises:
            CommandError: it is not deployed, because an earlier `up` did not get that far.
        """
        outputs = self.stack_outputs(self.settings.pipeline_stack)
        if outputs is None:
            raise self._not_deployed()
        return outputs

    def _not_deployed(self) -> CommandError:
        return CommandError(
            f"the local cloud runs, but the stack {self.settings.pipeline_stack} is not deployed in it",
            exit_code=ExitCode.NOT_RUNNING,
            remedy=f"`{self.workspace.command('up')}` completes it",
        )

    @cached_property
    def pipeline_name(self) -> str:
        """The pipeline's physical name, from the stack that owns it.

        Raises:
            CommandError: the stack is not deployed, because an earlier `up` did not get that far.
        """
        client, stack = self.client("cloudformation"), self.settings.pipeline_stack
        try:
            resources = client.describe_stack_resources(StackName=stack)["StackResources"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ValidationError":  # how CloudFormation says: no such stack
                raise
            raise self._not_deployed() from None
        names = [found["PhysicalResourceId"] for found in resources if found["ResourceType"] == _PIPELINE_TYPE]
        if not names:
            raise self._not_deployed()
        return str(names[0])


def start_hint(workspace: Workspace) -> str:
    """What to do where no local cloud runs."""
    return f"`{workspace.command('up')}` starts it"


def connect(workspace: Workspace) -> LocalCloud:
    """The local cloud of a state folder.

    Raises:
        CommandError: none is running.
    """
    record = read_record(workspace)
    if record is None and is_damaged(workspace):
        raise CommandError(
            f"{workspace.record} is damaged, so nobody knows where the local cloud answers",
            exit_code=ExitCode.NOT_RUNNING,
            remedy=f"`{workspace.command('down')}`, then `{workspace.command('up')}`; nothing that is in it is lost",
        )
    if record is None:
        raise CommandError(
            f"no local cloud is running for {workspace.state}",
            exit_code=ExitCode.NOT_RUNNING,
            remedy=start_hint(workspace),
        )
    if not record.is_alive() or not record.endpoint_url:
        raise CommandError(
            f"the local cloud of {workspace.state} (process {record.pid}) is no longer running",
            exit_code=ExitCode.NOT_RUNNING,
            remedy=f"{start_hint(workspace)} again with all that was in it",
        )
    return LocalCloud(workspace=workspace, record=record)
