"""The ASGI application around MiniStack's: only what is not AWS is answered here, everything else is passed on.

Passed on, a request is told to have come over TLS, which a bucket policy that denies `aws:SecureTransport=false`
needs and which on loopback is as true as it gets. MiniStack's own control paths (reset, settings, unauthenticated
listings) are closed; below the host of what is deployed, every path is that one's own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from localcloud.aws.api.host_applications import Application, Message, Receive, Send, application_for
from localcloud.aws.api.paths import handler_for
from localcloud.ministack.fixes.apigateway.own_paths import is_deployed_host
from localcloud.server.browsers import refusal
from localcloud.server.request_bodies import RequestBody

_MAX_OWN_BODY = 64 * 1024 * 1024
_POLICY_VIOLATION = 1008
_NESTED_TOO_DEEPLY = b'{"__type": "SerializationException", "message": "The body is nested too deeply."}'
_REQUEST_ID = b"x-amzn-requestid"
_CLOSED_PREFIXES = ("/_ministack/", "/_localstack/", "/health")
# Custom resources and wait conditions answer to unguessable addresses below these.
_OPEN_PREFIXES = ("/_ministack/cfn-response/", "/_ministack/cfn-signal/")


class Gateway:
    """Route each request to a registered host or path, or to MiniStack.

    Args:
        aws: MiniStack's ASGI application.
        on_started: awaited after MiniStack restored its state, before the first request.
        on_stopping: awaited before MiniStack saves and ends.
        on_request: told the method and the lower-case headers of each request that AWS's APIs answered.
    """

    def __init__(
        self,
        aws: Application,
        *,
        on_started: Callable[[], Awaitable[None]],
        on_stopping: Callable[[], Awaitable[None]],
        on_request: Callable[[str, dict[str, str]], None],
    ) -> None:
        self._aws = aws
        self._on_started = on_started
        self._on_stopping = on_stopping
        self._on_request = on_request

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one ASGI scope."""
        if scope["type"] == "lifespan":
            await self._lifespan(scope, receive, send)
            return
        if scope["type"] == "http":
            body = RequestBody(scope, receive, send)
            await self._http(scope, body.receive, body.send)
            return
        if scope["type"] == "websocket" and refusal("GET", scope["path"], _headers(scope)):
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        await self._aws(scope, receive, send)

    async def _lifespan(self, scope: Message, receive: Receive, send: Send) -> None:
        async def receive_and_stop() -> Message:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await self._on_stopping()
            return message

        async def start_and_send(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                await self._on_started()
            await send(message)

        await self._aws(scope, receive_and_stop, start_and_send)

    async def _http(self, scope: Message, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        given = _headers(scope)
        refused = refusal(scope["method"], path, given)
        if refused:
            await _respond(send, 403, {"Content-Type": "text/plain; charset=utf-8"}, f"{refused}\n".encode())
            return
        application = application_for(given.get("host", ""))
        if application is not None:
            await application(scope, receive, send)
            return
        handler = handler_for(path)
        if handler is not None:
            query = parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
            body = await _read_body(receive)
            if body is None:
                await _respond(send, 413, {"Content-Type": "text/plain"}, b"the body is too large\n")
                return
            status, headers, answer = await handler(scope["method"], path, given, body, query)
            await _respond(send, status, headers, answer)
            return
        is_closed = path.startswith(_CLOSED_PREFIXES) and not path.startswith(_OPEN_PREFIXES)
        if is_closed and not is_deployed_host(given.get("host", "")):
            await _respond(send, 404, {"Content-Type": "text/plain"}, b"not served by the local cloud\n")
            return
        await self._answer_aws({**scope, "headers": _over_tls(scope["headers"])}, receive, send)
        self._on_request(scope["method"], given)

    async def _answer_aws(self, scope: Message, receive: Receive, send: Send) -> None:
        """MiniStack's answer, with one request id; a body nested too deeply to be read is the caller's mistake."""
        started = False

        async def send_once(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start":
                message = {**message, "headers": _with_one_request_id(message.get("headers", []))}
            await send(message)

        try:
            await self._aws(scope, receive, send_once)
        except RecursionError:
            if started:
                raise
            await _respond(send, 400, {"Content-Type": "application/x-amz-json-1.1"}, _NESTED_TOO_DEEPLY)


def _with_one_request_id(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Services of ours name the request, and MiniStack names it again for each: the first one stays."""
    ids = [value for name, value in headers if name.lower() == _REQUEST_ID]
    others = [(name, value) for name, value in headers if name.lower() != _REQUEST_ID]
    return [*others, (_REQUEST_ID, ids[0])] if ids else others


def _over_tls(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [
        *((name, value) for name, value in headers if name.lower() != b"x-forwarded-proto"),
        (b"x-forwarded-proto", b"https"),
    ]


def _headers(scope: Message) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


async def _read_body(receive: Receive) -> bytes | None:
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b"".join(chunks)
        size += len(message.get("body", b""))
        if size > _MAX_OWN_BODY:
            return None
        chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(chunks)


async def _respond(send: Send, status: int, headers: Any, body: bytes) -> None:
    pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    pairs.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
