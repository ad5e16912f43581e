"""EC2 operations for resource handlers, with the request and answer that boto3 would see."""

from __future__ import annotations

import functools
from typing import Any

from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from ministack.services import ec2

from localcloud.aws.identity.clients import service_model


def call(operation: str, **parameters: Any) -> dict[str, Any]:
    """Run an EC2 operation in the present account and region and return its parsed answer.

    Raises:
        ValueError: EC2 refused it; the message is the resource's failure reason.
    """
    model = service_model("ec2").operation_model(operation)
    request = _serializer().serialize_to_request(parameters, model)
    status, headers, body = ec2._ACTION_MAP[operation](dict(request["body"]))
    response = {"status_code": status, "headers": headers, "body": body if isinstance(body, bytes) else body.encode()}
    answer: dict[str, Any] = create_parser("ec2").parse(response, model.output_shape)
    if status >= 400:
        error = answer.get("Error", {})
        raise ValueError(f"{error.get('Code')}: {error.get('Message')}")
    return answer


@functools.cache
def _serializer() -> Any:
    return create_serializer("ec2")


def tag(identifier: str, properties: dict[str, Any]) -> None:
    """Put the tags of a template's resource on what was made for it."""
    tags = [{"Key": entry["Key"], "Value": entry["Value"]} for entry in properties.get("Tags") or []]
    if tags:
        call("CreateTags", Resources=[identifier], Tags=tags)
