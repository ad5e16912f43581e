"""A parameter has its newest 100 versions, and the oldest cannot go while it has a label.

MiniStack keeps every value that a parameter ever had, and all of them are in every checkpoint.
Source: docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ministack.core.responses import error_response_json
from ministack.services import ssm

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.responses", "error_response_json"),
    Touched("services.ssm", "_parameter_history"),
    Touched("services.ssm", "_put_parameter", "data"),
)
VERSIONS: Final = 100


def apply() -> None:
    """Drop the oldest version when one more is put, or refuse to put it."""
    put = ssm._put_parameter

    def put_and_drop(data: Mapping[str, Any]) -> Any:
        name = data.get("Name")
        history = ssm._parameter_history.get(name) or []
        if data.get("Overwrite") and len(history) >= VERSIONS and history[0].get("Labels"):
            return error_response_json("ParameterMaxVersionLimitExceeded", _labelled(name, history[0]["Version"]), 400)
        answer = put(data)
        del (ssm._parameter_history.get(name) or [])[:-VERSIONS]
        return answer

    ssm._put_parameter = put_and_drop


def _labelled(name: Any, version: int) -> str:
    return (
        f"You attempted to create a new version of {name} by calling the PutParameter API with the overwrite flag. "
        f"Version {version}, the oldest version, can't be deleted because it has a label associated with it. "
        "Move the label to another version of the parameter, and try again."
    )
