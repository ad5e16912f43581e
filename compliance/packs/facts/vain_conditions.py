"""Conditions that look like a restriction of a whole account of ours, and hold for everybody in it.

A statement that names an account lets in whoever the account's own policies let come. A condition is then what keeps
it narrow, so one that leaves nobody out is a mistake: a pattern of wildcards alone on what every request carries, a
test that what is always there is there, a negation of what no caller is, and whatever holds where its key is missing
(``IfExists``, ``ForAllValues``, negations) on a key that most requests do not carry. What restricts a request's own
tags, region or resource is no question of who comes, and is left alone.

Sources: IAM User Guide, "AWS global condition context keys" (Availability, of each), "Condition operators" and
"Conditions with multiple context keys or values" (why ``ForAllValues`` in an Allow wants a ``Null`` beside it).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import UNKNOWN, Intrinsics
from compliance.packs.facts.principals import owner_of

_ALWAYS_THERE: Final = frozenset(
    {
        "aws:currenttime",
        "aws:epochtime",
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalisawsservice",
        "aws:principaltype",
        "aws:requestedregion",
        "aws:securetransport",
        "aws:useragent",
        "aws:userid",
        "aws:viaawsservice",
        "kms:calleraccount",
    }
)
"""What every request of an account's own people and roles carries."""

_OF_THE_REQUEST: Final = re.compile(
    r"aws:(?:requesttag/|resource|tagkeys$|requestedregion$|sourceip$)|sts:(?:transitivetagkeys|rolesessionname)$"
)
_ABOUT_WHO: Final = re.compile(r"(?:aws|sts|saml):")
_PATTERNS: Final = frozenset({"stringlike", "arnlike", "arnequals"})
_NEGATED: Final = re.compile(r"^(?:string|arn)not|^notipaddress$")
_EVERY_ADDRESS: Final = frozenset({"0.0.0.0/0", "::/0"})
_TYPES_OF_PRINCIPALS: Final = frozenset({"account", "user", "federateduser", "assumedrole", "anonymous"})
_USER_ID: Final = re.compile(r"[*?$]|\b[A-Z0-9]{16,}\b|^\d{12}$")
_ROOT: Final = re.compile(r"^(?:\d{12}|\$\{AWS\.AccountId\}|arn:[^:]*:iam::[^:]+:root)$")


def names_an_account(statement: Mapping[str, Any], intrinsics: Intrinsics, own: Collection[str]) -> bool:
    """Whether a statement names a whole account of ours, not one role or user of it."""
    for principal in intrinsics.branches(statement.get("Principal", [])):
        named = principal.get("AWS", []) if isinstance(principal, Mapping) else []
        texts = intrinsics.listed(named)
        if any(_ROOT.match(text) and owner_of(text, own).startswith("account:") for text in texts):
            return True
    return False


def restricted_in_vain(conditions: Any, intrinsics: Intrinsics, own: Collection[str]) -> bool:
    """Whether there are conditions and, in one branch of an ``Fn::If`` at least, none of them leaves anybody out."""
    for branch in intrinsics.branches(conditions):
        entries = list(_entries(branch, intrinsics))
        there = {key for operator, key, texts in entries if operator == "null" and texts == ["false"]}
        if entries and all(_holds(operator, key, texts, there, own) for operator, key, texts in entries):
            return True
    return False


def _entries(conditions: Any, intrinsics: Intrinsics) -> Iterator[tuple[str, str, list[str]]]:
    for operator, keys in conditions.items() if isinstance(conditions, Mapping) else ():
        for key, values in keys.items() if isinstance(keys, Mapping) else ():
            yield operator.lower(), key.lower(), intrinsics.listed(values)


def _holds(operator: str, key: str, texts: list[str], there: Collection[str], own: Collection[str]) -> bool:
    """Whether a condition holds for whoever comes from the account."""
    may_be_missing = bool(_ABOUT_WHO.match(key)) and key not in _ALWAYS_THERE and not _OF_THE_REQUEST.match(key)
    if operator == "null":
        return (texts == ["false"] and key in _ALWAYS_THERE) or (texts == ["true"] and may_be_missing)
    bare = operator.removeprefix("foranyvalue:").removeprefix("forallvalues:").removesuffix("ifexists")
    lenient = operator.startswith("forallvalues:") or operator.endswith("ifexists")
    if lenient and may_be_missing and key not in there:
        return True
    if _NEGATED.match(bare):
        return _excludes_nobody(key, texts, own, may_be_missing=may_be_missing and key not in there)
    if bare == "bool":
        return key == "aws:principalisawsservice" and texts == ["false"]
    if bare == "ipaddress":
        return not _EVERY_ADDRESS.isdisjoint(texts)
    return bare in _PATTERNS and key in _ALWAYS_THERE and any(_matches_all(text, own) for text in texts)


def _excludes_nobody(key: str, texts: list[str], own: Collection[str], *, may_be_missing: bool) -> bool:
    if key in {"aws:principalaccount", "kms:calleraccount"}:
        return not any(_may_be_ours(text, own) for text in texts)
    if key == "aws:principalarn":
        return not any(_may_be_ours(text, own) or _is_anybodys(text) for text in texts)
    if key == "aws:principaltype":
        return _TYPES_OF_PRINCIPALS.isdisjoint(text.lower() for text in texts)
    if key == "aws:userid":
        return not any(_USER_ID.search(text) for text in texts)
    # Who comes chooses what their program calls itself.
    return key == "aws:useragent" or (may_be_missing and not key.startswith("aws:principaltag/"))


def _is_ours(text: str, own: Collection[str]) -> bool:
    """Whether it belongs to an account of ours, or the template does not tell."""
    return owner_of(text, own).startswith(("account:", f"unknown:{UNKNOWN}"))


def _may_be_ours(text: str, own: Collection[str]) -> bool:
    """The same, also where a variable of the request's tells."""
    return owner_of(text, own).startswith(("account:", "unknown:${"))


def _is_anybodys(arn: str) -> bool:
    """Whether an ARN's account is a pattern, which matches ours too."""
    fields = arn.split(":")
    return bool(set((fields[4:5] or fields[-1:])[0]) & set("*?"))


def _matches_all(text: str, own: Collection[str]) -> bool:
    """Whether a pattern leaves nobody of the account out."""
    if not text.strip("*?"):
        return True
    fields = text.split(":", 5)
    if fields[0] != "arn" or fields[-1].strip("*?"):
        return False
    account = fields[4] if len(fields) == 6 else "*"
    service = fields[2] if len(fields) > 2 else "*"
    return service in {"iam", "*"} and (not account.strip("*?") or _is_ours(account, own))
