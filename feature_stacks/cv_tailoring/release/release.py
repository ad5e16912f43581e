"""A release of the function: CodeDeploy moves the live alias to the new version, in steps that the environment
decides.

CloudFormation starts the deployment when the alias is to point to another version, and its update succeeds or fails
with it (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html).
"""

from __future__ import annotations

from typing import Final

from aws_cdk import Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from constructs import Construct

from feature_stacks.constants import CV_TAILORING_FEATURE
from feature_stacks.cv_tailoring.release.alarms import ReleaseAlarms
from feature_stacks.cv_tailoring.release.check_functions import CheckFunctions
from feature_stacks.cv_tailoring.release.traffic_routing import deployment_config
from feature_stacks.cv_tailoring.synthetic_access import calls_to, endpoint_url
from feature_stacks.environment_choices import ReleaseThresholds, Rollout
from feature_stacks.naming import physical_name, role_name

SHIFT_ACTIONS: Final = ("lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:UpdateAlias")
"""What CodeDeploy does to an alias
(docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambdaLimited.html)."""


class Release(Construct):
    """The deployment group of the live alias, its hooks and the alarms that it stops at.

    All at once goes the same way: hooks and alarms are there, only the steps are not.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        function: lambda_.Function,
        live: lambda_.Alias,
        api_gateway: apigateway.RestApi,
        checks: CheckFunctions,
        alarm_topic: sns.ITopic,
        rollout: Rollout,
        thresholds: ReleaseThresholds,
    ) -> None:
        super().__init__(scope, construct_id)
        application_name = physical_name(CV_TAILORING_FEATURE, "application", environment_name)
        group_name = physical_name(CV_TAILORING_FEATURE, "deployment-group", environment_name)
        stack = Stack.of(self)
        answer_codedeploy = iam.PolicyStatement(
            actions=["codedeploy:PutLifecycleEventHookExecutionStatus"],
            resources=[
                f"arn:{stack.partition}:codedeploy:{stack.region}:{stack.account}:deploymentgroup:"
                f"{application_name}/{group_name}"
            ],
        )
        name = physical_name(CV_TAILORING_FEATURE, "lambda", environment_name)
        function_arn = f"arn:{stack.partition}:lambda:{stack.region}:{stack.account}:function:{name}"
        limit = {"LATENCY_LIMIT_MS": str(thresholds.latency_ms)}
        pre_traffic = checks.add(
            "pre-traffic",
            handler="deployment_hook.before_traffic",
            description="Before a release gets traffic: the smoke check of the new version",
            variables={**limit, "NEW_VERSION": function.current_version.function_arn},
            statements=[
                answer_codedeploy,
                # Any version: a permission on the new one's number alone would reach Lambda after the hook has run.
                iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[f"{function_arn}:*"]),
            ],
        )
        post_traffic = checks.add(
            "post-traffic",
            handler="deployment_hook.after_traffic",
            description="After a release got all traffic: the smoke check of the endpoint",
            variables={**limit, "CV_TAILORING_URL": endpoint_url(api_gateway)},
            statements=[answer_codedeploy, calls_to(api_gateway)],
        )
        alarms = ReleaseAlarms(
            self,
            "Alarms",
            environment_name=environment_name,
            version=function.current_version,
            thresholds=thresholds,
            alarm_topic=alarm_topic,
        ).alarms
        role = iam.Role(
            self,
            "Role",
            role_name=role_name("codedeploy", CV_TAILORING_FEATURE, environment_name),
            assumed_by=iam.ServicePrincipal("codedeploy.amazonaws.com"),
            description="CodeDeploy: moves the live alias to a new version",
        )
        policy = iam.ManagedPolicy(
            self,
            "Policy",
            managed_policy_name=physical_name(f"{CV_TAILORING_FEATURE}-codedeploy", "policy", environment_name),
            roles=[role],
            statements=[
                iam.PolicyStatement(
                    actions=list(SHIFT_ACTIONS),
                    resources=[function.function_arn, f"{function.function_arn}:{live.alias_name}"],
                ),
                iam.PolicyStatement(
                    actions=["lambda:InvokeFunction"],
                    resources=[pre_traffic.function_arn, post_traffic.function_arn],
                ),
                # A list: CloudWatch asks for it on every alarm, whichever of them was asked about.
                iam.PolicyStatement(actions=["cloudwatch:DescribeAlarms"], resources=["*"]),
            ],
        )
        group = codedeploy.LambdaDeploymentGroup(
            self,
            "Group",
            application=codedeploy.LambdaApplication(self, "Application", application_name=application_name),
            deployment_group_name=group_name,
            alias=live,
            deployment_config=deployment_config(self, "Config", environment_name=environment_name, rollout=rollout),
            alarms=list(alarms),
            auto_rollback=codedeploy.AutoRollbackConfig(
                failed_deployment=True, stopped_deployment=True, deployment_in_alarm=True
            ),
            # Whoever cannot see the alarms does not shift.
            ignore_poll_alarms_failure=False,
            pre_hook=pre_traffic,
            post_hook=post_traffic,
            role=role.without_policy_updates(),
        )
        # What an update policy refers to is not part of the order in which CloudFormation makes things.
        live.node.add_dependency(group, policy, pre_traffic, post_traffic)
