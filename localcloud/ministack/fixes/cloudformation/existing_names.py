"""A stack does not take over a resource that exists already under the name in its template.

MiniStack adopts it, and deletes it with the stack. On AWS the creation fails, and what was there stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ministack.services import (
    backup,
    cloudwatch,
    cloudwatch_logs,
    dynamodb,
    iam,
    kms,
    lambda_svc,
    secretsmanager,
    sns,
    ssm,
    waf,
)

from localcloud.ministack import resource_changes
from localcloud.ministack.resource_changes import ResourceChange, check_before
from localcloud.ministack.touched import Touched

TOUCHES = (
    *resource_changes.TOUCHES,
    Touched("services.backup", "_vaults"),
    Touched("services.cloudwatch", "_alarms"),
    Touched("services.cloudwatch_logs", "_log_groups"),
    Touched("services.dynamodb", "_tables"),
    Touched("services.iam", "_policies"),
    Touched("services.iam", "_roles"),
    Touched("services.kms", "_resolve_key", "key_id_or_arn"),
    Touched("services.lambda_svc", "_functions"),
    Touched("services.secretsmanager", "_secrets"),
    Touched("services.sns", "_topics"),
    Touched("services.ssm", "_parameters"),
    Touched("services.waf", "_web_acls"),
)


def _policy_exists(name: str) -> bool:
    return any(arn.endswith(f"/{name}") and not arn.startswith("arn:aws:iam::aws:") for arn in iam._policies)


def _web_acl_exists(name: str) -> bool:
    return any(waf._web_acls[one]["Name"] == name for one in waf._web_acls)


# type -> (the property that names it, whether a resource of that name exists in the stack's account and region).
# Buckets, build projects and pipelines are not here: making one refuses a taken name itself.
_NAMED: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "AWS::Backup::BackupVault": ("BackupVaultName", lambda name: name in backup._vaults),
    "AWS::CloudWatch::Alarm": ("AlarmName", lambda name: name in cloudwatch._alarms),
    "AWS::DynamoDB::Table": ("TableName", lambda name: name in dynamodb._tables),
    "AWS::IAM::ManagedPolicy": ("ManagedPolicyName", _policy_exists),
    "AWS::IAM::Role": ("RoleName", lambda name: name in iam._roles),
    "AWS::KMS::Alias": ("AliasName", lambda name: kms._resolve_key(name) is not None),
    "AWS::Lambda::Function": ("FunctionName", lambda name: name in lambda_svc._functions),
    "AWS::Logs::LogGroup": ("LogGroupName", lambda name: name in cloudwatch_logs._log_groups),
    "AWS::SecretsManager::Secret": ("Name", lambda name: name in secretsmanager._secrets),
    "AWS::SNS::Topic": ("TopicName", lambda name: any(arn.endswith(f":{name}") for arn in sns._topics)),
    "AWS::SSM::Parameter": ("Name", lambda name: name in ssm._parameters),
    "AWS::WAFv2::WebACL": ("Name", _web_acl_exists),
}


def apply() -> None:
    """Check before a stack creates a resource (not when it updates or replaces one)."""
    check_before(_check)


def _check(change: ResourceChange) -> None:
    name_property, exists = _NAMED.get(change.resource_type, ("", None))
    name = change.properties.get(name_property)
    if change.old is None and exists is not None and isinstance(name, str) and exists(name):
        raise ValueError(f"Resource of type '{change.resource_type}' with identifier '{name}' already exists.")
