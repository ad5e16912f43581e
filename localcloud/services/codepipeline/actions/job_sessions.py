"""On whose behalf an action acts: the pipeline's role, or the action's own role assumed through it.

Sessions are made anew for each run, so that a permission that was taken away is missing at the next action.
"""

from __future__ import annotations

import functools
from typing import Any

from botocore.exceptions import ClientError

from localcloud.aws.identity.clients import client
from localcloud.aws.identity.role_sessions import role_session, service_session
from localcloud.aws.identity.session import Session
from localcloud.aws.runtime import Runtime
from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.ports import PERMISSION_ERROR, ActionFailedError

SERVICE_PRINCIPAL = "codepipeline.amazonaws.com"


class JobSessions:
    """Sessions and clients of one run of an action or rule.

    Args:
        pipeline_role_arn: the pipeline's service role.
        action_role_arn: the action's own role, in any account; None to act as the pipeline.
        session_name: shows in ARNs of the calls; AWS uses the action execution's id.
    """

    def __init__(
        self, runtime: Runtime, *, pipeline_role_arn: str, action_role_arn: str | None, region: str, session_name: str
    ) -> None:
        self._runtime = runtime
        self._pipeline_role_arn = pipeline_role_arn
        self._action_role_arn = action_role_arn
        self.region = region
        self._session_name = session_name

    @functools.cached_property
    def pipeline_session(self) -> Session:
        """The pipeline's role, as CodePipeline itself.

        Raises:
            ActionFailedError: the role does not exist, or does not trust CodePipeline.
        """
        try:
            return service_session(
                role_arn=self._pipeline_role_arn, service=SERVICE_PRINCIPAL, session_name=self._session_name
            )
        except ServiceError as error:
            raise ActionFailedError(error.message, code=PERMISSION_ERROR) from error

    @functools.cached_property
    def action_session(self) -> Session:
        """The action's role if it has one, else the pipeline's.

        Raises:
            ActionFailedError: the pipeline's role may not assume it, or it does not trust the pipeline's role.
        """
        role = self._action_role_arn
        if role is None or role == self._pipeline_role_arn:
            return self.pipeline_session
        try:
            return role_session(via=self.pipeline_session, role_arn=role, session_name=self._session_name)
        except ClientError as error:
            message = f"The role {role} cannot be assumed by {self._pipeline_role_arn}: {_words(error)}"
            raise ActionFailedError(message, code=PERMISSION_ERROR) from error

    def client(self, service: str) -> Any:
        """A client that acts as the action."""
        return client(service, session=self.action_session, region=self.region, runtime=self._runtime)

    def pipeline_client(self, service: str, *, region: str = "") -> Any:
        """A client that acts as the pipeline, whatever role the action has; in the action's region if in no other."""
        return client(service, session=self.pipeline_session, region=region or self.region, runtime=self._runtime)


def failure_of(error: ClientError, *, doing: str) -> ActionFailedError:
    """An AWS error as the reason of an action's failure."""
    code = str(error.response.get("Error", {}).get("Code", ""))
    denied = code in ("AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedException")
    message = f"{doing}: {_words(error)}"
    return ActionFailedError(message, code=PERMISSION_ERROR) if denied else ActionFailedError(message)


def _words(error: ClientError) -> str:
    found = error.response.get("Error", {})
    return f"{found.get('Message') or error} ({found.get('Code', 'unknown')})"
