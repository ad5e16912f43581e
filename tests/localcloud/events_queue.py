"""A queue behind a rule of the default event bus: what tests of events read."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from tests.localcloud.cloud_process import TOOLS, ServerProcess

_SECONDS = 20


def make_queue(cloud: ServerProcess, account: str, *, service: str, source: str) -> tuple[str, str]:
    """Make a queue that a service may send to for a source's sake; returns its URL and its ARN."""
    sqs = cloud.client("sqs", account)
    url = sqs.create_queue(QueueName=f"queue-{uuid.uuid4().hex[:10]}")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    allowed = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": source}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    return str(url), str(arn)


class EventsQueue:
    """A rule with a pattern, whose target is a queue that EventBridge may send to."""

    def __init__(
        self, cloud: ServerProcess, pattern: Mapping[str, Any], *, account: str = TOOLS, **target_members: Any
    ) -> None:
        """`target_members` are further ones of the target, such as an input transformer."""
        self._sqs = cloud.client("sqs", account)
        self.events = cloud.client("events", account)
        self.rule = f"rule-{uuid.uuid4().hex[:10]}"
        rule_arn = self.events.put_rule(Name=self.rule, EventPattern=json.dumps(pattern))["RuleArn"]
        self._url, self.arn = make_queue(cloud, account, service="events.amazonaws.com", source=rule_arn)
        target = {"Id": "queue", "Arn": self.arn, **target_members}
        self.events.put_targets(Rule=self.rule, Targets=[target])

    def received(self, until: Callable[[list[Any]], bool]) -> list[Any]:
        """The messages' bodies, as far as they have come when `until` holds of them; fails after a while."""
        found: list[Any] = []
        deadline = time.monotonic() + _SECONDS
        while not until(found):
            assert time.monotonic() < deadline, found
            answer = self._sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10, WaitTimeSeconds=1)
            for message in answer.get("Messages", []):
                found.append(json.loads(message["Body"]))
                self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        return found
