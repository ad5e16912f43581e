"""An alias points to versions that exist, at most two of them, with a share that is one.

MiniStack takes any text, and fails at the call. On AWS a deployment of a version that is gone fails before it gets
traffic.
Sources: docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html,
docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ministack.services import lambda_svc
from ministack.services.cloudformation import provisioners

from localcloud.ministack.fixes.versions.weighted_aliases import weights_of
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.lambda_svc", "_functions"),
    Touched("services.lambda_svc", "_func_arn", "name"),
    Touched("services.lambda_svc", "_create_alias", "func_name,data"),
    Touched("services.lambda_svc", "_update_alias", "func_name,alias_name,data"),
    Touched("services.lambda_svc", "error_response_json"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
    Touched("services.cloudformation.provisioners", "_lambda_alias_routing_config", "props"),
    Touched("services.cloudformation.provisioners", "_lambda_function_for_cfn_ref", "function_ref"),
)
_TYPE: Final = "AWS::Lambda::Alias"
_LATEST: Final = "$LATEST"
_INVALID: Final = "InvalidParameterValueException"


def apply() -> None:
    """Look before an alias is made or moved, by the API and by a stack."""
    create, update = lambda_svc._create_alias, lambda_svc._update_alias
    handlers = provisioners._RESOURCE_HANDLERS[_TYPE]
    create_resource = handlers["create"]

    def create_alias(func_name: str, data: dict[str, Any]) -> Any:
        return _refusal(func_name, data) or create(func_name, data)

    def update_alias(func_name: str, alias_name: str, data: dict[str, Any]) -> Any:
        known = (lambda_svc._functions.get(func_name) or {}).get("aliases", {}).get(alias_name, {})
        return _refusal(func_name, {**known, **data}) or update(func_name, alias_name, data)

    def alias_create(logical_id: str, props: dict[str, Any], stack_name: str) -> Any:
        _, name, *_ = provisioners._lambda_function_for_cfn_ref(props.get("FunctionName", ""))
        routing = provisioners._lambda_alias_routing_config(props)
        problem = _problem(name, {**props, "RoutingConfig": routing})
        if problem:
            raise ValueError(problem[1])
        return create_resource(logical_id, props, stack_name)

    lambda_svc._create_alias = create_alias
    lambda_svc._update_alias = update_alias
    handlers["create"] = alias_create


def _refusal(function: str, alias: Mapping[str, Any]) -> Any:
    problem = _problem(function, alias)
    if problem is None:
        return None
    return lambda_svc.error_response_json(*problem, 404 if problem[0] == "ResourceNotFoundException" else 400)


def _problem(function: str, alias: Mapping[str, Any]) -> tuple[str, str] | None:
    """AWS's error code and words for an alias as it would be; None where it may be."""
    record = lambda_svc._functions.get(function)
    if record is None:
        return None  # a function that does not exist has its own answer
    version = alias.get("FunctionVersion", _LATEST)
    if version != _LATEST and version not in record["versions"]:
        return "ResourceNotFoundException", f"Function not found: {lambda_svc._func_arn(function)}:{version}"
    weights = weights_of(alias)
    if len(weights) > 1:
        return _INVALID, "An alias can point to a maximum of two Lambda function versions."
    if weights and version == _LATEST:
        return _INVALID, "$LATEST is not supported for an alias pointing to more than 1 version."
    for additional, weight in weights.items():
        if additional not in record["versions"] or additional == version:
            return _INVALID, f"Invalid function version {additional} in the routing configuration."
        if not 0 <= float(weight) <= 1:
            return _INVALID, f"The weight of version {additional} must be between 0.0 and 1.0."
    return None
