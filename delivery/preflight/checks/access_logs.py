"""The role that API Gateway writes logs with: a setting of the whole account and region, without which a stage with
logs fails to deploy (`CloudWatch Logs role ARN must be set in account settings to enable logging`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from botocore.exceptions import ClientError

from delivery.preflight.answer import Answer, fine, to_do
from delivery.preflight.location import Location
from delivery.preflight.refusal import code
from delivery.preflight.situation import Situation

_STAGE: Final = "AWS::ApiGateway::Stage"
_SETTING: Final = "AWS::ApiGateway::Account"


def look(situation: Situation, location: Location) -> Iterator[Answer]:
    """One line where a stack has an API."""
    stacks = situation.stacks_at(location)
    if not any(_logs(body) for stack in stacks for body in stack.resources(_STAGE).values()):
        return
    role = situation.accounts.client("apigateway", location).get_account().get("cloudwatchRoleArn", "")
    setting = next((stack.name for stack in stacks if stack.resources(_SETTING)), "")
    if setting:
        yield fine(f"the stack {setting} sets the role for logs" + (f", now {role}" if role else ""))
    elif not role:
        yield to_do(
            "API Gateway has no role for logs, and no stack sets one", "`aws apigateway update-account` with one"
        )
    elif not _role_exists(situation.accounts.client("iam", location), role):
        yield to_do(f"API Gateway's role for logs, {role}, is gone", "`aws apigateway update-account` with another")
    else:
        yield fine(f"API Gateway writes logs with {role}")


def _logs(stage: dict[str, Any]) -> bool:
    properties = stage.get("Properties", {})
    levels = (setting.get("LoggingLevel", "OFF") for setting in properties.get("MethodSettings", ()))
    return "AccessLogSetting" in properties or any(level != "OFF" for level in levels)


def _role_exists(iam: Any, arn: str) -> bool:
    try:
        iam.get_role(RoleName=arn.rpartition("/")[2])
    except ClientError as error:
        if code(error) != "NoSuchEntity":
            raise
        return False
    return True
