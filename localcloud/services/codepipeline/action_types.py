"""The action types and rule types that AWS knows, and which of them run here, as one table.

An action type that AWS has and this does not offer is refused when the pipeline is declared, by name, rather than
pretending to run it. Artifact counts and required configuration are those of
docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html; time-outs are AWS's quotas (minutes).
"""

from __future__ import annotations

from dataclasses import dataclass

_DAY = 24 * 60


@dataclass(frozen=True, kw_only=True)
class ActionType:
    """What a pipeline may declare of one action type; ranges are (fewest, most)."""

    category: str
    provider: str
    inputs: tuple[int, int]
    outputs: tuple[int, int]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    timeout_minutes: int


def _codebuild(category: str, timeout_minutes: int) -> ActionType:
    return ActionType(
        category=category,
        provider="CodeBuild",
        inputs=(1, 5),
        outputs=(0, 5),
        required=("ProjectName",),
        optional=("PrimarySource", "EnvironmentVariables", "BatchEnabled", "CombineArtifacts"),
        timeout_minutes=timeout_minutes,
    )


OFFERED: tuple[ActionType, ...] = (
    ActionType(
        category="Source",
        provider="CodeStarSourceConnection",
        inputs=(0, 0),
        outputs=(1, 1),
        required=("ConnectionArn", "FullRepositoryId", "BranchName"),
        optional=("OutputArtifactFormat", "DetectChanges"),
        timeout_minutes=60,
    ),
    ActionType(
        category="Source",
        provider="CodeCommit",
        inputs=(0, 0),
        outputs=(1, 1),
        required=("RepositoryName", "BranchName"),
        optional=("PollForSourceChanges", "OutputArtifactFormat"),
        timeout_minutes=60,
    ),
    ActionType(
        category="Source",
        provider="S3",
        inputs=(0, 0),
        outputs=(1, 1),
        required=("S3Bucket", "S3ObjectKey"),
        optional=("PollForSourceChanges", "AllowOverrideForS3ObjectKey"),
        timeout_minutes=60,
    ),
    _codebuild("Build", 36 * 60),
    _codebuild("Test", 36 * 60),
    ActionType(
        category="Deploy",
        provider="CloudFormation",
        inputs=(0, 10),
        outputs=(0, 1),
        required=("ActionMode", "StackName"),
        optional=(
            "Capabilities",
            "ChangeSetName",
            "OutputFileName",
            "ParameterOverrides",
            "RoleArn",
            "TemplateConfiguration",
            "TemplatePath",
        ),
        timeout_minutes=3 * _DAY,
    ),
    ActionType(
        category="Approval",
        provider="Manual",
        inputs=(0, 0),
        outputs=(0, 0),
        required=(),
        optional=("NotificationArn", "CustomData", "ExternalEntityLink"),
        timeout_minutes=7 * _DAY,
    ),
    ActionType(
        category="Invoke",
        provider="Lambda",
        inputs=(0, 5),
        outputs=(0, 5),
        required=("FunctionName",),
        optional=("UserParameters",),
        timeout_minutes=_DAY,
    ),
)

# AWS has these; they are refused by name.
NOT_OFFERED = frozenset(
    {
        "AlexaSkillsKit",
        "AppConfig",
        "Bitbucket",
        "CloudFormationStackInstances",
        "CloudFormationStackSet",
        "CodeDeploy",
        "CodeDeployToECS",
        "CodePipeline",
        "Commands",
        "DeviceFarm",
        "EC2",
        "ECR",
        "ECRBuildAndPublish",
        "ECS",
        "EKS",
        "ElasticBeanstalk",
        "GitHub",
        "InspectorScan",
        "Jenkins",
        "OpsWorks",
        "S3",
        "ServiceCatalog",
        "StepFunctions",
    }
)

# Rule types of stage conditions (docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference.html).
RULE_TYPES = frozenset(
    {"CloudWatchAlarm", "CodeBuild", "Commands", "DeploymentWindow", "LambdaInvoke", "VariableCheck"}
)

_BY_KEY = {(kind.category, kind.provider): kind for kind in OFFERED}


def action_type(category: str, provider: str) -> ActionType | None:
    """The offered type of that category and provider, or None."""
    return _BY_KEY.get((category, provider))
