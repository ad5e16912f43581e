"""What a log line may say about an exception.

Exception messages quote what they stumbled over: Pydantic's the rejected value, json's the document, a KeyError the
key. In this service that is somebody's CV. So a line says where and what kind, and never the message.
"""

import traceback
from pathlib import Path

from botocore.exceptions import ClientError

from models.errors import TailoringError


def describe(error: BaseException) -> dict[str, object]:
    """Type, place (`file:line function`, innermost last) and causes of an exception, without any message of others."""
    report: dict[str, object] = {
        "kind": type(error).__name__,
        "frames": [
            f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ],
    }
    if isinstance(error, TailoringError):
        report["reason"] = error.message
    if isinstance(error, ClientError):
        report["aws"] = {"operation": error.operation_name, "code": error.response.get("Error", {}).get("Code")}
    if error.__cause__ is not None:
        report["cause"] = describe(error.__cause__)
    return report
