"""Who looks: boto3 clients of each account and region, on AWS with a person's own credentials, in the local cloud with
its operators'.

Every call has a limit, and one that finds nobody ends the looking there: a black hole must not cost a limit a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from delivery.preflight.location import Location
from feature_stacks.naming import PRODUCT
from localcloud.cli import LocalCloud
from stages.settings import TOOLS, Settings

LIMITS: Final = Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 2, "mode": "standard"})
_SESSION: Final = f"{PRODUCT}-preflight"


class UnreachableError(Exception):
    """There are no credentials for an account; the message says why, the remedy what would help."""

    def __init__(self, message: str, *, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


class Accounts(Protocol):
    """Clients by location."""

    def client(self, service: str, location: Location) -> Any:
        """A boto3 client.

        Raises:
            UnreachableError: there are no credentials for its account.
        """

    def access(self, location: Location) -> str:
        """In which way its account is looked at, such as ``profile careervp-dev``; raises as `client` does."""


@dataclass(frozen=True, kw_only=True)
class LocalAccounts:
    """The local cloud, in which each account has an operator."""

    cloud: LocalCloud

    def client(self, service: str, location: Location) -> Any:
        return self.cloud.client(service, account=location.account, region=location.region)

    def access(self, location: Location) -> str:  # noqa: ARG002 - one operator is like the other
        return "the local cloud's operator"


@dataclass(frozen=True, kw_only=True)
class AwsAccounts:
    """AWS: the tools account by a profile or the environment's credentials; each other account by a profile of its own,
    or by its bootstrap's lookup role, which reads and changes nothing.

    Attributes:
        profile: of the tools account; None takes the credentials that boto3 finds.
        profiles: of other accounts, by the settings' names.
        qualifier: of the bootstrap.
    """

    settings: Settings
    profile: str | None = None
    profiles: Mapping[str, str] = field(default_factory=dict)
    qualifier: str
    _sessions: dict[str, boto3.session.Session] = field(default_factory=dict, repr=False)
    _clients: dict[tuple[str, str, str], Any] = field(default_factory=dict, repr=False)

    def client(self, service: str, location: Location) -> Any:
        key = (service, location.account, location.region)
        if key not in self._clients:
            session = self._session(location)
            self._clients[key] = session.client(service, region_name=location.region, config=LIMITS)
        return self._clients[key]

    def access(self, location: Location) -> str:
        self._session(location)
        profile = self._profile(location)
        if profile:
            return f"profile {profile}"
        return "your credentials" if self._is_tools(location) else f"the role {self._lookup_role(location)}"

    def _is_tools(self, location: Location) -> bool:
        return location.account == self.settings.tools_account

    def _profile(self, location: Location) -> str | None:
        named = next((self.profiles[name] for name in location.names if name in self.profiles), None)
        return named or (self.profile if self._is_tools(location) else None)

    def _lookup_role(self, location: Location) -> str:
        return f"cdk-{self.qualifier}-lookup-role-{location.account}-{location.region}"

    def _session(self, location: Location) -> boto3.session.Session:
        if location.account not in self._sessions:
            profile = self._profile(location)
            own = profile or self._is_tools(location)
            self._sessions[location.account] = (
                self._of_caller(location, profile) if own else self._of_lookup_role(location)
            )
        return self._sessions[location.account]

    def _of_caller(self, location: Location, profile: str | None) -> boto3.session.Session:
        option = "--profile" if self._is_tools(location) else f"--account-profile {location.names[0]}="
        try:
            session = boto3.session.Session(profile_name=profile, region_name=location.region)
            account = session.client("sts", config=LIMITS).get_caller_identity()["Account"]
        except (BotoCoreError, ClientError) as error:
            raise UnreachableError(
                f"its credentials do not work: {error}", remedy=f"sign in again, or name another profile: {option}"
            ) from None
        if account != location.account:
            who = f"profile {profile} is" if profile else "your credentials are"
            raise UnreachableError(
                f"{who} of account {account}, but the settings say {location.account}",
                remedy=f"name a profile of {location.account} ({option}), or put cdk.json right",
            )
        return session

    def _of_lookup_role(self, location: Location) -> boto3.session.Session:
        remedy = (
            f"name a profile of {location.account} (--account-profile {location.names[0]}=PROFILE), "
            f"or bootstrap it with --trust {self.settings.tools_account}"
        )
        tools = Location(label=TOOLS, names=(TOOLS,), account=self.settings.tools_account, region=location.region)
        try:
            caller = self._session(tools)
        except UnreachableError:
            problem = "no profile, and there are no credentials of the tools account to assume its lookup role with"
            raise UnreachableError(problem, remedy=remedy) from None
        role = self._lookup_role(location)
        try:
            partition = caller.get_partition_for_region(location.region)
            credentials = caller.client("sts", region_name=location.region, config=LIMITS).assume_role(
                RoleArn=f"arn:{partition}:iam::{location.account}:role/{role}", RoleSessionName=_SESSION
            )["Credentials"]
        except (BotoCoreError, ClientError) as error:
            raise UnreachableError(
                f"no profile, and its role {role} cannot be assumed: {error}", remedy=remedy
            ) from None
        return boto3.session.Session(
            aws_access_key_id=credentials["AccessKeyId"],
            aws_secret_access_key=credentials["SecretAccessKey"],
            aws_session_token=credentials["SessionToken"],
            region_name=location.region,
        )
