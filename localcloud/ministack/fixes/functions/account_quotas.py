"""A function takes no more memory, and an account runs no more functions at once, than the account's quotas say.

MiniStack takes up to 10,240 MB in every account, and limits what runs at once by the machine's memory, over all
accounts. On AWS what other functions have reserved is not there for those without a reservation
(https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html).
"""

from __future__ import annotations

import json
from typing import Any, Final

from ministack.core.responses import error_response_json
from ministack.services import lambda_svc
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

from localcloud.aws.limits.applied import applied_value
from localcloud.aws.limits.quotas import LAMBDA_CONCURRENCY, LAMBDA_MEMORY
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.lambda_svc", "_acquire_execution_slot", "func,config"),
    Touched("services.lambda_svc", "_release_execution_slot", "key"),
    Touched("services.lambda_svc", "_inflight"),
    Touched("services.lambda_svc", "_inflight_key", "config"),
    Touched("services.lambda_svc", "_functions"),
    Touched("services.lambda_svc", "_create_function", "data"),
    Touched("services.lambda_svc", "_update_config", "name,data"),
    Touched("services.lambda_svc", "_get_account_settings", ""),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
)
_TYPE: Final = "AWS::Lambda::Function"
_MEMORY: Final = "MemorySize"


def apply() -> None:
    """Hold functions to the quotas, by the API and by a stack; GetAccountSettings says what they are."""
    _hold_memory()
    _hold_concurrency()


def _hold_memory() -> None:
    create, update = lambda_svc._create_function, lambda_svc._update_config
    handlers = _RESOURCE_HANDLERS[_TYPE]
    create_by_stack = handlers["create"]

    def create_function(data: dict[str, Any]) -> Any:
        return _refusal(data) or create(data)

    def update_config(name: str, data: dict[str, Any]) -> Any:
        return _refusal(data) or update(name, data)

    def create_function_by_stack(logical_id: str, properties: dict[str, Any], stack_name: str) -> Any:
        problem = _problem(properties)
        if problem:
            raise ValueError(problem)
        return create_by_stack(logical_id, properties, stack_name)

    lambda_svc._create_function = create_function
    lambda_svc._update_config = update_config  # which an update by a stack calls too
    handlers["create"] = create_function_by_stack


def _refusal(data: dict[str, Any]) -> Any:
    problem = _problem(data)
    return error_response_json("InvalidParameterValueException", problem, 400) if problem else None


def _problem(data: dict[str, Any]) -> str:
    most = applied_value(LAMBDA_MEMORY)
    if int(data.get(_MEMORY) or 0) <= most:
        return ""
    return f"'{_MEMORY}' value failed to satisfy constraint: Member must have value less than or equal to {most}"


def _hold_concurrency() -> None:
    acquire, settings = lambda_svc._acquire_execution_slot, lambda_svc._get_account_settings

    def acquire_execution_slot(func: Any, config: dict[str, Any]) -> tuple[str | None, str | None]:
        slot, limit = acquire(func, config)
        if slot is not None and _key(config) not in _reserved() and _running_without_reservation() > _unreserved():
            lambda_svc._release_execution_slot(slot)
            return None, "account"
        return slot, limit

    def get_account_settings() -> Any:
        status, headers, body = settings()
        answer = json.loads(body)
        answer["AccountLimit"]["ConcurrentExecutions"] = applied_value(LAMBDA_CONCURRENCY)
        answer["AccountLimit"]["UnreservedConcurrentExecutions"] = _unreserved()
        return status, headers, json.dumps(answer).encode()

    lambda_svc._acquire_execution_slot = acquire_execution_slot
    lambda_svc._get_account_settings = get_account_settings


def _key(config: dict[str, Any]) -> str:
    key: str = lambda_svc._inflight_key(config)
    return key


def _reserved() -> dict[str, int]:
    """What the account's functions have reserved, by their key."""
    functions = [lambda_svc._functions[name] for name in lambda_svc._functions]
    return {
        _key(function["config"]): int(function["concurrency"])
        for function in functions
        if function.get("concurrency") is not None
    }


def _unreserved() -> int:
    return max(0, applied_value(LAMBDA_CONCURRENCY) - sum(_reserved().values()))


def _running_without_reservation() -> int:
    functions = [lambda_svc._functions[name] for name in lambda_svc._functions]
    keys = {_key(function["config"]) for function in functions} - set(_reserved())
    return sum(count for key, count in list(lambda_svc._inflight.items()) if key in keys)
