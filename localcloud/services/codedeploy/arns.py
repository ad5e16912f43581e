"""CodeDeploy's resource names.

Source: docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html
"""

from __future__ import annotations

from dataclasses import dataclass

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError


@dataclass(frozen=True)
class Scope:
    """The account and region that a resource belongs to."""

    account: str
    region: str

    @staticmethod
    def of(caller: Caller) -> Scope:
        """Where a call is made."""
        return Scope(caller.account, caller.region)

    def _arn(self, resource: str) -> str:
        return f"arn:aws:codedeploy:{self.region}:{self.account}:{resource}"

    def application(self, name: str) -> str:
        return self._arn(f"application:{name}")

    def deployment_group(self, application: str, group: str) -> str:
        return self._arn(f"deploymentgroup:{application}/{group}")

    def deployment_config(self, name: str) -> str:
        return self._arn(f"deploymentconfig:{name}")


def application_or_group(arn: str) -> tuple[str, str]:
    """The application and the deployment group that a taggable ARN names; the group is empty for an application's.

    Raises:
        ServiceError: ``InvalidArnException``, ``ArnNotSupportedException``.
    """
    segments = arn.split(":", 6)
    if len(segments) != 7 or segments[0] != "arn" or segments[2] != "codedeploy":
        raise ServiceError("InvalidArnException", f"The ARN {arn} is not valid.")
    if segments[5] == "application":
        return segments[6], ""
    if segments[5] == "deploymentgroup":
        application, _, group = segments[6].partition("/")
        return application, group
    raise ServiceError("ArnNotSupportedException", f"Resources of the type {segments[5]} have no tags.")
