"""The project's service role, as a build uses it: sessions that are renewed, clients, and the permission question."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from localcloud.aws.identity.clients import client
from localcloud.aws.identity.permissions import require_permission
from localcloud.aws.identity.role_sessions import service_session
from localcloud.aws.identity.session import Session
from localcloud.aws.runtime import Runtime
from localcloud.services.codebuild.arns import Scope

SERVICE_PRINCIPAL = "codebuild.amazonaws.com"
_RENEW_BEFORE = timedelta(minutes=15)


class BuildRole:
    """One build's session of its service role. Thread-safe."""

    def __init__(self, *, role_arn: str, project: str, build_uuid: str, scope: Scope, runtime: Runtime) -> None:
        self.role_arn = role_arn
        self._source_arn = scope.project(project)
        self._scope = scope
        self._runtime = runtime
        self._name = f"AWSCodeBuild-{build_uuid}"
        self._lock = threading.Lock()
        self._session: Session | None = None

    def session(self) -> Session:
        """A session that is valid for 15 minutes at least.

        Raises:
            ServiceError: AccessDenied; the role does not exist or does not trust CodeBuild.
        """
        with self._lock:
            if self._session is None or self._session.expiration - datetime.now(UTC) < _RENEW_BEFORE:
                self._session = service_session(
                    role_arn=self.role_arn,
                    service=SERVICE_PRINCIPAL,
                    session_name=self._name,
                    source_arn=self._source_arn,
                )
            return self._session

    def client(self, service: str) -> Any:
        """A boto3 client that acts as the role."""
        return client(service, session=self.session(), region=self._scope.region, runtime=self._runtime)

    def require(self, action: str, resource_arn: str) -> None:
        """Ask for a permission of an action that CodeBuild's public API does not have (CreateReport and its like).

        Raises:
            ServiceError: AccessDeniedException, worded as IAM words it.
        """
        require_permission(
            self.session(),
            action=action,
            resource_arn=resource_arn,
            account=self._scope.account,
            region=self._scope.region,
        )
