"""A log group is made under a KMS key only where the key's policy lets CloudWatch Logs use it for that log group.

On AWS CloudWatch Logs asks KMS in its own name, with the log group's ARN as encryption context, so the key's policy
alone decides (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html). MiniStack notes any key.
"""

from __future__ import annotations

import functools
from typing import Any

from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import cloudwatch_logs, kms
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

from localcloud.aws.identity.trust import lets_service_act
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudwatch_logs", "_create_log_group", "data"),
    Touched("services.kms", "_resolve_key", "key_id_or_arn"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
)
_TYPE = "AWS::Logs::LogGroup"
_ACTIONS = ("kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey")


def apply() -> None:
    """Ask the key's policy before a log group is made or changed, by the API and by CloudFormation."""
    create = cloudwatch_logs._create_log_group

    def create_log_group(data: dict[str, Any]) -> Any:
        refusal = _refusal(data.get("logGroupName", ""), data.get("kmsKeyId"))
        return error_response_json("InvalidParameterException", refusal, 400) if refusal else create(data)

    cloudwatch_logs._create_log_group = create_log_group
    handlers = _RESOURCE_HANDLERS[_TYPE]
    handlers["create"] = _asking_first(handlers["create"], properties_at=1)
    handlers["update"] = _asking_first(handlers["update"], properties_at=2)


def _asking_first(handler: Any, *, properties_at: int) -> Any:
    @functools.wraps(handler)
    def asking(*arguments: Any, **options: Any) -> Any:
        properties = arguments[properties_at]
        refusal = _refusal(properties.get("LogGroupName", ""), properties.get("KmsKeyId"))
        if refusal:
            raise ValueError(refusal)
        return handler(*arguments, **options)

    return asking


def _refusal(name: str, key_id: str | None) -> str:
    """Why the key is not taken; empty where it is, or where there is none."""
    if not key_id:
        return ""
    account, region = get_account_id(), get_region()
    log_group = f"arn:aws:logs:{region}:{account}:log-group:{name}"
    key = kms._resolve_key(key_id)
    if (
        key
        and key["KeyState"] == "Enabled"
        and all(
            lets_service_act(
                key.get("Policy") or "{}",
                service=f"logs.{region}.amazonaws.com",
                action=action,
                resource_arn=key["Arn"],
                account=account,
                context={"kms:encryptioncontext:aws:logs:arn": log_group},
            )
            for action in _ACTIONS
        )
    ):
        return ""
    return f"The specified KMS key does not exist or is not allowed to be used with Arn '{log_group}'"
