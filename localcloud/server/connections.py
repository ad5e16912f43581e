"""Hypercorn's connections, with less done for each request.

An answer goes in one piece, and a connection that waits for its next request has a timer. Hypercorn gives it a task
that waits for a second one, makes both anew for each request, and lets the task outlive a client that went away: a
quarter of all that Hypercorn does for a request.
"""

from __future__ import annotations

import asyncio
from typing import Any

from hypercorn.asyncio import run
from hypercorn.asyncio.tcp_server import TCPServer

from localcloud.server.gathered_writes import GatheringWriter


class IdleTimer:
    """Closes a connection that had no request for the keep-alive time, or at once when the server ends.

    The names are those of Hypercorn's `AsyncioSingleTask`, whose place it takes.
    """

    def __init__(self, server: TCPServer) -> None:
        self._server = server
        self._timer: asyncio.TimerHandle | None = None
        self._ending: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None

    async def restart(self, task_group: object, action: object) -> None:
        """Begin to wait for a request; what Hypercorn would run is known here."""
        del task_group, action
        await self.stop()
        seconds = self._server.config.keep_alive_timeout
        self._timer = asyncio.get_running_loop().call_later(seconds, self._close)
        self._ending = _end_of(self._server.context)
        self._ending.add_done_callback(self._server_ended)

    async def stop(self) -> None:
        """A request has come, or the connection has ended."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._ending is not None:
            self._ending.remove_done_callback(self._server_ended)
            self._ending = None

    def _server_ended(self, ending: asyncio.Task[None]) -> None:
        if not ending.cancelled():
            self._close()

    def _close(self) -> None:
        if self._closing is None:
            self._closing = asyncio.get_running_loop().create_task(self._server._initiate_server_close())


class Connection(TCPServer):
    """Hypercorn's server of one connection."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.writer = GatheringWriter(self.writer)  # type: ignore[assignment]
        self.idle_task = IdleTimer(self)  # type: ignore[assignment]


def use_connections() -> None:
    """Let Hypercorn serve with them in this process."""
    run.TCPServer = Connection  # type: ignore[attr-defined, assignment]


def _end_of(context: Any) -> asyncio.Task[None]:
    """The one task that waits for the server's end, for all of its connections."""
    ending: asyncio.Task[None] | None = getattr(context, "ending", None)
    if ending is None:
        ending = context.ending = asyncio.get_running_loop().create_task(context.terminated.wait())
    return ending
