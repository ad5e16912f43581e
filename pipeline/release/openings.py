"""What opens a resource to more callers, apart from policies: rules of security groups, and properties that say so."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.gate.stacks import as_text, listed
from pipeline.release.kept_data import at
from pipeline.release.stacks import Resource

_GROUP: Final = "AWS::EC2::SecurityGroup"
_DIRECTIONS: Final = {"SecurityGroupIngress": "in", "SecurityGroupEgress": "out"}
_PEERS: Final = (
    "CidrIp", "CidrIpv6", "SourceSecurityGroupId", "DestinationSecurityGroupId", "SourceSecurityGroupName",
    "SourcePrefixListId", "DestinationPrefixListId",
)  # fmt: skip
_EVERYTHING: Final = ({"CidrIp": "0.0.0.0/0", "IpProtocol": "-1"}, {"CidrIpv6": "::/0", "IpProtocol": "-1"})
_CLOSED: Final[Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "AWS::S3::Bucket": (
        *((f"PublicAccessBlockConfiguration.{one}", ("true",)) for one in
          ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")),
        ("AccessControl", ("", "Private", "LogDeliveryWrite", "BucketOwnerFullControl")),
    ),
    "AWS::ApiGateway::Method": (
        ("AuthorizationType", ("AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS")), ("ApiKeyRequired", ("true",))
    ),
    "AWS::ApiGatewayV2::Route": (("AuthorizationType", ("AWS_IAM", "CUSTOM", "JWT")),),
    "AWS::Lambda::Url": (("AuthType", ("AWS_IAM",)),),
    "AWS::RDS::DBInstance": (("PubliclyAccessible", ("false", "")),),
    "AWS::Redshift::Cluster": (("PubliclyAccessible", ("false", "")),),
    "AWS::DMS::ReplicationInstance": (("PubliclyAccessible", ("false",)),),
    "AWS::Cognito::IdentityPool": (("AllowUnauthenticatedIdentities", ("false",)),),
    "AWS::EC2::Subnet": (("MapPublicIpOnLaunch", ("false", "")),),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": (("Scheme", ("internal",)),),
}  # fmt: skip
"""By type: a property, and the values of it that are closed."""
_GRANTS: Final[Mapping[str, tuple[str, ...]]] = {
    "AWS::Lambda::Permission": ("SourceAccount", "SourceArn", "PrincipalOrgID", "EventSourceToken"),
    "AWS::Lambda::LayerVersionPermission": ("OrganizationId",),
    "AWS::RAM::ResourceShare": (),
    "AWS::IAM::AccessKey": (),
    "AWS::IAM::UserToGroupAddition": (),
    "AWS::Events::EventBusPolicy": (),
}
"""Types that are a permission each, and the properties that limit it."""
_PROTECTING: Final = ("AWS::WAFv2::WebACLAssociation",)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of a security group."""

    direction: str
    protocol: str
    ports: tuple[int, int]
    peer: str

    def within(self, wider: Rule) -> bool:
        return (
            self.direction == wider.direction
            and wider.protocol in ("-1", self.protocol)
            and (wider.protocol == "-1" or (wider.ports[0] <= self.ports[0] and self.ports[1] <= wider.ports[1]))
            and _peer_within(self.peer, wider.peer)
        )

    def __str__(self) -> str:
        ports = "all ports" if self.protocol == "-1" else f"{self.protocol} {self.ports[0]}-{self.ports[1]}"
        return f"{self.direction}: {ports}, {self.peer}"


def opened(before: Mapping[str, Resource], after: Mapping[str, Resource]) -> Iterator[tuple[str, str]]:
    """Logical ids, and what is open there that was not."""
    old = _rules(before)
    for group, rules in _rules(after).items():
        earlier = [rule for _, rule in old.get(group, [])]
        for logical_id, rule in rules:
            if not any(rule.within(one) for one in earlier):
                yield logical_id, f"opens {rule}"
    for logical_id, resource in after.items():
        yield from ((logical_id, line) for line in _opened(before.get(logical_id), resource))
    for logical_id in before.keys() - after.keys():
        if before[logical_id]["Type"] in _PROTECTING:
            yield logical_id, "no longer protects what it stood before"


def _opened(before: Resource | None, after: Resource) -> Iterator[str]:
    kind, new = after["Type"], after["Properties"]
    old = before["Properties"] if before else {}
    for path, closed in _CLOSED.get(kind, ()):
        now, was = as_text(at(new, path) or ""), as_text(at(old, path) or "")
        if now not in closed and (was in closed or (before is None and path != "ApiKeyRequired")):
            yield f"{path} is {now or 'not said'}"
    if kind in _GRANTS and old != new:
        limits = _GRANTS[kind]
        kept = {name: value for name, value in new.items() if name not in limits}
        narrower = all(name in new and new[name] == old[name] for name in limits if name in old)
        if before is None or kept != {name: value for name, value in old.items() if name not in limits} or not narrower:
            yield "permits " + ", ".join(f"{name} {as_text(value)}" for name, value in sorted(new.items()))


def _rules(resources: Mapping[str, Resource]) -> dict[str, list[tuple[str, Rule]]]:
    """By group, rules, each with the logical id of the resource in which it stands."""
    rules: dict[str, list[tuple[str, Rule]]] = {}
    for logical_id, resource in resources.items():
        properties = resource["Properties"]
        if resource["Type"] == _GROUP:
            for name, direction in _DIRECTIONS.items():
                given = listed(properties.get(name)) or (_EVERYTHING if direction == "out" else ())
                found = [
                    (logical_id, one) for rule in given if isinstance(rule, Mapping) for one in _each(rule, direction)
                ]
                rules.setdefault(logical_id, []).extend(found)
        elif resource["Type"].startswith(_GROUP):
            direction = _DIRECTIONS.get(resource["Type"].rpartition("::")[2], "in")
            group = as_text(properties.get("GroupId", properties.get("GroupName", "")))
            group = group.removeprefix("${").removesuffix("}").removesuffix(".GroupId")
            rules.setdefault(group, []).extend((logical_id, one) for one in _each(properties, direction))
    return rules


def _each(rule: Mapping[str, Any], direction: str) -> Iterator[Rule]:
    protocol = as_text(rule.get("IpProtocol", "-1")).lower()
    ports = (_port(rule.get("FromPort"), 0), _port(rule.get("ToPort"), 65535))
    if ports[0] == -1:
        ports = (0, 65535)
    for name in _PEERS:
        if name in rule:
            yield Rule(direction=direction, protocol=protocol, ports=ports, peer=as_text(rule[name]))


def _port(value: Any, default: int) -> int:
    return int(value) if isinstance(value, str) and value.lstrip("-").isdigit() else default


def _peer_within(peer: str, wider: str) -> bool:
    if peer == wider:
        return True
    try:
        one, other = ipaddress.ip_network(peer, strict=False), ipaddress.ip_network(wider, strict=False)
    except ValueError:
        return False
    return one.version == other.version and one.subnet_of(other)  # type: ignore[arg-type]
