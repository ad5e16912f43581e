"""The server: takes requests as the API does, plays the script, remembers what it was asked.

Beside `/v1/messages` it has two paths of its own, for a test in another process: `GET /_peer/requests` is what was
asked so far, `PUT /_peer/script` with a JSON list of names begins another script.
"""

import json
import socket
import struct
import sys
import threading
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self, cast

from tests.anthropic_peer.behaviours import BEHAVIOURS
from tests.anthropic_peer.judging import JUDGING
from tests.anthropic_peer.question import read_question, system_text
from tests.anthropic_peer.wire import Reply, error

DRIP_SECONDS = 0.05
STOP_SECONDS = 10
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class UnknownBehaviourError(Exception):
    """A script names a behaviour that there is not."""


@dataclass(frozen=True, kw_only=True)
class RecordedRequest:
    """A request to the Messages API as it arrived. Header names are lower case; `behaviour` is what it met."""

    behaviour: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def api_key(self) -> str:
        return _api_key(self.headers)

    @property
    def text(self) -> str:
        """All that was sent, as one text."""
        return json.dumps(self.body, ensure_ascii=False)


class AnthropicPeer:
    """A running peer on a free port of 127.0.0.1.

    Args:
        script: behaviours by name, one a request; the last one stays.
        judging: the same for requests to judge a text, which have a script of their own.
        accepted_key: the only API key that is not answered with 401; any where None.
        port: 0 for a free one.

    Raises:
        UnknownBehaviourError: the script is empty or names a behaviour that there is not.
    """

    def __init__(
        self, *script: str, judging: Sequence[str] = ("fair",), accepted_key: str | None = None, port: int = 0
    ) -> None:
        self.accepted_key = accepted_key
        self._lock = threading.Lock()
        self._requests: list[RecordedRequest] = []
        self._prefixes: set[str] = set()
        self.stopping = threading.Event()
        self.play(*script)
        self.play_judging(*judging)
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.peer = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The base URL, for the SDK's `base_url`."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def requests(self) -> list[RecordedRequest]:
        """What was asked so far, in order."""
        with self._lock:
            return list(self._requests)

    def play(self, *script: str) -> None:
        """Begin another script."""
        _require_known(script, BEHAVIOURS)
        with self._lock:
            self._script = list(script)

    def play_judging(self, *script: str) -> None:
        """Begin another script for requests to judge a text."""
        _require_known(script, JUDGING)
        with self._lock:
            self._judging = list(script)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(STOP_SECONDS)

    def answer(self, headers: Mapping[str, str], body: dict[str, Any]) -> Reply:
        """What the script says to a request that is well formed."""
        with self._lock:
            question = read_question(body, cached_before=system_text(body) in self._prefixes)
            behaviours, script = (JUDGING, self._judging) if question.stated else (BEHAVIOURS, self._script)
            name = script.pop(0) if len(script) > 1 else script[0]
            self._requests.append(RecordedRequest(behaviour=name, headers=headers, body=body))
            self._prefixes.add(system_text(body))
        if self.accepted_key is not None and _api_key(headers) != self.accepted_key:
            return error("authentication_error", "invalid x-api-key")
        return behaviours[name](question)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    peer: AnthropicPeer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in the middle of an answer is what some behaviours are for."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body in one packet, and none kept waiting for the client's acknowledgement of the one before.
    wbufsize = -1
    disable_nagle_algorithm = True

    @property
    def peer(self) -> AnthropicPeer:
        return cast(_Server, self.server).peer

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("content-length", "0")))
        if self.path != "/v1/messages":
            return self._send(error("not_found_error", "Not found"))
        headers = {name.lower(): value for name, value in self.headers.items()}
        problem, body = _read(headers, content)
        return self._send(problem or self.peer.answer(headers, body))

    def do_GET(self) -> None:
        if self.path != "/_peer/requests":
            return self._send(error("not_found_error", "Not found"))
        return self._send(Reply(body=json.dumps([asdict(request) for request in self.peer.requests]).encode()))

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers.get("content-length", "0")))
        if self.path != "/_peer/script":
            return self._send(error("not_found_error", "Not found"))
        try:
            self.peer.play(*json.loads(content))
        except (UnknownBehaviourError, ValueError, TypeError) as problem:
            return self._send(error("invalid_request_error", str(problem)))
        return self._send(Reply(body=b"{}"))

    def log_message(self, *_: Any) -> None:
        """Nothing: a test's output is its own."""

    def _send(self, reply: Reply) -> None:
        request_id = f"req_{uuid.uuid4().hex[:24]}"
        if reply.delivery == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            self.connection.close()
            self.close_connection = True
        elif reply.delivery == "silence":
            self.peer.stopping.wait()
            self.close_connection = True
        elif reply.delivery == "drip":
            self._headers(reply, request_id, {"transfer-encoding": "chunked"})
            self._drip(b"1\r\n \r\n")
        elif reply.delivery == "drip_headers":
            self.send_response(reply.status)
            self.flush_headers()
            self._drip(b"x-not-yet: 1\r\n")
        else:
            body = _with_request_id(reply, request_id)
            self._headers(reply, request_id, {"content-length": str(len(body))})
            self.wfile.write(body)
            self.wfile.flush()

    def _headers(self, reply: Reply, request_id: str, framing: Mapping[str, str]) -> None:
        self.send_response(reply.status)
        own = {"content-type": "application/json", "request-id": request_id}
        for name, value in {**own, **reply.headers, **framing}.items():
            self.send_header(name, value)
        self.end_headers()

    def _drip(self, drop: bytes) -> None:
        """The same again for as long as somebody listens: each drop is in time, and the whole never is."""
        try:
            while not self.peer.stopping.wait(DRIP_SECONDS):
                self.wfile.write(drop)
                self.wfile.flush()
        except OSError:
            pass  # The client had enough, which is what this is for.
        self.close_connection = True


def _require_known(script: Sequence[str], known: Collection[str]) -> None:
    unknown = [name for name in script if name not in known]
    if unknown or not script:
        raise UnknownBehaviourError(
            f"unknown behaviour: {', '.join(unknown) or 'none given'}; known are {', '.join(known)}"
        )


def _api_key(headers: Mapping[str, str]) -> str:
    """As `x-api-key`, or as a bearer token, which is how the SDK sends it since its second version."""
    return headers.get("x-api-key") or headers.get("authorization", "").removeprefix("Bearer ")


def _read(headers: Mapping[str, str], content: bytes) -> tuple[Reply | None, dict[str, Any]]:
    """The body, and what the API would object to before it looks at any of its sense."""
    if not _api_key(headers):
        return error("authentication_error", "x-api-key header is required"), {}
    if not headers.get("anthropic-version"):
        return error("invalid_request_error", "anthropic-version: header is required"), {}
    try:
        body = json.loads(content)
    except ValueError:
        return error("invalid_request_error", "The request body is not valid JSON"), {}
    for name, kind in (("model", str), ("max_tokens", int), ("messages", list)):
        if not isinstance(body, dict) or not isinstance(body.get(name), kind):
            return error("invalid_request_error", f"{name}: Field required"), {}
    return None, body


def _with_request_id(reply: Reply, request_id: str) -> bytes:
    """An error's body names the request that it answers."""
    if reply.status == 200:
        return reply.body
    return json.dumps({**json.loads(reply.body), "request_id": request_id}).encode()
