"""Nobody makes or lists buckets without an account.

MiniStack holds an anonymous caller to bucket policies, but CreateBucket and ListBuckets have no bucket to ask: any page
in a browser could make one here. Source: docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html, "Anonymous
requests are never allowed to create buckets"
"""

from __future__ import annotations

from typing import Any, Final

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import AuthError

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.iam_evaluator", "enforce", "access_key_id,iam_action,service,region,resource_arn,service_context"),
    Touched("core.iam_evaluator", "_anonymous"),
)
OF_AN_ACCOUNT: Final = frozenset({"s3:CreateBucket", "s3:ListAllMyBuckets"})


def apply() -> None:
    """Ask who calls before what they may do."""
    enforce = iam_evaluator.enforce

    def enforce_known(
        access_key_id: str,
        iam_action: str,
        service: str,
        region: str,
        resource_arn: str = "*",
        service_context: dict[str, Any] | None = None,
    ) -> Any:
        if iam_action in OF_AN_ACCOUNT and iam_evaluator._anonymous.get():
            return AuthError("AccessDenied", "Access Denied")
        return enforce(access_key_id, iam_action, service, region, resource_arn, service_context)

    iam_evaluator.enforce = enforce_known
