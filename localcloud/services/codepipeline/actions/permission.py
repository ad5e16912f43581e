"""Permissions for acts that are no API call here: using a connection, or reading a CodeCommit repository.

MiniStack serves neither API, so its own IAM evaluator is asked directly, with the role's policies as they stand.
"""

from __future__ import annotations

from ministack.core.iam_evaluator import AuthError, EvalContext, evaluate, resolve_principal
from ministack.core.responses import request_scope

from localcloud.aws.credentials import Session
from localcloud.services.codepipeline.engine.ports import PERMISSION_ERROR, ActionFailedError


def require_permission(
    session: Session, *, actions: tuple[str, ...], resource_arn: str, account: str, region: str
) -> None:
    """Check that the session may do at least one of `actions` (names of one act) on the resource.

    Raises:
        ActionFailedError: it may not; the message names the principal, the action and the resource.
    """
    with request_scope(account, region):
        principal = resolve_principal(session.access_key_id, account)
        if isinstance(principal, AuthError):
            raise ActionFailedError(principal.message, code=PERMISSION_ERROR)
        if principal.policies is None:
            return
        for action in actions:
            context = EvalContext(
                principal_arn=principal.arn,
                principal_type=principal.type,
                principal_account=principal.account,
                action=action,
                resource_arn=resource_arn,
                region=region,
                principal_keys=principal.keys,
            )
            if evaluate(context, principal.policies, *principal.limits).decision == "Allow":
                return
    message = f"{principal.arn} is not authorized to perform: {actions[-1]} on resource: {resource_arn}"
    raise ActionFailedError(message, code=PERMISSION_ERROR)
