"""From how much of the internet a resource can be reached.

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
