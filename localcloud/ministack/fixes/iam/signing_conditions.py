"""`kms:SigningAlgorithm` and `kms:MessageType`: what a caller asks KMS to sign or to verify with.

The key that signs provenance signs digests with one algorithm alone. MiniStack does not resolve the two condition keys,
so that key would sign nothing, and a policy that only forbids other algorithms would forbid nothing. Source:
docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
"""

from __future__ import annotations

import json
from typing import Any

from ministack.core import iam_actions

from localcloud.ministack.touched import Touched

TOUCHES = (Touched("core.iam_actions", "request_tag_context", "service,iam_action,body,params"),)
_ACTIONS = ("kms:Sign", "kms:Verify")


def apply() -> None:
    """Add the keys to what MiniStack finds in every service's request."""
    context_of = iam_actions.request_tag_context

    def with_signing_keys(service: str, iam_action: str, body: bytes, params: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = context_of(service, iam_action, body, params)
        return {**context, **_signing_keys(body)} if iam_action in _ACTIONS else context

    iam_actions.request_tag_context = with_signing_keys


def _signing_keys(body: bytes) -> dict[str, str]:
    try:
        request = {"MessageType": "RAW", **json.loads(body or b"{}")}
    except (ValueError, TypeError):
        return {}  # what is malformed is refused by the service
    return {f"kms:{name}": str(request[name]) for name in ("SigningAlgorithm", "MessageType") if name in request}
