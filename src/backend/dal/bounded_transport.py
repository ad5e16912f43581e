"""HTTP in which a time-out bounds the whole exchange.

The usual read time-out bounds each wait for data, so a body that trickles in lasts as long as it likes. Here the moment
at which a request must be over is set once, and every wait on the network, from connecting to the last byte, gets what
is left until then. What is not covered is the look-up of the host's name, which no socket option bounds.
"""

import ssl
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

import httpcore2
import httpx2

_ends_at: ContextVar[float | None] = ContextVar("request_ends_at", default=None)
"""When the request that this thread is making must be over, in seconds of the monotonic clock."""

IDLE_SECONDS = 60
"""How long a connection is kept for the next request."""


class BoundedTransport(httpx2.BaseTransport):
    """Sends requests over a pool of connections; the request's read time-out is the time for all of it."""

    def __init__(self) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            keepalive_expiry=IDLE_SECONDS,
            network_backend=_BoundedBackend(),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response with its body, complete.

        Raises:
            httpx2.TimeoutException: it was not complete in time.
            httpx2.TransportError: there was none.
        """
        marked = _ends_at.set(time.monotonic() + request.extensions["timeout"]["read"])
        try:
            # Read to its end in here, while the end that was set above still counts.
            response = self._pool.request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.read(),
                extensions=request.extensions,
            )
        except (httpcore2.TimeoutException, httpcore2.PoolTimeout):
            raise httpx2.TimeoutException("The request took too long.", request=request) from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise httpx2.TransportError(type(error).__name__, request=request) from None
        finally:
            _ends_at.reset(marked)
        return httpx2.Response(response.status, headers=response.headers, stream=httpx2.ByteStream(response.content))

    def close(self) -> None:
        self._pool.close()


class _BoundedBackend(httpcore2.NetworkBackend):
    """Opens connections whose every wait ends with the request."""

    def __init__(self) -> None:
        self._backend = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return _BoundedStream(self._backend.connect_tcp(host, port, left, local_address, socket_options))


class _BoundedStream(httpcore2.NetworkStream):
    """A connection; which request it serves at the moment, and until when, is the calling thread's to say."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return _BoundedStream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(timeout: float | None, error: Callable[[], Exception]) -> float | None:
    """Seconds that a wait may take: what it was given, but no more than the request has."""
    ends_at = _ends_at.get()
    if ends_at is None:
        return timeout
    left = ends_at - time.monotonic()
    if left <= 0:
        raise error()
    return left if timeout is None else min(timeout, left)
