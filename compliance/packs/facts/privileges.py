"""What an Allow of an identity policy amounts to: administration, a way to more permissions, or all data of a kind.

An action counts on the resources that it can act on, as far as the statement names them: ``*`` on one bucket's ARN
passes no role. Which actions count is data (`sensitive_actions.json`, with its sources).
"""

from __future__ import annotations

import fnmatch
import functools
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compliance.packs.facts.intrinsics import UNKNOWN, Intrinsics
from compliance.packs.facts.principals import owner_of

_FILE: Final = Path(__file__).with_name("sensitive_actions.json")
# All of a kind: "*", "table/*", "secret:*", "table/*/index/*"; for S3, whose ARNs have no type, "*" and "*/*".
_ALL: Final = re.compile(r"([\w-]+[/:])?[*?]+([/:][\w*?-]*)*")
_ALL_BUCKETS: Final = re.compile(r"[*?]+(/.*)?")
_NARROWS: Final = {"resource", "resource-organization", "encryption-context", "via-service"}
_SELF: Final = ("${aws:username}", "${aws:userid}", "${aws:PrincipalTag/")
_BOUND: Final = {"iam:PassRole": {"passed-to-service"}, "kms:CreateGrant": {"grantee"}}
_BOUND_GRANTS: Final = {"permissions-boundary", "policy-arn"}


@functools.cache
def _actions(name: str) -> tuple[str, ...]:
    return tuple(json.loads(_FILE.read_text(encoding="utf-8"))[name])


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One Allow of an identity policy.

    Attributes:
        actions: patterns in lower case; of ``NotAction``, ``*``.
        resources: as text; of ``NotResource``, ``*``.
        restricted: kinds of `conditions.Restriction`.
    """

    actions: Sequence[str]
    resources: Sequence[str]
    restricted: Collection[str]
    intrinsics: Intrinsics

    def administers(self) -> list[str]:
        """The patterns that give all of a service or of everything, on every resource; all of IAM on any."""
        found = []
        for action in self.actions:
            service, _, name = action.partition(":")
            whole = not service.strip("*") or (bool(name) and not name.strip("*"))
            anything = not service.strip("*")
            # Who has all of IAM can change a role's tags as well.
            limited = bool(_NARROWS & set(self.restricted)) and not anything and service not in {"iam", "sts"}
            named = [one for one in self.resources if self._acts_on("iam" if anything else service, one)]
            if whole and not limited and any(is_all(one) or service in {"iam", "sts"} for one in named):
                found.append(action)
        return found

    def escalates(self) -> list[str]:
        """The actions that lead to permissions that the grant itself does not name."""
        found = [one for one in _actions("grants_itself_permissions") if self._gives_permissions(one)]
        return found + [one for one in _actions("escalates_on_any_resource") if self._on_all(one)]

    def all_data(self) -> list[str]:
        """The actions that read, change or destroy data, on every resource of their kind."""
        return [one for one in _actions("reads_or_destroys_data") if self._on_all(one)]

    def turns_watch_off(self) -> list[str]:
        """The actions that end what records or guards the account, on any resource of theirs."""
        return [
            one
            for one in _actions("turns_watch_off")
            if self._allows(one) and any(self._acts_on(one.partition(":")[0], resource) for resource in self.resources)
        ]

    def _gives_permissions(self, action: str) -> bool:
        service = action.partition(":")[0]
        named = [one for one in self.resources if self._acts_on(service, one) and not any(me in one for me in _SELF)]
        return self._allows(action) and bool(named) and not _BOUND_GRANTS & set(self.restricted)

    def _on_all(self, action: str) -> bool:
        bound = _NARROWS | _BOUND.get(action, set())
        if bound & set(self.restricted) or not self._allows(action):
            return False
        service = action.partition(":")[0]
        return any(is_all(one) and self._acts_on(service, one) for one in self.resources)

    def _allows(self, action: str) -> bool:
        return any(fnmatch.fnmatchcase(action.lower(), pattern) for pattern in self.actions)

    def _acts_on(self, service: str, resource: str) -> bool:
        """Whether a resource is one of a service's; where the template does not tell, it is."""
        if service == "sts":
            service = "iam"
        if resource.startswith("${"):
            of_type = str((self.intrinsics.referred(resource) or {}).get("Type")).split("::")
            return of_type[0] != "AWS" or of_type[1:2] == ["CloudFormation"] or of_type[1].lower() == service
        fields = _fields(resource)
        return UNKNOWN in resource or (bool(fields) and fnmatch.fnmatchcase(service, fields[2]))


def administering_policy(policy: str) -> bool:
    """Whether a managed policy of AWS, by its ARN or its bare name, administers the account or a service."""
    name = policy.rpartition("/")[2]
    return (":aws:policy/" in policy or ":" not in policy) and (
        name in _actions("administers") or name.endswith("FullAccess")
    )


def foreign_resources(resources: Sequence[str], own: Collection[str]) -> list[str]:
    """Those that lie in an account that is not ours."""
    return [one for one in resources if one.startswith("arn:") and owner_of(one, own).startswith("foreign:")]


def is_all(resource: str) -> bool:
    """Whether a resource pattern takes in every resource of its kind."""
    fields = _fields(resource)
    return bool(fields) and bool((_ALL_BUCKETS if fields[2] == "s3" else _ALL).fullmatch(fields[5]))


def _fields(resource: str) -> list[str]:
    """The six fields of an ARN; a wildcard at the end stands for those that follow. None of what is no ARN."""
    fields = resource.split(":", 5)
    if fields[-1].endswith("*"):
        fields += ["*"] * (6 - len(fields))
    return fields if len(fields) == 6 and fnmatch.fnmatchcase("arn", fields[0]) else []
