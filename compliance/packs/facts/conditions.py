"""What a statement's conditions really restrict.

A condition counts where every request that satisfies it carries the key with one of the values named, and each of
these values says more than "any". So ``IfExists`` and ``ForAllValues`` do not count (they hold where the key is
missing), negations do not in an Allow, and neither does an ARN that fixes neither account nor resource.

Sources: IAM User Guide, "AWS global condition context keys" and "Condition operators".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from compliance.packs.facts.intrinsics import UNKNOWN, Intrinsics
from compliance.packs.facts.principals import owner_of

_EXACT: Final = {"stringequals", "stringequalsignorecase", "arnequals", "arnlike", "stringlike", "ipaddress", "bool"}
_NEGATED: Final = {
    "stringnotequals",
    "stringnotequalsignorecase",
    "stringnotlike",
    "arnnotequals",
    "arnnotlike",
    "notipaddress",
}
_WHO_ELSE: Final = {"aws:principalisawsservice", "aws:viaawsservice"}

KEYS: Final[Mapping[str, str]] = {
    "aws:sourcearn": "source-arn",
    "aws:sourceaccount": "source-account",
    "aws:sourceowner": "source-account",
    "aws:sourceorgid": "organization",
    "aws:sourceorgpaths": "organization",
    "aws:principalorgid": "organization",
    "aws:principalorgpaths": "organization",
    "aws:principalaccount": "account",
    "aws:principalarn": "principal",
    "aws:userid": "principal-id",
    "aws:sourcevpc": "network",
    "aws:sourcevpce": "network",
    "aws:sourcevpcarn": "network",
    "aws:vpceaccount": "account",
    "aws:vpceorgid": "organization",
    "aws:sourceip": "network",
    "aws:resourceaccount": "resource-account",
    "aws:resourceorgid": "resource-organization",
    "kms:calleraccount": "account",
    "s3:dataaccesspointaccount": "account",
    "s3:dataaccesspointarn": "source-arn",
    "lambda:eventsourcetoken": "token",
    "elasticfilesystem:accessedviamounttarget": "mount-target",
    "elasticfilesystem:accesspointarn": "source-arn",
    "sts:externalid": "external-id",
    "saml:aud": "audience",
    "iam:passedtoservice": "passed-to-service",
    "iam:permissionsboundary": "permissions-boundary",
    "iam:policyarn": "policy-arn",
    "kms:viaservice": "via-service",
    "kms:resourcealiases": "resource",
    "kms:granteeprincipal": "grantee",
    "kms:grantisforawsresource": "grantee",
    "dynamodb:leadingkeys": "resource",
}
"""What a condition key restricts, by the key in lower case."""

_PREFIXES: Final = {
    "kms:encryptioncontext:": "encryption-context",
    "aws:resourcetag/": "resource",
    "s3:existingobjecttag/": "resource",
}
_RESOURCE_TAG: Final = re.compile(r"[\w-]+:resourcetag/")
_WEB_IDENTITY: Final = {"sub": "subject", "aud": "audience", "oaud": "audience", "app_id": "audience"}
# A subject names its owner after this. "repo:*" and "system:serviceaccount:*" name none, "repo:acme/*" no repository.
_SUBJECT_PREFIX: Final = re.compile(r"repo:|system:serviceaccount:|project_path:|organization:|org/")
_CODE: Final = frozenset({"repo:", "project_path:"})
_REPOSITORY: Final = re.compile(r"[^/:]+/[^:]+:")
_ACCOUNT_KINDS: Final = {"source-account", "account", "resource-account", "principal", "source-arn"}
"""Restrictions whose values belong to an account."""


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """One key that every request must carry.

    Attributes:
        kind: what it restricts, of `KEYS`.
        owners: of the values, as `principals` spells them; empty where values belong to nobody.
    """

    kind: str
    owners: tuple[str, ...] = ()

    @property
    def foreign(self) -> bool:
        """Whether a value is a foreign account's."""
        return any(owner.startswith("foreign:") for owner in self.owners)


def restrictions(conditions: Any, intrinsics: Intrinsics, own: Collection[str]) -> list[Restriction]:
    """What an Allow with these conditions is restricted to. With ``Fn::If`` what holds in every branch."""
    found: list[list[Restriction]] = [
        list(_restrictions(branch, _EXACT, intrinsics, own)) for branch in intrinsics.branches(conditions)
    ]
    if not found or (isinstance(conditions, Mapping) and "Fn::If" in conditions and "AWS::NoValue" in str(conditions)):
        return []
    in_each = set.intersection(*({one.kind for one in branch} for branch in found))
    return [one for branch in found for one in branch if one.kind in in_each]


def spared_by_denial(conditions: Any, intrinsics: Intrinsics, own: Collection[str]) -> list[Restriction]:
    """Whom a Deny of everyone spares, "deny unless": an Allow beside it is restricted to them. Nobody in particular
    where a further condition has to hold for the denial."""
    if not isinstance(conditions, Mapping):
        return []
    entries = [(operator, key) for operator, keys in conditions.items() if isinstance(keys, Mapping) for key in keys]
    for operator, key in entries:
        name = operator.lower().removesuffix("ifexists").removeprefix("forallvalues:")
        if name not in _NEGATED and key.lower() not in _WHO_ELSE:
            return []
    # Where several keys are denied together, a request that has one of them right is spared.
    found = list(_restrictions(conditions, _NEGATED, intrinsics, own))
    negated = [key for _, key in entries if key.lower() not in _WHO_ELSE]
    return found if len(found) == len(negated) else []


def _restrictions(
    conditions: Any, operators: Collection[str], intrinsics: Intrinsics, own: Collection[str]
) -> Iterator[Restriction]:
    if not isinstance(conditions, Mapping):
        return
    for operator, keys in conditions.items():
        name = operator.lower()
        if operators is _NEGATED:
            name = name.removesuffix("ifexists").removeprefix("forallvalues:")
        name = name.removeprefix("foranyvalue:") if operators is _EXACT else name
        if name not in operators or not isinstance(keys, Mapping):
            continue
        for key, values in keys.items():
            texts = intrinsics.listed(values)
            kind = _kind(key.lower())
            if kind and texts and all(_restricts(kind, text, name) for text in texts):
                owners = tuple(_owner(kind, text, own) for text in texts) if kind in _ACCOUNT_KINDS else ()
                yield Restriction(kind=kind, owners=owners)


def _kind(key: str) -> str:
    if key in KEYS:
        return KEYS[key]
    for prefix, kind in _PREFIXES.items():
        if key.startswith(prefix):
            return kind
    if _RESOURCE_TAG.match(key):
        return "resource"
    return _WEB_IDENTITY.get(key.rpartition(":")[2], "")


def _owner(kind: str, text: str, own: Collection[str]) -> str:
    owner = owner_of(text, own)
    # A bucket's ARN has no account; which bucket it is says who may send, as long as the bucket is there.
    return "bucket" if kind == "source-arn" and re.match(r"arn:[^:]*:s3:::[^*?]", text) else owner


def _restricts(kind: str, text: str, operator: str) -> bool:
    if UNKNOWN in text or not text.strip("*?"):
        return False
    literal = re.split(r"[*?]", text)[0] if operator in {"stringlike", "arnlike", "arnequals"} else text
    if kind in {"source-arn", "principal"}:
        return not text.startswith("arn:") or _names_owner(text, kind)
    if kind == "network":
        return not re.fullmatch(r"(0\.0\.0\.0|::)/[0-7]|[\d.]+/[0-7]|[\da-f:]+/[0-9]", text)
    if kind == "subject":
        prefix = _SUBJECT_PREFIX.match(literal)
        rest = literal[prefix.end() :] if prefix else literal
        whole = literal == text
        # A repository, or a project of GitLab's, is named in full where the field after it is reached.
        return bool(rest) and (whole or prefix is None or prefix[0] not in _CODE or bool(_REPOSITORY.match(rest)))
    if kind in {"account", "source-account", "resource-account"}:
        return literal == text
    if kind in {"organization", "resource-organization"}:
        return literal == text or "/" in literal  # a path goes on below the organization's id
    if kind in {"principal-id", "external-id", "audience"}:
        return bool(literal)
    return True


def _names_owner(arn: str, kind: str) -> bool:
    """Whether an ARN fixes the account; where it has none, a bucket."""
    account, resource = (arn.split(":", 5) + [""] * 5)[4:6]
    if account:
        return not set(account) & set("*?")
    return kind == "source-arn" and bool(resource.rstrip("*?"))
