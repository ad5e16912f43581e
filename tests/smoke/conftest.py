"""Scope: one deployed environment, from outside. Signed POSTs against the endpoint that was just deployed, by
synthetic users only.

Run by the pipeline after each deployment, and by hand through ``scripts/smoke``; both name the environment in
variables. Without them there is nothing to test and every test here is skipped. What a run plants it removes, also
when a test fails.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import boto3
import pytest

from release_checks.service_client import ExecuteApiUrl, ServiceClient
from release_checks.synthetic_records import Planted, Stores
from release_checks.synthetic_records import planted as planted_records

VARIABLES = ("CV_TAILORING_URL", "CV_BUCKET", "JOB_RESEARCH_TABLE", "ARTIFACTS_TABLE", "SMOKE_ROLE_ARN")


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
    """A CV and a job under fresh synthetic ids; they and the artifacts made for them are removed afterwards."""
    with planted_records(Stores.from_environment(deployment), smoke_role) as synthetic:
        yield synthetic
