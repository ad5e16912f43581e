"""What of CloudFormation's answer is drift, and what could not be told."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.observations.drift import LONGEST_SECONDS, Detection, detect


class _CloudFormation:
    """A detection with these statuses, one after the other, and these differences, one page each."""

    def __init__(self, statuses: list[str], drifts: list[dict[str, Any]]) -> None:
        self._statuses, self._drifts = statuses, drifts

    def detect_stack_drift(self, **_: str) -> dict[str, str]:
        return {"StackDriftDetectionId": "1"}

    def describe_stack_drift_detection_status(self, **_: str) -> dict[str, str]:
        status = self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]
        return {"DetectionStatus": status, "DetectionStatusReason": "Failed to detect drift on resources [Key]"}

    def describe_stack_resource_drifts(self, **request: Any) -> dict[str, Any]:
        number = int(request.get("NextToken", "0"))
        following = {"NextToken": str(number + 1)} if number + 1 < len(self._drifts) else {}
        return {"StackResourceDrifts": self._drifts[number : number + 1], **following}


def _modified(logical_id: str, kind: str, *paths: str) -> dict[str, Any]:
    return {
        "LogicalResourceId": logical_id,
        "ResourceType": kind,
        "StackResourceDriftStatus": "MODIFIED",
        "PropertyDifferences": [{"PropertyPath": path} for path in paths],
    }


_TABLE = "AWS::DynamoDB::Table"
_CAPACITY = "/ProvisionedThroughput/ReadCapacityUnits"


@pytest.mark.parametrize(
    ("drifts", "changes"),
    [
        ([], {}),
        ([_modified("Role", "AWS::IAM::Role", "/Description", "/Tags")], {"Role": "/Description, /Tags"}),
        (
            [
                {"LogicalResourceId": "Gone", "ResourceType": "AWS::SNS::Topic", "StackResourceDriftStatus": "DELETED"},
                _modified("Role", "AWS::IAM::Role", "/Path"),
            ],
            {"Gone": "is gone", "Role": "/Path"},
        ),
        ([_modified("Table", _TABLE, _CAPACITY, f"/GlobalSecondaryIndexes/0{_CAPACITY}")], {}),
        ([_modified("Table", _TABLE, _CAPACITY, "/BillingMode")], {"Table": "/BillingMode"}),
        ([_modified("Other", "AWS::Kinesis::Stream", _CAPACITY)], {"Other": _CAPACITY}),
    ],
    ids=["none", "changed", "gone, on two pages", "scaled", "scaled and changed", "no table"],
)
def test_what_differs_is_named_and_scaling_is_no_drift(drifts: list[dict[str, Any]], changes: dict[str, str]) -> None:
    waited: list[int] = []
    answers = _CloudFormation(["DETECTION_IN_PROGRESS", "DETECTION_COMPLETE"], drifts)
    assert detect(answers, "app", sleep=waited.append) == Detection(changes=changes)
    assert waited == [5]


def test_a_detection_that_failed_on_a_resource_is_said_beside_what_was_found() -> None:
    answers = _CloudFormation(["DETECTION_FAILED"], [_modified("Role", "AWS::IAM::Role", "/Path")])
    assert detect(answers, "app") == Detection(
        changes={"Role": "/Path"}, unchecked="Failed to detect drift on resources [Key]"
    )


def test_a_detection_without_an_end_is_given_up() -> None:
    waited: list[int] = []
    found = detect(_CloudFormation(["DETECTION_IN_PROGRESS"], []), "app", sleep=waited.append)
    assert found.unchecked == f"the detection took longer than {LONGEST_SECONDS} s"
    assert sum(waited) == LONGEST_SECONDS
