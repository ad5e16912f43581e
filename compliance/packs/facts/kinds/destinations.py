"""Other accounts that a resource sends to, reads from or is shared with, outside of its policies: a log's subscription,
a rule's target, a replication, a queue of dead letters, the other end of a peering, whom a share is for. An ARN tells
whose it is, and so does an account's id under a name that says that it is one.

An organization, or a unit of one, is told by the account that manages it, which its ARN names. Which organization the
app's accounts belong to stands nowhere in a template: a share with one that none of them manages is for a person to
look at (AWS RAM User Guide, "Shareable AWS resources": each account of it gets the share, those that join later too).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import UNKNOWN, Intrinsics
from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.leaves import Leaf, leaves

_ARN: Final = re.compile(r"^arn:[^:]*:[^:]*:[^:]*:(?P<account>\d{12}):")
_POLICIES: Final = re.compile(r"Policy|Policies|Statement|Principal|^(?:Layers|Environment|EnvironmentVariables|Tags)$")
_JUDGED_ELSEWHERE: Final = ("AWS::Lambda::LayerVersionPermission", "AWS::Lambda::Permission")
_ID: Final = re.compile(r"\d{12}")
_NAMES_AN_ACCOUNT: Final = re.compile(r"Account|Owner|Registry|Grantee|Principals")
_SHARES: Final = {
    "AWS::RAM::ResourceShare": "Principals",
    "AWS::EC2::VPCEndpointServicePermissions": "AllowedPrincipals",
}
"""By type the property that names who gets it: a list of principals that is no policy."""
_EVERYONE: Final = "*"


def destinations(template: Mapping[str, Any], own_accounts: frozenset[str]) -> Iterator[Fact]:
    """A fact for each named account in a resource's own properties. Properties: ``Own``."""
    intrinsics = Intrinsics(template)
    for logical_id, resource in template.get("Resources", {}).items():
        kind = str(resource.get("Type"))
        if kind.startswith(_JUDGED_ELSEWHERE):
            continue
        for leaf in leaves(resource.get("Properties", {})):
            shared = leaf.path[:1] == (_SHARES.get(kind),)
            if leaf.name == "ServiceToken" or (not shared and any(_POLICIES.search(name) for name in leaf.path)):
                continue
            for account in filter(None, (_account(leaf, text, shared=shared) for text in intrinsics.texts(leaf.value))):
                yield Fact(kind="Account::Named", of=logical_id, properties={"Own": account in own_accounts})


def _account(leaf: Leaf, text: str, *, shared: bool) -> str:
    """The account that a value names; everyone's asterisk where it is shared with all or the
    template does not tell with whom; empty where it names none."""
    found = _ARN.match(text)
    if found:
        return found["account"]
    if _ID.fullmatch(text) and _NAMES_AN_ACCOUNT.search(leaf.name):
        return text
    return _EVERYONE if shared and (text == _EVERYONE or UNKNOWN in text) else ""
