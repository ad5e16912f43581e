"""The registries on a loopback port of their own, for the moments in which no local cloud runs: a commit is synthesized
before the cloud is started, because what to start is read from its assembly."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Awaitable, Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

PathHandler = Callable[
    [str, str, Mapping[str, str], bytes, Mapping[str, Any]], Awaitable[tuple[int, Mapping[str, str], bytes]]
]


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # npm opens dozens of connections at once

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A tool that has what it needs hangs up; the terminal is a person's, and other faults are answered."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class IndexListener:
    """Serves path handlers on 127.0.0.1 from its entry to its exit."""

    def __init__(self) -> None:
        self._handlers: dict[str, PathHandler] = {}
        self._server = _Server(("127.0.0.1", 0), self._request_handler())
        self._thread = threading.Thread(target=self._server.serve_forever, name="package-indexes", daemon=True)

    @property
    def endpoint_url(self) -> str:
        """Where it listens, without a path."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def serve(self, prefix: str, handler: PathHandler) -> None:
        """Answer everything below a path."""
        self._handlers[prefix] = handler

    def __enter__(self) -> IndexListener:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _request_handler(self) -> type[BaseHTTPRequestHandler]:
        handlers = self._handlers

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                handler = next((found for prefix, found in handlers.items() if path.startswith(prefix)), None)
                headers: Mapping[str, str] = {"content-type": "text/plain"}
                status, content = 404, b"not found\n"
                if handler is not None:
                    status, headers, content = asyncio.run(_answer(handler, self.command, path))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            do_HEAD = do_GET  # noqa: N815 - the base class's name

            def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - as well
                """Nobody reads it: what fails, the tool that asked says."""

        return Handler


async def _answer(handler: PathHandler, method: str, path: str) -> tuple[int, Mapping[str, str], bytes]:
    return await handler(method, path, {}, b"", {})
