"""Calls of JSON services with any body at all, signed as boto3 signs them: what no client library would send."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.model import ServiceModel

from tests.localcloud.cloud_process import REGION, TOOLS, ServerProcess

_SECONDS = 20


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


class SignedCalls:
    """One connection to one service, as the account's operator."""

    def __init__(self, server: ServerProcess, model: ServiceModel) -> None:
        self._endpoint = server.endpoint_url
        self._model = model
        credentials = server.session(TOOLS).get_credentials()
        assert credentials is not None
        self._credentials = credentials
        place = urlsplit(server.endpoint_url)
        assert place.hostname
        self._connection = http.client.HTTPConnection(place.hostname, place.port, timeout=_SECONDS)

    def call(self, operation: str, body: bytes) -> Answer:
        """Send it; an answer that does not come within 20 s is a failure."""
        metadata = self._model.metadata
        headers = {
            "Content-Type": f"application/x-amz-json-{metadata['jsonVersion']}",
            "X-Amz-Target": f"{metadata['targetPrefix']}.{operation}",
        }
        request = AWSRequest(method="POST", url=f"{self._endpoint}/", data=body, headers=headers)
        name = str(metadata.get("signingName", metadata["endpointPrefix"]))
        SigV4Auth(self._credentials, name, REGION).add_auth(request)
        self._connection.request("POST", "/", body=body, headers=dict(request.headers.items()))
        response = self._connection.getresponse()
        return Answer(response.status, response.read())
