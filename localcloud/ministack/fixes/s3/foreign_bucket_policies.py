"""A bucket policy of another account is asked about the session that calls, not about its account's root.

MiniStack evaluates it for `arn:aws:iam::ACCOUNT:root`, so a policy that names one role of another account lets in
nobody, and one that excludes a role excludes nobody.
"""

from __future__ import annotations

from typing import Any

from ministack.core import iam_actions, iam_evaluator
from ministack.core.responses import get_region, request_scope
from ministack.services import s3

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "services.s3",
        "_foreign_bucket_allows",
        "owner_account,bucket_name,key,method,query_params,caller,headers",
    ),
    Touched("services.s3", "_bucket_policies"),
    Touched("core.iam_actions", "_s3_action", "method,path,query_params"),
    Touched("core.iam_actions", "s3_service_context", "iam_action,query_params,path,headers"),
    Touched("core.iam_evaluator", "EvalContext"),
    Touched("core.iam_evaluator", "caller_arn", ""),
    Touched("core.iam_evaluator", "evaluate_resource_policy", "doc,ctx,service,named_only,direct_only"),
)


def apply() -> None:
    """Decide by the session where the bucket has a policy; ACLs and anonymous callers stay MiniStack's."""
    decide = s3._foreign_bucket_allows

    def allows(
        owner_account: str,
        bucket_name: str,
        key: str,
        method: str,
        query_params: dict[str, Any],
        caller: str,
        headers: dict[str, str] | None = None,
    ) -> bool:
        policy = s3._bucket_policies.get_scoped(owner_account, None, bucket_name)
        if not caller or not policy:
            return bool(decide(owner_account, bucket_name, key, method, query_params, caller, headers))
        context = _context(owner_account, bucket_name, key, method, query_params, caller, headers or {})
        return bool(iam_evaluator.evaluate_resource_policy(policy, context).decision == "Allow")

    s3._foreign_bucket_allows = allows


def _context(
    owner_account: str,
    bucket_name: str,
    key: str,
    method: str,
    query_params: dict[str, Any],
    caller: str,
    headers: dict[str, str],
) -> Any:
    path = f"/{bucket_name}/{key}" if key else f"/{bucket_name}"
    operation = iam_actions._s3_action(method, path, query_params)
    action = f"s3:{operation or ('GetObject' if method in ('GET', 'HEAD') else 'PutObject')}"
    with request_scope(owner_account, get_region()):
        keys = iam_actions.s3_service_context(action, query_params, path, headers)
    principal = iam_evaluator.caller_arn()
    return iam_evaluator.EvalContext(
        principal_arn=principal,
        principal_type="AssumedRole" if ":assumed-role/" in principal else "User",
        principal_account=caller,
        action=action,
        resource_arn=f"arn:aws:s3:::{bucket_name}/{key}" if key else f"arn:aws:s3:::{bucket_name}",
        region=get_region(),
        service_context={name.lower(): value for name, value in keys.items()},
    )
