"""Scope: one deployed environment, from outside. Signed POSTs against the endpoint that was just deployed, by
synthetic users only.

Run by the pipeline after each deployment, and by hand through ``scripts/smoke``; both name the environment in
variables. Without them there is nothing to test and every test here is skipped. What a run plants it removes, also
when a test fails.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from boto3.dynamodb.types import TypeSerializer

from delivery.service_client import ExecuteApiUrl, ServiceClient
from tests.smoke.records import Planted, remove_artifacts

VARIABLES = ("CV_TAILORING_URL", "CV_BUCKET", "JOB_RESEARCH_TABLE", "ARTIFACTS_TABLE", "SMOKE_ROLE_ARN")
RECORDS = Path(__file__).parent / "planted"


@pytest.fixture(scope="session")
def deployment() -> dict[str, str]:
    """The environment's deployed names, by variable."""
    missing = [name for name in VARIABLES if not os.environ.get(name)]
    if missing:
        pytest.skip(f"no deployed environment is named ({', '.join(missing)}); see scripts/smoke")
    return {name: os.environ[name] for name in VARIABLES}


@pytest.fixture(scope="session")
def smoke_role(deployment: dict[str, str]) -> boto3.session.Session:
    """A session of the environment's smoke role, in the environment's region, which need not be the one that this runs
    in: it reaches records whose keys start with ``smoke-`` and no others.
    """
    granted = boto3.client("sts").assume_role(RoleArn=deployment["SMOKE_ROLE_ARN"], RoleSessionName="smoke-tests")
    credentials = granted["Credentials"]
    return boto3.session.Session(
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
        region_name=ExecuteApiUrl.parse(deployment["CV_TAILORING_URL"]).region,
    )


@pytest.fixture(scope="session")
def signed(deployment: dict[str, str], smoke_role: boto3.session.Session) -> ServiceClient:
    return ServiceClient(url=deployment["CV_TAILORING_URL"], credentials=smoke_role.get_credentials())


@pytest.fixture(scope="session")
def unsigned(deployment: dict[str, str]) -> ServiceClient:
    return ServiceClient(url=deployment["CV_TAILORING_URL"], credentials=None)


@pytest.fixture(scope="session")
def planted(deployment: dict[str, str], smoke_role: boto3.session.Session) -> Iterator[Planted]:
    """Plants a CV and a job under fresh synthetic ids; removes them and the artifacts made for them afterwards."""
    run = uuid.uuid4().hex
    cv = json.loads((RECORDS / "cv.json").read_text(encoding="utf-8"))
    job = json.loads((RECORDS / "job.json").read_text(encoding="utf-8"))
    synthetic = Planted(
        user_id=f"smoke-user-{run}", job_id=f"smoke-job-{run}", application_id=f"smoke-application-{run}", cv=cv
    )
    s3, dynamodb = smoke_role.client("s3"), smoke_role.client("dynamodb")
    object_key = f"cvs/{synthetic.user_id}/v1.json"
    job_key = {"job_id": {"S": synthetic.job_id}}
    item = {name: TypeSerializer().serialize(value) for name, value in {**job, "job_id": synthetic.job_id}.items()}
    try:
        s3.put_object(Bucket=deployment["CV_BUCKET"], Key=object_key, Body=json.dumps(cv).encode())
        dynamodb.put_item(TableName=deployment["JOB_RESEARCH_TABLE"], Item=item)
        yield synthetic
    finally:
        s3.delete_object(Bucket=deployment["CV_BUCKET"], Key=object_key)
        dynamodb.delete_item(TableName=deployment["JOB_RESEARCH_TABLE"], Key=job_key)
        remove_artifacts(dynamodb, deployment["ARTIFACTS_TABLE"], synthetic.application_id)
