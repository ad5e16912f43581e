"""Hypercorn's connections as this process has them: an answer in one piece, and an end for those that wait."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypercorn.asyncio import run, serve
from hypercorn.asyncio.tcp_server import TCPServer
from hypercorn.config import Config

from localcloud.server import connections

_SECONDS = 10
_REQUEST = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
_END = b"onetwo"


@pytest.fixture(autouse=True)
def _ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "TCPServer", TCPServer)
    connections.use_connections()


async def _answer(scope: Any, receive: Any, send: Any) -> None:
    """An application that answers in three parts, of which the last comes later."""
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"6")]})
    await send({"type": "http.response.body", "body": b"one", "more_body": True})
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await send({"type": "http.response.body", "body": b"two"})


@asynccontextmanager
async def served(*, keep_alive: float = 60) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection to a server, which ends with the block."""
    ended, config, listener = asyncio.Event(), Config(), socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    config.bind = [f"fd://{listener.detach()}"]
    config.keep_alive_timeout = keep_alive
    config.graceful_timeout = 2 * _SECONDS
    async with asyncio.timeout(_SECONDS):
        serving = asyncio.create_task(serve(_answer, config, shutdown_trigger=ended.wait))
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            yield reader, writer
        finally:
            ended.set()
            await serving
            writer.close()


def test_head_and_body_are_sent_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    send = asyncio.StreamWriter.write

    def note(self: asyncio.StreamWriter, data: bytes) -> None:
        written.append(data)
        send(self, data)

    async def ask() -> None:
        async with served() as (reader, writer):
            writer.write(_REQUEST)
            monkeypatch.setattr(asyncio.StreamWriter, "write", note)
            await reader.readuntil(_END)

    asyncio.run(ask())
    head_and_first, second = written
    assert head_and_first.startswith(b"HTTP/1.1 200")
    assert head_and_first.endswith(b"\r\n\r\none")
    assert second == b"two"


def test_a_connection_serves_one_request_after_the_other() -> None:
    async def ask() -> None:
        async with served() as (reader, writer):
            for _ in range(3):
                writer.write(_REQUEST)
                assert (await reader.readuntil(_END)).startswith(b"HTTP/1.1 200")

    asyncio.run(ask())


@pytest.mark.parametrize("requests", [0, 2])
def test_a_connection_that_waits_too_long_is_closed(requests: int) -> None:
    async def ask() -> None:
        async with served(keep_alive=0.2) as (reader, writer):
            for _ in range(requests):
                writer.write(_REQUEST)
                await reader.readuntil(_END)
            assert await reader.read() == b""

    asyncio.run(ask())


@pytest.mark.parametrize("requests", [0, 1])
def test_the_servers_end_closes_a_connection_that_waits(requests: int) -> None:
    async def ask() -> None:
        async with served() as (reader, writer):
            for _ in range(requests):
                writer.write(_REQUEST)
                await reader.readuntil(_END)
        assert await asyncio.wait_for(reader.read(), _SECONDS) == b""

    asyncio.run(ask())


def test_a_client_that_goes_away_leaves_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    close = connections.Connection._close

    async def ask() -> None:
        closed = asyncio.Event()

        async def close_and_tell(self: connections.Connection) -> None:
            await close(self)
            closed.set()

        monkeypatch.setattr(connections.Connection, "_close", close_and_tell)
        async with served() as (reader, writer):
            writer.write(_REQUEST)
            await reader.readuntil(_END)
            writer.close()
            await closed.wait()

    asyncio.run(ask())
