"""Queues of dead letters, which a rule about redrive policies asks too much of.

A queue that others redrive to is the end of the way: a redrive policy of its own would only ask for another such queue.
cdk-nag's ``AwsSolutions-SQS3`` knows that; its ``Serverless-SQSRedrivePolicy`` asks every queue for a policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import Intrinsics

REDRIVE_RULES: Final = frozenset({"Serverless-SQSRedrivePolicy"})
"""Rules that do not apply to a queue of dead letters."""

_QUEUE: Final = "AWS::SQS::Queue"


def dead_letter_queues(template: Mapping[str, Any]) -> frozenset[str]:
    """The logical ids of the template's queues that another of its queues redrives to, by reference or by name."""
    intrinsics = Intrinsics(template)
    queues = {name: body for name, body in template.get("Resources", {}).items() if body.get("Type") == _QUEUE}
    targets = {name: _targets(body, intrinsics) for name, body in queues.items()}
    return frozenset(
        queue
        for queue, body in queues.items()
        if any(
            other != queue and _is_among(queue, body, named, intrinsics) for other, named in targets.items() if named
        )
    )


def _targets(queue: Mapping[str, Any], intrinsics: Intrinsics) -> list[str]:
    policy = _properties(queue).get("RedrivePolicy")
    return intrinsics.texts(policy.get("deadLetterTargetArn")) if isinstance(policy, Mapping) else []


def _is_among(queue: str, body: Mapping[str, Any], targets: list[str], intrinsics: Intrinsics) -> bool:
    """Whether a queue is the one target there is: where a condition chooses, it may be nobody's."""
    names = intrinsics.texts(_properties(body).get("QueueName"))
    return all(target == f"${{{queue}.Arn}}" or target.rpartition(":")[2] in names for target in targets)


def _properties(body: Mapping[str, Any]) -> Mapping[str, Any]:
    found = body.get("Properties")
    return found if isinstance(found, Mapping) else {}
