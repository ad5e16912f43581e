"""Who may do what decides about a release, and who is kept from it: statements of every policy in the templates."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, Final

from pipeline.gate.stacks import Stack, as_text, listed

ANSWER: Final = "codepipeline:PutApprovalResult"
DECISIVE: Final = (
    ANSWER,
    "codepipeline:UpdatePipeline",
    "codepipeline:OverrideStageCondition",
    "kms:Sign",
    "s3:BypassGovernanceRetention",
)
"""To say yes, to change the way, to sign, to delete evidence. To deploy, and to write the gate's records, are told by
the resource (`_allowed`)."""


def permission_facts(stacks: list[Stack]) -> dict[str, dict[str, Any]]:
    """``may``: for each decisive action and policy, on what and by whom; ``denied``: what each policy forbids."""
    may: dict[str, list[str]] = {}
    denied: dict[str, list[str]] = {}
    deploy_roles = {stack.deploy_role for stack in stacks if stack.deploy_role}
    for stack in stacks:
        may.update(_answerers(stack))
        buckets = [name for name, bucket in stack.resources("AWS::S3::Bucket") if _is_locked(bucket)]
        targets = {
            "s3:PutObject to the gate's records": {f"${{{name}.Arn}}/execution/gate/gate.json" for name in buckets},
            "sts:AssumeRole to deploy": deploy_roles,
        }
        own = [one["Properties"].get("RoleArn", {}) for _, one in stack.resources("AWS::CodePipeline::Pipeline")]
        for logical_id, resource in stack.resources():
            for statement in statements(resource):
                where = f"{stack.name}/{logical_id}"
                if statement.get("Effect") == "Deny":
                    actions = listed(statement.get("Action")) or [f"all but {as_text(statement.get('NotAction'))}"]
                    denied.setdefault(where, []).extend(
                        f"{as_text(action)} on {where_to}" for action in actions for where_to in reach(statement)
                    )
                    continue
                if _is_key_for_encryption(resource) or _is_of_role(resource, own):
                    continue
                for action in _allowed(statement, targets):
                    may.setdefault(f"{action} in {where}", []).extend(reach(statement))
    return {"may": {key: sorted(set(value)) for key, value in may.items()}, "denied": denied}


def _answerers(stack: Stack) -> dict[str, list[str]]:
    """Who may assume a role that answers approvals: that it may do nothing else keeps nobody from becoming it."""
    answering = {
        role.get("Ref", "")
        for _, policy in stack.resources("AWS::IAM::Policy")
        if _answers(policy)
        for role in listed(policy.get("Properties", {}).get("Roles"))
    }
    return {
        f"{ANSWER} as {stack.name}/{logical_id}": trust(role)
        for logical_id, role in stack.resources("AWS::IAM::Role")
        if logical_id in answering or _answers(role)
    }


def trust(role: dict[str, Any]) -> list[str]:
    """Who may assume a role, and under which conditions."""
    return [
        f"{as_text(statement.get('Principal'))}{_limited(statement)}"
        for statement in listed(role["Properties"]["AssumeRolePolicyDocument"].get("Statement"))
    ]


def _answers(resource: dict[str, Any]) -> bool:
    return any(found.get("Effect") == "Allow" and _covers(found, ANSWER) for found in statements(resource))


def _limited(statement: dict[str, Any]) -> str:
    return f" if {as_text(statement['Condition'])}" if "Condition" in statement else ""


def _is_locked(bucket: dict[str, Any]) -> bool:
    return bucket.get("Properties", {}).get("ObjectLockEnabled") is True


def _is_key_for_encryption(resource: dict[str, Any]) -> bool:
    """Its policy lets its account do everything with it, "sign" included, which such a key cannot."""
    usage = resource.get("Properties", {}).get("KeyUsage", "ENCRYPT_DECRYPT")
    return resource.get("Type") == "AWS::KMS::Key" and usage == "ENCRYPT_DECRYPT"


def _is_of_role(policy: dict[str, Any], roles: list[Any]) -> bool:
    """The pipeline's own role: it deploys, which is what everything here guards."""
    attached = policy.get("Properties", {}).get("Roles", [])
    return any(one.get("Ref") in listed(role.get("Fn::GetAtt"))[:1] for one in attached for role in roles)


def statements(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Identity and resource policies; who may assume a role is judged by the rule packs."""
    properties = resource.get("Properties", {})
    documents = [properties.get(name) for name in ("PolicyDocument", "KeyPolicy", "ResourcePolicy")]
    documents += [policy.get("PolicyDocument") for policy in listed(properties.get("Policies")) if policy]
    for document in documents:
        if isinstance(document, dict):
            yield from listed(document.get("Statement"))


def _allowed(statement: dict[str, Any], targets: dict[str, set[str]]) -> Iterator[str]:
    for action in DECISIVE:
        if _covers(statement, action):
            yield action
    for what, resources in targets.items():
        if _covers(statement, what.partition(" ")[0]) and any(_reaches(statement, one) for one in resources):
            yield what


def _covers(statement: dict[str, Any], action: str) -> bool:
    def among(patterns: Any) -> bool:
        return any(fnmatchcase(action.lower(), as_text(one).lower()) for one in listed(patterns))

    return among(statement["Action"]) if "Action" in statement else not among(statement.get("NotAction"))


def _reaches(statement: dict[str, Any], resource: str) -> bool:
    # In a pattern of fnmatch brackets are special; names in templates hold none.
    patterns = [as_text(one) for one in listed(statement.get("Resource"))]
    return "NotResource" in statement or any(fnmatchcase(resource, one) for one in patterns)


def reach(statement: dict[str, Any]) -> list[str]:
    """Each resource of a statement, by whom, and under which conditions."""
    principal = statement.get("Principal", statement.get("NotPrincipal"))
    by = f" by {as_text(principal)}" if principal else ""
    resources = listed(statement.get("Resource")) or ["not " + as_text(statement.get("NotResource"))]
    return [f"{as_text(one)}{by}{_limited(statement)}" for one in resources]
