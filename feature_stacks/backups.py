"""Backups of an environment's tables, beside their point-in-time recovery: that one ends 35 days back and goes with the
table, a recovery point in the vault does not.

Each stack selects its own tables, and AWS Backup acts for it in a role that names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_backup as backup
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from constructs import Construct

from feature_stacks.constants import BACKUP_HOUR_UTC, BACKUP_RETENTION_DAYS, SHARED_FEATURE
from feature_stacks.naming import physical_name, role_name

# What AWS's own policy for the service has for DynamoDB
# (docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html).
TABLE_ACTIONS: Final = (
    "dynamodb:CreateBackup",
    "dynamodb:DescribeTable",
    "dynamodb:ListTagsOfResource",
    "dynamodb:StartAwsBackupJob",
)
BACKUP_ACTIONS: Final = ("dynamodb:DeleteBackup", "dynamodb:DescribeBackup")
VAULT_ACTIONS: Final = ("backup:CopyIntoBackupVault", "backup:DescribeBackupVault")
# A backup's id: milliseconds since 1970, and eight hexadecimal digits.
_ANY_BACKUP: Final = f"{'?' * 14}-{'?' * 8}"


class BackupPlan(Construct):
    """A backup each night, kept `BACKUP_RETENTION_DAYS`.

    Attributes:
        plan_id, vault_arn: what a selection of tables is made with.
    """

    def __init__(self, scope: Construct, construct_id: str, *, environment_name: str, retain: bool) -> None:
        super().__init__(scope, construct_id)
        vault = backup.BackupVault(
            self,
            "Vault",
            backup_vault_name=physical_name(SHARED_FEATURE, "backup-vault", environment_name),
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE if retain else RemovalPolicy.DESTROY,
        )
        plan = backup.BackupPlan(
            self,
            "Plan",
            backup_plan_name=physical_name(SHARED_FEATURE, "backup-plan", environment_name),
            backup_vault=vault,
            backup_plan_rules=[
                backup.BackupPlanRule(
                    rule_name="nightly",
                    schedule_expression=events.Schedule.cron(hour=str(BACKUP_HOUR_UTC), minute="0"),
                    delete_after=Duration.days(BACKUP_RETENTION_DAYS),
                )
            ],
        )
        self.plan_id = plan.backup_plan_id
        self.vault_arn = vault.backup_vault_arn


class TableBackups(Construct):
    """A stack's tables in the environment's plan."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        feature: str,
        environment_name: str,
        tables: Sequence[dynamodb.ITable],
        plan_id: str,
        vault_arn: str,
    ) -> None:
        super().__init__(scope, construct_id)
        arns = [table.table_arn for table in tables]
        role = iam.Role(
            self,
            "Role",
            role_name=role_name("backup", feature, environment_name),
            assumed_by=iam.ServicePrincipal("backup.amazonaws.com"),
            description=f"AWS Backup: the tables of {feature}",
        )
        policy = iam.ManagedPolicy(
            self,
            "Policy",
            managed_policy_name=physical_name(f"{feature}-backup", "policy", environment_name),
            roles=[role],
            statements=[
                iam.PolicyStatement(actions=list(TABLE_ACTIONS), resources=arns),
                iam.PolicyStatement(
                    actions=list(BACKUP_ACTIONS), resources=[f"{arn}/backup/{_ANY_BACKUP}" for arn in arns]
                ),
                iam.PolicyStatement(actions=list(VAULT_ACTIONS), resources=[vault_arn]),
            ],
        )
        selection = backup.CfnBackupSelection(
            self,
            "Selection",
            backup_plan_id=plan_id,
            backup_selection=backup.CfnBackupSelection.BackupSelectionResourceTypeProperty(
                selection_name=physical_name(feature, "backup-selection", environment_name),
                iam_role_arn=role.role_arn,
                resources=arns,
            ),
        )
        selection.node.add_dependency(policy)
