"""The pipeline's account on AWS itself, for the commands that read there as they read in the local cloud."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from delivery.commit_settings import PIPELINE_STACK
from localcloud.cli import CommandError, ExitCode


@dataclass(frozen=True, kw_only=True)
class AwsAccount:
    """An account through one of the caller's own profiles."""

    session: boto3.session.Session

    @cached_property
    def pipeline_outputs(self) -> dict[str, str]:
        """Outputs of the pipeline's stack.

        Raises:
            CommandError: the stack cannot be read there with these credentials.
        """
        try:
            stacks = self.client("cloudformation").describe_stacks(StackName=PIPELINE_STACK)["Stacks"]
        except (BotoCoreError, ClientError) as error:
            raise CommandError(
                f"the stack {PIPELINE_STACK} cannot be read: {error}",
                exit_code=ExitCode.STEP_FAILED,
                remedy="name the tools account's profile and region: --profile, --region",
            ) from None
        return {output["OutputKey"]: output["OutputValue"] for output in stacks[0].get("Outputs", [])}

    def client(self, service: str) -> Any:
        return self.session.client(service)


def aws_account(profile: str | None, region: str | None) -> AwsAccount:
    """The account of a profile.

    Raises:
        CommandError: there is no such profile.
    """
    try:
        return AwsAccount(session=boto3.session.Session(profile_name=profile, region_name=region))
    except BotoCoreError as error:
        raise CommandError(str(error), exit_code=ExitCode.USAGE) from None
