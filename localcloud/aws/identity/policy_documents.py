"""What AWS has against a policy before it is put anywhere: its size, and principals that do not exist.

Sizes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (white space does not count).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any, Final

Document = Mapping[str, Any] | str

INLINE_OF_A_ROLE: Final = 10_240
"""Characters that all inline policies of a role may have together."""
MANAGED: Final = 6_144
TRUST: Final = 2_048
MANAGED_OF_A_ROLE: Final = 10
"""Managed policies that may be attached to a role, unless AWS has raised the quota."""

_IDENTITY: Final = re.compile(r"arn:aws[\w-]*:iam::(?P<account>\d{12}):(?P<kind>role|user)/(?P<path>.+)")


def size(document: Document) -> int:
    """The characters of a policy that count."""
    text = document if isinstance(document, str) else json.dumps(document)
    return len(re.sub(r"\s", "", text))


def statements(document: Document) -> list[Mapping[str, Any]]:
    """The statements of a policy; none where it is no policy, which others refuse."""
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except ValueError:
            return []
    found = document.get("Statement", []) if isinstance(document, Mapping) else []
    return [one for one in listed(found) if isinstance(one, Mapping)]


def missing_principals(document: Document, exists: Callable[[str, str, str], bool]) -> list[str]:
    """ARNs of roles and users that the policy names and that do not exist.

    Args:
        exists: says of (account, ``role`` or ``user``, name) whether it is there.
    """
    missing = []
    for arn in _principal_arns(document):
        named = _IDENTITY.fullmatch(arn)
        # The name is the last step; what stands before it is its path.
        if named and not exists(named["account"], named["kind"], named["path"].rsplit("/", 1)[-1]):
            missing.append(arn)
    return missing


def can_be_changed_again(key_policy: Document, account: str) -> bool:
    """Whether a key's policy lets somebody of the key's own account put another: KMS refuses one that does not.

    See BypassPolicyLockoutSafetyCheck, https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html.
    """
    return any(
        statement.get("Effect") == "Allow"
        and any(fnmatchcase("kms:PutKeyPolicy", str(action)) for action in listed(statement.get("Action", [])))
        and any(arn in {"*", account} or f":{account}:" in arn for arn in _aws_principals(statement))
        for statement in statements(key_policy)
    )


def _principal_arns(document: Document) -> Iterator[str]:
    for statement in statements(document):
        yield from _aws_principals(statement)


def _aws_principals(statement: Mapping[str, Any]) -> list[str]:
    principal = statement.get("Principal", statement.get("NotPrincipal", {}))
    named = principal.get("AWS", []) if isinstance(principal, Mapping) else principal
    return [str(one) for one in listed(named)]


def listed(value: Any) -> list[Any]:
    """A policy's member that may be one or a list of them."""
    return list(value) if isinstance(value, list | tuple) else [value]
