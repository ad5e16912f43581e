"""Notification rules of developer tools, and what they announce on SNS.

A rule is asked by whoever has an event: the pipelines' engine calls `announce`. As on AWS the topic's policy must let
the service publish, so a policy that was forgotten is noticed here.
"""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ministack.core.responses import AccountRegionScopedDict, request_scope
from ministack.services import sns

from localcloud.aws.identity.topic_keys import refusal_of_key
from localcloud.aws.identity.trust import lets_service_act
from localcloud.aws.storage.persisted_state import persist

_PRINCIPAL = "codestar-notifications.amazonaws.com"
_log = logging.getLogger(__name__)
_rules = AccountRegionScopedDict()


@dataclass(frozen=True, kw_only=True)
class NotificationRule:
    """One rule.

    Attributes:
        resource_arn: whose events it announces, e.g. a pipeline's.
        event_type_ids: e.g. ``codepipeline-pipeline-manual-approval-needed``.
        topic_arns: the SNS topics that it publishes to.
        detail_type: ``FULL`` sends the event's detail, ``BASIC`` only what happened.
    """

    arn: str
    name: str
    resource_arn: str
    event_type_ids: tuple[str, ...]
    topic_arns: tuple[str, ...]
    detail_type: str
    enabled: bool


def persist_rules() -> None:
    """Keep the rules over restarts; called once before the state is restored."""
    persist("notification_rules", {"rules": _rules})


def put(rule: NotificationRule) -> None:
    """Store a rule of the present account and region."""
    _rules[rule.arn] = dataclasses.asdict(rule)


def remove(arn: str) -> None:
    """Forget a rule; one that is gone already is no error."""
    _rules.pop(arn, None)


def named(name: str) -> NotificationRule | None:
    """Return the rule of a name in the present account and region."""
    return next((rule for rule in map(_rule, _rules.values()) if rule.name == name), None)


def announce(
    *,
    resource_arn: str,
    event_type_id: str,
    detail_type: str,
    detail: Mapping[str, Any],
    attributes: Mapping[str, Any],
) -> int:
    """Publish an event by every rule that asks for it.

    Args:
        resource_arn: the resource that it happened to; names the account and region.
        event_type_id: as in a rule.
        detail_type: the event's title, e.g. ``CodePipeline Pipeline Execution State Change``.
        detail: the event's own members.
        attributes: what the message says beside the event, e.g. which actions failed and why; as on AWS, part of both
            detail types.

    Returns:
        How many messages were published. A topic that is gone or whose policy refuses is logged, as AWS marks the
        target unreachable.
    """
    source, region, account = resource_arn.split(":")[2:5]
    published = 0
    with request_scope(account, region):
        for rule in map(_rule, _rules.values()):
            if rule.enabled and rule.resource_arn == resource_arn and event_type_id in rule.event_type_ids:
                event = {"account": account, "detailType": detail_type, "region": region, "source": f"aws.{source}"}
                message = _message(rule, event, detail, attributes)
                published += sum(_publish(topic, message, account) for topic in rule.topic_arns)
    return published


def _message(
    rule: NotificationRule, event: Mapping[str, str], detail: Mapping[str, Any], attributes: Mapping[str, Any]
) -> str:
    return json.dumps(
        {
            **event,
            "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "notificationRuleArn": rule.arn,
            "detail": dict(detail) if rule.detail_type == "FULL" else {},
            "resources": [rule.resource_arn],
            "additionalAttributes": dict(attributes),
        }
    )


def _publish(topic_arn: str, message: str, account: str) -> bool:
    found = sns.topic_policy_for_arn(topic_arn)
    if found is None or not lets_service_act(
        found[0], service=_PRINCIPAL, action="sns:Publish", resource_arn=topic_arn, account=account
    ):
        _log.warning("the topic %s does not let %s publish", topic_arn, _PRINCIPAL)
        return False
    refusal = refusal_of_key(topic_arn, service=_PRINCIPAL, account=account)
    if refusal:
        _log.warning("the topic %s: %s", topic_arn, refusal)
        return False
    return sns.publish_internal(topic_arn, message) is not None


def _rule(record: Mapping[str, Any]) -> NotificationRule:
    return NotificationRule(
        **{
            **record,
            "event_type_ids": tuple(record["event_type_ids"]),
            "topic_arns": tuple(record["topic_arns"]),
        }
    )
