"""How traffic moves, in CodeDeploy's terms."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_codedeploy as codedeploy
from constructs import Construct

from feature_stacks.constants import CV_TAILORING_FEATURE
from feature_stacks.environment_choices import AllAtOnce, Canary, Linear, Rollout
from feature_stacks.naming import physical_name


def deployment_config(
    scope: Construct, construct_id: str, *, environment_name: str, rollout: Rollout
) -> codedeploy.ILambdaDeploymentConfig:
    """AWS's own for all at once; else one that is named after its figures, since a configuration is never changed but
    replaced, and the next one is made before the last is deleted.
    """
    match rollout:
        case AllAtOnce():
            return codedeploy.LambdaDeploymentConfig.ALL_AT_ONCE
        case Canary(percent=percent, minutes=minutes):
            kind, routing = "canary", codedeploy.TrafficRouting.time_based_canary
        case Linear(percent=percent, minutes=minutes):
            kind, routing = "linear", codedeploy.TrafficRouting.time_based_linear
    return codedeploy.LambdaDeploymentConfig(
        scope,
        construct_id,
        deployment_config_name=physical_name(
            f"{CV_TAILORING_FEATURE}-{kind}-{percent}-{minutes}", "deployment-config", environment_name
        ),
        traffic_routing=routing(interval=Duration.minutes(minutes), percentage=percent),
    )
