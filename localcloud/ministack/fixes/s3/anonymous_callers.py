"""Nobody makes or lists buckets without an account.

MiniStack holds an anonymous caller to bucket policies, but CreateBucket and ListBuckets have no bucket to ask: any page
in a browser could make one here. Source: docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html, "Anonymous
requests are never allowed to create buckets"
"""

from __future__ import annotations

from typing import Final

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import AuthError

from localcloud.ministack import caller_checks
from localcloud.ministack.caller_checks import check_caller_before
from localcloud.ministack.touched import Touched

TOUCHES = (*caller_checks.TOUCHES, Touched("core.iam_evaluator", "_anonymous"))
OF_AN_ACCOUNT: Final = frozenset({"s3:CreateBucket", "s3:ListAllMyBuckets"})


def apply() -> None:
    """Ask who calls before what they may do."""
    check_caller_before(_refusal)


def _refusal(iam_action: str, _service: str) -> AuthError | None:
    if iam_action in OF_AN_ACCOUNT and iam_evaluator._anonymous.get():
        return AuthError("AccessDenied", "Access Denied")
    return None
