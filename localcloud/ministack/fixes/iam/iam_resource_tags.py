"""`iam:ResourceTag/...`: the tags of the role that is to be assumed.

CDK Pipelines lets its self-mutation and asset steps assume whatever role carries the tag `aws-cdk:bootstrap-role`.
MiniStack does not resolve the key, so those steps are denied.
"""

from __future__ import annotations

from typing import Any

from ministack.core import iam_evaluator
from ministack.core.arn import ArnParseError, parse_arn
from ministack.services import iam

from localcloud.ministack.touched import Touched

TOUCHES = (Touched("core.iam_evaluator", "_resolve_condition_key", "key,ctx"),)
_PREFIX = "iam:resourcetag/"


def apply() -> None:
    """Resolve the key from IAM's own store, in the account that the ARN names."""
    resolve = iam_evaluator._resolve_condition_key

    def with_resource_tags(key: str, ctx: Any) -> Any:
        if not key.lower().startswith(_PREFIX):
            return resolve(key, ctx)
        return _tags(ctx.resource_arn).get(key[len(_PREFIX) :].lower())

    iam_evaluator._resolve_condition_key = with_resource_tags


def _tags(resource_arn: str) -> dict[str, str]:
    try:
        arn = parse_arn(resource_arn)
    except ArnParseError:
        return {}
    kind, _, path = arn.resource.partition("/")
    store = {"role": iam._roles, "user": iam._users}.get(kind)
    if arn.service != "iam" or store is None:
        return {}
    entity = store.get_scoped(arn.account_id, None, path.rsplit("/", 1)[-1]) or {}
    # IAM's tag keys are case-preserving but compared without case.
    return {tag["Key"].lower(): tag["Value"] for tag in entity.get("Tags") or []}
