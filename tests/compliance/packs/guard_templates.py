"""For each Guard rule a resource that passes it and resources that do not, as they would stand in a template."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Resource = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One resource, and the rules of the project that it breaks."""

    name: str
    resource: Resource
    breaks: tuple[str, ...] = ()


def changed(resource: Resource, *, drop: str = "", **properties: Any) -> Resource:
    """A copy with other properties, or one of its attributes or properties left out."""
    copied = copy.deepcopy(resource)
    copied["Properties"].update(properties)
    copied.pop(drop, None)
    copied["Properties"].pop(drop, None)
    return copied


def tags(environment: str) -> list[Mapping[str, str]]:
    return [{"Key": "feature", "Value": "shared"}, {"Key": "environment", "Value": environment}]


KEYS: Final = {
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "SSESpecification": {"SSEEnabled": True},
    "TimeToLiveSpecification": {"AttributeName": "expires", "Enabled": True},
}
RETAINED: Final = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
RECOVERABLE: Final = {"PointInTimeRecoveryEnabled": True}

PROD_TABLE: Final[Resource] = {
    "Type": "AWS::DynamoDB::Table",
    **RETAINED,
    "Properties": {
        **KEYS,
        "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
        "PointInTimeRecoverySpecification": RECOVERABLE,
        "DeletionProtectionEnabled": True,
        "Tags": tags("prod"),
    },
}
DEV_TABLE: Final[Resource] = {
    "Type": "AWS::DynamoDB::Table",
    "Properties": {
        **KEYS,
        "BillingMode": "PAY_PER_REQUEST",
        "PointInTimeRecoverySpecification": RECOVERABLE,
        "Tags": tags("dev"),
    },
}
PROD_REPLICA: Final = {
    "Region": "us-east-1",
    "PointInTimeRecoverySpecification": RECOVERABLE,
    "DeletionProtectionEnabled": True,
    "Tags": tags("prod"),
}
PROD_GLOBAL_TABLE: Final[Resource] = {
    "Type": "AWS::DynamoDB::GlobalTable",
    **RETAINED,
    "Properties": {**KEYS, "BillingMode": "PROVISIONED", "Replicas": [PROD_REPLICA]},
}
DEV_GLOBAL_TABLE: Final[Resource] = {
    "Type": "AWS::DynamoDB::GlobalTable",
    "Properties": {
        **KEYS,
        "BillingMode": "PAY_PER_REQUEST",
        "Replicas": [
            {"Region": "us-east-1", "PointInTimeRecoverySpecification": RECOVERABLE, "Tags": tags("dev")},
        ],
    },
}
LOG_GROUP: Final[Resource] = {
    "Type": "AWS::Logs::LogGroup",
    **RETAINED,
    "Properties": {"RetentionInDays": 30, "Tags": tags("prod")},
}
BUCKET: Final[Resource] = {
    "Type": "AWS::S3::Bucket",
    **RETAINED,
    "Properties": {
        "PublicAccessBlockConfiguration": {
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        },
        "VersioningConfiguration": {"Status": "Enabled"},
        "Tags": tags("prod"),
    },
}
METHOD: Final[Resource] = {
    "Type": "AWS::ApiGateway::Method",
    "Properties": {"HttpMethod": "POST", "AuthorizationType": "AWS_IAM"},
}
ROUTE: Final[Resource] = {
    "Type": "AWS::ApiGatewayV2::Route",
    "Properties": {"RouteKey": "POST /", "ApiId": "api", "AuthorizationType": "JWT"},
}
URL: Final[Resource] = {
    "Type": "AWS::Lambda::Url",
    "Properties": {"TargetFunctionArn": "function", "AuthType": "AWS_IAM"},
}
PERMISSION: Final[Resource] = {
    "Type": "AWS::Lambda::Permission",
    "Properties": {
        "FunctionName": "function",
        "Action": "lambda:InvokeFunction",
        "Principal": "s3.amazonaws.com",
        "SourceAccount": "222222222222",
    },
}
FUNCTION: Final[Resource] = {
    "Type": "AWS::Lambda::Function",
    "Properties": {
        "Code": {"ZipFile": "..."},
        "Role": "arn:aws:iam::222222222222:role/function",
        "TracingConfig": {"Mode": "Active"},
        "LoggingConfig": {"LogGroup": "careervp-function-logs-dev"},
        "Environment": {
            "Variables": {
                "ANTHROPIC_SECRET_NAME": "anthropic-careervp-dev",
                "TABLE": {"Ref": "Table"},
                "LOG_LEVEL": "INFO",
            }
        },
    },
}
STAGE: Final[Resource] = {
    "Type": "AWS::ApiGateway::Stage",
    "Properties": {"RestApiId": "api", "TracingEnabled": True, "AccessLogSetting": {"DestinationArn": {"Ref": "Log"}}},
}


def function_with(name: str, value: Any) -> Resource:
    return changed(FUNCTION, Environment={"Variables": {"LOG_LEVEL": "INFO", name: value}})


def build_with(*variables: Mapping[str, str]) -> Resource:
    return {
        "Type": "AWS::CodeBuild::Project",
        "Properties": {"Environment": {"EnvironmentVariables": list(variables)}},
    }


def prod_replica(**properties: Any) -> Resource:
    return changed(PROD_GLOBAL_TABLE, Replicas=[{**PROD_REPLICA, **properties}])


CASES: Final = (
    Case(name="table of prod", resource=PROD_TABLE),
    Case(name="table of dev", resource=DEV_TABLE),
    Case(name="global table of prod", resource=PROD_GLOBAL_TABLE),
    Case(name="global table of dev", resource=DEV_GLOBAL_TABLE),
    Case(
        name="table without tags", resource=changed(DEV_TABLE, drop="Tags"), breaks=("CareerVP_TableNamesEnvironment",)
    ),
    Case(
        name="table of an unknown environment",
        resource=changed(DEV_TABLE, Tags=tags("test")),
        breaks=("CareerVP_TableNamesEnvironment",),
    ),
    Case(
        name="table whose feature is dev",
        resource=changed(DEV_TABLE, Tags=[{"Key": "feature", "Value": "dev"}]),
        breaks=("CareerVP_TableNamesEnvironment",),
    ),
    Case(
        name="global table without tags",
        resource=changed(
            DEV_GLOBAL_TABLE, Replicas=[{"Region": "us-east-1", "PointInTimeRecoverySpecification": RECOVERABLE}]
        ),
        breaks=("CareerVP_GlobalTableNamesEnvironment",),
    ),
    Case(
        name="on-demand table of prod",
        resource=changed(PROD_TABLE, BillingMode="PAY_PER_REQUEST", drop="ProvisionedThroughput"),
        breaks=("CareerVP_TableBillingOfProtected",),
    ),
    Case(
        name="on-demand global table of prod",
        resource=changed(PROD_GLOBAL_TABLE, BillingMode="PAY_PER_REQUEST"),
        breaks=("CareerVP_GlobalTableBillingOfProtected",),
    ),
    Case(
        name="provisioned table of dev",
        resource=changed(DEV_TABLE, BillingMode="PROVISIONED"),
        breaks=("CareerVP_TableBillingOfUnprotected",),
    ),
    Case(
        name="table of dev that leaves its billing to the default",
        resource=changed(DEV_TABLE, drop="BillingMode"),
        breaks=("CareerVP_TableBillingOfUnprotected",),
    ),
    Case(
        name="provisioned global table of dev",
        resource=changed(DEV_GLOBAL_TABLE, BillingMode="PROVISIONED"),
        breaks=("CareerVP_GlobalTableBillingOfUnprotected",),
    ),
    *(
        Case(name=f"{what} without {lacks}", resource=changed(table, drop=lacks), breaks=(rule,))
        for what, table in (("table", DEV_TABLE), ("global table", DEV_GLOBAL_TABLE))
        for lacks, rule in (
            ("TimeToLiveSpecification", "CareerVP_TableTimeToLive"),
            ("SSESpecification", "CareerVP_TableEncryption"),
        )
    ),
    Case(
        name="table whose TTL is off",
        resource=changed(DEV_TABLE, TimeToLiveSpecification={"AttributeName": "expires", "Enabled": False}),
        breaks=("CareerVP_TableTimeToLive",),
    ),
    Case(
        name="table without recovery",
        resource=changed(DEV_TABLE, drop="PointInTimeRecoverySpecification"),
        breaks=("CareerVP_TablePointInTimeRecovery",),
    ),
    Case(
        name="global table without recovery",
        resource=prod_replica(PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False}),
        breaks=("CareerVP_GlobalTablePointInTimeRecovery",),
    ),
    Case(
        name="table of prod that can be deleted",
        resource=changed(PROD_TABLE, drop="DeletionProtectionEnabled"),
        breaks=("CareerVP_TableDeletionProtectionOfProtected",),
    ),
    Case(
        name="global table of prod that can be deleted",
        resource=prod_replica(DeletionProtectionEnabled=False),
        breaks=("CareerVP_GlobalTableDeletionProtectionOfProtected",),
    ),
    Case(name="log group of prod", resource=LOG_GROUP),
    Case(name="bucket of prod", resource=BUCKET),
    *(
        Case(name=f"{what} that goes with its stack", resource={**kept, "DeletionPolicy": "Delete"}, breaks=(rule,))
        for what, kept, rule in (
            ("table of prod", PROD_TABLE, "CareerVP_ProtectedDataOutlivesItsStack"),
            ("bucket of prod", BUCKET, "CareerVP_ProtectedDataOutlivesItsStack"),
            ("log group of prod", LOG_GROUP, "CareerVP_ProtectedDataOutlivesItsStack"),
            ("global table of prod", PROD_GLOBAL_TABLE, "CareerVP_ProtectedGlobalTableOutlivesItsStack"),
        )
    ),
    Case(
        name="bucket of prod that goes with its replacement",
        resource=changed(BUCKET, drop="UpdateReplacePolicy"),
        breaks=("CareerVP_ProtectedDataOutlivesItsReplacement",),
    ),
    Case(
        name="log group kept for ever",
        resource=changed(LOG_GROUP, drop="RetentionInDays"),
        breaks=("CareerVP_LogGroupRetention",),
    ),
    Case(
        name="log group kept for ten years",
        resource=changed(LOG_GROUP, RetentionInDays=3653),
        breaks=("CareerVP_LogGroupRetention",),
    ),
    Case(name="function", resource=FUNCTION),
    Case(
        name="function without a log group",
        resource=changed(FUNCTION, drop="LoggingConfig"),
        breaks=("CareerVP_FunctionOwnsItsLogGroup",),
    ),
    Case(
        name="function without tracing",
        resource=changed(FUNCTION, drop="TracingConfig"),
        breaks=("CareerVP_FunctionIsTraced",),
    ),
    Case(
        name="function that traces when asked",
        resource=changed(FUNCTION, TracingConfig={"Mode": "PassThrough"}),
        breaks=("CareerVP_FunctionIsTraced",),
    ),
    Case(name="stage", resource=STAGE),
    Case(
        name="stage without tracing",
        resource=changed(STAGE, drop="TracingEnabled"),
        breaks=("CareerVP_ApiStageIsTraced",),
    ),
    Case(name="method", resource=METHOD),
    Case(
        name="preflight",
        resource=changed(METHOD, HttpMethod="OPTIONS", AuthorizationType="NONE", Integration={"Type": "MOCK"}),
    ),
    Case(
        name="open method",
        resource=changed(METHOD, AuthorizationType="NONE"),
        breaks=("CareerVP_MethodIsAuthorized",),
    ),
    Case(
        name="method that says nothing",
        resource=changed(METHOD, drop="AuthorizationType"),
        breaks=("CareerVP_MethodIsAuthorized",),
    ),
    Case(name="route", resource=ROUTE),
    Case(
        name="open route", resource=changed(ROUTE, drop="AuthorizationType"), breaks=("CareerVP_HttpRouteIsAuthorized",)
    ),
    Case(name="function URL", resource=URL),
    Case(
        name="public function URL",
        resource=changed(URL, AuthType="NONE"),
        breaks=("CareerVP_FunctionUrlIsAuthorized",),
    ),
    Case(name="permission", resource=PERMISSION),
    Case(
        name="permission for everybody",
        resource=changed(PERMISSION, Principal="*"),
        breaks=("CareerVP_FunctionIsNotInvokedByAnyone",),
    ),
    Case(
        name="permission for the organization",
        resource=changed(PERMISSION, Principal="*", PrincipalOrgID="o-exampleorg1"),
    ),
    *(
        Case(
            name=f"function with {name}",
            resource=function_with(name, value),
            breaks=(rule,),
        )
        for name, value, rule in (
            ("ANTHROPIC_API_KEY", {"Ref": "Key"}, "CareerVP_NoSecretUnderItsName"),
            ("DB_PASSWORD", "hunter2", "CareerVP_NoSecretUnderItsName"),
            ("VENDOR", "sk-" + "x" * 12, "CareerVP_NoTokenInTemplate"),
            ("UPLOADER", "AKIA" + "X" * 16, "CareerVP_NoTokenInTemplate"),
            (
                "FROM_SECRETS_MANAGER",
                "{{resolve:secretsmanager:anthropic-careervp-dev:SecretString}}",
                "CareerVP_NoReferenceResolvedInTheOpen",
            ),
        )
    ),
    Case(name="function whose variable only resembles a key", resource=function_with("TASK", "task-force-of-twelve")),
    Case(
        name="build",
        resource=build_with(
            {"Name": "SECRET_NAME", "Value": "anthropic-careervp-dev"},
            {"Name": "GITHUB_TOKEN", "Type": "SECRETS_MANAGER", "Value": "github"},
            {"Name": "ENVIRONMENT", "Value": "dev"},
        ),
    ),
    Case(
        name="build with a plain token",
        resource=build_with({"Name": "GITHUB_TOKEN", "Type": "PLAINTEXT", "Value": "x"}),
        breaks=("CareerVP_NoSecretUnderItsName",),
    ),
    Case(
        name="build with a token of no type",
        resource=build_with({"Name": "github_token", "Value": "x"}),
        breaks=("CareerVP_NoSecretUnderItsName",),
    ),
)
