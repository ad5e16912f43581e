"""Whether a role may do what is no API call here: use a connection, read a CodeCommit repository, create a report.

MiniStack serves none of these APIs, so its own IAM evaluator is asked directly, with the role's policies as they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ministack.core.iam_evaluator import AuthError, EvalContext, evaluate, resolve_principal
from ministack.core.responses import request_scope

from localcloud.aws.identity.session import Session
from localcloud.aws.service_error import ServiceError


def require_permission(session: Session, *, action: str, resource_arn: str, account: str, region: str) -> None:
    """Check that the session may do that on the resource.

    A principal that no policy is known of (an account's root, which acts nowhere here) may do nothing.

    Raises:
        ServiceError: ``AccessDeniedException``, worded as IAM words it.
    """
    require_permission_of_key(
        session.access_key_id, action=action, resource_arn=resource_arn, account=account, region=region
    )


def require_permission_of_key(
    access_key_id: str,
    *,
    action: str,
    resource_arn: str,
    account: str,
    region: str,
    conditions: Mapping[str, Any] = MappingProxyType({}),
    secure_transport: bool = False,
) -> None:
    """Check that who has the access key may do that on the resource.

    Args:
        conditions: condition keys of this request, in lower case, each with its value or values.
        secure_transport: whether the request came over TLS.

    Raises:
        ServiceError: as `require_permission`.
    """
    with request_scope(account, region):
        principal = resolve_principal(access_key_id, account)
        if isinstance(principal, AuthError):
            raise ServiceError("AccessDeniedException", principal.message)
        context = EvalContext(
            principal_arn=principal.arn,
            principal_type=principal.type,
            principal_account=principal.account,
            action=action,
            resource_arn=resource_arn,
            region=region,
            secure_transport=secure_transport,
            service_context=dict(conditions),
            principal_keys=principal.keys,
        )
        if evaluate(context, principal.policies or [], *principal.limits).decision == "Allow":
            return
    message = f"User: {principal.arn} is not authorized to perform: {action} on resource: {resource_arn}"
    raise ServiceError("AccessDeniedException", message)
