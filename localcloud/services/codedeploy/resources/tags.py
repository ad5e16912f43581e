"""Tags of applications and deployment groups, by ARN."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ministack.core.responses import AccountRegionScopedDict

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError

tags_by_arn = AccountRegionScopedDict()
"""ARN to `{key: value}`."""


def put_tags(arn: str, tags: Sequence[Mapping[str, str]]) -> None:
    """Add tags, or change their values.

    Raises:
        ServiceError: ``InvalidTagsToAddException``; one has no key.
    """
    if any("Key" not in tag for tag in tags):
        raise ServiceError("InvalidTagsToAddException", "A tag must have a key.")
    tags_by_arn[arn] = {**(tags_by_arn.get(arn) or {}), **{tag["Key"]: tag.get("Value", "") for tag in tags}}


def replace_tags(arn: str, tags: Sequence[Mapping[str, str]]) -> None:
    """Give a resource these tags and no other."""
    tags_by_arn.pop(arn, None)
    put_tags(arn, tags)


def remove_all(arn: str) -> None:
    """Forget a resource's tags."""
    tags_by_arn.pop(arn, None)


def tag_resource(caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
    """Add tags to an application or a deployment group."""
    del caller
    put_tags(request["ResourceArn"], request["Tags"])
    return {}


def untag_resource(caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
    """Remove tags by their keys."""
    del caller
    arn = request["ResourceArn"]
    tags_by_arn[arn] = {
        key: value for key, value in (tags_by_arn.get(arn) or {}).items() if key not in request["TagKeys"]
    }
    return {}


def list_tags_for_resource(caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
    """The tags of an application or a deployment group."""
    del caller
    found = tags_by_arn.get(request["ResourceArn"]) or {}
    return {"Tags": [{"Key": key, "Value": value} for key, value in found.items()]}
