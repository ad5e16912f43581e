"""Which objects a trail's selectors take in."""

from __future__ import annotations

from typing import Any

import pytest

from localcloud.services.cloudtrail.object_events import logs

_ARN = "arn:aws:s3:::source-bucket/releases/app.zip"


def _basic(*values: str, kind: str = "AWS::S3::Object", writes: str = "All") -> dict[str, Any]:
    return {"ReadWriteType": writes, "DataResources": [{"Type": kind, "Values": list(values)}]}


def _advanced(*fields: dict[str, Any]) -> dict[str, Any]:
    return {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]}, *fields]}


@pytest.mark.enforces(
    "CloudTrail: a trail logs the objects that its selectors name",
    source="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
)
@pytest.mark.parametrize(
    ("selector", "logged"),
    [
        (_basic("arn:aws:s3"), True),
        (_basic("arn:aws:s3:::source-bucket/"), True),
        (_basic("arn:aws:s3:::source-bucket/releases/"), True),
        (_basic("arn:aws:s3:::other-bucket/", _ARN, writes="WriteOnly"), True),
        (_basic(_ARN, writes="ReadOnly"), False),
        (_basic("arn:aws:s3:::source-bucket/drafts/"), False),
        (_basic("arn:aws:lambda", kind="AWS::Lambda::Function"), False),
        ({"ReadWriteType": "All", "IncludeManagementEvents": True, "DataResources": []}, False),
        (_advanced({"Field": "resources.type", "Equals": ["AWS::S3::Object"]}), True),
        (_advanced({"Field": "resources.ARN", "StartsWith": ["arn:aws:s3:::source-bucket/"]}), True),
        (_advanced({"Field": "resources.ARN", "EndsWith": [".tar", ".zip"]}), True),
        (_advanced({"Field": "resources.ARN", "NotStartsWith": ["arn:aws:s3:::source-bucket/releases/"]}), False),
        (_advanced({"Field": "eventName", "Equals": ["CopyObject"]}), False),
        (_advanced({"Field": "readOnly", "Equals": ["true"]}), False),
        (_advanced({"Field": "resources.type", "Equals": ["AWS::Lambda::Function"]}), False),
        ({"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}, False),
    ],
)
def test_a_selector_takes_in_what_it_names(selector: dict[str, Any], logged: bool) -> None:
    assert logs([selector], "PutObject", _ARN) is logged
    assert logs([_basic("arn:aws:s3:::other-bucket/"), selector], "PutObject", _ARN) is logged


def test_a_trail_without_selectors_logs_no_object() -> None:
    assert not logs([], "PutObject", _ARN)
