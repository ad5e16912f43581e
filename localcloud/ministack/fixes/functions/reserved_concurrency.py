"""A function's reserved concurrency: set by a stack too, for every version of it, and no more than the account has.

MiniStack's CloudFormation drops `ReservedConcurrentExecutions`, its versions know nothing of their function's, and it
reserves more than the account's quota. AWS leaves 100 for functions without a reservation, and all there is in an
account that has less (docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html).
"""

from __future__ import annotations

from typing import Any, Final

from ministack.core.responses import error_response_json
from ministack.services import lambda_svc
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

from localcloud.aws.limits.applied import applied_value
from localcloud.aws.limits.quotas import LAMBDA_CONCURRENCY
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.lambda_svc", "_functions"),
    Touched("services.lambda_svc", "_put_function_concurrency", "func_name,data"),
    Touched("services.lambda_svc", "_reserved_concurrency", "func,config"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
)
_TYPE: Final = "AWS::Lambda::Function"
_PROPERTY: Final = "ReservedConcurrentExecutions"
_UNRESERVED: Final = 100


def apply() -> None:
    """Reserve what a template says, refuse what the account lacks, and look a version's reservation up."""
    put = lambda_svc._put_function_concurrency
    handlers = _RESOURCE_HANDLERS[_TYPE]
    create, update = handlers["create"], handlers["update"]

    def put_function_concurrency(func_name: str, data: dict[str, Any]) -> Any:
        refusal = _refusal(func_name, data.get(_PROPERTY, 0))
        return error_response_json("InvalidParameterValueException", refusal, 400) if refusal else put(func_name, data)

    def create_function(logical_id: str, properties: dict[str, Any], stack_name: str) -> Any:
        _check(properties.get("FunctionName", ""), properties)
        return _reserve(properties, create(logical_id, properties, stack_name))

    def update_function(physical_id: str, old: Any, new: dict[str, Any], *rest: Any) -> Any:
        _check(physical_id, new)
        return _reserve(new, update(physical_id, old, new, *rest))

    def reserved_concurrency(func: Any, config: dict[str, Any]) -> int | None:
        del func
        reserved = (lambda_svc._functions.get(config.get("FunctionName", "")) or {}).get("concurrency")
        return None if reserved is None else int(reserved)

    lambda_svc._put_function_concurrency = put_function_concurrency
    lambda_svc._reserved_concurrency = reserved_concurrency
    handlers["create"], handlers["update"] = create_function, update_function


def _check(name: str, properties: dict[str, Any]) -> None:
    refusal = _refusal(name, int(properties.get(_PROPERTY) or 0)) if _PROPERTY in properties else ""
    if refusal:
        raise ValueError(refusal)


def _reserve(properties: dict[str, Any], made: tuple[str, Any]) -> tuple[str, Any]:
    wanted = properties.get(_PROPERTY)
    lambda_svc._functions[made[0]]["concurrency"] = None if wanted is None else int(wanted)
    return made


def _refusal(name: str, wanted: int) -> str:
    """Why that much is not reserved; empty where it is."""
    others = sum(
        int(lambda_svc._functions[other].get("concurrency") or 0) for other in lambda_svc._functions if other != name
    )
    quota = applied_value(LAMBDA_CONCURRENCY)
    least = min(_UNRESERVED, quota)
    if not wanted or quota - others - wanted >= least:
        return ""
    return (
        f"Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below "
        f"its minimum value of [{least}]."
    )
