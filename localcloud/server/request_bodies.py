"""Takes the rest of a request's body before its answer ends.

What is refused by its head, or by the first part of its body, is answered while the client still sends. A connection
that is closed then loses the answer for many a client: it sees a broken pipe in place of the 403. And a client that
was told nothing of a close sends its next request into it. So the rest is read and thrown away, within limits.

Source: www.rfc-editor.org/rfc/rfc9112#section-9.6
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final

from localcloud.aws.api.host_applications import Message, Receive, Send

_BYTES: Final = 256 * 1024 * 1024
_SECONDS: Final = 5.0


class RequestBody:
    """One request's body, as an application receives it."""

    def __init__(self, scope: Message, receive: Receive, send: Send) -> None:
        headers = {name.lower(): value for name, value in scope["headers"]}
        length = headers.get(b"content-length", b"")
        self._declared = int(length) if length.isdigit() else 0
        self._ended = not self._declared and b"transfer-encoding" not in headers
        self._receive = receive
        self._send = send

    async def receive(self) -> Message:
        """The next message of the client's."""
        message = await self._receive()
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            self._ended = True
        return message

    async def send(self, message: Message) -> None:
        """Send an answer's message; the last one once the client has sent its body, or does not go on with it."""
        if message["type"] == "http.response.start" and not self._ended and self._declared > _BYTES:
            message = {**message, "headers": [*message.get("headers", []), (b"connection", b"close")]}
        if message["type"] == "http.response.body" and not message.get("more_body") and not self._ended:
            await self._send({**message, "more_body": True})
            await self._take_the_rest()
            message = {"type": "http.response.body", "body": b""}
        await self._send(message)

    async def _take_the_rest(self) -> None:
        size = 0
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS):
                while not self._ended and size <= _BYTES:
                    size += len((await self.receive()).get("body", b""))
