"""A version is published only of the code that its publisher names (`CodeSha256`), if it names one.

MiniStack ignores the property, in the API and in CloudFormation. With it a template says which code it deploys:
another zip under the asset's key makes the deployment fail and roll back.
Source: docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
"""

from __future__ import annotations

from typing import Any

from ministack.services import lambda_svc
from ministack.services.cloudformation import provisioners

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.lambda_svc", "_publish_version", "name,data"),
    Touched("services.lambda_svc", "_functions"),
    Touched("services.lambda_svc", "error_response_json"),
    Touched("services.cloudformation.provisioners", "_lambda_version_create", "logical_id,props,stack_name"),
    Touched("services.cloudformation.provisioners", "_lambda_version_function", "props"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
)


def apply() -> None:
    """Compare before a version is made, by the API and by a stack."""
    publish = lambda_svc._publish_version
    create = provisioners._lambda_version_create

    def publish_version(name: str, data: dict[str, Any]) -> Any:
        function = lambda_svc._functions.get(name)
        problem = _problem(function, data.get("CodeSha256")) if function else None
        if problem:
            return lambda_svc.error_response_json("InvalidParameterValueException", problem, 400)
        return publish(name, data)

    def version_create(logical_id: str, props: dict[str, Any], stack_name: str) -> Any:
        function, _ = provisioners._lambda_version_function(props)
        problem = _problem(function, props.get("CodeSha256")) if function else None
        if problem:
            raise ValueError(problem)
        return create(logical_id, props, stack_name)

    lambda_svc._publish_version = publish_version
    provisioners._lambda_version_create = version_create
    provisioners._RESOURCE_HANDLERS["AWS::Lambda::Version"]["create"] = version_create


def _problem(function: dict[str, Any], wanted: str | None) -> str | None:
    current = function["config"].get("CodeSha256", "")
    if not wanted or wanted == current:
        return None
    return f"CodeSHA256 ({wanted}) is different from current CodeSHA256 in $LATEST ({current})"
