"""Whether the caller of a request may do one thing on one resource, and the service's own refusal where they may not.

MiniStack asks once for each request. A call that names several resources, or hands on a role, has more to ask.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ministack.core import iam_actions, iam_evaluator
from ministack.core.responses import get_region
from ministack.core.router import extract_access_key_id


def refusal_of(
    service: str,
    action: str,
    resource_arn: str,
    *,
    headers: Mapping[str, str],
    query_params: Mapping[str, Any],
    asked_of: str = "",
    context: Mapping[str, str] = MappingProxyType({}),
) -> Any:
    """The answer that refuses the request's caller; None where they may do it.

    Args:
        service: the service that answers, as MiniStack calls it; it has its own form of a refusal.
        asked_of: the service that the action is one of, where that is another one.
        context: condition keys of this request.
    """
    denied = iam_evaluator.enforce(
        extract_access_key_id(headers, query_params),
        action,
        asked_of or service,
        get_region(),
        resource_arn=resource_arn,
        service_context=dict(context),
    )
    if denied is None:
        return None
    principal = getattr(denied, "principal_arn", "")
    explicit = getattr(denied, "decision", "") == "Deny"
    message = iam_actions.identity_denial_message(action, principal, resource_arn, explicit)
    return iam_actions.access_denied_response(
        service, action, principal, str(uuid.uuid4()), headers=headers, message=message
    )
