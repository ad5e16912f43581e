"""AWS::CodeConnections::Connection, and the same under the service's first name.

On AWS a person authorizes what a stack made in the console; there is no such page here, and no provider to ask. So the
person who deployed the stack has authorized its connections.
"""

from __future__ import annotations

from typing import Any

from localcloud.aws.cloudformation.resource_types import (
    Properties,
    cloudformation_caller,
    failure_reason,
    register_type,
)
from localcloud.aws.service_error import ServiceError
from localcloud.services.codeconnections.service import authorize, create_connection, delete_connection, status_of

Handled = tuple[str, dict[str, Any]]
_TYPES = {
    "AWS::CodeConnections::Connection": "codeconnections",
    "AWS::CodeStarConnections::Connection": "codestar-connections",
}


def register_types() -> None:
    """Register both names."""
    for type_name, service in _TYPES.items():
        handlers = _ConnectionType(service)
        register_type(type_name, create=handlers.create, update=handlers.update, delete=handlers.delete)


class _ConnectionType:
    """Connections whose ARNs begin with one of the service's names; the physical id is the ARN."""

    def __init__(self, service: str) -> None:
        self._create = create_connection(service)

    def create(self, logical_id: str, properties: Properties, stack_name: str) -> Handled:
        """Make the connection."""
        del logical_id, stack_name
        members = ("ConnectionName", "ProviderType")
        request = {name: properties[name] for name in members if name in properties}
        with failure_reason("CodeConnections"):
            arn = self._create(cloudformation_caller(), request)["ConnectionArn"]
        authorize(arn)
        return _result(arn)

    def update(self, physical_id: str, old: Properties, new: Properties, stack_name: str) -> Handled:
        """Tags change in place; anything else is another connection."""
        if {**old, "Tags": []} == {**new, "Tags": []}:
            return _result(physical_id)
        return self.create("", new, stack_name)

    def delete(self, physical_id: str, properties: Properties) -> None:
        """Delete the connection; one that is gone is no error."""
        del properties
        try:
            delete_connection(cloudformation_caller(), {"ConnectionArn": physical_id})
        except ServiceError as error:
            if error.code != "ResourceNotFoundException":
                raise


def _result(arn: str) -> Handled:
    owner = cloudformation_caller().account
    return arn, {"ConnectionArn": arn, "ConnectionStatus": status_of(arn), "OwnerAccountId": owner}
