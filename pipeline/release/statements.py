"""Policy statements compared: whether what one allows or denies is within what others did."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from pipeline.gate.stacks import as_text, listed
from pipeline.release.expressions import as_json


@dataclass(frozen=True)
class Patterns:
    """``Action``, ``Resource`` or ``Principal`` of a statement, or all but what its ``Not`` form names."""

    texts: tuple[str, ...]
    negated: bool = False

    def each(self) -> Iterator[Patterns]:
        """One at a time, so that each may be within another statement."""
        if self.negated:
            yield self
        else:
            yield from (Patterns((text,)) for text in self.texts)

    def within(self, wider: Patterns) -> bool:
        """Whether everything that these match is matched by the others."""
        if wider.negated:
            if self.negated:
                return all(_within_any(text, self.texts) for text in wider.texts)
            return not any(_meet(text, other) for text in self.texts for other in wider.texts)
        if self.negated:
            return "*" in wider.texts
        return all(_within_any(text, wider.texts) for text in self.texts)

    def __str__(self) -> str:
        return ("all but " if self.negated else "") + ", ".join(self.texts)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A statement.

    Attributes:
        principals: ``AWS:...``, ``Service:...``; one that is empty stands for whoever has the policy.
        conditions: by operator and key, the values.
    """

    allows: bool
    actions: Patterns
    resources: Patterns
    principals: Patterns
    conditions: Mapping[tuple[str, str], frozenset[str]]

    @property
    def canonical(self) -> object:
        """Equal for statements that say the same in another order."""
        patterns = (self.actions, self.resources, self.principals)
        said = tuple((frozenset(one.texts), one.negated) for one in patterns)
        return self.allows, said, frozenset(self.conditions.items())

    def each(self) -> Iterator[Statement]:
        """One for each action, resource and principal."""
        for action, resource, principal in itertools.product(
            self.actions.each(), self.resources.each(), self.principals.each()
        ):
            yield Statement(
                allows=self.allows, actions=action, resources=resource, principals=principal, conditions=self.conditions
            )

    def within(self, wider: Statement) -> bool:
        """Whether it reaches nothing that the other does not reach."""
        return (
            self.actions.within(wider.actions)
            and self.resources.within(wider.resources)
            and self.principals.within(wider.principals)
            and all(_implied(key, values, self.conditions.get(key)) for key, values in wider.conditions.items())
        )

    def __str__(self) -> str:
        by = f" by {self.principals}" if any(self.principals.texts) else ""
        limited = f" if {_said(self.conditions)}" if self.conditions else ""
        return f"{self.actions} on {self.resources}{by}{limited}"


def statements(policy: Any) -> list[Statement]:
    """Those of a policy document; none where it is not one."""
    found = as_json(policy)
    if not isinstance(found, Mapping):
        return []
    return [_statement(one) for one in listed(found.get("Statement")) if isinstance(one, Mapping)]


def beyond(statement: Statement, others: Sequence[Statement]) -> list[str]:
    """What of a statement is within none of the others that have its effect, a line each."""
    alike = [one for one in others if one.allows is statement.allows]
    return [str(one) for one in statement.each() if not any(one.within(other) for other in alike)]


def _statement(found: Mapping[str, Any]) -> Statement:
    return Statement(
        allows=found.get("Effect") != "Deny",
        actions=_patterns(found, "Action", lambda one: as_text(one).lower()),
        resources=_patterns(found, "Resource", as_text, missing="*"),
        principals=_principals(found),
        conditions={
            (operator.lower(), key.lower()): frozenset(as_text(one) for one in listed(values))
            for operator, keys in (found.get("Condition") or {}).items()
            for key, values in keys.items()
        },
    )


def _patterns(found: Mapping[str, Any], name: str, text: Any, missing: str = "") -> Patterns:
    negated = f"Not{name}" in found
    values = listed(found.get(f"Not{name}" if negated else name)) or [missing]
    return Patterns(tuple(text(one) for one in values), negated)


def _principals(found: Mapping[str, Any]) -> Patterns:
    negated = "NotPrincipal" in found
    given = found.get("NotPrincipal" if negated else "Principal", "")
    if not isinstance(given, Mapping) or (len(given) == 1 and next(iter(given)) in ("Ref", "Fn::GetAtt", "Fn::Join")):
        return Patterns((as_text(given),), negated)
    named = [(kind, as_text(one)) for kind, values in given.items() for one in listed(values)]
    return Patterns(tuple("*" if one == ("AWS", "*") else f"{one[0]}:{one[1]}" for one in named), negated)


def _within_any(text: str, patterns: Sequence[str]) -> bool:
    return any(text == pattern or fnmatchcase(text, pattern.replace("[", "[[]")) for pattern in patterns)


def _meet(text: str, other: str) -> bool:
    return _within_any(text, [other]) or _within_any(other, [text])


def _implied(key: tuple[str, str], values: frozenset[str], stricter: frozenset[str] | None) -> bool:
    """Whether a condition is met wherever the stricter one is."""
    if stricter is None:
        return False
    negated = "not" in key[0] and key[0] != "null"
    return values <= stricter if negated else all(_within_any(one, sorted(values)) for one in stricter)


def _said(conditions: Mapping[tuple[str, str], frozenset[str]]) -> str:
    return json.dumps({f"{operator} {key}": sorted(values) for (operator, key), values in sorted(conditions.items())})
