"""What an alarm does when its state changes: it publishes to topics and invokes functions, if their policies let it.

An action that is refused changes nothing of the alarm; its history says so, as on AWS
(docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.responses import get_account_id, get_region
from ministack.services import lambda_svc, sns

from localcloud.aws.identity.topic_keys import refusal_of_key
from localcloud.aws.identity.trust import lets_service_act
from localcloud.services.cloudwatch.metric_queries import trigger

_TOPIC_PRINCIPAL = "cloudwatch.amazonaws.com"
_FUNCTION_PRINCIPAL = "lambda.alarms.cloudwatch.amazonaws.com"


def execute(action: str, alarm: Mapping[str, Any], detail: Mapping[str, Any]) -> str:
    """Execute one action of the state that an alarm came into.

    Args:
        action: the ARN of a topic or a function.
        detail: of the event that tells of the change.

    Returns:
        Why it was not executed; empty where it was.
    """
    try:
        service = parse_arn(action).service
    except ArnParseError:
        return "It is no ARN"
    if service == "sns":
        return _publish(action, alarm, detail)
    if service == "lambda":
        return _invoke(action, alarm, detail)
    return f"Actions of {service} are not offered here"


def _publish(topic_arn: str, alarm: Mapping[str, Any], detail: Mapping[str, Any]) -> str:
    found = sns.topic_policy_for_arn(topic_arn)
    if found is None:
        return 'Received error: "Topic does not exist"'
    if not _lets(found[0], _TOPIC_PRINCIPAL, "sns:Publish", topic_arn, alarm):
        return (
            f'Received error: "Resource: {alarm["AlarmArn"]} is not authorized to perform: SNS:Publish '
            f'on resource: {topic_arn}"'
        )
    refusal = refusal_of_key(
        topic_arn, service=_TOPIC_PRINCIPAL, account=get_account_id(), source_arn=alarm["AlarmArn"]
    )
    if refusal:
        return f'Received error: "{refusal}"'
    state, name = detail["state"], alarm["AlarmName"]
    message = {
        "AlarmName": name,
        "AlarmDescription": alarm.get("AlarmDescription") or None,
        "AWSAccountId": get_account_id(),
        "AlarmConfigurationUpdatedTimestamp": alarm.get("AlarmConfigurationUpdatedTimestamp"),
        "NewStateValue": state["value"],
        "NewStateReason": state["reason"],
        "StateChangeTime": state["timestamp"],
        "Region": get_region(),
        "AlarmArn": alarm["AlarmArn"],
        "OldStateValue": detail["previousState"]["value"],
        "OKActions": alarm.get("OKActions") or [],
        "AlarmActions": alarm.get("AlarmActions") or [],
        "InsufficientDataActions": alarm.get("InsufficientDataActions") or [],
        "Trigger": trigger(alarm),
    }
    subject = f'{state["value"]}: "{name}" in {get_region()}'
    sns.publish_internal(topic_arn, json.dumps(message), subject[:100])
    return ""


def _invoke(function_arn: str, alarm: Mapping[str, Any], detail: Mapping[str, Any]) -> str:
    policy = lambda_svc.function_policy_for_arn(function_arn)
    function, config, _ = lambda_svc._get_func_record_for_ref(function_arn)
    if not function or not config or policy is None:
        return "The function does not exist"
    if not _lets(policy[0], _FUNCTION_PRINCIPAL, "lambda:InvokeFunction", function_arn, alarm):
        return f"CloudWatch Alarms is not authorized to perform: lambda:InvokeFunction on the resource {function_arn}"
    payload = {
        "source": "aws.cloudwatch",
        "alarmArn": alarm["AlarmArn"],
        "accountId": get_account_id(),
        "time": detail["state"]["timestamp"],
        "region": get_region(),
        "alarmData": dict(detail),
    }
    lambda_svc.invoke_async_with_retry(lambda_svc._execution_record_for_config(function, config), payload)
    return ""


def _lets(policy: str, principal: str, action: str, resource_arn: str, alarm: Mapping[str, Any]) -> bool:
    return lets_service_act(
        policy,
        service=principal,
        action=action,
        resource_arn=resource_arn,
        account=get_account_id(),
        source_arn=alarm["AlarmArn"],
    )
