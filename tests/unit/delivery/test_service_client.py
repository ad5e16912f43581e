from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from delivery.service_client import ExecuteApiUrl, ServiceClient, configured_endpoint

URL = "https://abc123.execute-api.eu-west-1.amazonaws.com/v1/api/cv-tailoring"
CREDENTIALS = Credentials("AKIDEXAMPLE", "example-secret", "example-token")


class Endpoint(HTTPServer):
    """Keeps the last request and answers with its method and path."""

    request_line = ""
    request_body = b""
    request_headers: dict[str, str]
    status = 200


class Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        self.server.request_line = self.path
        self.server.request_headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.request_body = self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps({"success": True}).encode()
        self.send_response(self.server.status)
        self.send_header("Retry-After", "7")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def address(endpoint: Endpoint) -> str:
    return f"http://127.0.0.1:{endpoint.server_port}"


def test_without_another_endpoint_the_request_goes_to_the_deployed_url() -> None:
    assert ExecuteApiUrl.parse(URL).address(None) == URL


def test_behind_another_endpoint_it_is_the_same_api_stage_and_path() -> None:
    found = ExecuteApiUrl.parse(URL).address("http://127.0.0.1:4566/")
    assert found == "http://127.0.0.1:4566/_aws/execute-api/abc123/v1/api/cv-tailoring"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://abc.execute-api.eu-west-1.amazonaws.com/v1/x",
        "https://example.com/v1",
        "https://a.execute-api.b.amazonaws.com",
    ],
)
def test_what_is_no_deployed_stage_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not the URL of a deployed API stage"):
        ExecuteApiUrl.parse(url)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, None),
        ({"AWS_ENDPOINT_URL": "http://a"}, "http://a"),
        ({"AWS_ENDPOINT_URL": "http://a", "AWS_ENDPOINT_URL_EXECUTE_API": "http://b"}, "http://b"),
        ({"AWS_ENDPOINT_URL": "http://a", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}, None),
        ({"AWS_ENDPOINT_URL": ""}, None),
    ],
)
def test_the_endpoint_follows_the_environment_as_sdks_do(environment: dict[str, str], expected: str | None) -> None:
    assert configured_endpoint(environment) == expected


def test_a_request_is_signed_for_the_api_with_body_and_every_header(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", address(endpoint))
    client = ServiceClient(url=URL, credentials=CREDENTIALS)
    answer = client.post({"user_id": "u"}, headers={"Idempotency-Key": "k-1"})
    assert (answer.status, answer.json(), answer.headers["retry-after"]) == (200, {"success": True}, "7")
    assert endpoint.request_line == "/_aws/execute-api/abc123/v1/api/cv-tailoring"
    sent = endpoint.request_headers
    assert json.loads(endpoint.request_body) == {"user_id": "u"}
    assert sent["x-amz-security-token"] == "example-token"
    assert "/eu-west-1/execute-api/aws4_request" in sent["authorization"]
    assert "idempotency-key" in sent["authorization"].partition("SignedHeaders=")[2]
    assert _signature_for(endpoint) in sent["authorization"]


def _signature_for(endpoint: Endpoint) -> str:
    """The signature that the service computes from what arrived."""
    signed = endpoint.request_headers["authorization"].partition("SignedHeaders=")[2].partition(",")[0].split(";")
    headers = {name: endpoint.request_headers[name] for name in signed}
    request = AWSRequest("POST", f"{address(endpoint)}{endpoint.request_line}", headers, endpoint.request_body)
    request.context["timestamp"] = endpoint.request_headers["x-amz-date"]
    signer = SigV4Auth(CREDENTIALS, "execute-api", "eu-west-1")
    canonical = signer.canonical_request(request)
    signature: str = signer.signature(signer.string_to_sign(request, canonical), request)
    return signature


def test_without_credentials_nothing_is_signed(endpoint: Endpoint) -> None:
    ServiceClient(url=URL, credentials=None, endpoint_url=address(endpoint)).post({})
    assert "authorization" not in endpoint.request_headers


def test_raw_bytes_are_sent_as_they_are_and_errors_are_answers(endpoint: Endpoint) -> None:
    endpoint.status = 400
    answer = ServiceClient(url=URL, credentials=CREDENTIALS, endpoint_url=address(endpoint)).post(b"{not json")
    assert endpoint.request_body == b"{not json"
    assert answer.status == 400
