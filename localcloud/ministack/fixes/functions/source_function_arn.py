"""`lambda:SourceFunctionArn`: the function whose code makes a call.

AWS's guide to functions in a VPC denies a function's code, by this key, the network interface actions that Lambda needs
in its name (docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html). MiniStack does not know the
key, so such a statement denies nothing.
"""

from __future__ import annotations

from typing import Any

from ministack.core import iam_evaluator
from ministack.services import sts

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.iam_evaluator", "_principal_keys", "credential"),
    Touched("services.sts", "_principal_keys", "credential"),
    Touched("services.sts", "_sessions"),
)
_KEY = "lambda:sourcefunctionarn"
_SESSION_MEMBER = "SourceFunctionArn"


def apply() -> None:
    """Add the key to what is known of a caller on a function's session."""
    keys_of = iam_evaluator._principal_keys

    def with_function(credential: Any) -> dict[str, Any]:
        session = sts._sessions.get(credential.access_key_id) or {}
        keys: dict[str, Any] = keys_of(credential)
        return {**keys, _KEY: session[_SESSION_MEMBER]} if _SESSION_MEMBER in session else keys

    iam_evaluator._principal_keys = with_function
    sts._principal_keys = with_function


def note_function(access_key_id: str, function_arn: str) -> None:
    """Say of a session that a function's code acts on it; of a version's ARN, AWS's key has the function's."""
    sts._sessions[access_key_id][_SESSION_MEMBER] = ":".join(function_arn.split(":")[:7])
