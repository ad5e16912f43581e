"""How a deployment may end before its time, with CodeDeploy's error codes and what AWS says of each."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from localcloud.services.codedeploy.records import Status

_DENIED = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation")


class DeploymentEndedError(Exception):
    """The deployment goes no further.

    Attributes:
        status: Failed or Stopped.
        code: one of CodeDeploy's error codes.
        rollback_event: the event of an automatic rollback configuration that this is.
    """

    def __init__(
        self, code: str, message: str, *, status: Status = Status.FAILED, rollback_event: str = "DEPLOYMENT_FAILURE"
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.rollback_event = rollback_event


class ShutDownError(Exception):
    """The server ends; the deployment goes on with the next one."""


def failure(error: ClientError, *, role_arn: str, service: str, code: str) -> DeploymentEndedError:
    """An AWS error as the deployment's: of the role, where that was denied something, else with `code`."""
    found: dict[str, Any] = error.response.get("Error", {})
    words = found.get("Message") or str(error)
    if found.get("Code") in _DENIED:
        message = (
            f"The IAM role {role_arn} does not give you permission to perform operations in the following AWS service: "
            f"{service}. Contact your AWS administrator if you need help. ({words})"
        )
        return DeploymentEndedError("IAM_ROLE_PERMISSIONS", message)
    return DeploymentEndedError(code, f"The deployment failed because {service} answered: {words}")


def role_unusable(role_arn: str) -> DeploymentEndedError:
    """The role is gone, or trusts CodeDeploy no more."""
    message = f"AWS CodeDeploy does not have the permissions required to assume the role {role_arn}."
    return DeploymentEndedError("IAM_ROLE_PERMISSIONS", message)
