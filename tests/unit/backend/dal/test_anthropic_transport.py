"""HTTP with one limit for the whole exchange: what trickles in is cut off as surely as what never comes."""

from collections.abc import Iterator

import httpcore2
import httpx2
import pytest

from dal.bounded_transport import BoundedTransport
from tests.anthropic_peer import AnthropicPeer

ASK = {"model": "m", "max_tokens": 1, "messages": [{"role": "user", "content": "hello"}]}
HEADERS = {"x-api-key": "k", "anthropic-version": "2023-06-01"}


@pytest.fixture
def client() -> Iterator[httpx2.Client]:
    with httpx2.Client(transport=BoundedTransport(), trust_env=False) as made:
        yield made


def ask(client: httpx2.Client, peer: AnthropicPeer, *, seconds: float = 5) -> httpx2.Response:
    return client.post(f"{peer.url}/v1/messages", json=ASK, headers=HEADERS, timeout=seconds)


@pytest.mark.parametrize("behaviour", ["slow_body", "slow_headers", "silence"])
def test_exchange_ends_with_its_time_although_each_wait_is_short(client: httpx2.Client, behaviour: str) -> None:
    """Without the limit these would go on for as long as the peer does: it sends something every 50 ms, for ever."""
    with AnthropicPeer(behaviour) as peer, pytest.raises(httpx2.TimeoutException):
        ask(client, peer, seconds=0.3)


def test_connection_is_kept_for_the_next_request_and_usable_after_one_that_was_cut_off(client: httpx2.Client) -> None:
    with AnthropicPeer("good", "good", "slow_body", "good") as peer:
        assert [ask(client, peer).status_code for _ in range(2)] == [200, 200]
        with pytest.raises(httpx2.TimeoutException):
            ask(client, peer, seconds=0.2)
        assert ask(client, peer).json()["type"] == "message"


@pytest.mark.parametrize(("behaviour", "status"), [("overloaded", 529), ("unauthorized", 401), ("empty_body", 200)])
def test_response_arrives_whole_with_its_headers(client: httpx2.Client, behaviour: str, status: int) -> None:
    with AnthropicPeer(behaviour) as peer:
        response = ask(client, peer)
    assert response.status_code == status
    assert response.headers["request-id"].startswith("req_")


def test_reset_connection_is_a_transport_error(client: httpx2.Client) -> None:
    with AnthropicPeer("connection_reset") as peer, pytest.raises(httpx2.TransportError):
        ask(client, peer)


def test_address_where_nobody_listens_is_a_transport_error(client: httpx2.Client) -> None:
    with pytest.raises(httpx2.TransportError):
        client.post("http://127.0.0.1:1/v1/messages", json=ASK, timeout=5)


def test_no_time_at_all_is_a_time_out_before_anything_is_sent(client: httpx2.Client) -> None:
    with AnthropicPeer("good") as peer, pytest.raises(httpx2.TimeoutException):
        ask(client, peer, seconds=-1)
    assert peer.requests == []


def test_every_wait_of_an_encrypted_exchange_gets_what_is_left_and_no_more(
    client: httpx2.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TLS wraps the stream anew; a wrapper that is lost there takes the limit with it."""
    now = [1000.0]
    waits: list[float | None] = []

    class Encrypted(httpcore2.NetworkStream):
        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            first = len(waits) == 3
            waits.append(timeout)
            now[0] += 10
            return b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n" if first else b"{"

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            waits.append(timeout)
            now[0] += 1

        def close(self) -> None: ...

    class Plain(Encrypted):
        def start_tls(self, *arguments: object, **keywords: object) -> httpcore2.NetworkStream:
            now[0] += 5
            return Encrypted()

    monkeypatch.setattr("dal.bounded_transport.time.monotonic", lambda: now[0])
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", lambda *arguments, **keywords: Plain())
    with pytest.raises(httpx2.TimeoutException):
        client.post("https://api.example/v1/messages", json=ASK, timeout=25)
    # Of 25 s, 5 go into the encryption, 1 into each part that is sent, 10 into each that is received.
    assert waits == [20, 19, 18, 17, 7]
