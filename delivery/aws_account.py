"""One account, for the commands that read on AWS itself as they read in the local cloud."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import boto3
import click
from botocore.credentials import Credentials
from botocore.exceptions import BotoCoreError, ClientError

from feature_stacks.naming import PIPELINE_STACK, physical_name
from localcloud.cli import CommandError, ExitCode, LocalCloud, Workspace


class EnvironmentAccount(Protocol):
    """The account of one environment, in the local cloud or on AWS."""

    @property
    def endpoint_url(self) -> str | None:
        """Where its APIs answer; None is where the SDKs' own configuration says."""

    def credentials(self) -> Credentials | None:
        """Whoever calls."""

    def client(self, service: str) -> Any:
        """A boto3 client."""

    def stack_outputs(self, stack: str) -> dict[str, str] | None:
        """The outputs of a stack that is deployed; None where it is not."""


@dataclass(frozen=True, kw_only=True)
class LocalEnvironment:
    """An environment's account in the local cloud, as its operator."""

    cloud: LocalCloud
    environment: str

    @property
    def endpoint_url(self) -> str | None:
        return self.cloud.record.endpoint_url

    def credentials(self) -> Credentials | None:
        return self.cloud.session(self.environment).get_credentials()

    def client(self, service: str) -> Any:
        return self.cloud.client(service, account=self.environment)

    def stack_outputs(self, stack: str) -> dict[str, str] | None:
        return self.cloud.stack_outputs(stack, account=self.environment)


@dataclass(frozen=True, kw_only=True)
class AwsAccount:
    """An account through one of the caller's own profiles."""

    session: boto3.session.Session
    profile: str | None = None
    region: str | None = None
    endpoint_url: str | None = None

    @cached_property
    def pipeline_outputs(self) -> dict[str, str]:
        """Outputs of the pipeline's stack.

        Raises:
            CommandError: the stack cannot be read there with these credentials.
        """
        try:
            return _outputs(self.client("cloudformation"), PIPELINE_STACK)
        except (BotoCoreError, ClientError) as error:
            raise CommandError(
                f"the stack {PIPELINE_STACK} cannot be read: {error}",
                exit_code=ExitCode.STEP_FAILED,
                remedy="name the tools account's profile and region: --profile, --region",
            ) from None

    def credentials(self) -> Credentials | None:
        return self.session.get_credentials()

    @property
    def pipeline_name(self) -> str:
        """As this checkout names it: whoever only answers an approval may not read the stack."""
        return physical_name("delivery", "pipeline", "tools")

    @property
    def place(self) -> str:
        """What tells it from another account or region: the profile's, which need not be asked for on AWS."""
        return f"AWS, profile {self.session.profile_name}, {self.session.region_name}"

    @property
    def report_command(self) -> str:
        """None: evidence is fetched with an auditor's rights, not with those of whoever looks at the pipeline."""
        return ""

    @property
    def logs_command(self) -> str:
        """None: CloudWatch has the log, and its console shows it."""
        return ""

    def client(self, service: str, *, account: str = "", region: str = "") -> Any:  # noqa: ARG002
        """A client of the profile's account, whose credentials are the only ones there are: another account's
        resources are not found with it.
        """
        return self.session.client(service, region_name=region or None)

    def published_messages(self, _topic: str) -> None:
        """None: SNS keeps no message that it has handed to the subscribers."""

    def command(self, arguments: str) -> str:
        """What to type for a further command with the same profile."""
        given = ((" --profile", self.profile), (" --region", self.region))
        return f"bin/delivery {arguments}" + "".join(
            f"{option} {shlex.quote(value)}" for option, value in given if value
        )

    def stack_outputs(self, stack: str) -> dict[str, str] | None:
        try:
            return _outputs(self.client("cloudformation"), stack)
        except ClientError as error:
            if error.response["Error"]["Code"] == "ValidationError":  # how CloudFormation says: no such stack
                return None
            raise


def _outputs(cloudformation: Any, stack: str) -> dict[str, str]:
    (described,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}


def aws_account(profile: str | None, region: str | None) -> AwsAccount:
    """The account of a profile.

    Raises:
        CommandError: there is no such profile.
    """
    try:
        session = boto3.session.Session(profile_name=profile, region_name=region)
        return AwsAccount(session=session, profile=profile, region=region)
    except BotoCoreError as error:
        raise CommandError(str(error), exit_code=ExitCode.USAGE) from None


ACCOUNT_OPTIONS = (
    click.Option(["--profile"], help="The pipeline on AWS, with this profile, instead of the local cloud's."),
    click.Option(["--region"], help="The pipeline's region on AWS."),
)


def pipeline_account(_workspace: Workspace, *, profile: str | None, region: str | None) -> AwsAccount:
    """Where the pipeline is that a command on it means, by `ACCOUNT_OPTIONS`; raises as `aws_account` does."""
    return aws_account(profile, region)
