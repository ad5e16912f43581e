"""Nobody is an account's root.

MiniStack takes any 12-digit access key (and the key `test`) as the root of that account, unsigned and with any
secret: every other check would be one guessed number away. Here such a key is as unknown as any other that IAM did
not issue. A request without a key stays what it is on AWS, anonymous: S3 and API Gateway decide what it may do.
"""

from __future__ import annotations

from ministack.core import iam_evaluator
from ministack.services import sts

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.iam_evaluator", "is_root_access_key", "access_key_id"),
    Touched("core.iam_evaluator", "_is_root_key", "access_key_id"),
    Touched("services.sts", "is_root_access_key", "access_key_id"),
)


def apply() -> None:
    """Leave only the anonymous caller what MiniStack calls a root key."""
    iam_evaluator.is_root_access_key = _is_anonymous
    sts.is_root_access_key = _is_anonymous


def _is_anonymous(access_key_id: str) -> bool:
    return not access_key_id
