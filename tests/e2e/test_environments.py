"""An environment more is one entry and its account, on a new pipeline and on a living one: `staging` is there from the
first commit, and a second prod in another region comes with the next, by which the pipeline changes itself. One less is
the same entry taken out, and what it deployed taken down, by the page that says how.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from feature_stacks.naming import PRODUCT
from tests.e2e.checkout import PROJECT, Checkout
from tests.e2e.delivery import PIPELINE, PROD, REGION, Delivery
from tests.e2e.prod_fingerprint import prod_fingerprint
from tests.e2e.reviews import review
from tests.e2e.runbook_operator import Operator
from tests.synth.scratch_environments import STAGING_ACCOUNT, add_second_region, add_staging, remove

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("environments")]

AWAY = "eu-west-1"
BEFORE_PROD = ["Dev", "ApproveStaging", "Staging", "ApproveProd"]
REMOVAL = PROJECT / "docs/how-to/remove-an-environment.md"
STAGINGS_STACKS = (f"{PRODUCT}-cv-tailoring-staging", f"{PRODUCT}-shared-staging")
ORPHANED = f"{PRODUCT}-delivery-orphaned-stacks-alarm-tools"
ALARM_LIMIT_SECONDS = 300


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """One entry more than this project: staging."""
    checkout = Checkout.of_this_project(tmp_path_factory.mktemp("environments") / "careervp")
    add_staging(checkout.path)
    checkout.commit("Staging between dev and prod")
    return checkout


@pytest.fixture(scope="module")
def cloud(checkout: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    cloud = Delivery(checkout=checkout.path, state=tmp_path_factory.mktemp("state"))
    try:
        cloud.up()
        yield cloud
    finally:
        cloud.down()


@pytest.fixture(scope="module")
def with_staging(cloud: Delivery) -> str:
    """The execution that took the first commit to prod."""
    return _released(cloud, cloud.newest_execution())


@pytest.fixture(scope="module")
def with_second_prod(cloud: Delivery, checkout: Checkout, with_staging: str) -> str:
    """The execution that took the next commit to prod, by one entry more: prod in a second region."""
    add_second_region(checkout.path, account=PROD)
    checkout.commit("Prod in a second region")
    cloud.stop()
    assert cloud.up()["deployed"] is False, "the pipeline was deployed anew instead of changing itself"
    # The pipeline's role now reaches the artifacts of another region too, which is looked at once.
    refused = cloud.follow(cloud.push())
    named = review(checkout, cloud, refused)
    assert {finding for finding, _ in named} == {"Weakening::excuse-changed"}
    pushed = cloud.push()
    released = _released(cloud, pushed)
    assert (cloud.status(pushed), released != pushed) == ("Cancelled", True), "the pipeline did not change itself"
    return released


def _released(cloud: Delivery, execution: str) -> str:
    """Approves an execution twice and waits for its success; returns the one that carried its commit on to the end."""
    stages = cloud.client("codepipeline").get_pipeline(name=PIPELINE)["pipeline"]["stages"]
    assert [stage["name"] for stage in stages][-5:] == [*BEFORE_PROD, "Prod"]
    waiting = cloud.approve(execution, stage="ApproveStaging")
    cloud.approve(waiting)
    cloud.wait_for_success(waiting)
    return waiting


def _span(actions: dict[str, dict[str, Any]], stage: str) -> tuple[datetime, datetime]:
    """From a stage's first start to its last end."""
    of_stage = [action for name, action in actions.items() if name.startswith(f"{stage}/")]
    return min(each["startTime"] for each in of_stage), max(each["lastUpdateTime"] for each in of_stage)


def test_staging_is_deployed_and_smoke_tested_between_two_approvals(cloud: Delivery, with_staging: str) -> None:
    actions = cloud.actions(with_staging)
    for name in ("ApproveStaging/Approve", "Staging/Smoke", "ApproveProd/Approve", "Prod/Smoke"):
        assert actions[name]["status"] == "Succeeded", name
    for (_, end), (start, _) in pairwise(_span(actions, stage) for stage in (*BEFORE_PROD, "Prod")):
        assert end <= start
    stacks = cloud.client("cloudformation", STAGING_ACCOUNT).describe_stacks()["Stacks"]
    status = {stack["StackName"]: stack["StackStatus"] for stack in stacks}
    deployed = {name: status.get(name) for name in (f"{PRODUCT}-shared-staging", f"{PRODUCT}-cv-tailoring-staging")}
    assert set(deployed.values()) == {"CREATE_COMPLETE"}, deployed


@pytest.mark.drill
def test_a_second_prod_is_deployed_and_smoke_tested_in_its_region(cloud: Delivery, with_second_prod: str) -> None:
    actions = cloud.actions(with_second_prod)
    prepare = actions[f"Prod/ProdEu.{PRODUCT}-shared-prod-eu.Prepare"]
    at_home = actions[f"Prod/Prod.{PRODUCT}-shared-prod.Prepare"]
    assert (at_home["input"]["region"], prepare["input"]["region"]) == (REGION, AWAY)
    here, there = (run["input"]["inputArtifacts"][0]["s3location"] for run in (at_home, prepare))
    assert here["key"] == there["key"]
    copy = cloud.client("s3", region=AWAY).head_object(Bucket=there["bucket"], Key=there["key"])
    assert copy["SSEKMSKeyId"].startswith(f"arn:aws:kms:{AWAY}:")
    assert actions["Prod/ProdEu.Smoke"]["status"] == "Succeeded"
    # One wave: neither waits for the other to be deployed.
    last_at_home = actions[f"Prod/Prod.{PRODUCT}-cv-tailoring-prod.Deploy"]
    assert prepare["startTime"] < last_at_home["startTime"]

    stack = f"{PRODUCT}-cv-tailoring-prod-eu"
    found = cloud.client("cloudformation", PROD, region=AWAY).describe_stacks(StackName=stack)["Stacks"]
    assert [each["StackStatus"] for each in found] == ["CREATE_COMPLETE"]
    listed = cloud.client("cloudformation", PROD).describe_stacks()["Stacks"]
    assert stack not in {each["StackName"] for each in listed}


@pytest.mark.drill
def test_a_removed_environment_has_no_stages_is_found_as_orphaned_and_is_taken_down(
    cloud: Delivery, checkout: Checkout, with_staging: str, tmp_path: Path
) -> None:
    person = {
        "takes the entry out": partial(remove, checkout.path, "staging"),
        "reviews what the gate names": partial(_review_the_newest, checkout, cloud),
    }
    operator = Operator(cloud, checkout, tmp_path, person=person)
    operator.follow("Out of the pipeline", page=REMOVAL)
    stages = cloud.client("codepipeline").get_pipeline(name=PIPELINE)["pipeline"]["stages"]
    assert [stage["name"] for stage in stages][-3:] == ["Dev", "ApproveProd", "Prod"]
    assert cloud.status(cloud.newest_execution()) == "Succeeded"
    assert set(STAGINGS_STACKS) <= _stacks_of_staging(cloud)

    operator.follow("What still stands", page=REMOVAL)
    _until_orphans_alarm_is(cloud, "ALARM")
    cloud.announced(ORPHANED)
    events = cloud.client("logs").filter_log_events(
        logGroupName=f"{PRODUCT}-delivery-builds-tools", filterPattern="OrphanedStacks"
    )["events"]
    for stack in STAGINGS_STACKS:
        assert f"{stack} in {STAGING_ACCOUNT} {REGION} stands, and no stage deploys it" in events[-1]["message"]

    before = prod_fingerprint(cloud)
    operator.follow("Taken down", page=REMOVAL)
    assert not _stacks_of_staging(cloud) & set(STAGINGS_STACKS)
    assert cloud.client("dynamodb", STAGING_ACCOUNT).list_tables()["TableNames"] == []
    operator.follow("What still stands", page=REMOVAL)
    _until_orphans_alarm_is(cloud, "OK")
    assert prod_fingerprint(cloud) == before


def _review_the_newest(checkout: Checkout, cloud: Delivery) -> None:
    refused = cloud.newest_execution()
    assert cloud.wait_for_end(refused) == "Failed"
    named = {finding for finding, _ in review(checkout, cloud, refused)}
    assert {"Weakening::approval-removed", "Weakening::check-removed"} <= named


def _stacks_of_staging(cloud: Delivery) -> set[str]:
    stacks = cloud.client("cloudformation", STAGING_ACCOUNT).describe_stacks()["Stacks"]
    return {stack["StackName"] for stack in stacks}


def _until_orphans_alarm_is(cloud: Delivery, state: str) -> None:
    cloudwatch = cloud.client("cloudwatch")
    deadline = time.monotonic() + ALARM_LIMIT_SECONDS
    while cloudwatch.describe_alarms(AlarmNames=[ORPHANED])["MetricAlarms"][0]["StateValue"] != state:
        assert time.monotonic() < deadline, f"waited {ALARM_LIMIT_SECONDS} s for {ORPHANED} to be {state}"
        time.sleep(0.5)
