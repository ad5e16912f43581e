"""Other accounts that a resource sends to or reads from, outside of its policies: a log's subscription, a rule's
target, a replication, a queue of dead letters. An ARN tells whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import Intrinsics
from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.leaves import leaves

_ACCOUNT: Final = re.compile(r"^arn:[^:]*:(?P<service>[^:]*):[^:]*:(?P<account>\d{12}):")
_POLICIES: Final = re.compile(r"Policy|Policies|Statement|^Layers$|^Environment$|^EnvironmentVariables$|Principal")
_JUDGED_ELSEWHERE: Final = ("AWS::Lambda::LayerVersionPermission", "AWS::Lambda::Permission", "AWS::RAM::")


def destinations(template: Mapping[str, Any], own_accounts: frozenset[str]) -> Iterator[Fact]:
    """A fact for each ARN of a named account in a resource's own properties. Properties: ``Own``."""
    intrinsics = Intrinsics(template)
    for logical_id, resource in template.get("Resources", {}).items():
        if str(resource.get("Type")).startswith(_JUDGED_ELSEWHERE):
            continue
        for leaf in leaves(resource.get("Properties", {})):
            if leaf.name == "ServiceToken" or any(_POLICIES.search(name) for name in leaf.path):
                continue
            for found in filter(None, map(_ACCOUNT.match, intrinsics.texts(leaf.value))):
                yield Fact(kind="Account::Named", of=logical_id, properties={"Own": found["account"] in own_accounts})
