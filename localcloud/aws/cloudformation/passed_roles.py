"""The roles that a resource, or a call, hands to a service: whoever makes it needs `iam:PassRole` on each.

Sources: the service authorization reference's dependent actions, and each service's page on passing roles
(docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple


class PassedRole(NamedTuple):
    """A role's ARN, and the service principal that gets it (`iam:PassedToService`)."""

    role_arn: str
    service: str


_BY_TYPE: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "AWS::ApiGateway::Account": (("CloudWatchRoleArn", "apigateway"),),
    "AWS::ApiGateway::Authorizer": (("AuthorizerCredentials", "apigateway"),),
    "AWS::ApiGateway::Method": (("Integration.Credentials", "apigateway"),),
    "AWS::ApiGatewayV2::Integration": (("CredentialsArn", "apigateway"),),
    "AWS::ApplicationAutoScaling::ScalableTarget": (("RoleARN", "application-autoscaling"),),
    "AWS::Backup::BackupSelection": (("BackupSelection.IamRoleArn", "backup"),),
    "AWS::CloudFormation::Stack": (("RoleARN", "cloudformation"),),
    "AWS::CodeBuild::Project": (("ServiceRole", "codebuild"),),
    "AWS::CodeDeploy::DeploymentGroup": (("ServiceRoleArn", "codedeploy"),),
    "AWS::CodePipeline::Pipeline": (("RoleArn", "codepipeline"),),
    "AWS::EC2::FlowLog": (("DeliverLogsPermissionArn", "vpc-flow-logs"),),
    "AWS::ECS::TaskDefinition": (("ExecutionRoleArn", "ecs-tasks"), ("TaskRoleArn", "ecs-tasks")),
    "AWS::EKS::Cluster": (("RoleArn", "eks"),),
    "AWS::Events::Rule": (("RoleArn", "events"), ("Targets.RoleArn", "events")),
    "AWS::Glue::Job": (("Role", "glue"),),
    "AWS::KinesisFirehose::DeliveryStream": (
        ("ExtendedS3DestinationConfiguration.RoleARN", "firehose"),
        ("S3DestinationConfiguration.RoleARN", "firehose"),
    ),
    "AWS::Lambda::Function": (("Role", "lambda"),),
    "AWS::Logs::SubscriptionFilter": (("RoleArn", "logs"),),
    "AWS::Pipes::Pipe": (("RoleArn", "pipes"),),
    "AWS::S3::Bucket": (("ReplicationConfiguration.Role", "s3"),),
    "AWS::Scheduler::Schedule": (("Target.RoleArn", "scheduler"),),
    "AWS::StepFunctions::StateMachine": (("RoleArn", "states"),),
}


_BY_ACTION: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "apigateway:PUT": (("credentials", "apigateway"),),
    "application-autoscaling:RegisterScalableTarget": (("RoleARN", "application-autoscaling"),),
    "backup:CreateBackupSelection": (("BackupSelection.IamRoleArn", "backup"),),
    "codebuild:CreateProject": (("serviceRole", "codebuild"),),
    "codebuild:UpdateProject": (("serviceRole", "codebuild"),),
    "codedeploy:CreateDeploymentGroup": (("serviceRoleArn", "codedeploy"),),
    "codedeploy:UpdateDeploymentGroup": (("serviceRoleArn", "codedeploy"),),
    "codepipeline:CreatePipeline": (("pipeline.roleArn", "codepipeline"),),
    "codepipeline:UpdatePipeline": (("pipeline.roleArn", "codepipeline"),),
    "ec2:CreateFlowLogs": (("DeliverLogsPermissionArn", "vpc-flow-logs"),),
    "ecs:RegisterTaskDefinition": (("executionRoleArn", "ecs-tasks"), ("taskRoleArn", "ecs-tasks")),
    "eks:CreateCluster": (("roleArn", "eks"),),
    "events:PutRule": (("RoleArn", "events"),),
    "events:PutTargets": (("Targets.RoleArn", "events"),),
    "firehose:CreateDeliveryStream": (
        ("ExtendedS3DestinationConfiguration.RoleARN", "firehose"),
        ("S3DestinationConfiguration.RoleARN", "firehose"),
    ),
    "glue:CreateJob": (("Role", "glue"),),
    "lambda:CreateFunction": (("Role", "lambda"),),
    "lambda:UpdateFunctionConfiguration": (("Role", "lambda"),),
    "logs:PutSubscriptionFilter": (("roleArn", "logs"),),
    "pipes:CreatePipe": (("RoleArn", "pipes"),),
    "pipes:UpdatePipe": (("RoleArn", "pipes"),),
    "scheduler:CreateSchedule": (("Target.RoleArn", "scheduler"),),
    "scheduler:UpdateSchedule": (("Target.RoleArn", "scheduler"),),
    "states:CreateStateMachine": (("roleArn", "states"),),
    "states:UpdateStateMachine": (("roleArn", "states"),),
}
"""By an API's action, where its request names a role. CloudFormation's `RoleARN` is looked at where it is used."""


def roles_passed_by(type_name: str, properties: Mapping[str, Any]) -> tuple[PassedRole, ...]:
    """The roles that a resource of a type passes on."""
    return _passed(_BY_TYPE.get(type_name, ()), properties)


def passing_actions() -> frozenset[str]:
    """The actions whose callers pass a role."""
    return frozenset(_BY_ACTION)


def roles_passed_in(action: str, request: Mapping[str, Any]) -> tuple[PassedRole, ...]:
    """The roles that a request of an API passes on; a request's members are spelt as its service spells them."""
    return _passed(_BY_ACTION.get(action, ()), request)


def _passed(places: tuple[tuple[str, str], ...], value: Mapping[str, Any]) -> tuple[PassedRole, ...]:
    return tuple(
        PassedRole(role, f"{service}.amazonaws.com")
        for path, service in places
        for role in texts_at(value, path)
        if role.startswith("arn:")
    )


def texts_at(value: Any, path: str) -> Iterator[str]:
    """The texts that stand at a dotted path, in every member of a list on the way."""
    if isinstance(value, list):
        for one in value:
            yield from texts_at(one, path)
    elif not path:
        if isinstance(value, str):
            yield value
    elif isinstance(value, Mapping):
        key, _, rest = path.partition(".")
        yield from texts_at(value.get(key), rest)
