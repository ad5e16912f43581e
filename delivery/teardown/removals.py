"""What must be done to a resource before AWS lets it go, by its CloudFormation type; and what AWS keeps all the same.

Everything here can be done again: what is gone already is no error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from delivery.teardown.buckets import delete_bucket, empty_bucket, lock_ends

ClientFor = Callable[[str], Any]
"""A boto3 client of the account and region, by its service's name."""

KEY_WINDOW_DAYS: Final = 30
_GONE: Final = frozenset(
    {
        "404",
        "NoSuchBucket",
        "NoSuchEntity",
        "NotFoundException",
        "ResourceNotFoundException",
    }
)


@dataclass(frozen=True, kw_only=True)
class Remains:
    """What is still there, and until when at what cost."""

    resource: str
    until: str
    cost: str


Removal = Callable[[ClientFor, str], Remains | None]


def gone(error: ClientError) -> bool:
    """Whether an error says that there is nothing of that name."""
    return error.response["Error"]["Code"] in _GONE


def _unprotect_table(client_for: ClientFor, name: str) -> None:
    dynamodb = client_for("dynamodb")
    if dynamodb.describe_table(TableName=name)["Table"].get("DeletionProtectionEnabled"):
        dynamodb.update_table(TableName=name, DeletionProtectionEnabled=False)
        dynamodb.get_waiter("table_exists").wait(TableName=name)


def _delete_table(client_for: ClientFor, name: str) -> None:
    dynamodb = client_for("dynamodb")
    dynamodb.delete_table(TableName=name)
    dynamodb.get_waiter("table_not_exists").wait(TableName=name)


def _empty_vault(client_for: ClientFor, name: str) -> None:
    backup = client_for("backup")
    for page in backup.get_paginator("list_recovery_points_by_backup_vault").paginate(BackupVaultName=name):
        for point in page["RecoveryPoints"]:
            backup.delete_recovery_point(BackupVaultName=name, RecoveryPointArn=point["RecoveryPointArn"])


def _delete_vault(client_for: ClientFor, name: str) -> Remains | None:
    try:
        client_for("backup").delete_backup_vault(BackupVaultName=name)
    except ClientError as error:
        if error.response["Error"]["Code"] != "InvalidRequestException":
            raise
        # Recovery points go in their own time.
        return Remains(resource=f"backup vault {name}", until="you run this again in some minutes", cost="none")
    return None


def _delete_bucket(client_for: ClientFor, name: str) -> Remains | None:
    s3 = client_for("s3")
    if delete_bucket(s3, name):
        return None
    ends = lock_ends(s3, name)
    until = f"{ends:%Y-%m-%d}, when its last lock ends; then empty and delete it" if ends else "you run this again"
    return Remains(resource=f"bucket {name}", until=until, cost="0.023 USD a GB-month")


def _delete_log_group(client_for: ClientFor, name: str) -> None:
    client_for("logs").delete_log_group(logGroupName=name)


def _schedule_key_deletion(client_for: ClientFor, key: str) -> Remains:
    kms = client_for("kms")
    described = kms.describe_key(KeyId=key)["KeyMetadata"]
    if "DeletionDate" not in described:
        described = kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=KEY_WINDOW_DAYS)
    until = f"{described['DeletionDate']:%Y-%m-%d}; `aws kms cancel-key-deletion` keeps it"
    return Remains(resource=f"key {key}", until=until, cost="none while it is pending deletion")


def _delete_role(client_for: ClientFor, name: str) -> Remains | None:
    """A role; that which API Gateway logs with is a setting of the whole account and region, which goes with it."""
    iam, apigateway = client_for("iam"), client_for("apigateway")
    arn = iam.get_role(RoleName=name)["Role"]["Arn"]
    if apigateway.get_account().get("cloudwatchRoleArn") == arn:
        others = apigateway.get_rest_apis()["items"]
        if others:
            users = ", ".join(sorted(api["name"] for api in others))
            return Remains(
                resource=f"role {name}", until=f"other APIs of this account log with it: {users}", cost="none"
            )
        unset = [{"op": "replace", "path": "/cloudwatchRoleArn", "value": ""}]
        apigateway.update_account(patchOperations=unset)
    for attached in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
        iam.detach_role_policy(RoleName=name, PolicyArn=attached["PolicyArn"])
    iam.delete_role(RoleName=name)
    return None


def _delete_execution_logs(client_for: ClientFor, api: str) -> None:
    """The log groups that API Gateway makes for an API's stages by itself, without an end to what they keep."""
    logs = client_for("logs")
    prefix = f"API-Gateway-Execution-Logs_{api}/"
    for page in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=prefix):
        for group in page["logGroups"]:
            logs.delete_log_group(logGroupName=group["logGroupName"])


def _delete_report_groups(client_for: ClientFor, project: str) -> None:
    """What CodeBuild makes for the reports that a project's build spec names."""
    codebuild = client_for("codebuild")
    for page in codebuild.get_paginator("list_report_groups").paginate():
        for arn in page["reportGroups"]:
            if arn.partition(":report-group/")[2].startswith(f"{project}-"):
                codebuild.delete_report_group(arn=arn, deleteReports=True)


CLEARED: Final[Mapping[str, Callable[[ClientFor, str], None]]] = {
    "AWS::Backup::BackupVault": _empty_vault,
    "AWS::DynamoDB::Table": _unprotect_table,
    "AWS::S3::Bucket": lambda client_for, name: empty_bucket(client_for("s3"), name),
}
"""What AWS refuses to delete as it is, and how that is changed."""

REMOVED: Final[Mapping[str, Removal]] = {
    "AWS::DynamoDB::Table": _delete_table,
    "AWS::Backup::BackupVault": _delete_vault,
    "AWS::S3::Bucket": _delete_bucket,
    "AWS::Logs::LogGroup": _delete_log_group,
    "AWS::IAM::Role": _delete_role,
    "AWS::KMS::Key": _schedule_key_deletion,
}
"""What stacks retain, in the order in which it can go: keys last, after what is encrypted with them."""

MADE_BESIDE: Final[Mapping[str, Callable[[ClientFor, str], None]]] = {
    "AWS::ApiGateway::RestApi": _delete_execution_logs,
    "AWS::CodeBuild::Project": _delete_report_groups,
}
"""What AWS makes by itself for a resource, and leaves behind when it goes."""

GOES_WITH_ANOTHER: Final = frozenset({"AWS::ApiGateway::Account", "AWS::Lambda::Version", "AWS::S3::BucketPolicy"})
"""What stacks retain and what is gone with the role, the function, the bucket."""
