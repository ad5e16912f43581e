"""Serves a build its role's credentials, the way AWS does for containers.

The AWS SDKs, the CDK command line and cdk-assets read AWS_CONTAINER_CREDENTIALS_FULL_URI and renew from there, so a
build longer than a session goes on, and no key stands in the build's environment.
"""

from __future__ import annotations

import hmac
import json
import secrets
import threading
from collections.abc import Mapping
from typing import Any

from localcloud.aws.service_error import ServiceError
from localcloud.services.codebuild.role import BuildRole

CREDENTIALS_PATH = "/_localcloud/codebuild/credentials/"

Response = tuple[int, Mapping[str, str], bytes]


class CredentialsEndpoint:
    """The roles of the builds that run now, each behind a token of its own. Thread-safe."""

    def __init__(self, *, endpoint_url: str) -> None:
        self._url = endpoint_url.rstrip("/") + CREDENTIALS_PATH
        self._lock = threading.Lock()
        self._roles: dict[str, tuple[str, BuildRole]] = {}

    def open(self, build_uuid: str, role: BuildRole) -> dict[str, str]:
        """Serve `role` until `close`; returns the variables that make SDKs ask here."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._roles[build_uuid] = (token, role)
        return {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": self._url + build_uuid,
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": token,
            # There is no instance metadata to look for, and looking for it would take seconds.
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def close(self, build_uuid: str) -> None:
        """Stop serving a build that has ended."""
        with self._lock:
            self._roles.pop(build_uuid, None)

    async def handle_request(
        self, method: str, path: str, headers: Mapping[str, str], _body: bytes, _query: Mapping[str, Any]
    ) -> Response:
        """Answer an SDK's request for credentials; anyone without the build's token learns nothing."""
        with self._lock:
            token, role = self._roles.get(path.removeprefix(CREDENTIALS_PATH), ("", None))
        offered = headers.get("authorization", "").encode()
        if method != "GET" or role is None or not hmac.compare_digest(offered, token.encode()):
            return _answer(403, {"code": "AccessDenied", "message": "no credentials for this caller"})
        try:
            session = role.session()
        except ServiceError as error:
            return _answer(400, {"code": error.code, "message": error.message})
        credentials = {
            "RoleArn": role.role_arn,
            "AccessKeyId": session.access_key_id,
            "SecretAccessKey": session.secret_access_key,
            "Token": session.session_token,
            "Expiration": session.expiration.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        return _answer(200, credentials)


def _answer(status: int, document: Mapping[str, str]) -> Response:
    return status, {"content-type": "application/json"}, json.dumps(document).encode()
