"""The role of the smoke tests: they run in the tools account and may touch synthetic records here, and nothing else."""

from __future__ import annotations

from typing import Final

from aws_cdk import Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from feature_stacks.constants import (
    API_PREFIX,
    API_STAGE,
    CV_TAILORING_API_METHOD,
    CV_TAILORING_API_PATH,
    CV_TAILORING_FEATURE,
    MASTER_CV_PREFIX,
    SYNTHETIC_CV_FILE,
    SYNTHETIC_PREFIX,
    SYNTHETIC_RUN_ID_LENGTH,
    SYNTHETIC_USER_PREFIX,
)
from feature_stacks.cv_tailoring.key_access import KEY_ACTIONS, through_s3
from feature_stacks.naming import physical_name, role_name

# Each question mark stands for one character, so that this is one file of a smoke run's user and no other key.
_SYNTHETIC_CVS: Final = f"{MASTER_CV_PREFIX}{SYNTHETIC_USER_PREFIX}{'?' * SYNTHETIC_RUN_ID_LENGTH}/{SYNTHETIC_CV_FILE}"


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
        cv_artifacts_bucket: s3.IBucket,
        cv_key: kms.IKey,
        job_research_table: dynamodb.ITable,
        artifacts_table: dynamodb.ITable,
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
        self._policy = iam.ManagedPolicy(
            self,
            "Policy",
            managed_policy_name=physical_name(f"{CV_TAILORING_FEATURE}-smoke", "policy", environment_name),
            roles=[self.role],
        )
        self._allow(
            ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            cv_artifacts_bucket.arn_for_objects(_SYNTHETIC_CVS),
        )
        self._policy.add_statements(
            iam.PolicyStatement(
                actions=list(KEY_ACTIONS), resources=[cv_key.key_arn], conditions=through_s3(Stack.of(self))
            )
        )
        self._allow_synthetic_items(["dynamodb:DeleteItem", "dynamodb:PutItem"], job_research_table)
        self._allow_synthetic_items(["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:Query"], artifacts_table)
        self._allow(
            ["execute-api:Invoke"],
            api_gateway.arn_for_execute_api(
                CV_TAILORING_API_METHOD, f"/{API_PREFIX}/{CV_TAILORING_API_PATH}", API_STAGE
            ),
        )

    def _allow(self, actions: list[str], resource: str) -> None:
        self._policy.add_statements(iam.PolicyStatement(actions=actions, resources=[resource]))

    def _allow_synthetic_items(self, actions: list[str], table: dynamodb.ITable) -> None:
        self._policy.add_statements(
            iam.PolicyStatement(
                actions=actions,
                resources=[table.table_arn],
                conditions={
                    "ForAllValues:StringLike": {"dynamodb:LeadingKeys": [f"{SYNTHETIC_PREFIX}*"]},
                    # ForAllValues is also true of a request without any key.
                    "Null": {"dynamodb:LeadingKeys": "false"},
                },
            )
        )
