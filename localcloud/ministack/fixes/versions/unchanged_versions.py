"""A version is published only of what the last version was not: other code, or another configuration.

MiniStack compares the function's revision, which each update changes, also one that is taken back. After a failed
deployment whose version stayed, the same code could be published again here, and on AWS not: the API answers with the
version that there is, and a stack fails with "A version for this Lambda function exists".
Source: https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
"""

from __future__ import annotations

from typing import Any

from ministack.core.responses import json_response
from ministack.services import lambda_svc
from ministack.services.cloudformation import provisioners

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.lambda_svc", "_publish_version", "name,data"),
    Touched("services.lambda_svc", "_functions"),
    Touched("services.cloudformation.provisioners", "_lambda_version_create", "logical_id,props,stack_name"),
    Touched("services.cloudformation.provisioners", "_lambda_version_function", "props"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
)
_COMPARED = (
    "CodeSha256",
    "Runtime",
    "Handler",
    "Role",
    "Timeout",
    "MemorySize",
    "Environment",
    "Layers",
    "VpcConfig",
    "TracingConfig",
    "DeadLetterConfig",
    "KMSKeyArn",
    "EphemeralStorage",
    "LoggingConfig",
    "Architectures",
    "FileSystemConfigs",
    "SnapStart",
    "ImageUri",
)
"""Of a function's configuration, what makes a version another one, beside its description."""
_DESCRIPTION = "function_description"


def apply() -> None:
    """Compare before a version is made, by the API and by a stack."""
    publish, create = lambda_svc._publish_version, provisioners._lambda_version_create

    def publish_version(name: str, data: dict[str, Any]) -> Any:
        function = lambda_svc._functions.get(name)
        if function is None:
            return publish(name, data)
        same = _last_version_if_same(function)
        if same:
            return json_response(function["versions"][same]["config"], 201)
        answer = publish(name, data)
        newest = max(function["versions"], key=int)
        function["versions"][newest][_DESCRIPTION] = function["config"].get("Description")
        return answer

    def version_create(logical_id: str, props: dict[str, Any], stack_name: str) -> Any:
        function, _ = provisioners._lambda_version_function(props)
        same = _last_version_if_same(function) if function else None
        if same:
            raise ValueError(
                f"A version for this Lambda function exists ( {same} ). Modify the function to create a new version."
            )
        return create(logical_id, props, stack_name)

    lambda_svc._publish_version = publish_version
    provisioners._lambda_version_create = version_create
    provisioners._RESOURCE_HANDLERS["AWS::Lambda::Version"]["create"] = version_create


def _last_version_if_same(function: dict[str, Any]) -> str | None:
    last: str | None = max(function["versions"], key=int, default=None)
    if last is None:
        return None
    now, version = function["config"], function["versions"][last]
    if now.get("Description") != version.get(_DESCRIPTION):
        return None
    return last if all(now.get(name) == version["config"].get(name) for name in _COMPARED) else None
