"""Serves the console on a loopback port for as long as it is asked to."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Self

from hypercorn.asyncio import serve
from hypercorn.config import Config
from starlette.types import ASGIApp

from delivery.console.web.access import ConsoleSession

_START_SECONDS: Final = 20
_DRAIN_SECONDS: Final = 0.5
_STOP_SECONDS: Final = 10
_BODY_LIMIT: Final = 2 * 1024 * 1024


class ConsoleServer:
    """One console: the socket is taken first, so that the session knows its port.

    Args:
        port: 0 is any free one.

    Raises:
        OSError: the port is taken.
    """

    _app: ASGIApp

    def __init__(self, port: int = 0) -> None:
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._listener.bind(("127.0.0.1", port))
            self._listener.listen()  # whoever connects from now on waits in the queue until it serves
        except OSError:
            self._listener.close()
            raise
        self.session = ConsoleSession(port=self._listener.getsockname()[1])
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._up = threading.Event()

    def serving(self, app: ASGIApp) -> Self:
        """The same, for `with`: it serves the application in a thread until the block ends."""
        self._app = app
        return self

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._run, name="console", daemon=True)
        self._thread.start()
        if not self._up.wait(_START_SECONDS):
            raise TimeoutError("the console did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._loop is not None and self._stopping is not None:
            with suppress(RuntimeError):  # it has ended by itself
                self._loop.call_soon_threadsafe(self._stopping.set)
        if self._thread is not None:
            self._thread.join(_STOP_SECONDS)

    def wait(self) -> None:
        """Until it ends, or the main thread is interrupted."""
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(1)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self._loop.set_exception_handler(_unless_cancelled)
        config = Config()
        config.bind = [f"fd://{self._listener.detach()}"]
        config.graceful_timeout = _DRAIN_SECONDS
        config.shutdown_timeout = _STOP_SECONDS
        config.accesslog = None
        config.errorlog = logging.getLogger("delivery.console")
        config.wsgi_max_body_size = _BODY_LIMIT
        self._loop.call_soon(self._up.set)
        await serve(self._app, config, shutdown_trigger=self._stopping.wait)  # type: ignore[arg-type]


def _unless_cancelled(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Connections that are open when the console ends are cancelled, which is no error."""
    if not isinstance(context.get("exception"), asyncio.CancelledError):
        loop.default_exception_handler(context)
