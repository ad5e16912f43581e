"""An answer's head and body reach the client together.

Hypercorn writes the head, the body and the end of an answer one after the other, and asyncio sends each at once. On a
busy machine the client is woken for the head, finds no body and waits again. What is written in one turn of the event
loop is sent at the turn's end, which on a busy machine takes up to a quarter off the processor time of a call by boto3,
on both sides.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

_LARGE_BYTES: Final = 256 * 1024
"""What has gathered is sent at this size, so that a large answer waits for its reader as before."""


class GatheringWriter:
    """A connection's writer; the names are those of `asyncio.StreamWriter`.

    Args:
        writer: what sends.
    """

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._gathered: list[bytes] = []
        self._size = 0
        self._turn: asyncio.Handle | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writer, name)

    def write(self, data: bytes) -> None:
        """Take data, to be sent when this turn of the loop ends."""
        self._gathered.append(data)
        self._size += len(data)
        if self._turn is None:
            self._turn = asyncio.get_running_loop().call_soon(self._send)

    async def drain(self) -> None:
        """Wait while the client is far behind."""
        if self._size >= _LARGE_BYTES:
            self._send()
        await self._writer.drain()

    def write_eof(self) -> None:
        """Send what was gathered, then the end."""
        self._send()
        self._writer.write_eof()

    def close(self) -> None:
        """Send what was gathered, then close."""
        self._send()
        self._writer.close()

    def _send(self) -> None:
        if self._turn is not None:
            self._turn.cancel()
            self._turn = None
        data, self._gathered, self._size = b"".join(self._gathered), [], 0
        if data:
            self._writer.write(data)
