"""AWS::CloudTrail::Trail: made by the operations of CloudTrail's API, which MiniStack has.

Source: docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from typing import Any, Final

from ministack.services import cloudtrail, s3

from localcloud.aws.cloudformation.resource_types import Properties, failure_reason, register_type
from localcloud.aws.service_error import ServiceError

_TYPE: Final = "AWS::CloudTrail::Trail"
_SERVICE: Final = "CloudTrail"
# CloudFormation's names of what the API takes under another one.
_RENAMED: Final = {"KMSKeyId": "KmsKeyId"}
_PASSED: Final = (
    "S3BucketName",
    "S3KeyPrefix",
    "SnsTopicName",
    "IncludeGlobalServiceEvents",
    "IsMultiRegionTrail",
    "EnableLogFileValidation",
    "CloudWatchLogsLogGroupArn",
    "CloudWatchLogsRoleArn",
    "IsOrganizationTrail",
    "KMSKeyId",
)


def register_types() -> None:
    """Register the type."""
    register_type(_TYPE, create=_create, update=_update, delete=_delete)


def _create(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    name = properties.get("TrailName") or f"{stack_name}-{logical_id}-{secrets.token_hex(6).upper()}"
    _require_bucket(properties)
    _call(cloudtrail._create_trail, {"Name": name, **_settings(properties)})
    try:
        return _configured(name, properties)
    except ValueError:
        _delete(name, properties)
        raise


def _update(physical_id: str, old: Properties, new: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    if old.get("TrailName") != new.get("TrailName"):
        return _create(physical_id, new, stack_name)
    _require_bucket(new)
    _call(cloudtrail._update_trail, {"Name": physical_id, **_settings(new)})
    return _configured(physical_id, new)


def _delete(physical_id: str, properties: Properties) -> None:
    del properties
    cloudtrail._delete_trail({"Name": physical_id})  # one that is gone already is deleted


def _configured(name: str, properties: Properties) -> tuple[str, dict[str, Any]]:
    """What further operations set: the selectors, the tags, and whether it logs."""
    for selectors in ("EventSelectors", "AdvancedEventSelectors"):
        if properties.get(selectors):
            _call(cloudtrail._put_event_selectors, {"TrailName": name, selectors: properties[selectors]})
    arn = _call(cloudtrail._get_trail, {"Name": name})["Trail"]["TrailARN"]
    if properties.get("Tags"):
        _call(cloudtrail._add_tags, {"ResourceId": arn, "TagsList": properties["Tags"]})
    logs = str(properties.get("IsLogging", "")).lower() == "true"
    _call(cloudtrail._start_logging if logs else cloudtrail._stop_logging, {"Name": name})
    return name, {"Arn": arn, "SnsTopicArn": properties.get("SnsTopicName", "")}


def _settings(properties: Properties) -> dict[str, Any]:
    return {_RENAMED.get(name, name): properties[name] for name in _PASSED if name in properties}


def _require_bucket(properties: Properties) -> None:
    bucket = properties["S3BucketName"]
    if s3._bucket_owner_account(bucket) is None:
        with failure_reason(_SERVICE):
            raise ServiceError("S3BucketDoesNotExistException", f"S3 bucket {bucket} does not exist!")


def _call(operation: Callable[[dict[str, Any]], tuple[int, Any, bytes]], request: dict[str, Any]) -> dict[str, Any]:
    """An operation's answer.

    Raises:
        ValueError: it was refused; the message is the resource's failure reason.
    """
    status, _, body = operation(request)
    answer: dict[str, Any] = json.loads(body)
    if status != 200:
        with failure_reason(_SERVICE):
            raise ServiceError(answer.get("__type", ""), answer.get("message", ""), status)
    return answer
