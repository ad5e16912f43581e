"""Who may ask the console: the browser that was opened with the printed address, from the console's own pages.

Any page that a person has open can send requests to 127.0.0.1, and any name can be made to resolve to it. So:

- the Host must be the console's own (DNS rebinding gets no answer),
- an Origin, where the browser sends one, must be its own, and what changes something must have one,
- the session is a cookie that is not sent from other sites' pages, and is given for the token in the address alone,
- a form or a call that changes something carries a second token, which no other site can read.

Answers carry a content security policy by which nothing runs and nothing is loaded but the console's own files, so that
text from a commit or a log that got past escaping would still be dead.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from delivery.console.web.request_body import RequestBody

CSRF_FIELD: Final = "csrf"
_READING: Final = frozenset({"GET", "HEAD"})
_TOKEN_BYTES: Final = 32
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # With `no-referrer` a browser would send `Origin: null` with the console's own forms.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def _token() -> str:
    return secrets.token_urlsafe(_TOKEN_BYTES)


@dataclass(frozen=True, kw_only=True)
class ConsoleSession:
    """The secrets of one running console; they end with it.

    Attributes:
        port: the loopback port that it listens on.
        entry: what the printed address carries.
        cookie: what the browser has instead, once it was opened.
        csrf: what every form carries.
    """

    port: int
    entry: str = field(default_factory=_token, repr=False)
    cookie: str = field(default_factory=_token, repr=False)
    csrf: str = field(default_factory=_token, repr=False)

    @property
    def address(self) -> str:
        """What a person opens."""
        return self.address_of("/")

    def address_of(self, path: str) -> str:
        """What a person opens for one page."""
        return f"http://127.0.0.1:{self.port}{path}?{urlencode({'token': self.entry})}"

    @property
    def cookie_name(self) -> str:
        """Of its own: browsers share cookies among the ports of a host."""
        return f"delivery-console-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    def is_csrf_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.csrf.encode())


class Access:
    """Lets through what the session's browser asks; every answer gets the security headers."""

    def __init__(self, app: ASGIApp, session: ConsoleSession) -> None:
        self._app = app
        self._session = session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # there are no web sockets here
            await send({"type": "websocket.close", "code": 1008})
            return

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                message["headers"] = headers.raw
            await send(message)

        body = RequestBody(receive)
        answer = self._refusal(scope) or self._entrance(scope)
        await (answer or self._app)(scope, body.receive, body.sending(send_secured))

    def _refusal(self, scope: Scope) -> Response | None:
        """Why a request is not the console's own, in a line; None where it is."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._session.hosts:
            return _refused(421, "the console answers at 127.0.0.1 alone: open the address that it printed")
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return _refused(403, "this request comes from another site")
        if scope["method"] not in _READING and origin is None:
            return _refused(403, "a request that changes something must say which page it comes from")
        # Where the browser says it: images and scripts of other sites' pages carry no Origin.
        if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"} and not _is_navigation(headers):
            return _refused(403, "this request comes from another site's page")
        return None

    def _entrance(self, scope: Scope) -> Response | None:
        """A cookie for the token of the printed address, and no answer to whoever has neither."""
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        given = query.get("token", "")
        if scope["method"] == "GET" and given and secrets.compare_digest(given.encode(), self._session.entry.encode()):
            answer = RedirectResponse(_without_token(scope, query), status_code=303)
            answer.set_cookie(
                self._session.cookie_name, self._session.cookie, httponly=True, samesite="strict", path="/"
            )
            return answer
        cookie = HTTPConnection(scope).cookies.get(self._session.cookie_name, "")
        if secrets.compare_digest(cookie.encode(), self._session.cookie.encode()):
            return None
        return _refused(401, "open the address that `delivery console` printed: it carries the session's token")


def _is_navigation(headers: Headers) -> bool:
    """A link that a person follows from another site's page, which comes without the cookie anyway."""
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


def _without_token(scope: Scope, query: dict[str, str]) -> str:
    # Leading slashes as one: `//host` would be another site's address.
    path = f"/{scope['path'].lstrip('/')}"
    rest = urlencode({name: value for name, value in query.items() if name != "token"})
    return f"{path}?{rest}" if rest else path


def _refused(status: int, why: str) -> Response:
    return PlainTextResponse(f"{why}\n", status_code=status)
