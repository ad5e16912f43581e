"""A stand-in for the local cloud behind AWS's names: it answers every request with the host that it was asked as."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from localcloud.aws.names import Authority, NameListener, client_variables


class _Echo(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        text = f"{self.headers['Host']} {self.path}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the base class's name
        """Nobody reads it."""


@contextmanager
def answered_names(folder: Path) -> Iterator[dict[str, str]]:
    """Answers AWS's names; gives the variables that lead a child process there."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    authority = Authority(folder / "authority")
    certificates = folder / "certificates.pem"
    authority.write_bundle(certificates, machine={})
    listener = NameListener(authority=authority, endpoint_port=server.server_address[1], machine={})
    listener.start()
    try:
        yield client_variables(port=listener.port, certificates=certificates)
    finally:
        listener.stop()
        server.shutdown()
        server.server_close()
