"""What the account lets functions have: memory, and calls at once. New accounts have less than AWS's pages say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from delivery.preflight.answer import Answer, fine, to_do
from delivery.preflight.location import Location
from delivery.preflight.situation import Situation

_FUNCTION: Final = "AWS::Lambda::Function"
_NEW_ACCOUNTS_MEMORY_MB: Final = 3008
"""What new accounts are capped at. No API tells; deploying says ``'MemorySize' value failed to satisfy constraint``."""
_USUAL_CONCURRENCY: Final = 1000
"""AWS's default. An account that has less is a new one
(https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)."""
_UNRESERVED: Final = 100
"""What AWS keeps for functions without a reservation
(https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html)."""
_ASK: Final = "ask for 1,000 under Service Quotas > AWS Lambda > `Concurrent executions`"


def look(situation: Situation, location: Location) -> Iterator[Answer]:
    """Memory and concurrency, where a stack has functions that ask for either."""
    functions = {
        body["Properties"].get("FunctionName", logical_id): body["Properties"]
        for stack in situation.stacks_at(location)
        for logical_id, body in stack.resources(_FUNCTION).items()
    }
    if not functions:
        return
    client = situation.accounts.client("lambda", location)
    limit = client.get_account_settings()["AccountLimit"]
    memory = max(int(properties.get("MemorySize", 128)) for properties in functions.values())
    if memory > _NEW_ACCOUNTS_MEMORY_MB:
        yield _memory(client, memory, concurrency=limit["ConcurrentExecutions"])
    reserved = {
        name: int(properties["ReservedConcurrentExecutions"])
        for name, properties in functions.items()
        if "ReservedConcurrentExecutions" in properties
    }
    if reserved:
        yield _concurrency(client, reserved, limit)
    else:
        yield fine(f"{limit['ConcurrentExecutions']} calls at once in the account; nothing is reserved")


def _memory(client: Any, memory: int, *, concurrency: int) -> Answer:
    if concurrency >= _USUAL_CONCURRENCY or _has_a_larger_function(client):
        return fine(f"{memory} MB of memory")
    return to_do(
        f"a function asks for {memory} MB, and this is a new account ({concurrency} calls at once): those are capped "
        f"at {_NEW_ACCOUNTS_MEMORY_MB} MB",
        f"{_ASK}, and AWS Support for the Lambda quota `Function memory maximum` of 10,240 MB",
    )


def _has_a_larger_function(client: Any) -> bool:
    pages = client.get_paginator("list_functions").paginate()
    return any(found["MemorySize"] > _NEW_ACCOUNTS_MEMORY_MB for page in pages for found in page["Functions"])


def _concurrency(client: Any, reserved: dict[str, int], limit: dict[str, Any]) -> Answer:
    """A reservation must leave a hundred calls to the functions that have none; one that is made is counted already."""
    kept = sum(_reserved_now(client, name) for name in reserved)
    free = limit["UnreservedConcurrentExecutions"] + kept
    wanted = sum(reserved.values())
    if free - wanted < _UNRESERVED:
        return to_do(
            f"{wanted} calls at once are reserved, of {free} that are free, and AWS keeps {_UNRESERVED} for other "
            "functions",
            f"{_ASK}, or take reserved_concurrency out of stages/environments.py",
        )
    return fine(f"{wanted} calls at once reserved, of {free}")


def _reserved_now(client: Any, name: str) -> int:
    try:
        found = client.get_function(FunctionName=name)
    except client.exceptions.ResourceNotFoundException:
        return 0
    return int(found.get("Concurrency", {}).get("ReservedConcurrentExecutions", 0))
