"""Whether a policy lets an AWS service in: a role's trust policy, or the policy of a resource that a service acts on.

MiniStack evaluates policies for principals with an access key; a service has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.iam_evaluator import EvalContext, _conditions_met, evaluate_resource_policy
from ministack.services import iam

from localcloud.aws.identity.policy_documents import listed
from localcloud.aws.service_error import ServiceError

_BY_REGION: Final = frozenset({"codedeploy", "logs", "states"})
"""Services whose principal may name a region too: `codedeploy.eu-west-1.amazonaws.com` in the CodeDeploy user guide,
"Create a service role"; what the CDK's first version writes. In which region a role is used is not asked here."""
_REGIONAL: Final = re.compile(r"(?P<service>[a-z-]+)\.[a-z]{2}(?:-[a-z]+)+-\d\.(?P<domain>amazonaws\.com)")


def require_trust(role_arn: str, *, service: str, source_arn: str = "") -> tuple[str, str]:
    """Return the account and the name of a role that the service principal may assume.

    Args:
        source_arn: the resource that the service acts for, which a trust policy may ask for as `aws:SourceArn`.

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
    policy = role.get("AssumeRolePolicyDocument", "{}")
    if not trusts_service(policy, service=service, account=account, source_arn=source_arn):
        raise _denied(f"{service} is not authorized to perform: sts:AssumeRole on {role_arn}.")
    return account, name


def trusts_service(trust_policy: str | dict[str, Any], *, service: str, account: str, source_arn: str = "") -> bool:
    """Return whether a trust policy lets a service principal, acting in `account`, assume the role; a deny wins."""
    document = json.loads(trust_policy) if isinstance(trust_policy, str) else trust_policy
    context = _service_context(
        service, action="sts:AssumeRole", resource_arn="*", account=account, source_arn=source_arn
    )
    effects = {
        statement.get("Effect")
        for statement in listed(document.get("Statement", []))
        if service in map(_without_region, listed(_service_principals(statement)))
        and "sts:AssumeRole" in listed(statement.get("Action", []))
        and _conditions_met(statement.get("Condition", {}), context)
    }
    return effects == {"Allow"}


def lets_service_act(
    policy: str | dict[str, Any],
    *,
    service: str,
    action: str,
    resource_arn: str,
    account: str,
    source_arn: str = "",
    context: Mapping[str, str] = MappingProxyType({}),
) -> bool:
    """Return whether a resource's own policy lets a service principal, acting for `account`, do `action` on it.

    Args:
        source_arn: the resource that the service acts for; empty where a condition cannot ask for it.
        context: further condition keys, in lower case.
    """
    asked = _service_context(service, action=action, resource_arn=resource_arn, account=account, source_arn=source_arn)
    asked.service_context.update(context)
    return bool(evaluate_resource_policy(policy, asked, service=service).decision == "Allow")


def _service_context(
    service: str, *, action: str, resource_arn: str, account: str, source_arn: str = ""
) -> EvalContext:
    """What a policy's conditions may ask of a service, which always calls over TLS."""
    source = {"aws:sourcearn": source_arn} if source_arn else {}
    return EvalContext(
        principal_arn=service,
        principal_type="Service",
        principal_account=account,
        action=action,
        resource_arn=resource_arn,
        region=resource_arn.split(":")[3] if resource_arn.startswith("arn:") else "",
        secure_transport=True,
        service_context={"aws:sourceaccount": account, **source},
    )


def _denied(message: str) -> ServiceError:
    return ServiceError("AccessDenied", message, 403)


def _without_region(principal: str) -> str:
    """A service's principal by its name in every region."""
    found = _REGIONAL.fullmatch(principal)
    return f"{found['service']}.{found['domain']}" if found and found["service"] in _BY_REGION else principal


def _service_principals(statement: dict[str, Any]) -> Any:
    principal = statement.get("Principal", {})
    return principal.get("Service", []) if isinstance(principal, dict) else []
