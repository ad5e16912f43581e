"""One IAM statement with its values as text, whatever form the template gives them."""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from compliance.packs.facts.conditions import Restriction, restrictions, spared_by_denial
from compliance.packs.facts.intrinsics import UNKNOWN, Intrinsics
from compliance.packs.facts.principals import EVERYONE, of_kind, principals_of
from compliance.packs.facts.vain_conditions import names_an_account, restricted_in_vain


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A statement.

    Attributes:
        kind: of its policy (`policy_documents`).
        effect: ``Allow``, ``Deny`` or ``unknown``; an Allow in one of two branches is an Allow.
        actions: in lower case; with `not_action` those that are left out.
        resources: with `not_resource` those that are left out.
        principals: in the spelling of `principals`.
        restrictions: what its conditions hold a request to; in a Deny, whom it spares.
        restricted_in_vain: whether it names a whole account of ours, under conditions that leave nobody of it out.
    """

    kind: str
    effect: str
    actions: Sequence[str]
    not_action: bool
    resources: Sequence[str]
    not_resource: bool
    principals: Sequence[str]
    restrictions: Sequence[Restriction]
    restricted_in_vain: bool

    @property
    def allows(self) -> bool:
        """Whether it may allow something."""
        return self.effect != "Deny"

    @property
    def restricted(self) -> set[str]:
        """The kinds of its restrictions."""
        return {one.kind for one in self.restrictions}

    def named(self, kind: str) -> list[str]:
        """Its principals of one kind, ``service`` say, without the kind."""
        return of_kind(self.principals, kind)

    def unknown(self) -> list[str]:
        """The elements of an Allow that the template does not tell."""
        principals = [one for one in self.principals if one.startswith("unknown:")]
        told = {"Effect": self.effect != "unknown", "Principal": not principals}
        told |= {"Action": UNKNOWN not in "".join(self.actions), "Resource": UNKNOWN not in "".join(self.resources)}
        return [name for name, known in told.items() if not known] if self.allows else []


def read_statements(
    kind: str, statements: Sequence[Any], intrinsics: Intrinsics, own: Collection[str]
) -> list[Statement]:
    """The statements of one policy. What it denies to everyone but some, its other statements allow to these alone."""
    found = [_read(kind, statement, intrinsics, own) for statement in statements]
    denials = [
        replace(one, restrictions=spared_by_denial(body.get("Condition"), intrinsics, own))
        for one, body in zip(found, statements, strict=True)
        if not one.allows and EVERYONE in one.principals and "NotPrincipal" not in body
    ]
    return [_narrowed(one, denials) if one.allows else one for one in found]


def _read(kind: str, statement: Any, intrinsics: Intrinsics, own: Collection[str]) -> Statement:
    body: Mapping[str, Any] = statement if isinstance(statement, Mapping) else {}
    effects = intrinsics.listed(body.get("Effect"))
    return Statement(
        kind=kind,
        effect="Deny" if effects == ["Deny"] else "Allow" if "Allow" in effects else "unknown",
        actions=[text.lower() for text in intrinsics.listed(body.get("Action", body.get("NotAction", [])))],
        not_action="NotAction" in body,
        resources=intrinsics.listed(body.get("Resource", body.get("NotResource", []))),
        not_resource="NotResource" in body,
        principals=principals_of(body, intrinsics, own),
        restrictions=restrictions(body.get("Condition"), intrinsics, own),
        restricted_in_vain=(
            names_an_account(body, intrinsics, own) and restricted_in_vain(body.get("Condition"), intrinsics, own)
        ),
    )


def _narrowed(allow: Statement, denials: Sequence[Statement]) -> Statement:
    spared = [one for deny in denials if _covers(deny, allow) for one in deny.restrictions]
    return replace(allow, restrictions=[*allow.restrictions, *spared])


def _covers(deny: Statement, allow: Statement) -> bool:
    """Whether a Deny holds for all that an Allow allows, as far as both are written."""
    if deny.not_action or deny.not_resource or allow.not_action or allow.not_resource:
        return False
    actions = all(any(fnmatch.fnmatchcase(one, pattern) for pattern in deny.actions) for one in allow.actions)
    return actions and all(
        any(fnmatch.fnmatchcase(one, pattern) for pattern in deny.resources) for one in allow.resources
    )
