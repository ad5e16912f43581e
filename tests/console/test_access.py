"""Whoever is not the person's own browser on the console's own page gets nothing, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from delivery.console import ConsoleServer
from delivery.console.web.access import Access
from tests.console.served_console import ServedConsole

OWN_TEXT = "what only the owner sees"


async def _page(request: Request) -> Response:
    return PlainTextResponse(f"{OWN_TEXT} {request.url.query}")


@pytest.fixture(scope="module")
def console() -> Iterator[ServedConsole]:
    server = ConsoleServer()
    app = Starlette(routes=[Route("/{path:path}", _page, methods=["GET", "POST"])])
    with server.serving(Access(app, server.session)):
        yield ServedConsole(session=server.session)


def test_the_owners_browser_is_answered(console: ServedConsole) -> None:
    answer = console.ask("/", headers={"origin": None})
    assert (answer.status, answer.body.split(" ")[0]) == (200, "what")


def test_the_printed_address_gives_a_strict_cookie_and_leaves_the_address(console: ServedConsole) -> None:
    path = console.session.address.partition(str(console.session.port))[2]
    answer = console.ask(path, headers={"cookie": None, "origin": None})
    assert answer.status == 303
    assert answer.headers["location"] == "/"
    assert console.session.entry not in answer.body
    cookie = answer.headers["set-cookie"].lower()
    assert "samesite=strict" in cookie
    assert "httponly" in cookie
    assert console.session.entry not in answer.headers["set-cookie"]


def test_the_printed_address_cannot_be_made_to_lead_elsewhere(console: ServedConsole) -> None:
    answer = console.ask(f"//evil.example/?token={console.session.entry}", headers={"cookie": None, "origin": None})
    assert answer.headers["location"] == "/evil.example/"


@pytest.mark.parametrize(
    "attack",
    [
        {"cookie": None},
        {"cookie": "delivery-console=guessed"},
        {"host": "evil.example", "origin": None},
        {"host": "127.0.0.1", "origin": None},
        {"host": "127.0.0.1.evil.example:80", "origin": None},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty", "origin": None},
    ],
    ids=lambda attack: ",".join(f"{name}={value}" for name, value in attack.items()),
)
def test_a_request_from_elsewhere_is_refused(console: ServedConsole, attack: dict[str, str | None]) -> None:
    answer = console.ask("/", headers=attack)
    assert answer.status in {401, 403, 421}
    assert OWN_TEXT not in answer.body


def test_a_wrong_token_is_refused(console: ServedConsole) -> None:
    answer = console.ask("/?token=guessed", headers={"cookie": None})
    assert answer.status == 401
    assert "set-cookie" not in answer.headers


def test_a_change_without_an_origin_is_refused(console: ServedConsole) -> None:
    assert console.ask("/", "POST", headers={"origin": None}, form={"a": "b"}).status == 403


@pytest.mark.parametrize("headers", [{}, {"host": "evil.example"}, {"cookie": None}])
def test_every_answer_has_the_policy(console: ServedConsole, headers: dict[str, str | None]) -> None:
    found = console.ask("/", headers=headers).headers
    policy = dict(part.strip().split(" ", 1) for part in found["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}
    assert found["x-content-type-options"] == "nosniff"
    assert found["cache-control"] == "no-store"


def test_it_listens_on_loopback_alone(console: ServedConsole) -> None:
    server = ConsoleServer()
    try:
        assert server._listener.getsockname()[0] == "127.0.0.1"
    finally:
        server._listener.close()
