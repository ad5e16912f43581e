"""The deployment group's service role, as a deployment uses it: sessions that are renewed, and clients on them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from localcloud.aws.identity.clients import client
from localcloud.aws.identity.role_sessions import service_session
from localcloud.aws.identity.session import Session
from localcloud.aws.runtime import Runtime
from localcloud.services.codedeploy.resources.deployment_groups import PRINCIPAL

_RENEW_BEFORE = timedelta(minutes=15)


class ServiceRole:
    """One deployment's sessions; used by its thread alone."""

    def __init__(self, *, role_arn: str, session_name: str, region: str, runtime: Runtime) -> None:
        self.arn = role_arn
        self._session_name = session_name
        self._region = region
        self._runtime = runtime
        self._session: Session | None = None

    def client(self, service: str) -> Any:
        """A boto3 client that acts as the role.

        Raises:
            ServiceError: ``AccessDenied``; the role does not exist or does not trust CodeDeploy.
        """
        if self._session is None or self._session.expiration - datetime.now(UTC) < _RENEW_BEFORE:
            self._session = service_session(role_arn=self.arn, service=PRINCIPAL, session_name=self._session_name)
        return client(service, session=self._session, region=self._region, runtime=self._runtime)
