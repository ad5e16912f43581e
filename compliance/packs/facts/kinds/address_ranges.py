"""From how much of the internet a resource can be reached, and how much of it a resource reaches.

A rule that looks for ``0.0.0.0/0`` is passed by its two halves, by ``::/0`` spelt out, by a prefix list and by a
parameter's default. Here every range is an address range with its width.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import Intrinsics
from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.leaves import mapping

_IN_LIST: Final = ("SecurityGroupIngress", "DBSecurityGroupIngress", "Entries", "Ingress")
_CIDRS: Final = ("CidrIp", "CidrIpv6", "CIDRIP", "Cidr", "PublicAccessCidrs", "IpRanges")
_GROUP: Final = "AWS::EC2::SecurityGroup"
_OUTBOUND: Final = "AWS::EC2::SecurityGroupEgress"
_EVERYTHING: Final = {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}
_WITH_PORTS: Final = frozenset({"tcp", "6", "udp", "17"})
_WITHOUT_PORTS: Final = frozenset({"icmp", "1", "icmpv6", "58"})
_INBOUND: Final = ("AWS::EC2::SecurityGroupIngress", "AWS::RDS::DBSecurityGroupIngress", "AWS::EC2::PrefixList")


def ingress_ranges(template: Mapping[str, Any]) -> Iterator[Fact]:
    """A fact for each address range that may reach a resource.

    Properties: ``Prefix``, how many bits of the address are fixed (of an IPv6 range the first 32 count, as networks are
    given out in those); ``Public``, whether any of it lies in the internet.
    """
    intrinsics = Intrinsics(template)
    for logical_id, resource in template.get("Resources", {}).items():
        for value in _cidrs(resource.get("Type", ""), resource.get("Properties", {}), intrinsics):
            for text in intrinsics.listed(value):
                yield from _fact(logical_id, text)


def egress_ranges(template: Mapping[str, Any]) -> Iterator[Fact]:
    """A fact for each address range that a security group lets out to.

    Properties: ``Prefix`` and ``Public`` as of `ingress_ranges`; ``NamesItsPort``, whether it is one port, or ICMP,
    which has none. A group of which nothing says where it lets out to lets everything out: so does EC2 by itself.
    """
    intrinsics = Intrinsics(template)
    resources = template.get("Resources", {})
    alone = {
        group
        for body in resources.values()
        if body.get("Type") == _OUTBOUND
        for group in intrinsics.listed(body.get("Properties", {}).get("GroupId"))
    }
    for logical_id, body in resources.items():
        properties = body.get("Properties", {})
        if body.get("Type") == _OUTBOUND:
            yield from _let_out(logical_id, properties, intrinsics)
        elif body.get("Type") == _GROUP:
            rules = list(_rules(properties.get("SecurityGroupEgress"), intrinsics))
            if not rules and not alone & {f"${{{logical_id}}}", f"${{{logical_id}.GroupId}}"}:
                rules = [_EVERYTHING]
            for rule in rules:
                yield from _let_out(logical_id, rule, intrinsics)


def _rules(given: Any, intrinsics: Intrinsics) -> Iterator[Mapping[str, Any]]:
    for rules in intrinsics.branches(given):
        for rule in rules if isinstance(rules, list) else [rules]:
            yield from (branch for branch in intrinsics.branches(rule) if isinstance(branch, Mapping))


def _let_out(of: str, rule: Mapping[str, Any], intrinsics: Intrinsics) -> Iterator[Fact]:
    named = _names_its_port(rule, intrinsics)
    for name in ("CidrIp", "CidrIpv6"):
        for text in intrinsics.listed(rule.get(name)):
            for fact in _fact(of, text):
                yield Fact(kind="Network::Egress", of=of, properties={**fact.properties, "NamesItsPort": named})


def _names_its_port(rule: Mapping[str, Any], intrinsics: Intrinsics) -> bool:
    protocols = {text.lower() for text in intrinsics.listed(rule.get("IpProtocol"))}
    if protocols and protocols <= _WITHOUT_PORTS:
        return True
    first, last = intrinsics.listed(rule.get("FromPort")), intrinsics.listed(rule.get("ToPort"))
    return (
        bool(protocols) and protocols <= _WITH_PORTS and first == last and all(port.isdigit() for port in first or [""])
    )


def _cidrs(kind: str, properties: Mapping[str, Any], intrinsics: Intrinsics) -> Iterator[Any]:
    if kind == "AWS::EKS::Cluster":
        access = mapping(properties.get("ResourcesVpcConfig"))
        if access.get("EndpointPublicAccess", True):
            yield access.get("PublicAccessCidrs", "0.0.0.0/0")
        return
    if kind in _INBOUND:
        yield from (properties[name] for name in _CIDRS if name in properties)
    for name in _IN_LIST:
        entries = properties.get(name)
        for rule in (one for entry in intrinsics.branches(entries) if isinstance(entry, list) for one in entry):
            for branch in intrinsics.branches(rule):
                yield from (branch[key] for key in _CIDRS if isinstance(branch, Mapping) and key in branch)


def _fact(of: str, text: str) -> Iterator[Fact]:
    try:
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return  # known only when it is deployed
    prefix = network.prefixlen if network.version == 4 else network.prefixlen // 2
    yield Fact(kind="Network::Ingress", of=of, properties={"Prefix": prefix, "Public": not network.is_private})
