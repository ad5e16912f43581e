"""Whether a stack still is what its template says: CloudFormation's own drift detection."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

LONGEST_SECONDS: Final = 600
"""How long one detection may take."""
_POLL_SECONDS: Final = 5
_SCALED: Final = re.compile(r"(/GlobalSecondaryIndexes/\d+)?/ProvisionedThroughput/(Read|Write)CapacityUnits")
"""What target tracking changes of a table, as it should."""


@dataclass(frozen=True, kw_only=True)
class Detection:
    """What came of one.

    Attributes:
        changes: by logical id, what differs; empty where nothing does.
        unchecked: why it could not be told; empty where it could.
    """

    changes: Mapping[str, str]
    unchecked: str = ""


def detect(cloudformation: Any, stack: str, *, sleep: Any = time.sleep) -> Detection:
    """Detect a stack's drift, and wait for it.

    Types that CloudFormation cannot check are in no answer, as in its console.
    """
    try:
        detection = cloudformation.detect_stack_drift(StackName=stack)["StackDriftDetectionId"]
        for _ in range(LONGEST_SECONDS // _POLL_SECONDS):
            status = cloudformation.describe_stack_drift_detection_status(StackDriftDetectionId=detection)
            if status["DetectionStatus"] != "DETECTION_IN_PROGRESS":
                failed = status["DetectionStatus"] == "DETECTION_FAILED"
                reason = status.get("DetectionStatusReason", "the detection failed") if failed else ""
                return Detection(changes=dict(_changes(cloudformation, stack)), unchecked=reason)
            sleep(_POLL_SECONDS)
    except ClientError as error:
        return Detection(changes={}, unchecked=error.response["Error"]["Message"])
    return Detection(changes={}, unchecked=f"the detection took longer than {LONGEST_SECONDS} s")


def _changes(cloudformation: Any, stack: str) -> Iterator[tuple[str, str]]:
    request = {"StackName": stack, "StackResourceDriftStatusFilters": ["MODIFIED", "DELETED"]}
    while True:
        page = cloudformation.describe_stack_resource_drifts(**request)
        for drift in page["StackResourceDrifts"]:
            if drift["StackResourceDriftStatus"] == "DELETED":
                yield drift["LogicalResourceId"], "is gone"
                continue
            paths = [one["PropertyPath"] for one in drift.get("PropertyDifferences", [])]
            others = [path for path in paths if not _scales(drift["ResourceType"], path)]
            if others:
                yield drift["LogicalResourceId"], ", ".join(others)
        if not page.get("NextToken"):
            return
        request["NextToken"] = page["NextToken"]


def _scales(resource_type: str, path: str) -> bool:
    return resource_type == "AWS::DynamoDB::Table" and bool(_SCALED.fullmatch(path))
