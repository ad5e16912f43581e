"""A notification rule publishes the events that it asks for, where the topic lets it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from ministack.core.responses import request_scope
from ministack.services import sns

from localcloud.aws.limits import service_linked_roles
from localcloud.services.notifications import cloudformation_types, service

_ACCOUNT, _REGION = "111111111111", "us-east-1"
_PIPELINE = f"arn:aws:codepipeline:{_REGION}:{_ACCOUNT}:delivery"
_TOPIC = f"arn:aws:sns:{_REGION}:{_ACCOUNT}:delivery"
_FAILED = "codepipeline-pipeline-pipeline-execution-failed"


def _policy(principal: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"Service": principal}, "Action": "sns:Publish", "Resource": _TOPIC}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.fixture
def topic() -> Iterator[dict[str, Any]]:
    """A topic that lets the notifications service publish."""
    with request_scope(_ACCOUNT, _REGION):
        service_linked_roles.ensure(service_linked_roles.NOTIFICATIONS)
        sns._create_topic({"Name": "delivery"})
        record: dict[str, Any] = sns._topics[_TOPIC]
        record["attributes"]["Policy"] = _policy("codestar-notifications.amazonaws.com")
        yield record
        sns._topics.pop(_TOPIC)


@pytest.fixture
def rule(topic: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A rule of the pipeline for failed executions; its template's properties."""
    properties = {
        "Name": "delivery",
        "DetailType": "FULL",
        "Resource": _PIPELINE,
        "EventTypeIds": [_FAILED],
        "Targets": [{"TargetType": "SNS", "TargetAddress": _TOPIC}],
    }
    with request_scope(_ACCOUNT, _REGION):
        arn, _ = cloudformation_types._create("Rule", properties, "stack")
        yield {**properties, "Arn": arn}
        cloudformation_types._delete(arn, properties)


def _announce(event: str = _FAILED, resource: str = _PIPELINE) -> int:
    return service.announce(
        resource_arn=resource,
        event_type_id=event,
        detail_type="Execution State Change",
        detail={"state": "FAILED"},
        attributes={"failedStage": "Build"},
    )


def test_an_event_that_a_rule_asks_for_is_published(rule: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    published: list[tuple[str, str]] = []

    def publish(topic_arn: str, message: str) -> dict[str, str]:
        published.append((topic_arn, message))
        return {"message_id": "1"}

    monkeypatch.setattr(sns, "publish_internal", publish)
    assert _announce() == 1
    ((topic_arn, text),) = published
    message = json.loads(text)
    assert topic_arn == _TOPIC
    assert message["detail"] == {"state": "FAILED"}
    assert message["additionalAttributes"] == {"failedStage": "Build"}
    assert (message["source"], message["resources"]) == ("aws.codepipeline", [_PIPELINE])
    assert message["notificationRuleArn"] == rule["Arn"]


def test_other_events_and_other_pipelines_are_not(rule: dict[str, Any]) -> None:
    assert _announce(event="codepipeline-pipeline-pipeline-execution-started") == 0
    assert _announce(resource=_PIPELINE + "2") == 0


@pytest.mark.enforces(
    "SNS: a topic's policy must let the notifications service publish",
    source="https://docs.aws.amazon.com/dtconsole/latest/userguide/notification-target-create.html",
)
def test_a_topic_that_does_not_let_the_service_publish_gets_nothing(
    topic: dict[str, Any], rule: dict[str, Any]
) -> None:
    topic["attributes"]["Policy"] = _policy("cloudwatch.amazonaws.com")
    assert _announce() == 0


def test_a_disabled_rule_is_silent(rule: dict[str, Any]) -> None:
    with request_scope(_ACCOUNT, _REGION):
        cloudformation_types._update(rule["Arn"], rule, {**rule, "Status": "DISABLED"}, "stack")
    assert _announce() == 0


def test_a_deleted_rule_is_silent(rule: dict[str, Any]) -> None:
    with request_scope(_ACCOUNT, _REGION):
        cloudformation_types._delete(rule["Arn"], rule)
    assert _announce() == 0


@pytest.mark.enforces(
    "Notifications: a rule's name is taken once",
    source="https://docs.aws.amazon.com/codestar-notifications/latest/APIReference/API_CreateNotificationRule.html",
)
def test_a_second_rule_of_the_same_name_is_refused(rule: dict[str, Any]) -> None:
    with (
        request_scope(_ACCOUNT, _REGION),
        pytest.raises(ValueError, match="A notification rule with the name delivery already exists"),
    ):
        cloudformation_types._create("Other", rule, "stack")
