"""A new object in a bucket whose data events a trail logs is an event on the bus, by which rules start pipelines.

Sources: docs.aws.amazon.com/codepipeline/latest/userguide/create-cloudtrail-S3-source.html (what a source needs),
docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html (only trails that log put events),
docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html (selectors)
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from ministack.services import cloudtrail, s3

from localcloud.aws.event_bus import put_event
from localcloud.aws.object_changes import ObjectChange

_OPERATIONS: Final = {
    "Put": "PutObject",
    "Post": "PostObject",
    "Copy": "CopyObject",
    "CompleteMultipartUpload": "CompleteMultipartUpload",
}
_OBJECT: Final = "AWS::S3::Object"
# How a field selector compares one value with one that it lists.
_COMPARISONS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "Equals": str.__eq__,
    "StartsWith": str.startswith,
    "EndsWith": str.endswith,
}


def announce(change: ObjectChange) -> None:
    """Put the event of a new object, if a trail of the bucket's account and region logs it."""
    account = s3._bucket_owner_account(change.bucket)
    operation = _OPERATIONS.get(change.operation)
    if account is None or operation is None:
        return
    region = s3._notification_bucket_region(change.bucket)
    arn = f"arn:aws:s3:::{change.bucket}/{change.key}"
    if any(logs(selectors, operation, arn) for selectors in _selectors(account, region)):
        put_event(
            source="aws.s3",
            detail_type="AWS API Call via CloudTrail",
            detail=_detail(change, operation, arn, account, region),
            resource_arns=[],
            account=account,
            region=region,
        )


def logs(selectors: Sequence[Mapping[str, Any]], operation: str, object_arn: str) -> bool:
    """Whether a trail's event selectors, basic or advanced, take in an operation that writes this object."""
    return any(
        _advanced(selector["FieldSelectors"], operation, object_arn)
        if "FieldSelectors" in selector
        else _basic(selector, object_arn)
        for selector in selectors
    )


def _basic(selector: Mapping[str, Any], object_arn: str) -> bool:
    if selector.get("ReadWriteType", "All") == "ReadOnly":
        return False
    return any(
        resource.get("Type") == _OBJECT and any(object_arn.startswith(value) for value in resource.get("Values", []))
        for resource in selector.get("DataResources", [])
    )


def _advanced(fields: Sequence[Mapping[str, Any]], operation: str, object_arn: str) -> bool:
    """Every field must hold; management events have another category than the data events of objects."""
    event = {
        "eventCategory": "Data",
        "resources.type": _OBJECT,
        "resources.ARN": object_arn,
        "eventName": operation,
        "readOnly": "false",
        "eventSource": "s3.amazonaws.com",
    }
    return all(field["Field"] in event and _holds(field, event[field["Field"]]) for field in fields)


def _holds(field: Mapping[str, Any], value: str) -> bool:
    """Each operator of a field must: one of the values that it lists, or none where it is negated."""
    for name, compare in _COMPARISONS.items():
        listed, excluded = field.get(name), field.get(f"Not{name}")
        if listed and not any(compare(value, one) for one in listed):
            return False
        if excluded and any(compare(value, one) for one in excluded):
            return False
    return True


def _selectors(account: str, region: str) -> Iterator[Sequence[Mapping[str, Any]]]:
    """Of each trail that logs there: those of the region, and those of all regions."""
    for home, name, trail in cloudtrail._account_trail_items(account):
        if trail.get("IsLogging") and (home == region or trail.get("IsMultiRegionTrail")):
            yield cloudtrail._event_selectors.get_scoped(account, home, name) or ()


def _detail(change: ObjectChange, operation: str, arn: str, account: str, region: str) -> dict[str, Any]:
    return {
        "eventVersion": "1.11",
        "userIdentity": {"type": "AWSAccount", "accountId": account},
        "eventTime": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": "s3.amazonaws.com",
        "eventName": operation,
        "awsRegion": region,
        "sourceIPAddress": "127.0.0.1",
        "requestParameters": {"bucketName": change.bucket, "key": change.key},
        "responseElements": {"x-amz-version-id": change.version} if change.version else None,
        "requestID": uuid.uuid4().hex[:16].upper(),
        "eventID": str(uuid.uuid4()),
        "readOnly": False,
        "resources": [
            {"type": _OBJECT, "ARN": arn},
            {"type": "AWS::S3::Bucket", "ARN": f"arn:aws:s3:::{change.bucket}", "accountId": account},
        ],
        "eventType": "AwsApiCall",
        "managementEvent": False,
        "recipientAccountId": account,
        "eventCategory": "Data",
    }
