"""`aws:PrincipalArn` of a role's session is the role's ARN, path included, not the session's.

Trust policies name a role of another account by this key, because a role that does not exist yet cannot be a
principal. MiniStack compares the session's ARN, so such a role can never be assumed. Source:
docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
"""

from __future__ import annotations

from typing import Any

from ministack.core import iam_evaluator
from ministack.core.arn import ArnParseError, parse_arn
from ministack.services import iam

from localcloud.ministack.touched import Touched

TOUCHES = (Touched("core.iam_evaluator", "_resolve_condition_key", "key,ctx"),)
_SESSION = "assumed-role/"


def apply() -> None:
    """Resolve the key from IAM's own store, where the role's path is known."""
    resolve = iam_evaluator._resolve_condition_key

    def with_role_arns(key: str, ctx: Any) -> Any:
        if key.lower() != "aws:principalarn":
            return resolve(key, ctx)
        return _role_arn(ctx.principal_arn)

    iam_evaluator._resolve_condition_key = with_role_arns


def _role_arn(principal_arn: str) -> str:
    try:
        arn = parse_arn(principal_arn)
    except ArnParseError:
        return principal_arn
    if arn.service != "sts" or not arn.resource.startswith(_SESSION):
        return principal_arn
    name = arn.resource.removeprefix(_SESSION).split("/", 1)[0]
    role = iam._roles.get_scoped(arn.account_id, None, name)
    return role["Arn"] if role else principal_arn
