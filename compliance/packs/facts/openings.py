"""To whom an Allow of a trust or resource policy is open: to everyone, to foreign accounts, to a service on anybody's
behalf, to whoever a federated provider lets in.

A service acts for any of its customers: a topic that ``events.amazonaws.com`` may publish to takes a stranger's events
as well, unless a condition names the source (IAM User Guide, "The confused deputy problem"). A role's trust needs no
source: a service passes a role only where its owner set it up. Neither does a key: what it encrypts has a policy of
its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from compliance.packs.facts.policy_documents import RESOURCE, TRUST
from compliance.packs.facts.principals import EVERYONE
from compliance.packs.facts.privileges import is_all
from compliance.packs.facts.statements import Statement

_SOMEBODY: Final = {"organization", "account", "principal", "principal-id", "source-account", "source-arn"}
_CALLERS: Final = {TRUST: _SOMEBODY, RESOURCE: _SOMEBODY | {"network", "mount-target", "token"}}
_PARTNERS: Final = {
    TRUST: {"organization", "external-id"},
    RESOURCE: {"organization", "account", "principal", "source-account", "source-arn", "network", "external-id"},
}
_SOURCES: Final = {"organization", "source-account", "source-arn", "account", "encryption-context", "token"}
_NETWORKS: Final = {"resource-account", "resource-organization"}
_PERMISSION: Final = "AWS::Lambda::Permission"
# Their visitors all have a subject, and what tells them apart is the application that they came for.
_USER_DIRECTORIES: Final = (
    "cognito-identity.amazonaws.com",
    "accounts.google.com",
    "graph.facebook.com",
    "www.amazon.com",
)
_LOGS_OF: Final = re.compile(r"/AWSLogs/([^/*?]+)")


def open_to_everyone(statement: Statement, of_type: str) -> bool:
    """Whether it names everyone and nothing restricts them to somebody."""
    if EVERYONE not in statement.principals or not _opens(statement):
        return False
    callers = _CALLERS[statement.kind]
    if of_type == "AWS::EC2::VPCEndpoint":  # everyone who is in the network
        callers = callers | _NETWORKS
        if statement.resources and not statement.not_resource and not any(map(is_all, statement.resources)):
            return False
    return not any(one.kind in callers and "everyone" not in one.owners for one in statement.restrictions)


def open_to_foreign_accounts(statement: Statement, own: Collection[str]) -> bool:
    """Whether it names an account that is not ours without holding it to more than its name; also as the only source
    for which everyone or a service may come."""
    if not _opens(statement):
        return False
    if (EVERYONE in statement.principals or statement.named("service")) and any(
        one.foreign and one.kind not in _NETWORKS for one in statement.restrictions
    ):
        return True
    partners = _PARTNERS[statement.kind]
    held = any(one.kind in partners and not one.foreign for one in statement.restrictions)
    return bool(statement.named("foreign")) and not held and not _writes_our_logs(statement, own)


def open_to_a_service(statement: Statement, of_type: str, own: Collection[str]) -> bool:
    """Whether a service may come on anybody's behalf."""
    services = statement.named("service")
    if not services or statement.kind != RESOURCE or not statement.allows or of_type.startswith("AWS::KMS::"):
        return False
    if _writes_our_logs(statement, own):
        return False
    sources = {one.kind for one in statement.restrictions if one.kind in _SOURCES and "everyone" not in one.owners}
    if of_type == _PERMISSION and "s3.amazonaws.com" in services:
        # A bucket's ARN has no account: once it is deleted, the name is free for another.
        return "source-account" not in sources
    return not sources


def without_subject(statement: Statement) -> bool:
    """Whether anybody whom a web identity provider knows may come."""
    if not statement.allows or statement.kind != TRUST or _is_saml(statement):
        return False
    wanted = ("audience" if one.endswith(_USER_DIRECTORIES) else "subject" for one in statement.named("federated"))
    return any(one not in statement.restricted for one in wanted)


def without_audience(statement: Statement) -> bool:
    """Whether an assertion of a SAML provider counts that was made for another audience."""
    federated = statement.allows and statement.kind == TRUST and bool(statement.named("federated"))
    return federated and _is_saml(statement) and "audience" not in statement.restricted


def _opens(statement: Statement) -> bool:
    return statement.allows and statement.kind in {TRUST, RESOURCE}


def _is_saml(statement: Statement) -> bool:
    return any("saml" in one for one in (*statement.actions, *statement.named("federated")))


def _writes_our_logs(statement: Statement, own: Collection[str]) -> bool:
    """What delivers logs, a service or an account of AWS's own, writes those of an account below ``AWSLogs/{account}``,
    and looks at the bucket's access list before."""
    if set(statement.actions) == {"s3:getbucketacl"}:
        return True
    if set(statement.actions) != {"s3:putobject"}:
        return False
    of = [_LOGS_OF.search(resource) for resource in statement.resources]
    return bool(of) and all(one is not None and (one[1] in own or one[1] == "${AWS.AccountId}") for one in of)
