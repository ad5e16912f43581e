"""What may be done to synthetic records: those of users, jobs and applications whose ids start with ``smoke-``, and no
others. Smoke tests, the checks of a release and the check every few minutes have the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aws_cdk import Aws, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3

from feature_stacks.constants import (
    API_PREFIX,
    API_STAGE,
    CV_TAILORING_API_METHOD,
    CV_TAILORING_API_PATH,
    MASTER_CV_PREFIX,
    SYNTHETIC_CV_FILE,
    SYNTHETIC_PREFIX,
    SYNTHETIC_RUN_ID_LENGTH,
    SYNTHETIC_USER_PREFIX,
)
from feature_stacks.cv_tailoring.key_access import KEY_ACTIONS, through_s3

# Each question mark stands for one character, so that this is one file of a synthetic user and no other key.
_SYNTHETIC_CVS: Final = f"{MASTER_CV_PREFIX}{SYNTHETIC_USER_PREFIX}{'?' * SYNTHETIC_RUN_ID_LENGTH}/{SYNTHETIC_CV_FILE}"


@dataclass(frozen=True, kw_only=True)
class SyntheticStores:
    """Where synthetic records lie among all others."""

    cv_artifacts_bucket: s3.IBucket
    cv_key: kms.IKey
    job_research_table: dynamodb.ITable
    artifacts_table: dynamodb.ITable

    def statements(self, stack: Stack) -> list[iam.PolicyStatement]:
        """Plant a CV and a job, look at the artifact, remove all of it."""
        return [
            iam.PolicyStatement(
                actions=["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
                resources=[self.cv_artifacts_bucket.arn_for_objects(_SYNTHETIC_CVS)],
            ),
            iam.PolicyStatement(
                actions=list(KEY_ACTIONS), resources=[self.cv_key.key_arn], conditions=through_s3(stack)
            ),
            _on_synthetic_items(["dynamodb:DeleteItem", "dynamodb:PutItem"], self.job_research_table),
            _on_synthetic_items(["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:Query"], self.artifacts_table),
        ]


def calls_to(api: apigateway.RestApi) -> iam.PolicyStatement:
    """POST to the endpoint."""
    path = f"/{API_PREFIX}/{CV_TAILORING_API_PATH}"
    return iam.PolicyStatement(
        actions=["execute-api:Invoke"],
        resources=[api.arn_for_execute_api(CV_TAILORING_API_METHOD, path, API_STAGE)],
    )


def endpoint_url(api: apigateway.RestApi) -> str:
    """The endpoint. Without a reference to the stage, which is made after the alias, which waits for its checks."""
    host = f"{api.rest_api_id}.execute-api.{Stack.of(api).region}.{Aws.URL_SUFFIX}"
    return f"https://{host}/{API_STAGE}/{API_PREFIX}/{CV_TAILORING_API_PATH}"


def _on_synthetic_items(actions: list[str], table: dynamodb.ITable) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        actions=actions,
        resources=[table.table_arn],
        conditions={
            "ForAllValues:StringLike": {"dynamodb:LeadingKeys": [f"{SYNTHETIC_PREFIX}*"]},
            # ForAllValues is also true of a request without any key.
            "Null": {"dynamodb:LeadingKeys": "false"},
        },
    )
