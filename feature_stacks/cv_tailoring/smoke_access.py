"""The role of the smoke tests: they run in the tools account and may touch synthetic records here, and nothing else."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_iam as iam
from constructs import Construct

from feature_stacks.constants import CV_TAILORING_FEATURE
from feature_stacks.cv_tailoring.synthetic_access import SyntheticStores, calls_to
from feature_stacks.naming import physical_name, role_name


class SmokeAccess(Construct):
    """Plant a synthetic CV and job, call the endpoint, look at the artifact, remove all of it.

    Attributes:
        role: assumed by the pipeline's smoke role of this environment and by nobody else.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        tools_account: str,
        api_gateway: apigateway.RestApi,
        stores: SyntheticStores,
    ) -> None:
        super().__init__(scope, construct_id)
        smoke_step = role_name("pipeline", "smoke", environment_name)
        self.role = iam.Role(
            self,
            "Role",
            role_name=role_name("smoke", CV_TAILORING_FEATURE, environment_name),
            description=f"Smoke tests of {environment_name}: synthetic records only",
            # The account with a condition, not the role itself: a role as principal must exist before this one,
            # and the two are made by different deployments.
            assumed_by=iam.AccountPrincipal(tools_account).with_conditions(
                {
                    "ArnEquals": {
                        "aws:PrincipalArn": f"arn:{Stack.of(self).partition}:iam::{tools_account}:role/{smoke_step}"
                    }
                }
            ),
        )
        iam.ManagedPolicy(
            self,
            "Policy",
            managed_policy_name=physical_name(f"{CV_TAILORING_FEATURE}-smoke", "policy", environment_name),
            roles=[self.role],
            statements=[*stores.statements(Stack.of(self)), calls_to(api_gateway)],
        )
