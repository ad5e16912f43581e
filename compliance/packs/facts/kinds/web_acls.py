"""What a web ACL does: a logging configuration is a resource of its own, and a rule can count instead of block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compliance.packs.facts.intrinsics import Intrinsics
from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.leaves import mapping


def web_acls(template: Mapping[str, Any]) -> Iterator[Fact]:
    """A fact for each web ACL. Properties: ``Logs``; ``Blocks``, whether any request can be refused."""
    intrinsics = Intrinsics(template)
    resources = template.get("Resources", {})
    logged = {
        text
        for resource in resources.values()
        if resource.get("Type") == "AWS::WAFv2::LoggingConfiguration"
        for text in intrinsics.texts(resource.get("Properties", {}).get("ResourceArn"))
    }
    for logical_id, resource in resources.items():
        if resource.get("Type") == "AWS::WAFv2::WebACL":
            properties = resource.get("Properties", {})
            rules = properties.get("Rules")
            blocks = "Block" in mapping(properties.get("DefaultAction")) or any(
                map(_blocks, intrinsics.branches(rules))
            )
            logs = f"${{{logical_id}.Arn}}" in logged
            yield Fact(kind="Waf::WebAcl", of=logical_id, properties={"Logs": logs, "Blocks": blocks})


def _blocks(rule: Any) -> bool:
    """Whether a rule, or one of a list of them, can refuse a request."""
    if isinstance(rule, list):
        return any(map(_blocks, rule))
    actions = {"Block", "Captcha", "Challenge"} & set(mapping(mapping(rule).get("Action")))
    return bool(actions) or "None" in mapping(mapping(rule).get("OverrideAction"))
