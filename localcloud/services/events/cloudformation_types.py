"""AWS::Events::Archive, EventBusPolicy, Connection and ApiDestination: made, changed and removed by EventBridge's own
operations, so an archive keeps what its bus gets and a destination is called as its connection says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from ministack.core.responses import get_account_id, get_region
from ministack.services import eventbridge
from ministack.services.cloudformation.provisioners import _physical_name

from localcloud.aws.cloudformation.resource_properties import api_form
from localcloud.aws.cloudformation.resource_types import Properties, register_type
from localcloud.aws.identity.clients import service_model

_LONGEST_ARCHIVE_NAME, _LONGEST_NAME = 48, 64
_ABSENT: Final = "ResourceNotFoundException"
Made = tuple[str, dict[str, Any]]


def register_types() -> None:
    """Register the four types."""
    register_type(_ARCHIVE.type_name, create=_ARCHIVE.create, update=_ARCHIVE.update, delete=_ARCHIVE.delete)
    register_type(
        _CONNECTION.type_name, create=_CONNECTION.create, update=_CONNECTION.update, delete=_CONNECTION.delete
    )
    register_type(
        _DESTINATION.type_name, create=_DESTINATION.create, update=_DESTINATION.update, delete=_DESTINATION.delete
    )
    register_type("AWS::Events::EventBusPolicy", create=_permit, update=_permit_otherwise, delete=_forbid)


class _Named:
    """A type whose resources EventBridge knows by a name.

    Attributes:
        word: how operations call it, as in `CreateArchive`.
        name: the property with its name.
        fixed: properties of which a change makes it another resource.
        is_numbered: whether its ARN ends with an id behind the name. MiniStack's do not, and the operations keep those.
    """

    def __init__(
        self, word: str, *, name: str, longest: int, fixed: tuple[str, ...] = (), is_numbered: bool = True
    ) -> None:
        self.type_name = f"AWS::Events::{word}"
        self._word = word
        self._name = name
        self._longest = longest
        self._fixed = (name, *fixed)
        self._is_numbered = is_numbered

    def create(self, logical_id: str, properties: Properties, stack_name: str) -> Made:
        name = properties.get(self._name) or _physical_name(stack_name, logical_id, max_len=self._longest)
        return self._put("Create", name, properties)

    def update(self, physical_id: str, old: Properties, new: Properties, stack_name: str) -> Made:
        if any(old.get(each) != new.get(each) for each in self._fixed):
            return self.create(physical_id, new, stack_name)
        return self._put("Update", physical_id, new)

    def delete(self, physical_id: str, properties: Properties) -> None:
        del properties
        _run(f"Delete{self._word}", {self._name: physical_id}, absent_is_well=True)

    def _put(self, verb: str, name: str, properties: Properties) -> Made:
        changed = properties if verb == "Create" else {k: v for k, v in properties.items() if k not in self._fixed}
        given = {**_written(changed), self._name: name}
        shape = service_model("events").operation_model(f"{verb}{self._word}").input_shape
        request = api_form(given, shape, self.type_name)
        if "ConnectionArn" in request:
            request["ConnectionArn"] = "/".join(request["ConnectionArn"].split("/")[:2])
        arn = _run(f"{verb}{self._word}", request)[f"{self._word}Arn"]
        if not self._is_numbered:
            return name, {self._name: name, "Arn": arn}
        return name, {self._name: name, "Arn": f"{arn}/{uuid5(NAMESPACE_URL, arn)}", "ArnForPolicy": arn}


_ARCHIVE = _Named("Archive", name="ArchiveName", longest=_LONGEST_ARCHIVE_NAME, fixed=("SourceArn",), is_numbered=False)
_CONNECTION = _Named("Connection", name="Name", longest=_LONGEST_NAME)
_DESTINATION = _Named("ApiDestination", name="Name", longest=_LONGEST_NAME)


def _written(properties: Properties) -> dict[str, Any]:
    """As the operations have them: an archive's pattern is text, and its source has another name."""
    written = dict(properties)
    if "SourceArn" in written:
        written["EventSourceArn"] = written.pop("SourceArn")
    if isinstance(written.get("EventPattern"), dict):
        written["EventPattern"] = json.dumps(written["EventPattern"])
    return written


def _permit(logical_id: str, properties: Properties, stack_name: str) -> Made:
    del logical_id, stack_name
    bus, statement_id = properties.get("EventBusName") or "default", properties["StatementId"]
    if bus != "default" and bus not in eventbridge._event_buses:
        raise ValueError(f"Event bus {bus} does not exist. (Service: EventBridge; Error Code: {_ABSENT})")
    statement = dict(properties.get("Statement") or _statement(bus, properties))
    policy = eventbridge._event_bus_policies.get(bus) or {"Version": "2012-10-17", "Statement": []}
    others = [each for each in policy["Statement"] if each.get("Sid") != statement_id]
    eventbridge._event_bus_policies[bus] = {**policy, "Statement": [*others, {**statement, "Sid": statement_id}]}
    return f"{bus}|{statement_id}", {}


def _statement(bus: str, properties: Properties) -> dict[str, Any]:
    """What `Action`, `Principal` and `Condition` say, where the properties have no whole statement."""
    principal, condition = properties["Principal"], properties.get("Condition")
    held = {condition["Type"]: {condition["Key"]: condition["Value"]}} if condition else {}
    return {
        "Effect": "Allow",
        "Principal": "*" if principal == "*" else {"AWS": f"arn:aws:iam::{principal}:root"},
        "Action": properties["Action"],
        "Resource": f"arn:aws:events:{get_region()}:{get_account_id()}:event-bus/{bus}",
        **({"Condition": held} if held else {}),
    }


def _permit_otherwise(physical_id: str, old: Properties, new: Properties, stack_name: str) -> Made:
    """Another statement's id or bus is another resource, which CloudFormation tells by the physical id."""
    del physical_id, old
    return _permit("", new, stack_name)


def _forbid(physical_id: str, properties: Properties) -> None:
    del properties
    bus, _, statement_id = physical_id.partition("|")
    _run("RemovePermission", {"EventBusName": bus, "StatementId": statement_id}, absent_is_well=True)


_OPERATIONS: Final = {
    "CreateArchive": eventbridge._create_archive,
    "UpdateArchive": eventbridge._update_archive,
    "DeleteArchive": eventbridge._delete_archive,
    "CreateConnection": eventbridge._create_connection,
    "UpdateConnection": eventbridge._update_connection,
    "DeleteConnection": eventbridge._delete_connection,
    "CreateApiDestination": eventbridge._create_api_destination,
    "UpdateApiDestination": eventbridge._update_api_destination,
    "DeleteApiDestination": eventbridge._delete_api_destination,
    "RemovePermission": eventbridge._remove_permission,
}


def _run(operation: str, request: Mapping[str, Any], *, absent_is_well: bool = False) -> dict[str, Any]:
    """An operation's answer.

    Raises:
        ValueError: EventBridge refused it; the message is the resource's failure reason.
    """
    status, _, body = _OPERATIONS[operation](dict(request))
    answer: dict[str, Any] = json.loads(body)
    code = str(answer.get("__type", "")).rpartition("#")[2]
    if status >= 400 and not (absent_is_well and code == _ABSENT):
        raise ValueError(f"{answer.get('message')} (Service: EventBridge; Status Code: {status}; Error Code: {code})")
    return answer
