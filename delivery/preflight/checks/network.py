"""Room for a network: VPCs, and a public address for each NAT gateway; an account may have five of either."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from delivery.preflight.answer import Answer, fine, not_looked_at, to_do
from delivery.preflight.deployed_stack import logical_ids
from delivery.preflight.location import Location
from delivery.preflight.quotas import quota
from delivery.preflight.situation import Situation


@dataclass(frozen=True, kw_only=True)
class Room:
    """What takes one of a quota.

    Attributes:
        used: how many an account has now, by EC2's client.
    """

    resource_type: str
    what: str
    service: str
    quota_code: str
    quota_name: str
    used: Callable[[Any], int]


ROOMS: Final = (
    Room(
        resource_type="AWS::EC2::VPC",
        what="VPCs",
        service="vpc",
        quota_code="L-F678F1CE",
        quota_name="Amazon VPC > `VPCs per Region`",
        used=lambda ec2: sum(len(page["Vpcs"]) for page in ec2.get_paginator("describe_vpcs").paginate()),
    ),
    Room(
        resource_type="AWS::EC2::EIP",
        what="Elastic IP addresses",
        service="ec2",
        quota_code="L-0263D0A3",
        quota_name="Amazon EC2 > `EC2-VPC Elastic IPs`",
        used=lambda ec2: len(ec2.describe_addresses()["Addresses"]),
    ),
)


def look(situation: Situation, location: Location) -> Iterator[Answer]:
    """A line for each room that stacks still need."""
    for room in ROOMS:
        needed = _missing(situation, location, room.resource_type)
        if not needed:
            continue
        client = situation.accounts.client("service-quotas", location)
        allowed = quota(client, service=room.service, quota_code=room.quota_code)
        if allowed is None:
            yield not_looked_at(f"Service Quotas lists no {room.quota_name}", f"{needed} more {room.what} are needed")
            continue
        yield _compare(room, needed, used=room.used(situation.accounts.client("ec2", location)), allowed=int(allowed))


def _missing(situation: Situation, location: Location, resource_type: str) -> int:
    """How many of a type the stacks there have in their templates and not yet in the account."""
    cloudformation = situation.accounts.client("cloudformation", location)
    missing = 0
    for stack in situation.stacks_at(location):
        wanted = set(stack.resources(resource_type))
        if wanted:
            missing += len(wanted - logical_ids(cloudformation, stack.name))
    return missing


def _compare(room: Room, needed: int, *, used: int, allowed: int) -> Answer:
    text = f"{needed} more {room.what}, {used} of {allowed} used"
    if used + needed > allowed:
        return to_do(f"{text}: there is no room", f"ask for more under Service Quotas > {room.quota_name}")
    return fine(text)
