"""What is asked of a request's caller before their permissions are: the one place where such checks are put in.

The check that was put in last is asked first; the first refusal is the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import AuthError

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.iam_evaluator", "enforce", "access_key_id,iam_action,service,region,resource_arn,service_context"),
)
# (IAM action, service as MiniStack calls it) -> the refusal, or None
Check = Callable[[str, str], AuthError | None]


def check_caller_before(check: Check) -> None:
    """Put a check in."""
    enforce = iam_evaluator.enforce

    def enforce_checked(
        access_key_id: str,
        iam_action: str,
        service: str,
        region: str,
        resource_arn: str = "*",
        service_context: dict[str, Any] | None = None,
    ) -> Any:
        refusal = check(iam_action, service)
        return refusal or enforce(access_key_id, iam_action, service, region, resource_arn, service_context)

    iam_evaluator.enforce = enforce_checked
