"""Accounts that were opened yesterday: no service-linked roles, the lowest quotas, one build at a time, and source
artifacts that have lost their modes. What is asked for beforehand is what the pages say; the rest is one setting.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from feature_stacks.naming import PRODUCT
from localcloud.aws.limits.quotas import INTEGRATION_TIMEOUT, LAMBDA_CONCURRENCY, Quota
from tests.e2e.checkout import Checkout
from tests.e2e.delivery import DEV, PIPELINE, PROD, TOOLS, Delivery
from tests.synth.scratch_environments import one_build_at_once

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("new-accounts")]

DEPLOY = f"{PRODUCT}-cv-tailoring-dev.Deploy"
SWITCHES = ("--new-accounts", "--strip-modes", "--raise-quota", "lambda-memory=10240")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """This project with the one setting."""
    checkout = Checkout.of_this_project(tmp_path_factory.mktemp("new-accounts") / "careervp")
    one_build_at_once(checkout.path)
    checkout.commit("One build at a time")
    return checkout


@pytest.fixture(scope="module")
def cloud(checkout: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    """New accounts, in which AWS Support has raised the functions' memory; nothing is deployed yet."""
    cloud = Delivery(checkout=checkout.path, state=tmp_path_factory.mktemp("state"))
    try:
        yield cloud
    finally:
        cloud.down()


@pytest.fixture(scope="module")
def first_attempt(cloud: Delivery) -> str:
    """What the first deployment of the pipeline says: nobody has made the role that notifications act in."""
    done = cloud.command("up", "--json", *SWITCHES)
    assert done.returncode != 0
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def released(cloud: Delivery, first_attempt: str) -> str:
    """The execution that took the commit to prod; the quota of reserved concurrency was raised as the page says."""
    del first_attempt
    cloud.up()
    _raise(cloud, PROD, LAMBDA_CONCURRENCY, 1000)
    execution = cloud.newest_execution()
    cloud.approve(execution)
    cloud.wait_for_success(execution)
    return execution


def test_the_first_notification_rule_fails_and_what_was_made_before_it_is_no_obstacle(
    first_attempt: str, released: str
) -> None:
    assert "Invalid request provided: AWS::CodeStarNotifications::NotificationRule" in first_attempt
    assert released


def test_no_two_builds_run_at_once(cloud: Delivery, released: str) -> None:
    codebuild = cloud.client("codebuild")
    ids = [
        action["output"]["executionResult"]["externalExecutionId"]
        for action in cloud.actions(released).values()
        if action["input"]["actionTypeId"]["provider"] == "CodeBuild"
    ]
    builds = codebuild.batch_get_builds(ids=ids)["builds"]
    assert len(builds) == len(ids) >= 10
    spans = sorted((build["startTime"], build["endTime"]) for build in builds)
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start


def test_the_sources_had_no_modes_and_the_accounts_were_new(cloud: Delivery, released: str) -> None:
    (source,) = cloud.actions(released)["Source/Source"]["output"]["outputArtifacts"]
    place = source["s3location"]
    body = cloud.client("s3").get_object(Bucket=place["bucket"], Key=place["key"])["Body"].read()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert {info.external_attr for info in archive.infolist()} == {0}
    assert _value(cloud, "codebuild", "L-9D07B6EF") == 1


@pytest.mark.drill
def test_an_update_that_a_quota_refused_deploys_from_the_same_commit_once_it_is_raised(
    cloud: Delivery, checkout: Checkout, released: str
) -> None:
    """The function's settings change with the time-out, so the failed update published a version: it must be gone."""
    before = _versions(cloud)
    environments = checkout.path / "stages/environments.py"
    dev, *others = environments.read_text(encoding="utf-8").split("        throttle=")
    slower = "        integration_timeout_ms=30_000,\n"
    environments.write_text("        throttle=".join([dev + slower, *others]), encoding="utf-8")
    checkout.commit("Dev may take 30 seconds")
    execution = cloud.push()
    assert cloud.wait_for_end(execution) == "Failed"
    assert cloud.failed_actions(execution) == [f"Dev/{DEPLOY}"]
    assert "Timeout should be between 50 ms and 29000 ms" in cloud.command("watch", "--execution", execution).stdout
    assert _versions(cloud) == before
    _raise(cloud, DEV, INTEGRATION_TIMEOUT, 60_000)
    cloud.client("codepipeline").retry_stage_execution(
        pipelineName=PIPELINE, stageName="Dev", pipelineExecutionId=execution, retryMode="ALL_ACTIONS"
    )
    cloud.wait_for_approval(execution)
    assert len(_versions(cloud)) == len(before) + 1
    cloud.approve(execution, status="Rejected")
    cloud.wait_for_end(execution)


def _versions(cloud: Delivery) -> list[str]:
    listed = cloud.client("lambda", DEV).list_versions_by_function(FunctionName=f"{PRODUCT}-cv-tailoring-lambda-dev")
    return [version["Version"] for version in listed["Versions"]]


def _raise(cloud: Delivery, account: str, quota: Quota, value: int) -> None:
    cloud.client("service-quotas", account).request_service_quota_increase(
        ServiceCode=quota.service, QuotaCode=quota.code, DesiredValue=value
    )


def _value(cloud: Delivery, service: str, code: str, account: str = TOOLS) -> Any:
    quotas = cloud.client("service-quotas", account)
    return quotas.get_service_quota(ServiceCode=service, QuotaCode=code)["Quota"]["Value"]
