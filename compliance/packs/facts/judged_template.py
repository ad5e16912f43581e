"""A template with its facts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import UNKNOWN, Intrinsics
from compliance.packs.facts.kinds import facts_about_kinds
from compliance.packs.facts.openings import (
    open_to_a_service,
    open_to_everyone,
    open_to_foreign_accounts,
    without_audience,
    without_subject,
)
from compliance.packs.facts.policy_documents import BOUNDARY, IDENTITY, policy_documents
from compliance.packs.facts.privileges import Grant, administering_policy, foreign_resources
from compliance.packs.facts.statements import Statement, read_statements

FACT_PREFIX: Final = "Fact"
"""How the logical ids of pseudo resources and the services of their types begin."""

_ATTACHED: Final = ("ManagedPolicyArns", "ManagedPolicies", "Policies")


def judged_template(template: Mapping[str, Any], *, own_accounts: Collection[str] = ()) -> dict[str, Any]:
    """The template and, beside its resources, a pseudo resource for each IAM statement and attached managed policy,
    and for each fact about resources of other kinds; what a resource says twice is one.

    A pseudo resource names in ``Properties.Of`` the logical id of the resource that it comes from. Its type is
    ``Fact::IAM::Statement`` or ``Fact::IAM::AttachedPolicy``; their properties are listed where they are made below.
    The others have the types and properties that the functions in `compliance.packs.facts.kinds` say.

    Args:
        own_accounts: ids of accounts that are not foreign, beside ``AWS::AccountId``: those of the template's
            environment and of the pipeline.
    """
    resources = template.get("Resources", {})
    own = frozenset(own_accounts)
    # With properties each, so that who reads them need not ask.
    bodies = {name: {**body, "Properties": _properties(body)} for name, body in resources.items() if _is_one(body)}
    whole = {**template, "Resources": bodies}
    about_kinds = ((fact.kind, {"Of": fact.of, **fact.properties}) for fact in facts_about_kinds(whole, own))
    facts = [*_facts(whole, own), *(_pseudo_resource(kind, properties) for kind, properties in about_kinds)]
    # What a resource says twice is one fact: the engine's time goes with the resources that it is shown.
    unique = {json.dumps(fact, sort_keys=True): fact for fact in facts}.values()
    named = {f"{FACT_PREFIX}{number}Of{fact['Properties']['Of']}": fact for number, fact in enumerate(unique)}
    return {**template, "Resources": {**resources, **named}}


def subject_of(judged: Mapping[str, Any], logical_id: str) -> str:
    """The logical id of the resource that a finding on a judged template's resource is about."""
    body = judged["Resources"][logical_id]
    return str(body["Properties"]["Of"]) if body["Type"].startswith(f"{FACT_PREFIX}::") else logical_id


def _facts(template: Mapping[str, Any], own: frozenset[str]) -> Iterator[dict[str, Any]]:
    intrinsics = Intrinsics(template)
    boundaries = _boundaries(template)
    for logical_id, body in template["Resources"].items():
        of = {"Of": logical_id, "OfType": str(body.get("Type"))}
        for document in policy_documents(body, intrinsics):
            kind = BOUNDARY if document.kind == IDENTITY and logical_id in boundaries else document.kind
            if document.statements is None:
                yield _fact("Statement", {**of, "Kind": kind, **_UNTOLD})
                continue
            for statement in read_statements(kind, document.statements, intrinsics, own):
                yield _fact("Statement", {**of, "Kind": kind, **_statement(statement, of["OfType"], intrinsics, own)})
        for policy in _attached(body, intrinsics):
            known = UNKNOWN not in policy
            administers = administering_policy(policy)
            yield _fact("AttachedPolicy", {**of, "Policy": policy, "Known": known, "Administers": administers})


def _fact(kind: str, properties: dict[str, Any]) -> dict[str, Any]:
    return _pseudo_resource(f"IAM::{kind}", properties)


def _pseudo_resource(kind: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"Type": f"{FACT_PREFIX}::{kind}", "Properties": properties}


def _statement(statement: Statement, of_type: str, intrinsics: Intrinsics, own: Collection[str]) -> dict[str, Any]:
    grant = Grant(
        actions=["*"] if statement.not_action else statement.actions,
        resources=["*"] if statement.not_resource else statement.resources,
        restricted=statement.restricted,
        intrinsics=intrinsics,
    )
    grants = statement.allows and statement.kind == IDENTITY
    administers = grants and (statement.not_action or bool(grant.administers()))
    return {
        "Effect": statement.effect,
        "Actions": list(statement.actions),
        "NotAction": statement.not_action,
        "Resources": list(statement.resources),
        "NotResource": statement.not_resource,
        "Principals": list(statement.principals),
        "RestrictedBy": sorted(statement.restricted),
        "OpenToEveryone": open_to_everyone(statement, of_type),
        "OpenToForeignAccounts": open_to_foreign_accounts(statement, own),
        "OpenToAService": open_to_a_service(statement, of_type, own),
        "RestrictedInVain": statement.allows and statement.restricted_in_vain,
        "WithoutSubject": without_subject(statement),
        "WithoutAudience": without_audience(statement),
        "Administers": administers,
        "Escalates": grant.escalates() if grants and not administers else [],
        "AllData": grant.all_data() if grants and not administers else [],
        "TurnsWatchOff": grant.turns_watch_off() if grants and not administers else [],
        "ForeignResources": foreign_resources(statement.resources, own) if grants else [],
        "Unknown": statement.unknown(),
    }


_UNTOLD: Final[Mapping[str, Any]] = {
    "Effect": "unknown",
    "Actions": [],
    "NotAction": False,
    "Resources": [],
    "NotResource": False,
    "Principals": [],
    "RestrictedBy": [],
    "OpenToEveryone": False,
    "OpenToForeignAccounts": False,
    "OpenToAService": False,
    "RestrictedInVain": False,
    "WithoutSubject": False,
    "WithoutAudience": False,
    "Administers": False,
    "Escalates": [],
    "AllData": [],
    "TurnsWatchOff": [],
    "ForeignResources": [],
    "Unknown": ["Statement"],
}
"""The properties of a policy that the template does not tell."""


def _attached(body: Mapping[str, Any], intrinsics: Intrinsics) -> Iterator[str]:
    """The managed policies that are attached to an identity; a serverless function's may be bare names."""
    properties = body["Properties"]
    for name in ("ManagedPolicyArns", "ManagedPolicies"):
        yield from intrinsics.listed(properties.get(name, []))
    if str(body.get("Type")).startswith("AWS::Serverless::"):
        policies = properties.get("Policies", [])
        listed = policies if isinstance(policies, list) else [policies]
        yield from intrinsics.listed([one for one in listed if isinstance(one, str)])


def _boundaries(template: Mapping[str, Any]) -> set[str]:
    """The logical ids of managed policies that bound roles and users of the template, and are attached to none."""
    bounding: set[str] = set()
    attached: set[str] = set()
    for body in template["Resources"].values():
        bounding.update(_references(body["Properties"].get("PermissionsBoundary")))
        attached.update(name for key in _ATTACHED for name in _references(body["Properties"].get(key)))
    return {name for name in bounding - attached if not _attaches_itself(template["Resources"].get(name))}


def _attaches_itself(body: Mapping[str, Any] | None) -> bool:
    return body is not None and any(body["Properties"].get(name) for name in ("Roles", "Users", "Groups"))


def _is_one(body: Any) -> bool:
    """A loop of the template's language stands for several resources; the CDK writes none."""
    return isinstance(body, Mapping)


def _properties(body: Mapping[str, Any]) -> Mapping[str, Any]:
    found = body.get("Properties")
    return found if isinstance(found, Mapping) else {}


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("Ref"), str):
            yield value["Ref"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)
