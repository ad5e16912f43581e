"""Answers as the vendor sends them: message bodies, error bodies, headers."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.anthropic_peer.question import Question

CHARACTERS_PER_TOKEN = 4
ERROR_STATUS = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "overloaded_error": 529,
}

Delivery = Literal["whole", "drip", "drip_headers", "reset", "silence"]
"""How it is sent: at once; as blanks, or as header lines, without an end; not at all, with the connection reset or not.
"""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What goes over the wire."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delivery: Delivery = "whole"


def message(question: Question, text: str, *, stop_reason: str = "end_turn", **fields: Any) -> Reply:
    """A 200 with one text block, and the usage that the request's and the text's length amount to."""
    content = [{"type": "text", "text": text}] if text else []
    return Reply(
        body=json.dumps(
            {
                "id": f"msg_{uuid.uuid4().hex[:24]}",
                "type": "message",
                "role": "assistant",
                "model": question.model,
                "content": content,
                "stop_reason": stop_reason,
                "stop_sequence": None,
                "usage": usage(question, text),
                **fields,
            }
        ).encode(),
        headers=rate_limit_headers(),
    )


def usage(question: Question, text: str) -> dict[str, Any]:
    """Token counts, four characters each. What the cache mark covers is written the first time and read afterwards."""
    prefix = tokens(question.system_text) if _is_cacheable(question.body) else 0
    written, read = (0, prefix) if question.cached_before else (prefix, 0)
    return {
        "input_tokens": tokens(question.user_text) + (0 if prefix else tokens(question.system_text)),
        "cache_creation_input_tokens": written,
        "cache_read_input_tokens": read,
        "cache_creation": {"ephemeral_5m_input_tokens": written, "ephemeral_1h_input_tokens": 0},
        "output_tokens": max(1, tokens(text)),
        "service_tier": "standard",
    }


def tokens(text: str) -> int:
    return -(-len(text) // CHARACTERS_PER_TOKEN)


def error(
    kind: str, text: str, *, details: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
) -> Reply:
    """An error as the API answers it."""
    problem = {"type": kind, "message": text, **({"details": dict(details)} if details else {})}
    limits = rate_limit_headers(remaining=0) if kind == "rate_limit_error" else {}
    return Reply(
        status=ERROR_STATUS[kind],
        body=json.dumps({"type": "error", "error": problem}).encode(),
        headers={**limits, **(headers or {})},
    )


def rate_limit_headers(*, remaining: int = 49) -> dict[str, str]:
    return {
        "anthropic-ratelimit-requests-limit": "50",
        "anthropic-ratelimit-requests-remaining": str(remaining),
        "anthropic-ratelimit-requests-reset": "2026-11-20T09:31:00Z",
        "anthropic-ratelimit-tokens-limit": "50000",
        "anthropic-ratelimit-tokens-remaining": str(remaining * 1000),
        "anthropic-ratelimit-tokens-reset": "2026-11-20T09:31:00Z",
    }


def _is_cacheable(body: Mapping[str, Any]) -> bool:
    system = body.get("system")
    return isinstance(system, list) and any(block.get("cache_control") for block in system)
