"""Whether a role lets an AWS service assume it.

MiniStack evaluates trust policies for principals with an access key; a service has none.
"""

from __future__ import annotations

import json
from typing import Any

from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.iam_evaluator import EvalContext, _conditions_met
from ministack.services import iam

from localcloud.aws.service_error import ServiceError


def require_trust(role_arn: str, *, service: str) -> tuple[str, str]:
    """Return the account and the name of a role that the service principal may assume.

    Raises:
        ServiceError: ``AccessDenied``; this is no role's ARN, or the role does not exist or does not trust the service.
    """
    try:
        arn = parse_arn(role_arn)
    except ArnParseError as error:
        raise _denied(f"{role_arn!r} is not a role ARN.") from error
    if arn.service != "iam" or not arn.resource.startswith("role/"):
        raise _denied(f"{role_arn!r} is not a role ARN.")
    account, name = arn.account_id, arn.resource.rsplit("/", 1)[-1]
    role = iam._roles.get_scoped(account, None, name)
    if role is None:
        raise _denied(f"Role {role_arn} does not exist.")
    if not trusts_service(role.get("AssumeRolePolicyDocument", "{}"), service=service, account=account):
        raise _denied(f"{service} is not authorized to perform: sts:AssumeRole on {role_arn}.")
    return account, name


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


def _denied(message: str) -> ServiceError:
    return ServiceError("AccessDenied", message, 403)


def _service_principals(statement: dict[str, Any]) -> Any:
    principal = statement.get("Principal", {})
    return principal.get("Service", []) if isinstance(principal, dict) else []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
