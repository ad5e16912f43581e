"""How to find out which names of a kind are taken, in as few calls as the kind's API allows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from delivery.preflight.accounts import Accounts
from delivery.preflight.location import Location
from delivery.preflight.refusal import code

OWN, FOREIGN = "own", "foreign"
"""Whose a taken name is: the account's, or another account's, which only a bucket's can be."""


@dataclass(frozen=True, kw_only=True)
class NameInUse:
    """One kind of name.

    Attributes:
        service: whose client looks.
        find: of the names that are wanted, those that exist.
        remedy: what to do about one that the account has.
    """

    service: str
    find: Callable[[Any, Collection[str]], Iterator[str]]
    remedy: str

    def taken(self, accounts: Accounts, location: Location, wanted: Collection[str]) -> dict[str, str]:
        """The names that are taken, each with whose it is."""
        client = accounts.client(self.service, location)
        return {name.removeprefix(_FOREIGN_MARK): _whose(name) for name in self.find(client, wanted)}


_FOREIGN_MARK: Final = "!"


def _whose(name: str) -> str:
    return FOREIGN if name.startswith(_FOREIGN_MARK) else OWN


def _listed(operation: str, member: str, name: Callable[[Any], str], **parameters: Any) -> Any:
    """All names of a kind from its paginated list."""

    def find(client: Any, wanted: Collection[str]) -> Iterator[str]:
        pages = client.get_paginator(operation).paginate(**parameters)
        yield from {name(found) for page in pages for found in page.get(member, ())} & set(wanted)

    return find


def _by_prefix(client: Any, wanted: Collection[str]) -> Iterator[str]:
    for name in wanted:
        found = client.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
        if any(group["logGroupName"] == name for group in found):
            yield name


def _buckets(client: Any, wanted: Collection[str]) -> Iterator[str]:
    """A bucket's name is one in all of AWS: 403 is somebody else's."""
    for name in wanted:
        try:
            client.head_bucket(Bucket=name)
        except ClientError as error:
            if code(error) in {"403", "301"}:
                yield f"{_FOREIGN_MARK}{name}"
            elif code(error) not in {"404", "NoSuchBucket"}:
                raise
        else:
            yield name


def _alarms(client: Any, wanted: Collection[str]) -> Iterator[str]:
    for alarm in client.describe_alarms(AlarmNames=sorted(wanted))["MetricAlarms"]:
        yield alarm["AlarmName"]


def _projects(client: Any, wanted: Collection[str]) -> Iterator[str]:
    for project in client.batch_get_projects(names=sorted(wanted))["projects"]:
        yield project["name"]


def _web_acls(client: Any, wanted: Collection[str]) -> Iterator[str]:
    """WAF's lists have no paginator in the SDK."""
    request: dict[str, Any] = {"Scope": "REGIONAL", "Limit": 100}
    while True:
        answer = client.list_web_acls(**request)
        yield from (found["Name"] for found in answer["WebACLs"] if found["Name"] in wanted)
        if not answer.get("NextMarker"):
            return
        request["NextMarker"] = answer["NextMarker"]


def _each(operation: str, parameter: str) -> Any:
    """One call for each name, for kinds of which an account has many and a stack few."""

    def find(client: Any, wanted: Collection[str]) -> Iterator[str]:
        for name in wanted:
            try:
                getattr(client, operation)(**{parameter: name})
            except client.exceptions.ResourceNotFoundException:
                continue
            yield name

    return find


NAMES_IN_USE: Final[Mapping[str, NameInUse]] = {
    "AWS::Backup::BackupVault": NameInUse(
        service="backup",
        find=_listed("list_backup_vaults", "BackupVaultList", lambda found: found["BackupVaultName"]),
        remedy="`aws backup delete-backup-vault`, after its recovery points",
    ),
    "AWS::CloudWatch::Alarm": NameInUse(
        service="cloudwatch", find=_alarms, remedy="`aws cloudwatch delete-alarms --alarm-names`"
    ),
    "AWS::CloudWatch::Dashboard": NameInUse(
        service="cloudwatch",
        find=_listed("list_dashboards", "DashboardEntries", lambda found: found["DashboardName"]),
        remedy="`aws cloudwatch delete-dashboards --dashboard-names`",
    ),
    "AWS::CodeBuild::Project": NameInUse(
        service="codebuild", find=_projects, remedy="`aws codebuild delete-project --name`"
    ),
    "AWS::CodeDeploy::Application": NameInUse(
        service="codedeploy",
        find=_listed("list_applications", "applications", str),
        remedy="`aws deploy delete-application --application-name`",
    ),
    "AWS::CodeDeploy::DeploymentConfig": NameInUse(
        service="codedeploy",
        find=_listed("list_deployment_configs", "deploymentConfigsList", str),
        remedy="`aws deploy delete-deployment-config --deployment-config-name`",
    ),
    "AWS::CodePipeline::Pipeline": NameInUse(
        service="codepipeline",
        find=_listed("list_pipelines", "pipelines", lambda found: found["name"]),
        remedy="`aws codepipeline delete-pipeline --name`",
    ),
    "AWS::DynamoDB::Table": NameInUse(
        service="dynamodb",
        find=_listed("list_tables", "TableNames", str),
        remedy="keep what is in it (a backup, or import the table into the stack), then `aws dynamodb delete-table`",
    ),
    "AWS::Events::Rule": NameInUse(
        service="events", find=_each("describe_rule", "Name"), remedy="`aws events delete-rule --name`"
    ),
    "AWS::IAM::ManagedPolicy": NameInUse(
        service="iam",
        find=_listed("list_policies", "Policies", lambda found: found["PolicyName"], Scope="Local"),
        remedy="`aws iam delete-policy`, after detaching it",
    ),
    "AWS::IAM::Role": NameInUse(
        service="iam",
        find=_listed("list_roles", "Roles", lambda found: found["RoleName"]),
        remedy="`aws iam delete-role`, after its policies",
    ),
    "AWS::KMS::Alias": NameInUse(
        service="kms",
        find=_listed("list_aliases", "Aliases", lambda found: found["AliasName"]),
        remedy="`aws kms delete-alias --alias-name`; what its key encrypted stays readable by the key's id",
    ),
    "AWS::Lambda::Function": NameInUse(
        service="lambda",
        find=_each("get_function_configuration", "FunctionName"),
        remedy="`aws lambda delete-function --function-name`",
    ),
    "AWS::Logs::LogGroup": NameInUse(
        service="logs", find=_by_prefix, remedy="`aws logs delete-log-group --log-group-name`, or import it"
    ),
    "AWS::S3::Bucket": NameInUse(
        service="s3", find=_buckets, remedy="empty it, then `aws s3 rb`; or import it into the stack"
    ),
    "AWS::SNS::Topic": NameInUse(
        service="sns",
        find=_listed("list_topics", "Topics", lambda found: found["TopicArn"].rpartition(":")[2]),
        remedy="`aws sns delete-topic --topic-arn`",
    ),
    "AWS::SQS::Queue": NameInUse(
        service="sqs",
        find=_listed("list_queues", "QueueUrls", lambda found: found.rpartition("/")[2]),
        remedy="`aws sqs delete-queue --queue-url`",
    ),
    "AWS::SecretsManager::Secret": NameInUse(
        service="secretsmanager",
        find=_each("describe_secret", "SecretId"),
        remedy="`aws secretsmanager delete-secret --secret-id`",
    ),
    "AWS::WAFv2::WebACL": NameInUse(service="wafv2", find=_web_acls, remedy="`aws wafv2 delete-web-acl`"),
}
NOT_LOOKED_UP: Final[Mapping[str, str]] = {
    "AWS::ApiGateway::RequestValidator": "a name inside of its API",
    "AWS::ApiGateway::RestApi": "two APIs may have one name",
    "AWS::CodeDeploy::DeploymentGroup": "a name inside of its application, which is looked up",
    "AWS::CodeStarNotifications::NotificationRule": "goes with its pipeline, whose name is looked up",
    "AWS::EC2::SecurityGroup": "a name inside of its VPC",
}
"""Kinds whose names cannot stand in the way, and why."""
