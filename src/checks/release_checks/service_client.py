"""Signed HTTP to the deployed CV tailoring endpoint: what the command line, the smoke tests in a build and the checks
in the environments call it with.

Imports boto3's own packages only, because a smoke build and the Lambda runtime have nothing else. Where an SDK would be
sent to another endpoint (AWS_ENDPOINT_URL), this client goes there too: one variable moves every call, this one
included.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session

# API Gateway answers within 29 s by default, and up to 59 s where the account's quota was raised.
TIMEOUT_SECONDS = 65
# Without it the body waits for the acknowledgement of the headers, 40 ms. botocore sets it for its own clients only.
_TCP_NO_DELAY = [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)]
_ENDPOINT_VARIABLES = ("AWS_ENDPOINT_URL_EXECUTE_API", "AWS_ENDPOINT_URL")


@dataclass(frozen=True)
class ServiceResponse:
    """An HTTP response; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            ValueError: it is none.
        """
        return json.loads(self.body)


@dataclass(frozen=True)
class ExecuteApiUrl:
    """The parts of `https://{api}.execute-api.{region}.amazonaws.com/{stage}/{path}`."""

    host: str
    api_id: str
    region: str
    path: str

    @classmethod
    def parse(cls, url: str) -> ExecuteApiUrl:
        """Reads the URL that a stack's output gives.

        Raises:
            ValueError: it is not the URL of a deployed API stage.
        """
        parts = urlsplit(url)
        labels = (parts.hostname or "").split(".")
        if parts.scheme != "https" or len(labels) < 4 or labels[1] != "execute-api" or parts.path.strip("/") == "":
            raise ValueError(f"not the URL of a deployed API stage: {url!r}")
        return cls(host=parts.netloc, api_id=labels[0], region=labels[2], path=parts.path)

    def address(self, endpoint_url: str | None) -> str:
        """Where a request really goes: the URL itself, or the same stage behind another endpoint."""
        path = quote(self.path, safe="/~%")
        if endpoint_url:
            return f"{endpoint_url.rstrip('/')}/_aws/execute-api/{self.api_id}{path}"
        return f"https://{self.host}{path}"


def configured_endpoint(environment: Mapping[str, str] = os.environ) -> str | None:
    """The endpoint that the environment sends SDKs to, by the SDKs' own rules; None is AWS itself."""
    if environment.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").lower() == "true":
        return None
    return next((environment[name] for name in _ENDPOINT_VARIABLES if environment.get(name)), None)


class ServiceClient:
    """POSTs to one deployed endpoint.

    Args:
        url: the endpoint as the stack's output gives it, path included.
        credentials: who signs (boto3's `session.get_credentials()`, frozen or not); None sends unsigned requests.
        endpoint_url: where to send them instead of AWS; None follows the environment, as SDKs do.
    """

    def __init__(self, *, url: str, credentials: Credentials | None, endpoint_url: str | None = None) -> None:
        self._url = ExecuteApiUrl.parse(url)
        self._address = self._url.address(endpoint_url or configured_endpoint())
        self._credentials = credentials
        self._http = URLLib3Session(timeout=TIMEOUT_SECONDS, socket_options=_TCP_NO_DELAY)

    def post(self, body: Mapping[str, Any] | bytes, *, headers: Mapping[str, str] | None = None) -> ServiceResponse:
        """Sends one request and returns whatever the service answered, errors included; it never retries.

        Args:
            body: JSON members, or raw bytes, for instance malformed ones.
            headers: further headers such as `Idempotency-Key`; they are signed as well.

        Raises:
            botocore.exceptions.HTTPClientError: no answer came.
        """
        payload = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = AWSRequest(
            method="POST",
            url=self._address,
            data=payload,
            headers={"Content-Type": "application/json", "Accept": "application/json", **(headers or {})},
        )
        if self._credentials is not None:
            SigV4Auth(self._credentials, "execute-api", self._url.region).add_auth(request)
        response = self._http.send(request.prepare())
        lowered = {name.lower(): value for name, value in response.headers.items()}
        return ServiceResponse(status=response.status_code, headers=lowered, body=response.content)
