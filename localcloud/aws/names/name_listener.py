"""Answers AWS's names on one loopback port, however a client comes: through a proxy (CONNECT, or a whole address in the
request line) or, sent here by the Node preload beside this file, with TLS or plain HTTP at once.

What goes to AWS, or to a package index that is served here, ends at the local cloud. Anything else that comes through
the proxy goes where it wants to, by this machine's own proxy where it has one: builds on AWS have the internet too.
"""

from __future__ import annotations

import base64
import contextlib
import logging
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from localcloud.aws.names.authority import Authority
from localcloud.aws.names.hosts import is_answered_here

_TLS_HANDSHAKE: Final = b"\x16"
_HEAD_BYTES: Final = 65536
_READ_BYTES: Final = 1 << 16
_CONNECT_SECONDS: Final = 30.0
_REST_SECONDS: Final = 5.0
_log = logging.getLogger(__name__)


class NameListener:
    """Listens from `start` to `stop`."""

    def __init__(self, *, authority: Authority, endpoint_port: int, machine: Mapping[str, str]) -> None:
        """`machine` is the environment of the person who started the server, which names their proxy."""
        self._authority = authority
        self._endpoint = ("127.0.0.1", endpoint_port)
        self._machine = machine
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._default = authority.context("amazonaws.com")
        self._default.sni_callback = self._choose_certificate

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._socket.getsockname()[1])

    def start(self) -> None:
        """Answer from now on."""
        threading.Thread(target=self._accept, name="aws-names", daemon=True).start()

    def stop(self) -> None:
        """Answer nobody new."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _choose_certificate(self, connection: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        if name:
            connection.context = self._authority.context(name)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), name="aws-name", daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            with client:
                self._answer(client)
        except (OSError, ValueError) as error:
            _log.debug("a connection for one of AWS's names ended: %s", error)

    def _answer(self, client: socket.socket) -> None:
        if client.recv(1, socket.MSG_PEEK) == _TLS_HANDSHAKE:
            self._to_local_cloud(self._default.wrap_socket(client, server_side=True), b"")
            return
        head = _read_head(client)
        line, _, rest = head.partition(b"\r\n")
        method, target, version = line.decode("latin-1").split(" ", 2)
        if method == "CONNECT":
            self._connect(client, target)
        elif target.startswith("http://"):
            self._forward(client, method, target, version, rest)
        else:
            self._to_local_cloud(client, head)

    def _connect(self, client: socket.socket, target: str) -> None:
        host, _, port = target.rpartition(":")
        host = host.strip("[]")
        if is_answered_here(host):
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            if client.recv(1, socket.MSG_PEEK) == _TLS_HANDSHAKE:
                self._to_local_cloud(self._authority.context(host).wrap_socket(client, server_side=True), b"")
            else:
                self._to_local_cloud(client, b"")
            return
        try:
            server = self._open(host, int(port), scheme="https")
        except OSError as error:
            client.sendall(_unreachable(host, error))
            return
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        _join(client, server)

    def _forward(self, client: socket.socket, method: str, target: str, version: str, rest: bytes) -> None:
        """One plain request by its whole address; the connection then ends: the next may be for another host."""
        split = urlsplit(target)
        host = split.hostname or ""
        path = split._replace(scheme="", netloc="").geturl() or "/"
        headers = [line for line in rest.split(b"\r\n") if not line.lower().startswith((b"proxy-", b"connection:"))]
        head = f"{method} {path} {version}\r\nConnection: close\r\n".encode("latin-1") + b"\r\n".join(headers)
        if is_answered_here(host):
            self._to_local_cloud(client, head)
            return
        try:
            server = self._open(host, split.port or 80, scheme="http")
        except OSError as error:
            client.sendall(_unreachable(host, error))
            _take_the_rest(client)
            return
        server.sendall(head)
        _join(client, server)

    def _to_local_cloud(self, client: socket.socket, received: bytes) -> None:
        server = socket.create_connection(self._endpoint, timeout=_CONNECT_SECONDS)
        server.settimeout(None)
        server.sendall(received)
        _join(client, server)

    def _open(self, host: str, port: int, *, scheme: str) -> socket.socket:
        proxy = self._proxy(host, scheme)
        if not proxy:
            server = socket.create_connection((host, port), timeout=_CONNECT_SECONDS)
            server.settimeout(None)
            return server
        split = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        server = socket.create_connection((split.hostname or "", split.port or 80), timeout=_CONNECT_SECONDS)
        if split.scheme == "https":
            server = ssl.create_default_context().wrap_socket(server, server_hostname=split.hostname)
        who = f"{unquote(split.username)}:{unquote(split.password or '')}" if split.username else ""
        name = f"Proxy-Authorization: Basic {base64.b64encode(who.encode()).decode()}\r\n" if who else ""
        server.sendall(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n{name}\r\n".encode())
        answer = _read_head(server).split(b"\r\n", 1)[0].decode("latin-1")
        if " 200" not in answer:
            raise OSError(f"this machine's proxy answers {answer}")
        server.settimeout(None)
        return server

    def _proxy(self, host: str, scheme: str) -> str:
        exceptions = {"no": self._machine.get("no_proxy") or self._machine.get("NO_PROXY") or ""}
        if exceptions["no"] and urllib.request.proxy_bypass_environment(host, exceptions):  # type: ignore[attr-defined]
            return ""
        name = f"{scheme}_proxy"
        return self._machine.get(name) or self._machine.get(name.upper()) or ""


def _unreachable(host: str, error: OSError) -> bytes:
    text = f"{host} cannot be reached from this machine: {error}\n".encode()
    return b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(text), text)


def _take_the_rest(client: socket.socket) -> None:
    """A close before a request's body was read would lose the answer."""
    client.shutdown(socket.SHUT_WR)
    client.settimeout(_REST_SECONDS)
    ends = time.monotonic() + _REST_SECONDS
    with contextlib.suppress(OSError):
        while client.recv(_READ_BYTES) and time.monotonic() < ends:
            pass


def _read_head(connection: socket.socket) -> bytes:
    """The request line and the headers, and what came with them."""
    head = b""
    while b"\r\n\r\n" not in head:
        chunk = connection.recv(_READ_BYTES)
        if not chunk or len(head) > _HEAD_BYTES:
            raise ValueError("the connection ended before its request's head did")
        head += chunk
    return head


def _join(client: socket.socket, server: socket.socket) -> None:
    """Pass on what each says until both have ended."""
    with server:
        other = threading.Thread(target=_copy, args=(client, server), name="aws-name-request", daemon=True)
        other.start()
        _copy(server, client)
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)
        other.join()


def _copy(source: socket.socket, target: Any) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(_READ_BYTES):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
