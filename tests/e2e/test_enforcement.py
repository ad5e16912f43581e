"""What the deployed pipeline's roles, keys and policies refuse, tried with their real sessions after a release."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from delivery.service_client import ServiceClient
from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from tests.e2e.delivery import DEV, PIPELINE, PROD, REGION, TOOLS, Delivery
from tests.e2e.sessions import assumed, client, step_session, user_session

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e")]

REFUSED = {"AccessDenied", "AccessDeniedException"}
DEPLOY_ROLE = "arn:aws:iam::{account}:role/cdk-hnb659fds-deploy-role-{account}-us-east-1"
SMOKE_ROLE = f"arn:aws:iam::{{account}}:role/{PRODUCT}-role-smoke-cv-tailoring-{{env}}"
CV_BUCKET = f"{PRODUCT}-cv-artifacts-{{account}}-bucket-{{env}}"
JOBS = f"{PRODUCT}-job-research-table-{{env}}"
ARTIFACTS = f"{PRODUCT}-cv-tailored-artifacts-table-{{env}}"


def refused(act: Callable[[], Any], *codes: str) -> None:
    """Does a forbidden act, which must be refused with one of AWS's codes for that, or with one of those given."""
    with pytest.raises(ClientError) as error:
        act()
    assert error.value.response["Error"]["Code"] in {*REFUSED, *codes}, error.value


def outputs(delivery: Delivery, stack: str, account: str = TOOLS) -> dict[str, str]:
    (found,) = delivery.client("cloudformation", account).describe_stacks(StackName=stack)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}


@pytest.fixture(scope="module")
def smoke_step(delivery: Delivery, released: str) -> boto3.Session:
    return step_session(delivery, f"{PRODUCT}-delivery-smoke-dev")


@pytest.fixture(scope="module")
def smoke_role(delivery: Delivery, smoke_step: boto3.Session) -> boto3.Session:
    return assumed(smoke_step, delivery, SMOKE_ROLE.format(account=DEV, env="dev"))


@pytest.mark.enforces(
    "IAM: a role is assumed only by whom its trust policy names",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
)
@pytest.mark.parametrize(
    "role",
    [
        SMOKE_ROLE.format(account=PROD, env="prod"),
        DEPLOY_ROLE.format(account=DEV),
        DEPLOY_ROLE.format(account=PROD),
    ],
)
def test_devs_smoke_step_assumes_no_other_role(delivery: Delivery, smoke_step: boto3.Session, role: str) -> None:
    refused(lambda: assumed(smoke_step, delivery, role))


def test_the_smoke_role_plants_no_cv_of_a_real_user(delivery: Delivery, smoke_role: boto3.Session) -> None:
    bucket = CV_BUCKET.format(account=DEV, env="dev")
    s3 = client(smoke_role, delivery, "s3")
    refused(lambda: s3.put_object(Bucket=bucket, Key="cvs/ada/v1.json", Body=b"{}"))


@pytest.mark.enforces(
    "IAM: a function's, a step's and a person's policies are held on tables, buckets and secrets",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
)
def test_the_smoke_role_reads_no_real_users_artifact(delivery: Delivery, smoke_role: boto3.Session) -> None:
    dynamodb = client(smoke_role, delivery, "dynamodb")
    key = {"application_id": {"S": "application-1"}, "created_at": {"S": "2026-01-01T00:00:00.000000Z"}}
    refused(lambda: dynamodb.get_item(TableName=ARTIFACTS.format(env="dev"), Key=key))
    refused(lambda: dynamodb.scan(TableName=ARTIFACTS.format(env="dev")))


def test_synth_deploys_nothing_and_keeps_evidence_of_its_own_step_only(delivery: Delivery, released: str) -> None:
    synth = step_session(delivery, f"{PRODUCT}-delivery-synthesis-tools")
    refused(lambda: assumed(synth, delivery, DEPLOY_ROLE.format(account=DEV)))
    evidence = outputs(delivery, PIPELINE_STACK)["EvidenceBucketName"]
    s3 = client(synth, delivery, "s3")
    s3.put_object(Bucket=evidence, Key="by-hand/synth/own.txt", Body=b"own")
    refused(lambda: s3.put_object(Bucket=evidence, Key="by-hand/assertions/other.txt", Body=b"other"))
    refused(lambda: s3.get_object(Bucket=evidence, Key=f"{released}/synth/compliance/nag.xml"))
    refused(lambda: s3.delete_object(Bucket=evidence, Key=f"{released}/synth/compliance/nag.xml"))


def test_evidence_is_not_deleted_even_by_an_administrator(delivery: Delivery, released: str) -> None:
    evidence = outputs(delivery, PIPELINE_STACK)["EvidenceBucketName"]
    administrator = delivery.client("s3")
    kept = {"Bucket": evidence, "Key": f"{released}/synth/compliance/nag.xml"}
    version = administrator.head_object(**kept)["VersionId"]
    refused(lambda: administrator.delete_object(**kept, VersionId=version))
    refused(lambda: administrator.delete_object(**kept, VersionId=version, BypassGovernanceRetention=True))
    assert administrator.get_object(**kept, VersionId=version)["ContentType"] == "application/xml"


@pytest.mark.enforces(
    "IAM: codepipeline:PutApprovalResult is needed to approve",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-iam-permissions.html",
)
def test_a_check_approves_nothing(delivery: Delivery, released: str) -> None:
    check = step_session(delivery, f"{PRODUCT}-delivery-assertions-tools")
    codepipeline = client(check, delivery, "codepipeline")
    result = {"summary": "myself", "status": "Approved"}
    refused(
        lambda: codepipeline.put_approval_result(
            pipelineName=PIPELINE, stageName="ApproveProd", actionName="Approve", token="x" * 36, result=result
        )
    )


def test_dev_reads_neither_prods_secret_nor_its_table(delivery: Delivery, released: str) -> None:
    secret = delivery.client("secretsmanager", PROD).create_secret(
        Name=f"anthropic-{PRODUCT}-prod", SecretString="not a real key"
    )
    try:
        # What another account owns is hidden here altogether; AWS says AccessDenied.
        reader = delivery.client("secretsmanager", DEV)
        refused(lambda: reader.get_secret_value(SecretId=secret["ARN"]), "ResourceNotFoundException")
    finally:
        delivery.client("secretsmanager", PROD).delete_secret(SecretId=secret["ARN"], ForceDeleteWithoutRecovery=True)
    table = f"arn:aws:dynamodb:{REGION}:{PROD}:table/{JOBS.format(env='prod')}"
    jobs = delivery.client("dynamodb", DEV)
    refused(lambda: jobs.get_item(TableName=table, Key={"job_id": {"S": "job-1"}}), "ResourceNotFoundException")


def test_a_foreign_account_assumes_no_deploy_role(delivery: Delivery, released: str) -> None:
    sts = delivery.client("sts", PROD)
    refused(lambda: sts.assume_role(RoleArn=DEPLOY_ROLE.format(account=DEV), RoleSessionName="foreign"))


def test_artifacts_are_not_read_without_their_key(delivery: Delivery, released: str) -> None:
    location = next(
        artifact["s3location"]
        for detail in delivery.actions(released).values()
        for artifact in detail.get("output", {}).get("outputArtifacts", [])
    )
    every_object = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    reader = client(user_session(delivery, {"Version": "2012-10-17", "Statement": [every_object]}), delivery, "s3")
    assert reader.head_bucket(Bucket=location["bucket"])
    refused(lambda: reader.get_object(Bucket=location["bucket"], Key=location["key"]))


@pytest.mark.parametrize("signature", ["none", "wrong secret"])
def test_a_post_that_is_not_rightly_signed_is_forbidden(delivery: Delivery, released: str, signature: str) -> None:
    url = outputs(delivery, f"{PRODUCT}-cv-tailoring-dev", DEV)["CVTailoringUrl"]
    operator = delivery.credentials(DEV)
    forged = Credentials(operator["aws_access_key_id"], "0" * len(operator["aws_secret_access_key"]))
    caller = ServiceClient(url=url, credentials=None if signature == "none" else forged, endpoint_url=delivery.endpoint)
    answer = caller.post({"user_id": "smoke-1", "application_id": "smoke-1", "job_id": "smoke-1"})
    assert (answer.status, answer.json()["code"]) == (403, "FORBIDDEN")


def test_the_whole_run_had_no_network(released: str) -> None:
    """Everything here ran in the network namespace of this process; it holds the loopback interface alone."""
    lines = Path("/proc/self/net/dev").read_text(encoding="ascii").splitlines()[2:]
    interfaces = sorted(line.split(":")[0].strip() for line in lines)
    if interfaces != ["lo"]:
        pytest.skip(f"this machine allowed no empty network namespace (interfaces: {', '.join(interfaces)})")
    assert released
