"""A stack's deletion stops at a bucket that still holds something and at a table that is protected.

MiniStack's own API refuses both, but its CloudFormation goes past that API: it drops the bucket with all versions in
it, locked ones too, and the protected table. On AWS the resource is in DELETE_FAILED then, and so is its stack; after
a failed creation that cannot be taken back it stays a resource of the stack in ROLLBACK_FAILED, where MiniStack forgets
it
(docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html#troubleshooting-errors-delete-stack-fails).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from ministack.core.responses import now_iso
from ministack.services import dynamodb, s3
from ministack.services.cloudformation import provisioners, stacks

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.responses", "now_iso", ""),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
    Touched(
        "services.cloudformation.stacks", "_roll_back_operation", "stack_name,stack_id,stack,operation,reason_override"
    ),
    Touched("services.s3", "_delete_bucket", "name"),
    Touched("services.dynamodb", "_delete_table", "data"),
)
_GONE = ("NoSuchBucket", "ResourceNotFoundException")


def apply() -> None:
    """Delete both through their service's own operation, and keep what a roll-back could not delete."""
    _delete_by("AWS::S3::Bucket", lambda name: s3._delete_bucket(name))
    _delete_by("AWS::DynamoDB::Table", lambda name: dynamodb._delete_table({"TableName": name}))
    roll_back = stacks._roll_back_operation

    async def roll_back_operation(stack_name: str, stack_id: str, stack: dict[str, Any], *rest: Any) -> None:
        await roll_back(stack_name, stack_id, stack, *rest)
        if stack["StackStatus"] == "ROLLBACK_FAILED":
            for logical_id, record in stack["_rollback_failed"].items():
                state = {"ResourceStatus": "DELETE_FAILED", "Timestamp": now_iso()}
                stack["_resources"][logical_id] = {**record, **state}

    stacks._roll_back_operation = roll_back_operation


def _delete_by(resource_type: str, operation: Callable[[str], tuple[int, Mapping[str, str], bytes]]) -> None:
    handlers = provisioners._RESOURCE_HANDLERS[resource_type]
    drop = handlers["delete"]

    def delete(physical_id: str, properties: Mapping[str, Any]) -> None:
        status, _, body = operation(physical_id)
        error = _error(body) if status >= 400 else ""
        if error and not any(gone in error for gone in _GONE):
            raise ValueError(error)
        drop(physical_id, properties)  # whatever else CloudFormation's own deletion takes away

    handlers["delete"] = delete


def _error(body: bytes) -> str:
    """``Code: message`` of an error in JSON or XML."""
    text = body.decode("utf-8", "replace")
    if text.lstrip().startswith("{"):
        document = json.loads(text)
        return f"{document.get('__type', '')}: {document.get('message') or document.get('Message', '')}"
    code, message = (re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL) for tag in ("Code", "Message"))
    return f"{code[1] if code else ''}: {message[1] if message else text}"
