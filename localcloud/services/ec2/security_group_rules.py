"""AWS::EC2::SecurityGroupIngress and SecurityGroupEgress: rules that a template writes beside their group, because two
groups name each other.

MiniStack gives rules no ids, so the physical id says what the rule is.
Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroupingress.html
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from localcloud.aws.cloudformation.resource_types import Properties, register_type
from localcloud.services.ec2.operations import call

Handled = tuple[str, dict[str, Any]]
_DIRECTIONS: Final = ("Ingress", "Egress")
_RANGES: Final = {"CidrIp": ("IpRanges", "CidrIp"), "CidrIpv6": ("Ipv6Ranges", "CidrIpv6")}
_PREFIX_LISTS: Final = ("SourcePrefixListId", "DestinationPrefixListId")
_GROUPS: Final = ("SourceSecurityGroupId", "DestinationSecurityGroupId")


def register_types() -> None:
    """Register both types."""
    for direction in _DIRECTIONS:
        handlers = _RuleType(direction)
        register_type(
            f"AWS::EC2::SecurityGroup{direction}",
            create=handlers.create,
            update=handlers.update,
            delete=handlers.delete,
        )


class _RuleType:
    """One direction's rules."""

    def __init__(self, direction: str) -> None:
        self._direction = direction

    def create(self, logical_id: str, properties: Properties, stack_name: str) -> Handled:
        """Let it through; a rule that is there already fails, as on AWS."""
        del logical_id, stack_name
        call(f"AuthorizeSecurityGroup{self._direction}", **self._request(properties))
        digest = hashlib.sha256(json.dumps(self._request(properties), sort_keys=True).encode()).hexdigest()
        identifier = f"sgr-{digest[:17]}"
        return identifier, {"Id": identifier}

    def update(self, physical_id: str, old: Properties, new: Properties, stack_name: str) -> Handled:
        """Anything but the description is another rule, which replaces the old one."""
        if {**old, "Description": ""} == {**new, "Description": ""}:
            return physical_id, {"Id": physical_id}
        return self.create("", new, stack_name)

    def delete(self, physical_id: str, properties: Properties) -> None:
        """Take it away; a group that is gone took its rules along."""
        del physical_id
        groups = call("DescribeSecurityGroups")["SecurityGroups"]
        request = self._request(properties)
        if any(group["GroupId"] == request["GroupId"] for group in groups):
            call(f"RevokeSecurityGroup{self._direction}", **request)

    def _request(self, properties: Properties) -> dict[str, Any]:
        permission: dict[str, Any] = {"IpProtocol": str(properties["IpProtocol"])}
        permission |= {name: int(properties[name]) for name in ("FromPort", "ToPort") if name in properties}
        described = {"Description": properties["Description"]} if properties.get("Description") else {}
        for name, (member, key) in _RANGES.items():
            if name in properties:
                permission[member] = [{key: properties[name], **described}]
        for name in _PREFIX_LISTS:
            if name in properties:
                permission["PrefixListIds"] = [{"PrefixListId": properties[name], **described}]
        for name in _GROUPS:
            if name in properties:
                permission["UserIdGroupPairs"] = [{"GroupId": properties[name], **described}]
        return {"GroupId": _group(properties), "IpPermissions": [permission]}


def _group(properties: Properties) -> str:
    if "GroupId" in properties:
        return str(properties["GroupId"])
    groups = call("DescribeSecurityGroups")["SecurityGroups"]
    named = [group["GroupId"] for group in groups if group["GroupName"] == properties.get("GroupName")]
    if not named:
        raise ValueError(f"The security group '{properties.get('GroupName')}' does not exist")
    return str(named[0])
