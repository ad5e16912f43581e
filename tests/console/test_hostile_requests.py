"""Whatever is asked of the console, it answers, lets go of the connection, and never fails."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote

import pytest

from tests.console.hostile_account import FAILED, HostileAccount, hostile_console
from tests.console.page_judge import complaints
from tests.console.served_console import ServedConsole

FORM = "application/x-www-form-urlencoded"
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def console() -> Iterator[ServedConsole]:
    with hostile_console(HostileAccount()) as served:
        yield served


VALUES = [
    "-1",
    "9" * 40,
    "٣",
    "NaN",
    "<script>alert(1)</script>",
    "x" * 10_000,
    "\u202e\u200b",
    "a\r\nSet-Cookie: x=1",
    "\x00",
]


@pytest.mark.parametrize("value", VALUES, ids=ascii)
@pytest.mark.parametrize("address", ["/metrics?days=", "/?text=", "/?stage=", f"/executions/{FAILED}?log="])
def test_a_query_of_any_text_is_answered(console: ServedConsole, address: str, value: str) -> None:
    answer = console.ask(f"{address}{quote(value)}&text=twice&days=7")
    assert answer.status == 200
    assert complaints(answer) == []
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("name", ["none", "..%2f..", "%00", "%ff", "x" * 10_000, "a%2fb", "%F0%9F%98%80", "%252e"])
@pytest.mark.parametrize(
    "address",
    [
        "/executions/{}",
        "/executions/{}/events",
        "/executions/{}/reports/file?path=x",
        f"/executions/{FAILED}/reports/file?path={{}}",
        f"/executions/{FAILED}/logs/{{}}/x/text",
        "/approvals/{}",
        "/environments/{}",
        "/resources/Dev/us-east-1/{}",
        "/tailor/x/cv{}",
        "/static/{}",
    ],
)
def test_what_there_is_not_is_not_found(console: ServedConsole, address: str, name: str) -> None:
    answer = console.ask(address.format(name))
    assert 400 <= answer.status < 500
    assert complaints(answer) == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "OPTIONS", "SOME"])
@pytest.mark.parametrize("path", ["/", f"/executions/{FAILED}/stop"])
def test_a_method_that_there_is_not_is_answered_with_those_that_there_are(
    console: ServedConsole, method: str, path: str
) -> None:
    answer = console.ask(path, method)
    assert answer.status == 405
    assert answer.headers["allow"]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "", "multipart/form-data"])
def test_a_form_is_of_the_one_kind_that_pages_send(console: ServedConsole, kind: str) -> None:
    body = f"csrf={console.session.csrf}&deed=hold".encode()
    assert console.ask("/environments/Dev", "POST", body=body, headers={"content-type": kind}).status == 403
    assert console.ask("/environments/Dev", "POST", body=body, headers={"content-type": FORM}).status == 409


def sent_in_full(console: ServedConsole, path: str, megabytes: int, *, cookie: bool) -> tuple[int, int]:
    """Status and megabytes that were taken of a request whose body is as large as it says."""
    head = [
        f"POST {path} HTTP/1.1",
        f"Host: 127.0.0.1:{console.session.port}",
        f"Origin: http://127.0.0.1:{console.session.port}" if cookie else "Origin: https://evil.example",
        f"Cookie: {console.session.cookie_name}={console.session.cookie}" if cookie else "Cookie: none=1",
        f"Content-Type: {FORM}",
        f"Content-Length: {megabytes * MEGABYTE}",
    ]
    taken = 0
    with socket.create_connection(("127.0.0.1", console.session.port), timeout=20) as connection:
        connection.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        for _ in range(megabytes):
            connection.sendall(b"x" * MEGABYTE)
            taken += 1
        answer = connection.recv(65_536)
        with suppress(ConnectionResetError):
            while connection.recv(65_536):
                pass
    return int(answer.split(b" ")[1]), taken


@pytest.mark.parametrize("cookie", [True, False], ids=["too large", "of another site"])
def test_a_body_that_nobody_reads_holds_no_connection(console: ServedConsole, cookie: bool) -> None:
    assert sent_in_full(console, "/environments/Dev", 20, cookie=cookie) == (403, 20)
