"""Whom a statement names, each in one spelling.

``everyone``; ``account:111111111111`` for one of our own, with its roles and users; ``foreign:999999999999`` for any
other; ``service:sns.amazonaws.com``; ``federated:...``; ``unknown:...`` where the template does not tell.

Source: IAM User Guide, "AWS JSON policy elements: Principal". IAM takes no wildcard inside a principal's ARN, but where
one stands in the account's place the author meant any account.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from compliance.packs.facts.intrinsics import UNKNOWN, Intrinsics

EVERYONE: Final = "everyone"
_ACCOUNT: Final = re.compile(r"\d{12}")
_ARN: Final = re.compile(r"arn:[^:]*:[^:]*:[^:]*:([^:]*):")
_CLOUDFRONT: Final = "arn:aws:iam::cloudfront:user/"


def account_kind(account: str, own: Collection[str]) -> str:
    """One account as a principal: of ours, foreign, unknown; an empty or a wildcard one is everyone's."""
    if account == "${AWS.AccountId}" or account in own:
        return f"account:{account}"
    if UNKNOWN in account:
        return f"unknown:{account}"
    if _ACCOUNT.fullmatch(account):
        return f"foreign:{account}"
    if account.startswith("${"):  # an attribute of a resource of this template, or another stack's output
        return f"account:{account}"
    return EVERYONE if set(account) <= set("*?") else f"unknown:{account}"


def owner_of(text: str, own: Collection[str]) -> str:
    """The principal that an ARN, an account id or a reference to a resource belongs to."""
    if text.startswith(_CLOUDFRONT):
        return f"origin-access-identity:{text}"
    if text.startswith(UNKNOWN):
        return f"unknown:{text}"
    arn = _ARN.match(text)
    if arn:
        return account_kind(arn[1], own)
    if _ACCOUNT.fullmatch(text) or text.startswith("${"):
        return account_kind(text, own)
    return EVERYONE if set(text) <= {"*"} else f"unknown:{text}"


def principals_of(statement: Mapping[str, Any], intrinsics: Intrinsics, own: Collection[str]) -> list[str]:
    """The principals of a statement; ``NotPrincipal`` is everyone but a few."""
    if "NotPrincipal" in statement:
        return [EVERYONE]
    found: dict[str, None] = {}
    for value in intrinsics.branches(statement.get("Principal", [])):
        found.update(dict.fromkeys(_principals(value, intrinsics, own)))
    return list(found)


def _principals(value: Any, intrinsics: Intrinsics, own: Collection[str]) -> Iterator[str]:
    if isinstance(value, str) and value.endswith(".amazonaws.com"):  # as AWS::Lambda::Permission has it
        yield f"service:{value}"
    elif not isinstance(value, Mapping) or _is_function(value):
        for text in intrinsics.listed(value):
            yield f"service:{text}" if text.endswith(".amazonaws.com") else owner_of(text, own)
    else:
        for kind, named in value.items():
            for text in intrinsics.listed(named):
                yield _of_kind(kind, text, own)


def _of_kind(kind: str, text: str, own: Collection[str]) -> str:
    if kind == "AWS":
        return owner_of(text, own)
    if kind == "Service":
        return EVERYONE if text == "*" else f"service:{text}"
    if kind == "Federated":
        return EVERYONE if text == "*" else f"federated:{text}"
    if kind == "CanonicalUser":
        return f"account:{text}" if text.startswith("${") and UNKNOWN not in text else f"foreign:{text}"
    return f"unknown:{kind}:{text}"


def _is_function(value: Mapping[str, Any]) -> bool:
    return len(value) == 1 and all(name == "Ref" or name.startswith("Fn::") for name in value)


def of_kind(principals: Sequence[str], kind: str) -> list[str]:
    """What follows ``kind:`` in those principals that are of that kind."""
    return [name.removeprefix(f"{kind}:") for name in principals if name.startswith(f"{kind}:")]
