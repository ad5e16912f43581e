"""Providers of CodePipeline's actions and rules that AWS has and the local cloud lacks.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html
"""

from __future__ import annotations

from typing import Final

ACTIONS_NOT_OFFERED: Final = frozenset(
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
        "InspectorScan",
        "Jenkins",
        "OpsWorks",
        "ServiceCatalog",
        "StepFunctions",
    }
)
RULES_NOT_OFFERED: Final = frozenset({"Commands"})
