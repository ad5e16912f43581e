"""A stack puts no policy that AWS would refuse: too long, for a principal that does not exist, or locking out its key.

MiniStack stores any policy that is well formed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import iam

from localcloud.aws.identity.policy_documents import (
    INLINE_OF_A_ROLE,
    MANAGED,
    MANAGED_OF_A_ROLE,
    TRUST,
    can_be_changed_again,
    missing_principals,
    size,
)
from localcloud.ministack import resource_changes
from localcloud.ministack.resource_changes import check_before
from localcloud.ministack.touched import Touched

TOUCHES = (
    *resource_changes.TOUCHES,
    Touched("services.iam", "_roles"),
    Touched("services.iam", "_users"),
    Touched("services.iam", "_policies"),
)
Properties = Mapping[str, Any]

# type -> (the property with its policy, the service as its error names it, the error's words for a missing principal)
_RESOURCE_POLICIES: Mapping[str, tuple[str, str, str]] = {
    "AWS::IAM::Role": ("AssumeRolePolicyDocument", "Iam", 'Invalid principal in policy: "AWS":"{arn}"'),
    "AWS::KMS::Key": ("KeyPolicy", "Kms", "Policy contains a statement with one or more invalid principals: {arn}"),
    "AWS::S3::BucketPolicy": ("PolicyDocument", "S3", "Invalid principal in policy: {arn}"),
    "AWS::SecretsManager::ResourcePolicy": ("ResourcePolicy", "SecretsManager", "Invalid principal: {arn}"),
    "AWS::SNS::TopicPolicy": ("PolicyDocument", "Sns", "Invalid parameter: Policy Error: PrincipalNotFound: {arn}"),
    "AWS::SQS::QueuePolicy": ("PolicyDocument", "Sqs", "Invalid value for the parameter Policy: {arn}"),
}


def apply() -> None:
    """Check before a stack creates a resource, and before it changes one."""
    check_before(lambda change: _check(change.resource_type, change.properties))


def _check(resource_type: str, properties: Properties) -> None:
    """Raises ValueError with AWS's words, the resource's reason to fail."""
    for check in _CHECKS.get(resource_type, ()):
        check(properties)
    if resource_type in _RESOURCE_POLICIES:
        name, service, words = _RESOURCE_POLICIES[resource_type]
        for arn in missing_principals(properties.get(name) or {}, _exists):
            raise ValueError(f"{words.format(arn=arn)} (Service: {service}, Status Code: 400)")


def _exists(account: str, kind: str, name: str) -> bool:
    """Also of an account that nothing is known of here: on AWS it may have the role."""
    known = any(owner == account for owner, _ in list(iam._roles._data))
    stored = iam._roles if kind == "role" else iam._users
    return not known or stored.contains_scoped(account, None, name)


def _role(properties: Properties) -> None:
    name = properties.get("RoleName", "")
    if size(properties.get("AssumeRolePolicyDocument") or {}) > TRUST:
        raise ValueError(f"Cannot exceed quota for ACLSizePerRole: {TRUST} (Service: Iam, Status Code: 409)")
    _attachable(properties.get("ManagedPolicyArns") or [])
    _inline(name, [policy.get("PolicyDocument") or {} for policy in properties.get("Policies") or []])


def _attachable(arns: list[str]) -> None:
    if len(arns) > MANAGED_OF_A_ROLE:
        raise ValueError(
            f"Cannot exceed quota for PoliciesPerRole: {MANAGED_OF_A_ROLE} (Service: Iam, Status Code: 409)"
        )
    for arn in arns:
        if f":{get_account_id()}:" in arn and arn not in iam._policies:
            raise ValueError(f"Policy {arn} does not exist or is not attachable. (Service: Iam, Status Code: 404)")


def _policy(properties: Properties) -> None:
    document = properties.get("PolicyDocument") or {}
    for name in [*(properties.get("Roles") or []), *filter(None, [properties.get("RoleName")])]:
        stored = (iam._roles.get(name) or {}).get("InlinePolicies", {})
        others = [one for title, one in stored.items() if title != properties.get("PolicyName")]
        _inline(name, [*others, document])


def _inline(role: str, documents: list[Any]) -> None:
    if sum(map(size, documents)) > INLINE_OF_A_ROLE:
        raise ValueError(
            f"Maximum policy size of {INLINE_OF_A_ROLE} bytes exceeded for role {role} (Service: Iam, Status Code: 409)"
        )


def _managed_policy(properties: Properties) -> None:
    if size(properties.get("PolicyDocument") or {}) > MANAGED:
        raise ValueError(f"Cannot exceed quota for PolicySize: {MANAGED} (Service: Iam, Status Code: 409)")


def _key(properties: Properties) -> None:
    policy = properties.get("KeyPolicy") or {}
    checked = policy and not properties.get("BypassPolicyLockoutSafetyCheck")
    if checked and not can_be_changed_again(policy, get_account_id()):
        raise ValueError(
            "The new key policy will not allow you to update the key policy in the future. "
            "(Service: Kms, Status Code: 400)"
        )


_CHECKS: Mapping[str, tuple[Callable[[Properties], None], ...]] = {
    "AWS::IAM::Role": (_role,),
    "AWS::IAM::Policy": (_policy,),
    "AWS::IAM::RolePolicy": (_policy,),
    "AWS::IAM::ManagedPolicy": (_managed_policy,),
    "AWS::KMS::Key": (_key,),
}
