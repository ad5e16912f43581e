"""The operations on connections that this cloud has: make, get, list, delete.

No Git provider is here that a person could authorize. So a connection that was not made here counts as one that was
made and authorized before, which is what a pipeline's settings name; one that is made here by the API is PENDING, as on
AWS until somebody has authorized it in the console.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

from ministack.core.responses import AccountRegionScopedDict, request_scope

from localcloud.aws.api.json_service import Caller, JsonService
from localcloud.aws.api.paging import InvalidTokenError, page
from localcloud.aws.api.service_catalog import register_service
from localcloud.aws.service_error import ServiceError
from localcloud.aws.storage.persisted_state import persist

NAMES: Final = ("codeconnections", "codestar-connections")
AVAILABLE, PENDING, _DELETED = "AVAILABLE", "PENDING", "DELETED"
_PROVIDER: Final = "GitHub"
_PAGE: Final = 100
_connections = AccountRegionScopedDict()

Request = dict[str, Any]


def persist_connections() -> None:
    """Keep the connections over restarts; called once before the state is restored."""
    persist("connections", {"connections": _connections})


def register() -> None:
    """Serve both names: either answers for ARNs of either."""
    for name in NAMES:
        operations = {
            "CreateConnection": create_connection(name),
            "GetConnection": get_connection,
            "ListConnections": list_connections,
            "DeleteConnection": delete_connection,
        }
        service = JsonService(service_name=name, operations=operations)
        register_service(name, handler=service.handle_request, iam_namespace=name, resource_arn=_resource_arn)


def status_of(arn: str) -> str:
    """The status of a connection by its ARN; empty for one that is not there any more."""
    region, account = arn.split(":")[3:5]
    with request_scope(account, region):
        status = _connections.get(_identifier(arn), {}).get("ConnectionStatus", AVAILABLE)
    return "" if status == _DELETED else str(status)


def create_connection(name: str) -> Any:
    """The operation that makes a connection whose ARN begins with the service's name."""

    def create(caller: Caller, request: Request) -> dict[str, Any]:
        identifier = str(uuid.uuid4())
        arn = f"arn:aws:{name}:{caller.region}:{caller.account}:connection/{identifier}"
        _connections[identifier] = {
            "ConnectionName": request["ConnectionName"],
            "ConnectionArn": arn,
            "ProviderType": request.get("ProviderType", _PROVIDER),
            "OwnerAccountId": caller.account,
            "ConnectionStatus": PENDING,
        }
        return {"ConnectionArn": arn}

    return create


def authorize(arn: str) -> None:
    """Make a connection of the present account and region AVAILABLE, as a person does on AWS."""
    _connections[_identifier(arn)] = {**_connections[_identifier(arn)], "ConnectionStatus": AVAILABLE}


def get_connection(caller: Caller, request: Request) -> dict[str, Any]:
    """One connection.

    Raises:
        ServiceError: ``ResourceNotFoundException``: it was deleted, or is of another account or region.
    """
    arn = request["ConnectionArn"]
    _require(caller, arn)
    known = _connections.get(_identifier(arn))
    authorized = {
        "ConnectionName": _identifier(arn),
        "ConnectionArn": arn,
        "ProviderType": _PROVIDER,
        "OwnerAccountId": caller.account,
        "ConnectionStatus": AVAILABLE,
    }
    return {"Connection": known or authorized}


def list_connections(caller: Caller, request: Request) -> dict[str, Any]:
    """The connections that were made here, paginated."""
    del caller
    found = [connection for connection in _connections.values() if connection["ConnectionStatus"] != _DELETED]
    size, token = request.get("MaxResults") or _PAGE, request.get("NextToken")
    try:
        shown, following = page(found, size=size, token=token, identity=lambda each: each["ConnectionArn"])
    except InvalidTokenError as error:
        raise ServiceError("InvalidInputException", "The pagination token is invalid.") from error
    return {"Connections": shown, "NextToken": following}


def delete_connection(caller: Caller, request: Request) -> dict[str, Any]:
    """Forget a connection for ever; raises as `get_connection` does."""
    arn = request["ConnectionArn"]
    _require(caller, arn)
    _connections[_identifier(arn)] = {"ConnectionStatus": _DELETED}
    return {}


def _require(caller: Caller, arn: str) -> None:
    own = arn.split(":")[3:5] == [caller.region, caller.account]
    if not own or not status_of(arn):
        raise ServiceError("ResourceNotFoundException", f"Connection {arn} not found.")


def _identifier(arn: str) -> str:
    return arn.rpartition("/")[2]


def _resource_arn(operation: str, request: Request, account: str, region: str) -> str:
    del operation, account, region
    return str(request.get("ConnectionArn", "*"))
