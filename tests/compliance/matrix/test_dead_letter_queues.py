"""A queue that another one redrives to needs no redrive policy; every other queue does."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.matrix import Status
from compliance.matrix.dead_letter_queues import REDRIVE_RULES, dead_letter_queues
from compliance.packs.rule_packs import SERVERLESS
from tests.compliance.packs.guard_engine import pack_results

DEAD: dict[str, Any] = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "letters-dead"}}


def queue(target: Any) -> dict[str, Any]:
    policy = {"deadLetterTargetArn": target, "maxReceiveCount": 3}
    return {"Type": "AWS::SQS::Queue", "Properties": {"RedrivePolicy": policy}}


REFERENCE = {"Fn::GetAtt": ["Dead", "Arn"]}
BY_NAME = {"Fn::Sub": "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:letters-dead"}


@pytest.mark.parametrize(
    ("target", "found"),
    [
        (REFERENCE, {"Dead"}),
        (BY_NAME, {"Dead"}),
        ({"Fn::If": ["Strict", REFERENCE, BY_NAME]}, {"Dead"}),
        ({"Fn::If": ["Strict", REFERENCE, "arn:aws:sqs:us-east-1:222222222222:others"]}, set()),
        ("arn:aws:sqs:us-east-1:222222222222:not-letters-dead", set()),
        ({"Fn::GetAtt": ["Letters", "Arn"]}, set()),
    ],
)
def test_whom_a_queue_redrives_to(target: Any, found: set[str]) -> None:
    assert dead_letter_queues({"Resources": {"Letters": queue(target), "Dead": DEAD}}) == found


def test_whatever_a_queue_holds_is_read() -> None:
    resources = {
        "A": {"Type": "AWS::SQS::Queue", "Properties": {"RedrivePolicy": "{}"}},
        "B": {"Type": "AWS::SQS::Queue"},
    }
    assert dead_letter_queues({"Resources": resources}) == frozenset()


@pytest.mark.xdist_group("guard")
def test_the_redrive_rule_asks_every_queue_but_that_of_dead_letters() -> None:
    resources = {"Letters": queue(REFERENCE), "Dead": DEAD, "Alone": {"Type": "AWS::SQS::Queue", "Properties": {}}}
    (results,) = pack_results({"queues": {"Resources": resources}}, [SERVERLESS])
    said = {result.resource.logical_id: result.status for result in results.results if result.rule.id in REDRIVE_RULES}
    assert said == {
        "Letters": Status.COMPLIANT,
        "Dead": Status.NOT_APPLICABLE,
        "Alone": Status.NON_COMPLIANT,
    }
