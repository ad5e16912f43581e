"""One side of a comparison: the resources of a stack as they are, or will be, deployed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.release.expressions import Expressions

Resource = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One stack, before and after.

    Attributes:
        before: the deployed template; None where the stack does not exist.
        after: the assembly's; None where the app has no such stack any more.
        account, region: where it lies.
    """

    stack: str
    account: str
    region: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    pseudo: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        pseudo = {
            "AWS::AccountId": self.account,
            "AWS::Partition": "aws",
            "AWS::Region": self.region,
            "AWS::StackName": self.stack,
            "AWS::URLSuffix": "amazonaws.com",
        }
        object.__setattr__(self, "pseudo", pseudo)

    def sides(self) -> tuple[dict[str, Resource], dict[str, Resource]]:
        """Resources by logical id, before and after, with what is known of their values."""
        before, after = (dict(_resources(side, self.pseudo)) for side in (_as_deployed(self.before), self.after))
        # GetTemplate gives a question mark for what is not ASCII.
        return before, {name: _in_ascii(one) for name, one in after.items()} if self.before else after


def _resources(template: Mapping[str, Any] | None, pseudo: Mapping[str, str]) -> Iterator[tuple[str, Resource]]:
    if template is None:
        return
    expressions = Expressions(template, pseudo)
    for logical_id, resource in template.get("Resources", {}).items():
        if resource.get("Type") == "AWS::CDK::Metadata":
            continue
        if expressions.holds(resource["Condition"]) is not False if "Condition" in resource else True:
            properties = expressions.resolved(resource.get("Properties", {}))
            yield logical_id, {**resource, "Properties": properties}


def _as_deployed(template: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return None if template is None else _in_ascii(template)


def _in_ascii(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_in_ascii(key): _in_ascii(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_in_ascii(one) for one in value]
    return value.encode("ascii", "replace").decode() if isinstance(value, str) else value
