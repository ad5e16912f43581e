"""A peer for tests: a server on loopback that speaks Anthropic's Messages API, scripted by named behaviours.

In a test, as a context manager:

    with AnthropicPeer("overloaded", "good") as peer:
        ... # point ANTHROPIC_BASE_URL at peer.url
        assert [request.behaviour for request in peer.requests] == ["overloaded", "good"]

Beside another process: `python -m tests.anthropic_peer --behaviour overloaded,good`, which prints its URL.

What it sends is the vendor's: status codes, error bodies (`{"type": "error", "error": {"type", "message"},
"request_id"}`), `request-id`, `retry-after` and `anthropic-ratelimit-*` headers, `usage` with its cache fields
(platform.claude.com/docs: API errors, rate limits, prompt caching). The official SDK talks to it unchanged. A good
answer is no canned one: it is made from the CV that the request carries.
"""

from tests.anthropic_peer.behaviours import BEHAVIOURS
from tests.anthropic_peer.server import AnthropicPeer, RecordedRequest

__all__ = ["BEHAVIOURS", "AnthropicPeer", "RecordedRequest"]
