"""`s3:ResourceAccount` and `aws:ResourceAccount` of a bucket are its owner.

A bucket's ARN names no account, so MiniStack answers with the caller's. The deploy role of a bootstrapped account may
read artifacts only where the condition names the tools account.
"""

from __future__ import annotations

from typing import Any

from ministack.core import iam_evaluator
from ministack.services import s3

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.iam_evaluator", "_resolve_condition_key", "key,ctx"),
    Touched("services.s3", "_bucket_owner_account", "name"),
)
_KEYS = ("aws:resourceaccount", "s3:resourceaccount")
_S3_ARN = "arn:aws:s3:::"


def apply() -> None:
    """Resolve both keys from the index of all buckets."""
    resolve = iam_evaluator._resolve_condition_key

    def with_bucket_owner(key: str, ctx: Any) -> Any:
        if key.lower() in _KEYS and ctx.resource_arn.startswith(_S3_ARN):
            owner = s3._bucket_owner_account(ctx.resource_arn.removeprefix(_S3_ARN).partition("/")[0])
            if owner is not None:
                return owner
        return resolve(key, ctx)

    iam_evaluator._resolve_condition_key = with_bucket_owner
