"""Whether a role lets an AWS service assume it.

MiniStack evaluates trust policies for principals with an access key; a service has none.
"""

from __future__ import annotations

import json
from typing import Any

from ministack.core.iam_evaluator import EvalContext, _conditions_met


def trusts_service(trust_policy: str | dict[str, Any], *, service: str, account: str) -> bool:
    """Return whether a trust policy lets a service principal, acting in `account`, assume the role; a deny wins."""
    document = json.loads(trust_policy) if isinstance(trust_policy, str) else trust_policy
    context = EvalContext(
        principal_arn=service,
        principal_type="Service",
        principal_account=account,
        action="sts:AssumeRole",
        resource_arn="*",
        region="",
        service_context={"aws:sourceaccount": account},
    )
    effects = {
        statement.get("Effect")
        for statement in _listed(document.get("Statement", []))
        if service in _listed(_service_principals(statement))
        and "sts:AssumeRole" in _listed(statement.get("Action", []))
        and _conditions_met(statement.get("Condition", {}), context)
    }
    return effects == {"Allow"}


def _service_principals(statement: dict[str, Any]) -> Any:
    principal = statement.get("Principal", {})
    return principal.get("Service", []) if isinstance(principal, dict) else []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
