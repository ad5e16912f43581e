"""The role through which API Gateway writes logs. It is a setting of the whole account and region, not of one API.

Without it, the first stage with access logs fails to deploy in a fresh account. CDK would make it in passing, with
every API and replaced by the last; here it is made once for an environment, by name, where it can be seen.

Environments that share an account and region each set it, the last one counts, and any of the roles serves them all.
So a role that was set must never go: it stays when its stack is deleted, and it is set when nothing of its stack can
fail any more, for a first creation that fails takes everything with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from aws_cdk import RemovalPolicy
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_iam as iam
from constructs import Construct, IConstruct

from feature_stacks.constants import SHARED_FEATURE
from feature_stacks.naming import role_name


class ApiGatewayAccount(Construct):
    """Retained when the stack goes: other APIs of the account may have come to rely on it."""

    def __init__(self, scope: Construct, construct_id: str, *, environment_name: str) -> None:
        super().__init__(scope, construct_id)
        role = iam.Role(
            self,
            "LogRole",
            role_name=role_name("apigateway", SHARED_FEATURE, environment_name),
            assumed_by=iam.ServicePrincipal("apigateway.amazonaws.com"),
            description="API Gateway: writes access and execution logs",
            # API Gateway checks for exactly these permissions when the account setting is made and refuses narrower
            # ones
            # (docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html).
            managed_policies=[
                iam.ManagedPolicy.from_aws_managed_policy_name("service-role/AmazonAPIGatewayPushToCloudWatchLogs")
            ],
        )
        role.apply_removal_policy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
        self._account = apigateway.CfnAccount(self, "Account", cloud_watch_role_arn=role.role_arn)
        self._account.apply_removal_policy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)

    def made_after(self, others: Iterable[IConstruct]) -> None:
        """The account is set once the others are there."""
        self._account.node.add_dependency(*others)
