"""What a request sends and nobody reads: a form that is too large, or of another site's page.

The server hands a body on in a queue of a few pieces. Where an application answers without having read it, the queue
stays full and the connection is never let go of, with all that is in it; any page of any site could open such
connections until there is no room for another. So the rest is read and forgotten before an answer ends.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from starlette.types import Message, Receive, Send

_REST_SECONDS: Final = 5.0
"""For as long the end of an answer waits, so that a browser that still sends gets it; then the connection ends."""


class RequestBody:
    """One request's body.

    Args:
        receive: the server's.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._ended = False

    async def receive(self) -> Message:
        """The next message, for the application."""
        message = await self._receive()
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            self._ended = True
        return message

    def sending(self, send: Send) -> Send:
        """The same `send`, which ends no answer before the body was read."""

        async def send_after_body(message: Message) -> None:
            if self._ended or message["type"] != "http.response.body" or message.get("more_body", False):
                await send(message)
                return
            rest = asyncio.create_task(self._forget_rest())
            try:
                await asyncio.wait({rest}, timeout=_REST_SECONDS)
                await send(message)  # while the rest is still taken: only so does the server get to its end
            finally:
                rest.cancel()
                with suppress(asyncio.CancelledError):
                    await rest

        return send_after_body

    async def _forget_rest(self) -> None:
        while not self._ended:
            await self.receive()
