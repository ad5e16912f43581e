"""What is refused before its body was read is answered whole, and its connection serves the next request."""

from __future__ import annotations

import http.client
import socket
from urllib.parse import urlsplit

import pytest

from tests.localcloud.cloud_process import CloudProcess

_MEGABYTE = 1 << 20
_SECONDS = 60
_REFUSED = {
    "a foreign host": ("/", {"Host": "evil.example"}, 403),
    "a page of another site": ("/", {"Origin": "https://evil.example"}, 403),
    "a closed path": ("/_ministack/reset", {}, 404),
    "git without credentials": (
        "/v1/repos/harbour/git-upload-pack",
        {"Host": "git-codecommit.us-east-1.amazonaws.com"},
        401,
    ),
    "a read-only registry": ("/_npm/pears", {}, 405),
    "a public package index": ("/simple/pears/", {"Host": "pypi.org"}, 405),
}


def _connection(cloud: CloudProcess) -> http.client.HTTPConnection:
    place = urlsplit(cloud.endpoint_url)
    return http.client.HTTPConnection(str(place.hostname), place.port, timeout=_SECONDS)


@pytest.mark.parametrize("megabytes", [0, 8])
@pytest.mark.parametrize("refused", _REFUSED)
def test_a_refused_body_is_taken_and_the_connection_goes_on(cloud: CloudProcess, refused: str, megabytes: int) -> None:
    path, headers, status = _REFUSED[refused]
    connection = _connection(cloud)
    connection.request("POST", path, body=b"x" * megabytes * _MEGABYTE, headers=headers)
    answer = connection.getresponse()
    assert (answer.status, bool(answer.read())) == (status, True)
    used = connection.sock

    connection.request("GET", "/_localcloud/health")

    assert connection.getresponse().status == 200
    assert connection.sock is used


def test_a_body_that_is_too_large_is_taken_before_it_is_refused(cloud: CloudProcess) -> None:
    connection = _connection(cloud)
    connection.request("PUT", "/_npm/pears", body=(b"x" * _MEGABYTE for _ in range(80)), encode_chunked=True)
    assert connection.getresponse().status == 413


def test_a_body_that_is_announced_and_never_sent_holds_nothing(cloud: CloudProcess) -> None:
    place = urlsplit(cloud.endpoint_url)
    with socket.create_connection((place.hostname, place.port), timeout=_SECONDS) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 1000\r\n\r\nx")
        answer = b""
        while part := client.recv(4096):
            answer += part
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert answer.endswith(b"'evil.example'\n")
