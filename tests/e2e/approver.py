"""A person who may answer an approval: a user with a second factor, who assumes the approver's role."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from feature_stacks.naming import PRODUCT
from tests.e2e.delivery import REGION, TOOLS, Delivery

ROLE = f"arn:aws:iam::{TOOLS}:role/{PRODUCT}-role-approver-delivery-prod"
PROFILE = "approver"


class Approver:
    """Ada: made by the tools account's administrator, allowed to assume the role and nothing else."""

    def __init__(self, delivery: Delivery, folder: Path) -> None:
        self._delivery = delivery
        iam = delivery.client("iam")
        iam.create_user(UserName="ada")
        may = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": ROLE}
        document = json.dumps({"Version": "2012-10-17", "Statement": [may]})
        iam.put_user_policy(UserName="ada", PolicyName="approve", PolicyDocument=document)
        device = iam.create_virtual_mfa_device(VirtualMFADeviceName="ada")["VirtualMFADevice"]["SerialNumber"]
        iam.enable_mfa_device(
            UserName="ada", SerialNumber=device, AuthenticationCode1="123456", AuthenticationCode2="234567"
        )
        self.device: str = device
        self._key = iam.create_access_key(UserName="ada")["AccessKey"]
        self._credentials = folder / "credentials"

    def assume(self, **second_factor: str) -> dict[str, str]:
        """The role's credentials.

        Raises:
            botocore.exceptions.ClientError: she may not.
        """
        sts = self._client("sts", self._key["AccessKeyId"], self._key["SecretAccessKey"])
        found: dict[str, str] = sts.assume_role(RoleArn=ROLE, RoleSessionName="ada", **second_factor)["Credentials"]
        return found

    def client(self, service: str) -> Any:
        """A client of the role's, with her second factor proved."""
        found = self.assume(SerialNumber=self.device, TokenCode="123456")
        return self._client(service, found["AccessKeyId"], found["SecretAccessKey"], found["SessionToken"])

    def environment(self) -> dict[str, str]:
        """What makes the role a profile of the command line's."""
        found = self.assume(SerialNumber=self.device, TokenCode="123456")
        self._credentials.write_text(
            f"[{PROFILE}]\naws_access_key_id = {found['AccessKeyId']}\n"
            f"aws_secret_access_key = {found['SecretAccessKey']}\naws_session_token = {found['SessionToken']}\n",
            encoding="utf-8",
        )
        return {
            "AWS_SHARED_CREDENTIALS_FILE": str(self._credentials),
            "AWS_CONFIG_FILE": str(self._credentials.with_name("config")),
            "AWS_ENDPOINT_URL": self._delivery.endpoint,
        }

    def _client(self, service: str, key_id: str, secret: str, token: str | None = None) -> Any:
        return boto3.client(
            service,
            endpoint_url=self._delivery.endpoint,
            region_name=REGION,
            config=Config(connect_timeout=5, read_timeout=60, retries={"max_attempts": 2}),
            aws_access_key_id=key_id,
            aws_secret_access_key=secret,
            aws_session_token=token,
        )
